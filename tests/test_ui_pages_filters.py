"""What the row of filters sends to the page, without a browser."""

from conftest import DOCUMENTS

from ui.desk import Desk
from ui.locales import strings_for
from ui.pages.filters import cleared, updates
from ui.panel import FIELDS, FilterDesk


def test_a_change_sends_choices_and_a_clearing_sends_values(library_home):
    import gradio as gr

    desk = Desk(library_home)
    filters = FilterDesk(desk, strings_for("it"))
    values = ["plan" if name == "kind" else "9" if name == "edition" else "" for name in FIELDS]
    accordion, clear, problem, *fields = updates(gr, filters, values)
    sent = dict(zip(FIELDS, fields, strict=True))
    assert accordion["label"] == "Filtri (1): piani"
    assert clear["visible"]
    assert problem == ""
    assert "value" not in sent["kind"], "a person may be choosing the next value"
    assert sent["edition"]["value"] == "", "no document has this edition"
    assert len(sent["document"]["choices"]) == 1 + sum(each.get("kind") == "plan" for each in DOCUMENTS)
    accordion, clear, problem, *fields = cleared(gr, filters)
    assert accordion["label"] == "Filtri"
    assert not clear["visible"]
    assert [field["value"] for field in fields] == [""] * len(FIELDS)
    desk.close()
