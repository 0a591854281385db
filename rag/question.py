"""What a question is about and what it asks for: language, kind, the words that matter, a follow-up made whole."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from rag.analysis import fold, stop_words, words
from rag.conversation import picked_of, replaced
from rag.language import detect
from rag.types import Question

Asks = Literal["who", "when", "where", "number", "list", "definition", "comparison", "yes_no", "open"]

# "quando" asks where no other word does ("che errore arriva quando scade?" asks for the error).
_BARE_WHEN: Final = (
    r"^(?!.*\b(?:che|cosa|qual[ei]?|quant[oaie]|chi|dove|come|what|which|how|where|who|quel(?:le)?s?|combien|comment|"
    r"qui|si puo)\b)"
    r".*\b(?:quando|quand|when)\b|^(?:e |ed |et |and |ma |but |mais )?(?:quando|quand|when) (?!.*,)"
)
# Tried in this order on the folded question: "entro quando" is a date before "quando" could be anything else.
_ASKS: Final[tuple[tuple[Asks, str], ...]] = (
    ("comparison", r"\b(differenz[ae]|(?<!nei )confront(?:o|are|ando|a)|rispetto a\w*|(cosa|che) cambia|"
                   r"piu (grand|alt|bass|piccol|costos)\w+|difference\w*|compare\w*|comparaison|par rapport|"
                   r"qu.est.ce qui change|what changed|what changes|changed? between|how .{3,60} changed?)\b"),
    ("definition", r"(?:^|\b(?:e|ma) )che sono\b|^cose\b|\b(cos ?'e|cos e|cosa e|cosa sono|cosa (significa|vuol dire)|"
                   r"che vuol dire|cosa sta per|sta per(?=\W*$)|"
                   r"di (che|cosa) (parla|tratta)|definizione|qu'est[- ]ce que?|que signifie|c'est quoi|definition|"
                   r"what is (an? |the )?[\w.'/-]+(?=\W*$)|what are [\w.'/-]+(?=\W*$)|what does .* (mean|stand for)|"
                   r"stands? for)\b"),
    ("number", r"\b((?<!secondo )(?<!in )(?<!per )quant[oaie](?! (?:riguarda|emerso|emerge))|di quanto|a quanto|"
               r"percentuale|che soldi|quale quota|che eta|combien|quel montant|"
               r"quel pourcentage|quel budget|quel age|how (many|much|long|old)|"
               r"what (share|percentage|budget|amount|rank))\b"),
    ("when", r"(?:\b(in (che|quale) (anno|data|mese|giorno|periodo)|(che|quale) data|quand'?o? scad\w+|scadenz\w+|"
             r"en quelle annee|"
             r"a quelle date|(what|which) (year|date|month)|by when|deadline|"
             r"(?:a|da|di|per|entro|fino a|sino a|depuis|jusqu'a|until|since|from|for) (?:quando|quand|when))\b|"
             + _BARE_WHEN + ")"),
    ("where", r"\b(dove|in (che|quale) (citta|luogo|sede)|ou|where)\b"),
    ("who", r"\b(chi|quale (assessor\w+|responsabile|direttor\w+|president\w+|ent[ei]|ufficio)|responsabile|referente|"
            r"qui|quel (responsable|conseiller|president)|who|whom|whose)\b"),
    ("list", r"\b(quali|elenc\w+|priorita|obiettivi|fasi|ambiti|misure|settori|voci|quels|quelles|liste|priorites|"
             r"objectifs|which|what are|list|areas|priorities|objectives|goals|measures)\b"),
    ("yes_no", r"(^§|^(ha|hanno|sono|si puo|bisogna|serve|est-ce|is|are|was|were|do|does|did|has|have|can|must)\b|"
               r"\b(vero|giusto|corretto|right|really|vrai|exact)\b)"),
)  # fmt: skip

_IS_IT: Final = re.compile(r"^\W*(?:è|e['’])(?=\s)", re.IGNORECASE)
_ASKS_LIST: Final = next(pattern for asks, pattern in _ASKS if asks == "list")

# A follow-up leans on what came before: it starts with a conjunction, or a pronoun stands where its subject would.
# Words that may be articles, adverbs or possessives of something in the question itself ("la", "ci", "en", "son") don't
# count: taken for pronouns they made one unrelated question in five lean on the one before.
# On the text as typed, for "è" and "e'" are no conjunctions; a pronoun counts where there are few words besides.
_BEGINS: Final = re.compile(r"^(e(?!')|ed|ma|quindi|allora|invece|et|mais|alors|and|but|so|then|what about)\b")
_LEANS: Final = re.compile(
    r"\b(ce ne|ne (?:ha|hanno|sono|fa|fanno)|y en a-t-il|en a-t-(?:il|elle)|"
    r"lo stesso|la stessa|lui|lei|essi|esse|esso|essa|di loro|poi|(la|il) (second|prim|ultim)[ao](?=\W*$)|"
    r"(quest|quell)[oaie](?=\W*$)|chi (lo|la|li|le) \w+|"
    r"celui-ci|celle-ci|ceux-ci|celles-ci|(la|le) (seconde?|premiere?|derniere?)(?=\W*$)|"
    r"(qui|quand|ou|comment|combien)\b.{0,30}\b-t-(il|elle|ils|elles)|"
    r"it|its|they|their|them|he|she|that one|(the )?(second|first|last) one|the (second|former|latter)(?=\W*$))\b"
)

# "2021-27" and "2017/19" are periods: written out, they match the documents' own way.
_SHORT_YEARS: Final = re.compile(r"\b((?:19|20))(\d\d)[-/–](\d\d)\b(?![-/]\d)")
# Words of asking, not of the subject: they weigh nothing in the search for evidence.
_ASKING: Final = frozenset(
    """tutto tutti tutte tutta totale complessivamente periodo anno data fatto fatti fatta fatte quanti quante
    quanto quanta quale quali qual chi cosa come dove quando perche quindi vero giusto dire dice sapere vorrei
    puoi dimmi spiegami elenca elencami riguarda significa vuol parla tratta esattamente praticamente pratica
    combien quel quelle quels quelles qui quoi comment pourquoi dis-moi explique parle signifie total en tout
    annee date periode overall year period how many much what which who when where why tell explain really mean
    ammonta ammontano ammontava ammontavano ammontera vale valgono eleve elevent amount amounts worth
    according about there testo documento documenti articolo fonte fonti document article secondo selon""".split()
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question understood.

    ``text`` is what the person typed; ``query`` what goes to the indexes (a follow-up with its earlier subject);
    ``words`` are the folded words that matter, each with a weight (1, or less for words carried over from before);
    ``demands`` are the years, numbers and acts that an answer must be about, ``names`` the names and acronyms.
    ``told`` is the answer that a follow-up leans on ("" where there is none).
    ``head`` is the word right after the question word ("quanti *posti*", "chi *coordina*") or the kind of list asked
    for ("*priorità* del gruppo"). ``parts``: how many things are asked ("quante sono e quanto costano?": 2).
    """

    text: str
    language: str
    asks: Asks
    query: str
    words: tuple[tuple[str, float], ...]
    demands: tuple[str, ...]
    names: tuple[str, ...] = ()
    head: str | None = None
    follow_up: bool = False
    parts: int = 1
    told: str = ""


