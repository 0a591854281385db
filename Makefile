# Two commands do everything on a bare machine with Python 3.11+ and make: `make chat` and `make test`.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
UV     := $(BIN)/uv
PIP    := env -u PYTHONDONTWRITEBYTECODE $(UV) pip install --quiet --compile-bytecode --python $(BIN)/python

.PHONY: setup chat test lint eval bench neural lock browser clean
.DEFAULT_GOAL := help

help:
	@echo "make chat   install, read the bundled corpus, serve the chat on http://127.0.0.1:7860"
	@echo "make test   install, then lint, types, import contracts and all tests"
	@echo "make neural install the extra neural, fetch MODEL, embed the library with it, say what it gains"
	@echo "make eval   ask all judged sets, score, hold the answers to their floors"
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
	@$(BIN)/python -m pytest -n 2 --dist loadfile

lint: $(VENV)/.test
	@echo "== ruff, mypy, import contracts"
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

# All judged sets: minutes, and those of ../shared where it is there. The quick gate is part of `make test`.
eval: setup
	@$(BIN)/python -m eval.full

# BENCH='--passages 2000,20000,100000 --peers' for more.
bench: setup
	@$(BIN)/regesto bench --out var/bench $(BENCH)

# torch apart: what is installed stays, then a file that pip knows of, then the processor's build. The index's own default
# for Linux brings several GB for graphics cards, which Regesto does not use; `make lock` leaves those out of the lock.
MODEL ?= intfloat/multilingual-e5-small
TORCH := torch==2.13.0

$(VENV)/.neural: $(VENV)/.core requirements-neural.lock
	@echo "== installing the extra neural from requirements-neural.lock"
	@$(BIN)/python -c "import torch" 2>/dev/null \
		|| $(BIN)/python -m pip install --quiet --no-index --no-deps $(TORCH) 2>/dev/null \
		|| $(PIP) --no-deps --torch-backend cpu $(TORCH)
	@$(PIP) --no-deps -r requirements-neural.lock
	@touch $@

# MODEL=name or path; QUESTIONS=judged.jsonl to measure on questions of your own.
neural: $(VENV)/.neural
	@echo "== fetching $(MODEL), embedding the library with it, measuring what it gains"
	@$(BIN)/python -m eval.gain --model "$(MODEL)" $(if $(QUESTIONS),--questions "$(QUESTIONS)")

lock: $(UV)
	$(UV) pip compile --quiet --universal --no-header --no-annotate --no-emit-index-url pyproject.toml -o requirements.lock
	$(UV) pip compile --quiet --universal --no-header --no-annotate --no-emit-index-url --extra test pyproject.toml -c requirements.lock -o requirements-test.lock
	echo '$(TORCH)' | $(UV) pip compile --quiet --universal --no-header --no-annotate --no-emit-index-url --extra neural pyproject.toml -c requirements.lock -c - -o requirements-neural.lock
	sed -i.bak -E '/^(torch|triton|nvidia-|cuda-)/d' requirements-neural.lock && rm requirements-neural.lock.bak

clean:
	rm -rf $(VENV) var
