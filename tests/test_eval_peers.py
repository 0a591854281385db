"""Peers: every adapter that is installed keeps the contract; a peer made for the test goes through the same process."""

import os
import sys
from pathlib import Path

import pytest

from eval.bench_peers import Job, against_regesto, compared
from eval.figures import Figure
from eval.peers.protocol import PEERS, Known
from eval.peers.running import PeerMissing, generate_with, running
from eval.questions import Judged
from eval.runs import read_run
from rag.errors import EvaluationError

ASKED = "emissioni di ammoniaca"
DOCUMENTS = [
    {
        "uri": "urn:fund",
        "title": "Il fondo",
        "text": "Il fondo per la non autosufficienza è di 564 milioni di euro. " * 3,
    },
    {"uri": "urn:group", "title": "Il gruppo", "text": "Nasce il gruppo di lavoro con la sua segreteria tecnica. " * 3},
    {
        "uri": "urn:air",
        "title": "L'aria",
        "text": "Il piano dell'aria riduce le emissioni di ammoniaca nelle stalle. " * 3,
    },
]
FAKE = '''
"""A peer of words that are alike, for the tests."""
import json
from eval.peers.protocol import Found

class Fake:
    def __init__(self, folder, made_up):
        self.file = folder / "all.json"
        print("what a library prints must not be taken for an answer")

    def index(self, documents):
        known = json.loads(self.file.read_text()) if self.file.exists() else []
        self.file.write_text(json.dumps(known + documents))
        return len(documents)

    def search(self, query, k):
        if query == "break":
            raise ValueError("it broke\\nin two lines")
        if query == "die":
            import os
            os._exit(3)
        asked = set(query.lower().split())
        found = [
            Found(d["uri"], d["text"], float(len(asked & set(d["text"].lower().split()))), 0, len(d["text"]))
            for d in json.loads(self.file.read_text())
        ]
        return sorted(found, key=lambda each: -each.score)[:k]

    def read(self, files):
        raise ImportError("no loader")

def opened(folder, made_up):
    return Fake(folder, made_up)
'''


@pytest.mark.parametrize("name", PEERS)
def test_an_installed_peer_keeps_the_contract(name, tmp_path):
    """In the Python that REGESTO_PEERS_PYTHON names, where the peers were installed apart."""
    texts = {each["uri"]: each["text"] for each in DOCUMENTS}
    python = os.environ.get("REGESTO_PEERS_PYTHON", sys.executable)
    try:
        with running(name, tmp_path, python) as peer:
            assert peer.index(DOCUMENTS[:1])["pieces"] >= 1
            assert peer.index(DOCUMENTS[1:])["pieces"] >= 2
            before = peer.search(ASKED, 2)["hits"]
    except PeerMissing as error:
        pytest.skip(str(error))
    with running(name, tmp_path, python) as peer:  # what was indexed is there when it is opened again
        found = peer.search(ASKED, 2)["hits"]
    assert [each["uri"] for each in found] == [each["uri"] for each in before]
    assert found[0]["uri"] == "urn:air"
    assert len(found) <= 2
    assert [each["score"] for each in found] == sorted((each["score"] for each in found), reverse=True)
    assert all(texts[each["uri"]][each["start"] : each["end"]] == each["text"] for each in found)


@pytest.fixture
def fake(tmp_path, monkeypatch):
    """A peer whose adapter lies outside the house, known to the child by an environment of its own."""
    (tmp_path / "fake_peer.py").write_text(FAKE, "utf-8")
    (tmp_path / "sitecustomize.py").write_text(
        "from eval.peers import protocol\n"
        "protocol.PEERS['fake'] = protocol.Known('fake_peer', (), '')\n"
        "protocol.PEERS['absent'] = protocol.Known('fake_peer', ('no_such_module.inside',), 'pip install it')\n",
        "utf-8",
    )
    monkeypatch.setattr("eval.peers.running._ENVIRONMENT", {
        "PYTHONPATH": f"{tmp_path}:{Path(__file__).parents[1]}",
    })  # fmt: skip
    for name in ("fake", "absent"):
        monkeypatch.setitem(PEERS, name, Known("fake_peer", (), ""))
    return tmp_path / "work"


def test_a_peer_is_indexed_searched_and_measured_in_its_own_process(fake):
    with running("fake", fake) as peer:
        assert peer.index(DOCUMENTS)["pieces"] == 3
        told = peer.search("gruppo di lavoro", 1)
        assert [each["uri"] for each in told["hits"]] == ["urn:group"]
        assert told["ms"] >= 0
        if sys.platform == "linux":
            assert peer.megabytes > 5


def test_a_request_that_fails_is_one_line_and_the_next_is_answered(fake):
    with running("fake", fake) as peer:
        peer.index(DOCUMENTS)
        with pytest.raises(EvaluationError, match=r"^fake: ValueError: it broke$"):
            peer.search("break")
        assert peer.search("gruppo")["hits"]


def test_a_peer_that_dies_is_told(fake):
    with running("fake", fake) as peer, pytest.raises(EvaluationError, match="fake si è fermato"):
        peer.search("die")


def test_a_peer_that_is_not_there_says_how_to_install_it(fake):
    with running("absent", fake) as peer, pytest.raises(PeerMissing, match="pip install it"):
        peer.search("x")


def test_a_peer_nobody_knows_and_a_python_that_is_not_there_are_told(tmp_path):
    with pytest.raises(EvaluationError, match="langchain-chroma"), running("nessuno", tmp_path):
        pass
    with pytest.raises(EvaluationError, match="non riesco ad avviare"), running("haystack", tmp_path, "/no/python"):
        pass


def test_a_peer_fills_a_run_folder_over_a_library(fake, library_home, tmp_path):
    judged = [Judged(id="q1", question="segreteria del gruppo di lavoro", type="fact", lang="it")]
    manifest = generate_with("fake", judged, library_home, tmp_path / "run", "prova")
    run = read_run(tmp_path / "run")
    assert run.manifest == manifest
    assert (manifest.system, manifest.documents, manifest.passages) == ("fake", 3, 3)
    assert set(run.found["q1"]["hits"][0]) == {"document", "start", "end", "page", "score", "text"}
    assert run.found["q1"]["hits"][0]["document"] == "https://example.org/gruppo"
    assert run.answers == {}
    with pytest.raises(EvaluationError, match="finita"):
        generate_with("fake", judged, library_home, tmp_path / "run", "prova")


def test_peers_are_held_against_regesto_and_one_that_fails_costs_no_other(fake, monkeypatch):
    monkeypatch.setattr("eval.bench_peers.PEERS", {"fake": None, "absent": None})
    said: list[str] = []
    job = Job(DOCUMENTS, ["gruppo", "ammoniaca"], [], sys.executable, fake)
    figures = compared(job, {"50": (DOCUMENTS, ["fondo"])}, said.append)
    names = {each.name for each in figures}
    assert {("peers", "fake", "corpus", what) for what in ("indexed", "cold", "memory")} <= names
    assert ("peers", "fake", "50", "search", "p95") in names
    assert not [each for each in names if each[1] == "absent"]
    assert any("pip install it" in each for each in said)


def test_the_ratio_of_a_peer_is_to_regestos_own_figure():
    ours, theirs = (
        Figure(("peers", "regesto", "corpus", "cold"), 1.0, "s"),
        Figure(("peers", "x", "corpus", "cold"), 9.0, "s"),
    )
    assert [each.ratio for each in against_regesto([ours, theirs])] == [None, 9]