def understand(question: Question) -> Asked:
    """What is asked, read from the question and the conversation before it."""
    text = written_out(question.text)
    said_before = [turn.content for turn in question.history if turn.role == "user" and turn.content.strip()]
    said_before = [written_out(each[:_READ]) for each in said_before[-_TURNS:]]
    before = _topic(said_before)
    language = detect(text, default=detect(before) if before else "it")
    own = content_words(text, language)
    follow_up = bool(before) and _leans(text, own)
    weighted = dict.fromkeys(own, 1.0)
    query, asks, head, answered = text, kind_of(text), _head(text, own), ""
    if follow_up:
        before = replaced(before, text)
        picked = picked_of(text, question.history[-2:])
        if picked:
            weighted = dict.fromkeys((w for w in own if w not in fold(before)), 1.0)
            weighted |= dict.fromkeys(content_words(picked, language), 1.0)
        answered = " ".join(turn.content for turn in question.history[-2:] if turn.role == "assistant")
        for word in content_words(before, detect(before)):
            weighted.setdefault(word, 0.2 if picked else 0.6)
        for word in content_words(answered[:600], language):
            weighted.setdefault(word, 0.25)
        query = f"{text} {picked or before}"
        if asks == "open" and _BEGINS.search(text.lower()):
            # "e in Emilia-Romagna?" asks what was asked before of another place.
            asked_last = next((each for each in reversed(said_before) if kind_of(each) != "open"), "")
            asks = kind_of(asked_last) if asked_last else asks
            head = head or (_head(asked_last, content_words(asked_last, detect(asked_last))) if asked_last else None)
    return Asked(
        text=text,
        language=language,
        asks=asks,
        query=query,
        words=tuple(weighted.items()),
        demands=tuple(dict.fromkeys(word for word in own if any(sign.isdigit() for sign in word))),
        names=names_in(text, own),
        head=head,
        follow_up=follow_up,
        parts=parts_of(text),
        told=answered,
    )


# Earlier questions that are read, and how much of each.
_TURNS: Final = 6
_READ: Final = 600


