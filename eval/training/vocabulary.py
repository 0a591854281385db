"""The tokenizer of the bundled static model: a unigram of 32k pieces over Italian, French and English."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokenizers import Tokenizer

UNKNOWN = "[UNK]"

# Words, runs of digits and a few signs that carry meaning. Everything else (punctuation, apostrophes) only separates,
# so `l'integrazione` is two words and `564,09` two numbers.
WORD = r"[\p{L}\p{M}]+|\p{N}+|[%€$£§°]"


def train_tokenizer(texts: Iterable[str], size: int, fold_accents: bool) -> Tokenizer:
    """Train a unigram tokenizer of ``size`` pieces: NFKC, lower case, words only, each word marked at its start.

    ``fold_accents`` also removes accents (``perché`` = ``perche``), as people leave them out of questions.
    """
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, trainers

    steps = [normalizers.NFKC(), normalizers.Lowercase()]
    if fold_accents:
        steps += [normalizers.NFD(), normalizers.StripAccents()]
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.normalizer = normalizers.Sequence(steps)
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(WORD), behavior="removed", invert=True),
            pre_tokenizers.Metaspace(prepend_scheme="always"),
        ]
    )
    trainer = trainers.UnigramTrainer(
        vocab_size=size, unk_token=UNKNOWN, special_tokens=[UNKNOWN], show_progress=False, max_piece_length=20
    )
    tokenizer.train_from_iterator(texts, trainer=trainer)
    return tokenizer
