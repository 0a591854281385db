"""The measurement of large libraries runs on a small one, and its table has every filter."""

from eval.large import build, measure, table
from rag.library import Library


def test_a_small_library_is_built_and_measured(settings):
    build(settings, 2000)
    with Library.open(settings) as library:
        assert library.status()["passages"] == 2000
    rows = {row.what: row for row in measure(settings, asked=5)}
    assert rows["passages"].value == 2000
    assert 0 < rows["whole search, kind, p50"].value <= rows["whole search, kind, p95"].value
    said = table(list(rows.values()))
    for name in ("no filter", "territory", "one document", "dates", "regesto ask, cold"):
        assert name in said