def _topic(said: list[str]) -> str:
    """What a conversation is about: its last question that stands alone, and the names and years that were named since.

    Of what leaned on it only those are kept: "chi l'ha firmato?" is not what "e quanto costa?" is about.
    """
    topic = ""
    for text in said:
        if topic and _leans(text, content_words(text, detect(text))):
            named = re.findall(r"(?<=[\s'’(])[A-ZÀ-Þ][\w-]*\w|\b(?:19|20)\d\d\b", text)
            topic = " ".join((*named, replaced(topic, text)))
        else:
            topic = text
    return topic


# A further thing asked: a conjunction or a stop, then a word that asks.
_FURTHER: Final = re.compile(
    r"(?:\b(?:e|ed|et|and|o|or)\b|[,;.?])\s+(?:(?:a|da|di|con|per|in|su|fino a|entro|sotto|nel|d'|by|on|for|to|at|"
    r"from|pour|avec|jusqu'a)\s+)?"
    r"(?:quanto|quanta|quanti|quante|quale|quali|chi|quando|dove|che|cosa|come|combien|quels?|quelles?|qui|quand|ou|"
    r"comment|laquelle|lequel|"
    r"what|which|who|whom|when|where|how)\b"
)
_MOST_PARTS: Final = 3


def parts_of(text: str) -> int:
    """How many things a question asks, at most 3."""
    return min(_MOST_PARTS, 1 + len(_FURTHER.findall(fold(text))))


# What people in a hurry write for a word; whole words only, none of which is a word of Italian, French or English.
_HURRIED: Final = {
    "qnt": "quanto", "qnto": "quanto", "qnta": "quanta", "qnti": "quanti", "qnte": "quante", "qnd": "quando",
    "qndo": "quando", "ke": "che", "ki": "chi", "cs": "cosa", "dv": "dove", "nn": "non", "x": "per", "xche": "perche",
    "xke": "perche", "cmq": "comunque", "qst": "questo", "qsto": "questo", "qsta": "questa", "ql": "quel",
    "cb": "combien", "cbn": "combien", "qd": "quand", "pk": "pourquoi", "pq": "pourquoi",
}  # fmt: skip
_HURRIED_WORD: Final = re.compile(rf"(?<![\w.'-])(?:{'|'.join(_HURRIED)})(?![\w.'-])")


def written_out(text: str) -> str:
    """A text as documents write it: periods ("2021-27": "2021-2027"), hurried words ("qnt": "quanto"), white space."""
    text = _HURRIED_WORD.sub(lambda found: _HURRIED[found[0]], " ".join(text.split()))
    return _SHORT_YEARS.sub(r"\1\2-\1\3", text)


def names_in(text: str, content: list[str]) -> tuple[str, ...]:
    """The words written as names or acronyms past the first word of the question, folded."""
    capital = {fold(word) for word in re.findall(r"(?<=[\s'’(])[A-ZÀ-Þ][\w]+", text)}
    return tuple(word for word in content if word in capital and not word[0].isdigit())


def _leans(text: str, content: list[str]) -> bool:
    """True when a question says too little to be asked on its own: it points back, or names nothing."""
    if _BEGINS.search(text.lower()):
        return True
    if len(content) <= 3 and _LEANS.search(fold(text)):
        return True
    if len(content) > 1 or len(words(text)) > 5 or kind_of(text) == "definition":
        return False
    # One plain word ("quanto costa?") leans on what was said; an acronym or a name ("e la COT", "Imola?") stands alone.
    return not any(sign.isupper() for sign in text[1:])


_QUESTION_WORD: Final = re.compile(
    r"\b(quali|quale|quant[oaie]|chi|quando|dove|che|quels?|quelles?|combien|qui|quand|which|what|who|when|where|"
    r"how (?:many|much))\b(?: (?:sono|e|stat[oaie]|est|sont|are|is|was|were|de|d')\b)*"
)


def _head(text: str, content: list[str]) -> str | None:
    folded = fold(text)
    listed = re.search(_ASKS_LIST, folded)
    if listed and listed.group() in content:
        return listed.group()
    match = _QUESTION_WORD.search(folded)
    after = words(folded[match.end() :]) if match else []
    return next((word for word in after[:4] if word in content), None)


def kind_of(text: str) -> Asks:
    """What kind of answer a question asks for."""
    # "è" asks, "e" joins: folded they are one.
    folded = fold(_IS_IT.sub("§ ", text))
    return next((asks for asks, pattern in _ASKS if re.search(pattern, folded)), "open")


def content_words(text: str, language: str) -> list[str]:
    """The folded words of a text that say what it is about, each once."""
    stops = stop_words(language)
    kept = [w for w in words(text) if w not in stops and w not in _ASKING and (len(w) > 1 or w.isdigit())]
    return list(dict.fromkeys(kept)) or list(dict.fromkeys(w for w in words(text) if len(w) > 1))
