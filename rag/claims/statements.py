"""Which sentences of a pasted text state what documents could confirm or deny, and why the others do not. Pure."""

from __future__ import annotations

import re
from typing import Final, Literal

from rag.analysis import fold
from rag.claims.frames import is_opinion
from rag.claims.parts import names_of
from rag.claims.values import values_in
from rag.question import content_words

Skipped = Literal["", "question", "greeting", "opinion", "title", "short"]

_OPINION: Final = re.compile(
    r"\b(?:credo|crediamo|riten(?:go|iamo)|secondo (?:me|noi)|a (?:mio|nostro) (?:avviso|parere)|pens(?:o|iamo) che|"
    r"sper(?:o|iamo)|mi auguro|ci auguriamo|siamo (?:molto |davvero |tutti )?(?:orgoglios\w+|content\w+|"
    r"convint\w+|liet\w+|felic\w+|soddisfatt\w+|certi)|"
    r"sono (?:orgoglios\w|content\w|convint\w|liet\w|felic\w)|ringrazi\w+|grazie(?! a)|"
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
_TAG: Final = re.compile(
    r"<(?P<gone>script|style|head|noscript|svg)\b.*?</(?P=gone)\s*>|<!--.*?-->|</?[a-zA-Z][^<>]*>|<![^<>]*>",
    re.DOTALL | re.I,
)
_INLINE: Final = re.compile(r"</?(?:a|b|i|em|strong|span|u|small|sup|sub|mark|abbr|font|code|time|cite|q)\b", re.I)
_HTML: Final = re.compile(r"</[a-zA-Z]|<(?:p|br|div|h[1-6]|li|html|body|article)\b", re.I)
# Words that must stand beside a figure, and in a sentence without one.
_FEW, _SOME, _MANY = 2, 3, 8


def without_tags(text: str) -> str:
    """A pasted page with blanks for its tags and scripts, so that every place stays where it was.

    >>> without_tags("<p>Sono <b>27</b>.</p>").split()
    ['Sono', '27', '.']
    """
    if not _HTML.search(text):
        return text

    def blank(tag: re.Match[str]) -> str:
        if _INLINE.match(tag.group()):
            return " " * len(tag.group())
        return "\n" + " " * (len(tag.group()) - 2) + "\n"

    return _TAG.sub(blank, text)


def why_skipped(sentence: str, language: str) -> Skipped:
    """Why a sentence is not checked; "" where it is: it holds a figure or a date, or a name and a predicate."""
    folded = fold(sentence.replace("È", "è").replace("è", "essere")).strip()
    if folded.rstrip(" »\"'").endswith("?"):
        return "question"
    if _GREETING.search(folded):
        return "greeting"
    words = len(content_words(sentence, language))
    values = values_in(sentence, language)
    figures = [each for each in values if each.kind not in ("date", "period")]
    if not values and (_OPINION.search(folded) or is_opinion(sentence)):
        return "opinion"
    ended = bool(re.search(r"[.!;…][»\"')\]]*$", sentence.rstrip())) or bool(re.match(r"\s*[-•–*]", sentence))
    if folded.endswith(":") and not figures:
        return "title"
    if words < (_FEW if values or (ended and names_of(sentence)) else _SOME):
        return "short"
    return "" if figures or ended or len(sentence.split()) > _MANY else "title"
