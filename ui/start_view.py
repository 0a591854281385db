"""Pure: the guided questions of each subject, and who is responsible for it."""

from __future__ import annotations

from urllib.parse import urlencode

from rag.across.who import Holder, Who
from rag.types import Citation
from ui.cited import facts_html, quote_html
from ui.documents_frame import to as to_documents
from ui.labels import readable_date
from ui.locales.across import WHO
from ui.locales.start import start_strings
from ui.render import esc, line
from ui.shell import Seen
from ui.start_frame import head_html, to, waiting_html
from ui.start_guide import Guide
from ui.start_subjects import Subject

# Holders of a subject that are shown, and quotes of one.
_HOLDERS: int = 4


def questions_html(guide: Guide, state: str, seen: Seen) -> str:
    """The first page: what there is, then each subject with its questions. ``state`` says what is not there yet."""
    said, code = start_strings(seen.strings.code), seen.strings.code
    steps = "".join(
        f'<li class="card"><h2><a href="{esc(to(seen, name))}">{esc(title)}</a></h2>{line("", words)}</li>'  # type: ignore[arg-type]
        for name, title, words in said.steps
    )
    head = head_html(seen, "questions", said.title, said.lead)
    if state:
        return f'{head}{state}<ul class="plain three">{steps}</ul>'
    subjects = "".join(_subject(each, guide, seen) for each in guide.subjects)
    asking = code not in guide.asked and not guide.failed
    listed = (
        f"<h2>{esc(said.subjects)}</h2>{line('small', said.subjects_lead)}"
        f'{waiting_html(seen, "questions", said.asking) if asking else ""}<div class="two">{subjects}</div>'
        if subjects
        else f'<p class="banner">{esc(said.no_subjects)}</p>'
    )
    return f'{head}<ul class="plain three">{steps}</ul>{listed}'


def _subject(subject: Subject, guide: Guide, seen: Seen) -> str:
    said, code = start_strings(seen.strings.code), seen.strings.code
    asked = guide.questions.get(code, {}).get(subject.name)
    items = "".join(
        f'<li><a href="{esc(seen.to("chat"))}?{esc(urlencode({"q": text}))}">{esc(text)}</a></li>'
        for text in asked or ()
    )
    if asked is None and code not in guide.asked:
        told = line("small", said.checking)
    else:
        told = f'<ol class="questions">{items}</ol>' if items else line("small", said.no_questions)
    links = (
        (f"{seen.to('documents')}?{urlencode({'q': subject.name})}", said.documents),
        (f"{to_documents(seen, 'timeline')}?{urlencode({'tema': subject.name})}", said.timeline),
        (f"{to(seen, 'who')}#{anchor(guide, subject)}", said.who_link),
    )
    doors = " · ".join(
        f'<a href="{esc(href)}">{esc(words)}<span class="hidden">: {esc(subject.name)}</span></a>'
        for href, words in links
    )
    facts = [subject.acronym, said.spoken_of.format(number=subject.releases)]
    return (
        f'<section class="card subject"><h3>{esc(_capital(subject.name))}</h3>{facts_html(facts)}{told}'
        f'<p class="small doors-line">{doors}</p></section>'
    )


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def anchor(guide: Guide, subject: Subject) -> str:
    """The name of a subject's part of the page "who is who"."""
    return f"s{guide.subjects.index(subject) + 1}"


def who_html(guide: Guide, state: str, seen: Seen) -> str:
    """Subject by subject, who is responsible; "not stated" where no document says."""
    said = start_strings(seen.strings.code)
    head = head_html(seen, "who", said.who_title, said.who_lead)
    if state:
        return head + state
    if not guide.subjects:
        return f'{head}<p class="banner">{esc(said.no_subjects)}</p>'
    parts = "".join(
        f'<section class="holders" id="{anchor(guide, each)}"><h2>{esc(_capital(each.name))}</h2>'
        f"{_who(guide.who.get(each.name), seen)}</section>"
        for each in guide.subjects
    )
    return head + parts


def _who(found: Who | None, seen: Seen) -> str:
    if found is None:
        return ""
    if not found.holders:
        none = WHO[seen.strings.code].none
        told = none.format(topic=found.topic, passages=found.passages, documents=found.documents)
        return f'<p class="banner">{esc(told)}</p>'
    return f'<ul class="plain">{"".join(_holder(each, seen) for each in found.holders[:_HOLDERS])}</ul>'


def _holder(holder: Holder, seen: Seen) -> str:
    texts = WHO[seen.strings.code]
    date = readable_date(holder.date, seen.strings)
    when = (texts.now if holder.current else texts.earlier).format(date=date) if date else texts.undated
    others = [name for name in holder.names if name != holder.name]
    name = holder.name + (f" ({', '.join(others)})" if others else "")
    role = ": " + " ".join(holder.role.split()) if holder.role else ""  # else the sentence below says it
    first: Citation = holder.citations[0]
    return (
        f'<li class="card"><p><strong>{esc(name)}</strong>{esc(role)} <span class="small">({esc(when)})</span></p>'
        f"{quote_html(first, seen)}</li>"
    )
