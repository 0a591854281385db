"""The loss of the static model: sentence-transformers' own, in both directions (imports torch: import it lazily)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.losses import MultipleNegativesRankingLoss


class BothWays(torch.nn.Module):
    """MultipleNegativesRankingLoss in both directions: a pair (it, en) teaches it->en and en->it.

    ``hardness``: what a wrong text's score gains, times its cosine (Lan et al., 2025, arXiv 2503.04812), so that the
    wrong texts that look right weigh most. The library's own ``directions`` weighs them in one direction only.
    """

    def __init__(self, model: SentenceTransformer, scale: float, hardness: float) -> None:
        super().__init__()
        self.model = model
        self.one_way = MultipleNegativesRankingLoss(
            model, scale=scale, hardness_mode="in_batch_negatives", hardness_strength=hardness
        )

    def forward(self, sentence_features: Iterable[dict[str, torch.Tensor]], labels: torch.Tensor) -> Any:
        """The mean loss of a batch of pairs."""
        both = [self.model(features)["sentence_embedding"] for features in sentence_features]
        compute = self.one_way.compute_loss_from_embeddings
        return (compute(both, labels) + compute(both[::-1], labels)) / 2
