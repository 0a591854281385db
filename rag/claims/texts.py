"""A whole text checked sentence by sentence: which sentences can be checked, and the verdict on each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from rag.analysis import fold
from rag.claims.asking import Claimed
from rag.claims.checking import Answerers, checked
from rag.errors import QuestionError
from rag.language import detect
from rag.question import content_words
from rag.sentences import sentence_spans
from rag.types import Answer, Filters, Question, Verdict

LONGEST_TEXT: Final = 40_000


@dataclass(frozen=True, slots=True)
class Checked:
    """A sentence of a pasted text, ``text[start:end]``, and the answer that carries its verdict."""

    start: int
    end: int
    text: str
    answer: Answer

    @property
    def verdict(self) -> Verdict | None:
        """The verdict on the sentence."""
        return self.answer.verdict


def check_text(text: str, answerer: Answerers, filters: Filters = Filters()) -> Iterator[Checked]:
    """The verdict on each checkable sentence of a pasted text, in order, with its place in that text.

    Greetings, titles, questions and opinions have none. Raises QuestionError for a text
    that is empty or longer than ``LONGEST_TEXT`` characters.
    """
    if not re.search(r"\w", text):
        raise QuestionError("il testo da controllare è vuoto: incollare le frasi, o indicare un file di testo")
    if len(text) > LONGEST_TEXT:
        raise QuestionError(f"il testo è di {len(text)} caratteri, il massimo è {LONGEST_TEXT}: controllarlo a parti")
    language = detect(text)
    for start, end in checkable(text, language):
        said = " ".join(text[start:end].split())
        claimed = Claimed(said, True)
        asked, ranked = answerer.weigh(Question(said, filters=filters))
        answer = checked(Question(said, filters=filters), claimed, replace(asked, language=language), ranked, answerer)
        yield Checked(start, end, text[start:end], answer)


def checkable(text: str, language: str) -> list[tuple[int, int]]:
    """Where the sentences stand that say something that documents could confirm or deny."""
    found = []
    for line in re.finditer(r"[^\n]+(?:\n(?=[a-zà-ÿ(])[^\n]+)*", text):
        for start, end in sentence_spans(text, *line.span()):
            if _checkable(text[start:end], language):
                found.append((start, end))
    return found


_OPINION: Final = re.compile(
    r"\b(?:credo|crediamo|riten(?:go|iamo)|secondo (?:me|noi)|a (?:mio|nostro) (?:avviso|parere)|pens(?:o|iamo) che|"
    r"sper(?:o|iamo)|mi auguro|ci auguriamo|siamo (?:orgoglios\w+|content\w+|convint\w+|liet\w+|felic\w+|"
    r"soddisfatt\w+|certi)|"
    r"sono (?:orgoglios\w|content\w|convint\w|liet\w|felic\w)|ringrazi\w+|grazie|"
    r"je (?:crois|pense)|nous (?:croyons|pensons|esperons|sommes (?:fiers|heureux|ravis|convaincus))|"
    r"a mon avis|selon moi|"
    r"merci|i (?:think|believe|hope)|we (?:think|believe|hope|are (?:proud|happy|delighted|convinced))|"
    r"in my (?:view|opinion)|"
    r"thank(?:s| you))\b"
)
_GREETING: Final = re.compile(
    r"^\W*(?:buon ?giorno|buona ?sera|salve|ciao|gentil\w+|egregi\w+|spettabil\w+|cordiali saluti|distinti saluti|"
    r"a presto|bonjour|bonsoir|madame|monsieur|cordialement|hello|dear|good (?:morning|afternoon)|(?:kind|"
    r"best) regards|"
    r"per (?:ulteriori )?informazioni|pour (?:plus d'|toute )informations?|for (?:more|further) information|"
    r"comunicato stampa|"
    r"communique de presse|press release|foto|photo|leggi anche|condividi)\b"
)
_SAYS: Final = re.compile(
    r"\b(?:essere|sono|era|erano|ha|hanno|aveva|sara|saranno|sia|viene|vengono|puo|possono|deve|devono|c'e|est|sont|"
    r"etait|ont|sera|seront|peut|doit|a|is|are|was|were|has|have|had|will|can|must|\w{3,}(?:ano|ono|isce|ede|"
    r"ede|ebbe|era|"
    r"anno|ent|ed|es)|\w+(?:ato|ata|ati|ate|uto|uta|uti|ute|ito|ita|iti|ite))\b"
)


def _checkable(sentence: str, language: str) -> bool:
    """A statement: long enough, with a verb, no question, greeting, title or opinion."""
    folded = fold(sentence.replace("È", "è").replace("è", "essere"))
    if folded.rstrip(" »\"'").endswith(("?", ":")) or _GREETING.search(folded) or _OPINION.search(folded):
        return False
    ended = bool(re.search(r"[.!;…][»\"')\]]*$", sentence.rstrip()))
    if len(content_words(sentence, language)) < 3 or not _SAYS.search(folded):
        return False
    return ended or bool(re.match(r"\s*[-•–*]", sentence)) or len(sentence.split()) > 8
