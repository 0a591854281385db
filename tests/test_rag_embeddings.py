"""One contract for every kind of embeddings: the bundled model, sentence-transformers by path, an endpoint on loopback."""

import importlib.util
import json
import math
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from rag.embeddings import BUNDLED, load_embeddings, model_name
from rag.errors import ModelError, SettingsError
from rag.indexes import Indexes
from rag.library import Library
from rag.search import open_search
from rag.static_model import StaticEmbeddings

HAS_NEURAL = importlib.util.find_spec("sentence_transformers") is not None


class Endpoint(BaseHTTPRequestHandler):
    """An OpenAI-compatible embeddings endpoint: the bundled model's vectors, or an error when told."""

    broken = False
    model = StaticEmbeddings(BUNDLED)

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        texts = [asked["input"]] if isinstance(asked["input"], str) else asked["input"]
        rows = [
            {"object": "embedding", "index": i, "embedding": v} for i, v in enumerate(self.model.embed_documents(texts))
        ]
        body = json.dumps(
            {"object": "list", "model": asked["model"], "data": rows, "usage": {"prompt_tokens": 0, "total_tokens": 0}}
        )
        self.send_response(400 if Endpoint.broken else 200)
        self.send_header("content-type", "application/json")
        self.end_headers()
        self.wfile.write((body if not Endpoint.broken else '{"error": {"message": "modello sconosciuto"}}').encode())

    def log_message(self, *args):
        pass


@pytest.fixture
def endpoint():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Endpoint)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    Endpoint.broken = False
    yield f"http://127.0.0.1:{server.server_port}/v1"
    server.shutdown()
    server.server_close()


@pytest.fixture(
    params=[
        "bundled",
        "openai",
        pytest.param("st", marks=pytest.mark.skipif(not HAS_NEURAL, reason="needs the extra `neural`")),
    ]
)
def chosen(request, settings, endpoint):
    names = {"bundled": "bundled", "openai": "openai:prova", "st": f"st:{BUNDLED}"}
    return settings.model_copy(update={"embeddings": names[request.param], "embeddings_url": endpoint})


def cosine(one: list[float], other: list[float]) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True)) / (math.hypot(*one) * math.hypot(*other))


def test_every_kind_keeps_the_contract(chosen):
    embeddings = load_embeddings(chosen)
    texts = ["Il piano della prevenzione", "The prevention plan", "Gli autobus di Parma"]
    rows = embeddings.embed_documents(texts)
    assert len(rows) == 3
    assert len({len(row) for row in rows}) == 1
    assert all(isinstance(value, float) for value in rows[0])
    assert cosine(embeddings.embed_query(texts[0]), rows[0]) == pytest.approx(1, abs=1e-3)
    assert cosine(rows[0], rows[1]) > cosine(rows[0], rows[2]) + 0.2


def test_changing_the_model_builds_a_new_index_on_opening(library_home, endpoint):
    other = library_home.model_copy(update={"embeddings": "openai:prova", "embeddings_url": endpoint})
    assert model_name(other) != model_name(library_home)
    search = open_search(other)
    assert "564,09" in search.search("fondo non autosufficienza")[0].passage.text
    search.close()
    with Library.open(other) as library:
        assert Indexes(other, library).whole()


def test_an_endpoint_that_fails_is_said_in_one_line(library_home, endpoint):
    other = library_home.model_copy(update={"embeddings": "openai:prova", "embeddings_url": endpoint})
    search = open_search(other)
    Endpoint.broken = True
    with pytest.raises(ModelError, match=r"openai:prova.*non risponde"):
        search.search("fondo")
    search.close()


@pytest.mark.parametrize(
    ("name", "error"),
    [("vapore", "non esiste"), ("st:", "manca il nome"), ("openai:x", "REGESTO_EMBEDDINGS_URL")],
)
def test_settings_that_make_no_sense(settings, name, error):
    with pytest.raises(SettingsError, match=error):
        load_embeddings(settings.model_copy(update={"embeddings": name}))


@pytest.mark.skipif(HAS_NEURAL, reason="the extra `neural` is installed")
def test_without_the_extra_the_error_says_how_to_install_it(settings):
    with pytest.raises(ModelError, match="neural"):
        load_embeddings(settings.model_copy(update={"embeddings": "st:intfloat/multilingual-e5-small"}))
