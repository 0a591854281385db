"""The language model's settings: which exist, what each lacks, what is said of it; the entailment model by small weights."""

import importlib.util
import json
import sys

import pytest

from rag.errors import ModelError, SettingsError
from rag.generating.checking import Piece
from rag.generating.entailment import load_entailment
from rag.generating.models import PROVIDERS, llm_described, llm_name, load_llm
from rag.generating.writer import Writer
from rag.settings import Settings, load_settings

neural = pytest.mark.skipif(
    importlib.util.find_spec("sentence_transformers") is None, reason="needs the extra `neural` (make neural)"
)


def with_llm(settings: Settings, llm: str, **others: object) -> Settings:
    return settings.model_copy(update={"llm": llm, **others})


@pytest.mark.parametrize(
    ("llm", "error"),
    [
        ("vapore:x", "«vapore» non esiste; scegliere fra ollama, openai, mistralai, anthropic"),
        ("gpt-5", "«gpt-5» non esiste"),
        ("openai:", "manca il nome del modello"),
        ("openai:gpt", "manca la chiave: mettere REGESTO_LLM_KEY"),
        ("mistralai:small", "MISTRAL_API_KEY"),
        ("anthropic:claude", "ANTHROPIC_API_KEY"),
    ],
)
def test_settings_that_make_no_sense_are_told_in_one_line(settings, monkeypatch, llm, error):
    for provider in PROVIDERS.values():
        if provider.key_from:
            monkeypatch.delenv(provider.key_from, raising=False)
    with pytest.raises(SettingsError, match=error) as caught:
        load_llm(with_llm(settings, llm))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("kind", ["ollama", "mistralai", "anthropic"])
def test_a_missing_package_is_told_with_what_to_install(settings, monkeypatch, kind):
    monkeypatch.setitem(sys.modules, PROVIDERS[kind].package.replace("-", "_"), None)
    with pytest.raises(ModelError, match=f"pip install langchain {PROVIDERS[kind].package}"):
        load_llm(with_llm(settings, f"{kind}:prova", llm_key="k"))


def test_without_langchain_the_line_says_so(settings, monkeypatch):
    monkeypatch.setitem(sys.modules, "langchain.chat_models", None)
    with pytest.raises(ModelError, match="pip install langchain langchain-openai"):
        load_llm(with_llm(settings, "openai:prova", llm_url="http://127.0.0.1:1/v1"))


def test_no_model_is_set_unless_one_is_named(settings):
    assert llm_name(settings) is None
    assert llm_described(settings) is None
    assert load_entailment(settings) is None


def test_what_is_said_of_a_model_holds_no_secret(settings):
    one = with_llm(
        settings, "openai:mistral-small", llm_url="http://utente:parola@modelli.example:8000/v1", llm_key="sk-1"
    )
    assert llm_described(one) == "mistral-small (openai, modelli.example)"
    assert "sk-1" not in repr(one)


def test_an_address_of_ones_own_never_gets_the_key_of_the_environment(settings, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-della-regione")
    model = load_llm(with_llm(settings, "openai:prova", llm_url="http://127.0.0.1:1/v1"))
    assert model.openai_api_key.get_secret_value() == "none"
    assert model.request_timeout == settings.llm_timeout
    assert model.max_retries == 0


def test_the_settings_are_read_from_the_environment(monkeypatch):
    for name, value in {"LLM": "ollama:qwen3", "LLM_TIMEOUT": "12.5", "LLM_KEY": "x", "ENTAILMENT": "st:m"}.items():
        monkeypatch.setenv(f"REGESTO_{name}", value)
    read = load_settings()
    assert (read.llm, read.llm_timeout, read.llm_key, read.entailment) == ("ollama:qwen3", 12.5, "x", "st:m")
    monkeypatch.setenv("REGESTO_LLM_TIMEOUT", "0")
    with pytest.raises(SettingsError, match="REGESTO_LLM_TIMEOUT"):
        load_settings()


@pytest.mark.parametrize("name", ["modello", "st:", "openai:x"])
def test_an_entailment_model_that_makes_no_sense(settings, name):
    with pytest.raises(SettingsError, match="REGESTO_ENTAILMENT"):
        load_entailment(settings.model_copy(update={"entailment": name}))


class Entailing(Writer):
    def __init__(self, yes: float, no: float) -> None:
        self.entails = lambda quotes, sentence: (yes, no)


@pytest.mark.parametrize(
    ("yes", "no", "wrong"), [(0.9, 0.05, None), (0.3, 0.2, None), (0.1, 0.2, "unsupported"), (0.3, 0.6, "contradicted")]
)
def test_what_the_entailment_model_says_counts(yes, no, wrong):
    assert Entailing(yes, no)._contradicted("Una frase.", [Piece("a", "a", "", "it")]) == wrong


def tiny(folder, labels: dict[int, str]):
    """A BERT of one layer and random weights that sorts pairs into classes."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizer

    torch.manual_seed(1)
    folder.mkdir(parents=True)
    (folder / "vocab.txt").write_text(
        "\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "casa", "piano", "fondo"])
    )
    config = BertConfig(
        vocab_size=8, hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32,
        max_position_embeddings=24, num_labels=len(labels), id2label=labels, label2id={v: k for k, v in labels.items()},
    )  # fmt: skip
    BertTokenizer(str(folder / "vocab.txt"), model_max_length=24).save_pretrained(folder)
    BertForSequenceClassification(config).eval().save_pretrained(folder)
    assert json.loads((folder / "config.json").read_text())["id2label"]
    return folder


@neural
@pytest.mark.neural
def test_a_model_of_entailment_gives_two_probabilities_by_its_own_labels(settings, tmp_path):
    one = tiny(tmp_path / "one", {0: "entailment", 1: "neutral", 2: "contradiction"})
    other = tiny(tmp_path / "two", {0: "CONTRADICTION", 1: "NEUTRAL", 2: "ENTAILMENT"})
    first = load_entailment(settings.model_copy(update={"entailment": f"st:{one}"}))("casa piano", "fondo")
    second = load_entailment(settings.model_copy(update={"entailment": f"st:{other}"}))("casa piano", "fondo")
    assert 0 < sum(first) < 1
    assert first == pytest.approx(second[::-1], abs=1e-5)


@neural
@pytest.mark.neural
def test_a_classifier_of_something_else_is_refused(settings, tmp_path):
    folder = tiny(tmp_path / "one", {0: "positivo", 1: "negativo"})
    with pytest.raises(ModelError, match="implicazione"):
        load_entailment(settings.model_copy(update={"entailment": f"st:{folder}"}))


def test_status_says_which_model_answers_and_a_bad_setting_is_one_line(library_home, monkeypatch, capsys):
    from ui.cli import run

    monkeypatch.setenv("REGESTO_HOME", str(library_home.home))
    monkeypatch.setenv("REGESTO_LLM", "openai:prova")
    monkeypatch.setenv("REGESTO_LLM_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("REGESTO_LLM_KEY", "sk-segreta")
    assert run(["status", "--json"]) == 0
    out = capsys.readouterr()
    assert json.loads(out.out)["model"] == "prova (openai, 127.0.0.1)"
    assert "sk-segreta" not in out.out + out.err
    monkeypatch.setenv("REGESTO_LLM", "vapore:x")
    assert run(["status"]) == 1
    assert "scegliere fra ollama" in capsys.readouterr().err
