"""Fixtures shared by the tests: settings on a fresh folder, a small library, the folder of shared material."""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command line sets it; before numpy is imported

from ingest import workers
from ingest.pipeline import ingest
from rag.settings import Settings, load_settings

SHARED = Path(__file__).resolve().parents[2] / "shared"

DOCUMENTS = [
    {
        "uri": "https://example.org/gruppo",
        "title": "Nasce il gruppo di lavoro metropolitano",
        "text": "Nasce il gruppo di lavoro\n\nLe priorità del gruppo di lavoro sono:\n- prevenzione e promozione della salute\n"
        "- reti sociali e assistenza territoriale\n- governo del sistema\n\nIl gruppo è coordinato dalla dottoressa Anna "
        "Bianchi. La segreteria è svolta dalla Struttura Tecnica Metropolitana. Lo studio sarà consegnato entro dicembre 2022.",
        "publisher": "Comune di Prova",
        "kind": "press_release",
        "published": "2022-06-23",
    },
    {
        "uri": "https://example.org/fondo",
        "title": "Fondo regionale per la non autosufficienza",
        "text": "Il Fondo regionale per la non autosufficienza (FRNA) del 2025 è di 564,09 milioni di euro. Sono 82,2 milioni "
        "in più del 2024. Il riparto fra le Aziende sanitarie segue la popolazione anziana.",
        "publisher": "Regione di Prova",
        "kind": "news",
        "territory": "Emilia-Romagna",
        "published": "2025-05",
    },
    {
        "uri": "https://example.org/accord",
        "title": "Un accord pour les sciences de la vie",
        "text": "L'accord entre la Région et les entreprises prévoit des outils numériques pour améliorer le parcours du "
        "patient. Il a été signé par le président de Confindustria.",
        "language": "fr",
    },
]


def write_jsonl(path: Path, documents: list[dict]) -> str:
    path.write_text("".join(json.dumps(each, ensure_ascii=False) + "\n" for each in documents), "utf-8")
    return str(path)


@pytest.fixture(scope="session", autouse=True)
def one_reader() -> Iterator[None]:
    """One reading process an ingestion, where a test does not say otherwise: each costs 0.35 s to start, hundreds of
    times, and the tests themselves run in as many processes as there are cores."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workers, "cores", lambda: 1)
        yield


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings(home=tmp_path / "home", offline=True)


@pytest.fixture(scope="session")
def built_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a library that holds DOCUMENTS: to be copied, which takes a hundredth of reading them again."""
    folder = tmp_path_factory.mktemp("built")
    settings = load_settings(home=folder / "home", offline=True)
    report = ingest([write_jsonl(folder / "documents.jsonl", DOCUMENTS)], settings)
    assert report.added == len(DOCUMENTS), report
    return settings.home


@pytest.fixture
def library_home(settings: Settings, built_home: Path) -> Settings:
    """Settings whose library holds DOCUMENTS."""
    shutil.copytree(built_home, settings.home)
    return settings


@pytest.fixture(scope="session")
def shared() -> Path:
    if not SHARED.is_dir():
        pytest.skip("../shared is not beside the checkout")
    return SHARED
