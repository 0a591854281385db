"""The trial of kills holds on a small scale, and its comparison sees what it is there to see."""

import pytest
from conftest import DOCUMENTS

from eval.kill_trial import main
from eval.snapshot import differences, snapshot
from ingest.pipeline import ingest
from rag.indexes import Indexes
from rag.library import Library


def test_kills_leave_what_an_untouched_library_holds(capsys):
    assert main(["--kills", "1", "--documents", "24", "--seed", "3"]) == 0
    out = capsys.readouterr().out
    assert "1 kills in" in out
    assert "0 rounds with a difference; against a library built from nothing: 0 differences" in out


@pytest.fixture
def twins(library_home, built_home, tmp_path):
    """Two libraries read from the same file: equal, but for when they were read."""
    other = library_home.model_copy(update={"home": tmp_path / "other"})
    ingest([str(built_home.parent / "documents.jsonl")], other)
    assert differences(snapshot(library_home), snapshot(other)) == []
    return library_home, other


def test_a_stale_passage_in_an_index_is_seen(twins):
    ours, theirs = twins
    with Library.open(ours) as library:
        (passage,) = library.passages_of(DOCUMENTS[1]["uri"])
        Indexes(ours, library).lexical.replace([], drop=[passage.id])
        Indexes(ours, library).vectors.replace([], drop=[passage.id])
    found = differences(snapshot(ours), snapshot(theirs))
    assert [line.split(":")[0] for line in found] == ["words", "vectors"]
    assert all(passage.id in line for line in found)


@pytest.mark.parametrize(
    ("change", "table"),
    [
        ("UPDATE editions SET text = text || ' ' WHERE id = 1", "editions"),
        ("UPDATE passages SET structure = replace(structure, '\"it\"', '\"fr\"')", "passages"),
        ("UPDATE documents SET withdrawn_at = 'x' WHERE id = 1", "documents"),
        ("INSERT INTO leaving VALUES ('x')", "leaving"),
    ],
)
def test_a_changed_row_is_seen(twins, change, table):
    ours, theirs = twins
    with Library.open(ours) as library:
        library.connection.execute(change)
    assert table in {line.split(":")[0] for line in differences(snapshot(ours), snapshot(theirs))}
