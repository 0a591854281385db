"""Made-up libraries are of the size that was asked for, and tell how long each stage took."""

from eval.large import build
from rag.library import Library


def test_a_small_library_is_built(settings):
    clock = build(settings, 200)
    with Library.open(settings) as library:
        assert library.status()["passages"] == 200
        assert len(list(library.export())) == 4
    assert set(clock.seconds) >= {"texts", "library", "embed", "words", "vectors"}
    assert all(each > 0 for each in clock.seconds.values())


def test_its_rare_words_are_others_in_other_documents(settings):
    build(settings, 1000)
    with Library.open(settings) as library:
        words = [set(str(each["text"]).split()) for each in library.export()]
    assert len(set.union(*words)) > 1.3 * max(len(each) for each in words)
