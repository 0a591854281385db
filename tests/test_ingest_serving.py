"""An ingestion in another process while answers are served: what is new is found and what is gone is gone, at once."""

import gc
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from rag.answerer import Answerer, open_answerer
from rag.library import Library
from rag.settings import Settings, load_settings
from rag.types import Question

# Chroma's HTTP client has no way to close its connections: they go when it is collected, which the fixture sees to.
pytestmark = pytest.mark.filterwarnings(
    "ignore:unclosed <socket:ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)

ROOT = Path(__file__).parents[1]
# Seconds after which readers must have noticed. In these tests they do in a few tenths.
NOTICED = 5.0
INGEST = "import sys; from ui.cli import main; main()"
TOWNS = "Imola Faenza Lugo Cervia Rimini Forlì Cesena Carpi".split()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def chroma_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    place, port = tmp_path_factory.mktemp("chroma"), free_port()
    command = [str(Path(sys.executable).with_name("chroma")), "run", "--path", str(place), "--port", str(port)]
    with (place / "log").open("wb") as log:
        server = subprocess.Popen(
            [*command, "--host", "127.0.0.1"],
            stdout=log,
            stderr=log,
            env={**os.environ, "ANONYMIZED_TELEMETRY": "False"},
        )
        try:
            until = time.monotonic() + 60
            while True:
                try:
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v2/heartbeat", timeout=2).close()
                    break
                except OSError:
                    assert server.poll() is None, (place / "log").read_text()
                    assert time.monotonic() < until
                    time.sleep(0.1)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(20)


@pytest.fixture(params=["embedded", "server"])
def settings(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Settings]:
    url = request.getfixturevalue("chroma_server") if request.param == "server" else None
    monkeypatch.setenv("REGESTO_HOME", str(tmp_path / "home"))
    if url:
        monkeypatch.setenv("REGESTO_CHROMA_URL", url)
    yield load_settings(home=tmp_path / "home", offline=True, chroma_url=url)
    from chromadb.api.shared_system_client import SharedSystemClient

    SharedSystemClient.clear_system_cache()
    gc.collect()


def write(place: Path, town: str, beds: int) -> None:
    place.mkdir(exist_ok=True)
    text = (
        f"L'ospedale di comunità di {town}\n\nL'ospedale di comunità di {town} ha {beds} posti letto. La struttura è diretta "
        f"dall'Azienda Usl e accoglie i pazienti che non hanno bisogno di un ricovero ordinario."
    )
    (place / f"{town}.txt").write_text(text, "utf-8")


def ingest(place: Path) -> None:
    """Read the folder in another process, as an operator would while the chat serves."""
    done = subprocess.run([sys.executable, "-c", INGEST, "ingest", str(place), "--json"], cwd=ROOT, capture_output=True,
                          text=True, check=False, timeout=120)  # fmt: skip
    assert done.returncode == 0, done.stderr


def quotes(answerer: Answerer, town: str) -> str:
    answer = answerer.answer(Question(f"Quanti posti letto ha l'ospedale di comunità di {town}?"))
    return " ".join(citation.quote for citation in answer.citations)


@dataclass
class Askers:
    """Threads that ask all the time; ``errors`` is what must stay empty."""

    answerer: Answerer
    errors: list[str] = field(default_factory=list)
    asked: int = 0
    over: threading.Event = field(default_factory=threading.Event)

    def run(self, town: str) -> None:
        while not self.over.is_set():
            try:
                said = quotes(self.answerer, town)
                if town not in said:
                    self.errors.append(f"{town}: «{said}»")
            except Exception as error:
                self.errors.append(f"{type(error).__name__}: {error}")
            self.asked += 1

    def __enter__(self) -> "Askers":
        self.threads = [threading.Thread(target=self.run, args=(town,)) for town in TOWNS[:2]]
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.over.set()
        for thread in self.threads:
            thread.join()


def noticed(condition) -> float:
    started = time.monotonic()
    while not condition():
        assert time.monotonic() - started < NOTICED
        time.sleep(0.02)
    return time.monotonic() - started


def test_answers_follow_an_ingestion_of_another_process(settings, tmp_path):
    place = tmp_path / "folder"
    for number, town in enumerate(TOWNS[:4]):
        write(place, town, 10 + number)
    ingest(place)
    answerer = open_answerer(settings)
    try:
        assert "ha 12 posti" in quotes(answerer, "Lugo")
        with Askers(answerer) as askers:
            for step, (gone, come) in enumerate((("Lugo", "Rimini"), ("Cervia", "Forlì"), ("Rimini", "Lugo"))):
                (place / f"{gone}.txt").unlink()
                write(place, come, 40 + step)
                write(place, "Imola", 70 + step)
                with Library.open(settings) as library:
                    before = library.generation()
                reading = threading.Thread(target=ingest, args=(place,))
                reading.start()
                while reading.is_alive():
                    time.sleep(0.01)
                with Library.open(settings) as library:
                    assert library.generation() > before
                took = noticed(
                    lambda come=come, step=step: (
                        f"ha {40 + step} posti" in quotes(answerer, come)
                        and f"ha {70 + step} posti" in quotes(answerer, "Imola")
                    )
                )
                took = max(took, noticed(lambda gone=gone: f"di {gone} ha" not in quotes(answerer, gone)))
                print(f"round {step + 1}: noticed {took:.2f} s after the end, {askers.asked} answers meanwhile")
        assert askers.errors == []
        assert askers.asked > 20
    finally:
        answerer.close()


def test_a_reader_sees_what_is_published_before_the_run_ends(settings, tmp_path):
    """A long run publishes as it goes: its first documents are answerable while it still reads the last ones."""
    place = tmp_path / "folder"
    write(place, "Imola", 10)
    ingest(place)
    answerer = open_answerer(settings)
    try:
        assert "ha 10 posti" in quotes(answerer, "Imola")
        write(place, "Imola", 11)
        code = (
            "import sys, time, ingest.pipeline as pipeline\nfrom rag.settings import load_settings\n"
            "real = pipeline.Ingestion.finish\n"
            "def slow(self):\n    real(self)\n    time.sleep(8)\n"
            "pipeline.Ingestion.finish = slow\npipeline.ingest([sys.argv[1]], load_settings())\n"
        )
        with subprocess.Popen([sys.executable, "-c", code, str(place)], cwd=ROOT) as process:
            until = time.monotonic() + 60
            while "ha 11 posti" not in quotes(answerer, "Imola"):
                assert time.monotonic() < until
                time.sleep(0.05)
            assert process.poll() is None
    finally:
        answerer.close()
