"""The bundled static model and its light reader."""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
import time
from pathlib import Path

import numpy as np
import pytest

from rag.errors import ModelError
from rag.static_model import StaticEmbeddings

MODEL = Path(__file__).parent.parent / "rag" / "model"
SHARED = Path(__file__).parent.parent.parent / "shared" / "datasets"
NEURAL = importlib.util.find_spec("sentence_transformers") is not None
TEXTS = [
    "Quali sono le priorità del piano sociale e sanitario dell'Emilia-Romagna?",
    "Quelles sont les priorités du plan social et sanitaire ?",
    "The council approved L.R. 2/2003: 564,09 million euros.",
    "Ausl",
    "perché così? " * 400,
]


@pytest.fixture(scope="module")
def model() -> StaticEmbeddings:
    return StaticEmbeddings(MODEL)


def test_half_a_sign_of_two_is_read_as_unknown(model: StaticEmbeddings):
    assert np.array_equal(model.encode(["piano \ud800 sociale"]), model.encode(["piano ? sociale"]))


def test_vectors_have_256_dimensions_and_length_one(model: StaticEmbeddings):
    vectors = model.encode(TEXTS)
    assert vectors.shape == (len(TEXTS), 256)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_same_text_gives_same_vector_alone_and_in_a_batch(model: StaticEmbeddings):
    filler = [f"frase numero {i}" for i in range(1500)]  # more than one batch
    together = model.encode([*filler, TEXTS[0]])
    assert np.array_equal(together[-1], model.encode([TEXTS[0]])[0])
    assert model.embed_query(TEXTS[0]) == model.embed_documents([TEXTS[0]])[0]
    assert model.embed_query(TEXTS[0]) == pytest.approx(together[-1].tolist())


@pytest.mark.parametrize(
    ("text", "translation", "unrelated"),
    [
        ("La Regione stanzia fondi per gli ospedali.", "The region funds the hospitals.", "La Regione ama il calcio."),
        ("Chi assiste un anziano a casa?", "Qui s'occupe d'une personne âgée à domicile ?", "Qui a gagné le match ?"),
        ("aide aux personnes handicapées", "support for disabled people", "fishing quotas in the Atlantic"),
    ],
)
def test_translation_is_closer_than_an_unrelated_text(model, text: str, translation: str, unrelated: str):
    anchor, near, far = model.encode([text, translation, unrelated])
    assert anchor @ near > anchor @ far + 0.1


def test_case_accents_and_elision_do_not_matter(model: StaticEmbeddings):
    plain, written = model.encode(["l integrazione e la citta", "L’integrazione è la CITTÀ!"])
    assert plain @ written == pytest.approx(1, abs=1e-3)


@pytest.mark.parametrize("empty", ["", "   ", "?!… —", "\x00\x07"])
def test_text_without_words_is_a_zero_vector_and_no_warning(model: StaticEmbeddings, empty: str):
    assert not model.encode([empty, "parola"])[0].any()


def test_no_texts_give_no_rows(model: StaticEmbeddings):
    assert model.encode([]).shape == (0, 256)
    assert model.embed_documents([]) == []


def test_missing_folder_is_a_model_error(tmp_path: Path):
    with pytest.raises(ModelError, match=r"manca .*tokenizer\.json.*make setup"):
        StaticEmbeddings(tmp_path / "nowhere")


@pytest.mark.parametrize("damaged", ["model.safetensors", "tokenizer.json"])
@pytest.mark.parametrize("content", [b"", b"git-lfs pointer", b"{}"])
def test_damaged_file_is_a_model_error(tmp_path: Path, damaged: str, content: bytes):
    for name in ("model.safetensors", "tokenizer.json"):
        shutil.copy(MODEL / name, tmp_path / name)
    (tmp_path / damaged).write_bytes(content)
    with pytest.raises(ModelError, match=r"non si legge .*make setup"):
        StaticEmbeddings(tmp_path)


def test_vectors_of_another_tokenizer_are_a_model_error(tmp_path: Path):
    from safetensors.numpy import save_file

    shutil.copy(MODEL / "tokenizer.json", tmp_path)
    save_file({"embedding.weight": np.zeros((10, 4), np.float16)}, tmp_path / "model.safetensors")
    with pytest.raises(ModelError, match="non corrispondono"):
        StaticEmbeddings(tmp_path)


def test_loads_fast_and_fits_the_repository():
    started = time.perf_counter()
    StaticEmbeddings(MODEL)
    assert time.perf_counter() - started < 1.0  # 0.1 s measured; the margin is for a busy machine
    assert sum(file.stat().st_size for file in MODEL.rglob("*") if file.is_file()) <= 20_000_000


def test_model2vec_gives_the_same_vectors(model: StaticEmbeddings):
    from model2vec import StaticModel

    theirs = StaticModel.from_pretrained(MODEL, force_download=False).encode(TEXTS)
    assert np.min(np.sum(model.encode(TEXTS) * theirs, axis=1)) > 0.999


@pytest.mark.neural
@pytest.mark.skipif(not NEURAL, reason="sentence-transformers is not installed (extra `neural`)")
def test_sentence_transformers_gives_the_same_vectors(model: StaticEmbeddings):
    from sentence_transformers import SentenceTransformer

    theirs = SentenceTransformer(str(MODEL), device="cpu").encode(TEXTS, convert_to_numpy=True).astype(np.float32)
    assert np.min(np.sum(model.encode(TEXTS) * theirs, axis=1)) > 0.999


def test_layout_is_that_of_sentence_transformers():
    modules = [module["type"] for module in json.loads((MODEL / "modules.json").read_text())]
    assert modules == ["sentence_transformers.models.StaticEmbedding", "sentence_transformers.models.Normalize"]
    assert len(list(MODEL.rglob("*.safetensors"))) == 1


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared/datasets is not beside the checkout")
@pytest.mark.parametrize(("direction", "floor"), [("it->en", 0.96), ("fr->it", 0.92), ("en->fr", 0.95)])
def test_card_tells_the_truth_about_the_weights(model: StaticEmbeddings, direction: str, floor: float):
    from eval.training.measure import translation_top1

    measured = translation_top1(model.encode, SHARED / "parallel" / "ntrex.tsv.xz")[direction]
    card = re.search(rf"\| NTREX {direction} \| ([\d.]+) \|", (MODEL / "README.md").read_text(encoding="utf-8"))
    assert card
    assert measured == pytest.approx(float(card[1]), abs=1e-3)
    assert measured >= floor
