"""A cross-encoder that reads question and passage together (extra ``neural``): ``REGESTO_RERANKER=st:NAME_OR_PATH``."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rag.errors import ModelError, SettingsError
from rag.settings import Settings

Reranker = Callable[[str, Sequence[str]], list[float]]

# Pairs scored at a time: a passage of 300 words and its question fill a cross-encoder's 512 tokens.
_BATCH = 16


def load_reranker(settings: Settings) -> Reranker | None:
    """A function (question, passages) -> one score a passage, higher is better; None when the setting is empty.

    Raises SettingsError for a setting that makes no sense, ModelError when the extra is missing, the model can't be
    loaded, or it gives more than one score a pair (a classifier, no reranker).
    """
    if not settings.reranker:
        return None
    kind, _, name = settings.reranker.partition(":")
    if kind != "st" or not name:
        raise SettingsError(
            f"REGESTO_RERANKER={settings.reranker}: scrivere «st:NOME» o «st:/percorso», oppure lasciare vuoto"
        )
    from rag.neural import load_model

    model = load_model("CrossEncoder", name)
    if model.num_labels != 1:
        raise ModelError(f"«{name}» dà {model.num_labels} valori per brano e non uno: non è un modello per riordinare")

    def scores(question: str, passages: Sequence[str]) -> list[float]:
        pairs = [(question, passage) for passage in passages]
        if not pairs:
            return []
        given: list[float] = model.predict(pairs, batch_size=_BATCH, show_progress_bar=False).tolist()
        return given

    return scores
