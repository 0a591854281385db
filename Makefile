# Two commands do everything on a bare machine with Python 3.11+ and make: `make chat` and `make test`.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
UV     := $(BIN)/uv
PIP    := env -u PYTHONDONTWRITEBYTECODE $(UV) pip install --quiet --compile-bytecode --python $(BIN)/python

.PHONY: setup chat test lint bench lock browser clean
.DEFAULT_GOAL := help

help:
	@echo "make chat   install, read the bundled corpus, serve the chat on http://127.0.0.1:7860"
	@echo "make test   install, then lint, types, import contracts and all tests"
	@echo "make setup | lint | bench | lock"

$(UV):
	@echo "== creating $(VENV) (uv does the installing)"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv

$(VENV)/.core: $(UV) requirements.lock pyproject.toml
	@echo "== installing Regesto from requirements.lock"
	@$(PIP) -r requirements.lock
	@$(PIP) --no-deps -e .
	@env -u PYTHONDONTWRITEBYTECODE $(BIN)/python -m compileall -q rag ingest ui eval
	@touch $@

$(VENV)/.test: $(VENV)/.core requirements-test.lock
	@echo "== installing the test tools from requirements-test.lock"
	@$(PIP) -r requirements-test.lock
	@touch $@

setup: $(VENV)/.core

chat: setup
	@echo "== reading the bundled corpus (only what has changed)"
	@$(BIN)/regesto ingest corpus/sources.toml
	@$(BIN)/regesto chat

test: $(VENV)/.test lint
	@sh .ci/packages
	@echo "== tests"
	@$(BIN)/python -m pytest

lint: $(VENV)/.test
	@echo "== ruff, mypy, import contracts"
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

bench: setup
	@$(BIN)/regesto bench

lock: $(UV)
	$(UV) pip compile --quiet --universal --no-header --no-annotate --no-emit-index-url pyproject.toml -o requirements.lock
	$(UV) pip compile --quiet --universal --no-header --no-annotate --no-emit-index-url --extra test pyproject.toml -c requirements.lock -o requirements-test.lock

clean:
	rm -rf $(VENV) var
