"""A cross-encoder that says whether quotes bear out a sentence (extra ``neural``): ``REGESTO_ENTAILMENT=st:NAME``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from rag.errors import ModelError, SettingsError
from rag.settings import Settings

# (quotes, sentence) -> probabilities that they bear it out and that they contradict it.
Entailment = Callable[[str, str], tuple[float, float]]

# A sentence falls from this probability of contradiction on, or under this one of being borne out.
CONTRADICTED: Final = 0.5
BORNE_OUT: Final = 0.2


def load_entailment(settings: Settings) -> Entailment | None:
    """The entailment model that is set; None when the setting is empty.

    Raises SettingsError for a setting that makes no sense, ModelError when the extra is missing, the model can't be
    loaded, or its labels tell neither entailment nor contradiction.
    """
    if not settings.entailment:
        return None
    kind, _, name = settings.entailment.partition(":")
    if kind != "st" or not name:
        raise SettingsError(
            f"REGESTO_ENTAILMENT={settings.entailment}: scrivere «st:NOME» o «st:/percorso», oppure lasciare vuoto"
        )
    from rag.neural import load_model

    model = load_model("CrossEncoder", name)
    labels = {str(label).lower(): int(at) for at, label in model.config.id2label.items()}
    yes = next((at for label, at in labels.items() if label.startswith("entail")), None)
    no = next((at for label, at in labels.items() if label.startswith("contra")), None)
    if yes is None:
        raise ModelError(
            f"«{name}» non ha le classi di un modello di implicazione (entailment, neutral, contradiction): ha "
            f"{', '.join(labels)[:80]}"
        )

    def judge(quotes: str, sentence: str) -> tuple[float, float]:
        given = model.predict([(quotes, sentence)], apply_softmax=True, show_progress_bar=False)[0].tolist()
        return float(given[yes]), float(given[no]) if no is not None else 0.0

    return judge
