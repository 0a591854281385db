"""Exact search: the file's rows, what counts of them, and the nearest of those that are current and admitted."""

import numpy as np
import pytest

from rag.errors import LibraryError
from rag.exact import ID_WIDTH, VectorFile, as_ids, scan, unit


def ids_of(*numbers: int) -> list[str]:
    return [f"{number:0{ID_WIDTH}d}" for number in numbers]


@pytest.fixture
def vectors() -> np.ndarray:
    return unit(np.random.default_rng(7).standard_normal((40, 8), dtype=np.float32))


@pytest.fixture
def file(tmp_path, vectors) -> VectorFile:
    found = VectorFile(tmp_path / "build" / "exact.bin")
    found.append(ids_of(*range(40)), list(range(40)), vectors)
    return found


def one_document_each(ids: list[str]):
    return as_ids(ids), np.arange(len(ids), dtype=np.int32)


def test_the_nearest_are_those_of_a_full_comparison(file, vectors):
    current = ids_of(*range(39, -1, -1))  # in another order than the file's
    view = scan(file.read(), *one_document_each(current))
    query = unit([[1.0] * 8])[0]
    wanted = sorted(zip((vectors @ query).tolist(), ids_of(*range(40)), strict=True), reverse=True)
    found = view.search(query, None, 5)
    assert [each for each, _ in found] == [each for _, each in wanted[:5]]
    assert [score for _, score in found] == pytest.approx([score for score, _ in wanted[:5]], abs=1e-6)
    assert len(view.search(query, None, 100)) == 40


@pytest.mark.parametrize("share", [0.05, 0.2, 0.5, 1.0])
def test_a_mask_admits_documents_and_no_others(file, vectors, share):
    view = scan(file.read(), *one_document_each(ids_of(*range(40))))
    admitted = np.arange(40) < 40 * share
    query = vectors[30]
    found = view.search(query, admitted, 3)
    inside = [(float(vectors[n] @ query), ids_of(n)[0]) for n in range(40) if admitted[n]]
    assert [each for each, _ in found] == [each for _, each in sorted(inside, reverse=True)[:3]]
    assert view.search(query, np.zeros(40, bool), 3) == []


def test_equal_vectors_come_in_the_order_of_their_ids(tmp_path):
    file = VectorFile(tmp_path / "exact.bin")
    file.append(ids_of(3, 1, 2), [0, 0, 0], unit([[1, 0]] * 3))
    view = scan(file.read(), *one_document_each(ids_of(1, 2, 3)))
    assert [each for each, _ in view.search(unit([[1, 1]])[0], None, 3)] == ids_of(1, 2, 3)


def test_scores_are_cosines_of_the_current_ones_asked_for(file, vectors):
    view = scan(file.read(), *one_document_each(ids_of(*range(0, 40, 2))))
    found = view.scores(vectors[4], ids_of(4, 5, 6, 77))
    assert found == pytest.approx(
        {ids_of(4)[0]: 1.0, ids_of(6)[0]: float(vectors[6] @ vectors[4])}, abs=1e-6
    )  # 5 is not current, 77 was never here
    assert view.scores(vectors[4], []) == {}


def test_of_two_rows_with_one_id_the_later_counts(file, vectors):
    file.append(ids_of(5), [99], vectors[:1])
    view = scan(file.read(), *one_document_each(ids_of(*range(40))))
    assert view.scores(vectors[0], ids_of(5)) == pytest.approx({ids_of(5)[0]: 1.0}, abs=1e-6)
    assert file.held()[ids_of(5)[0]] == 99
    assert file.rows_of(ids_of(5))["stamp"].tolist() == [99]


def test_what_has_no_vector_is_counted(file):
    view = scan(file.read(), *one_document_each(ids_of(1, 2, 500)))
    assert (len(view), view.missing) == (2, 1)


def test_a_row_half_written_is_not_read_and_written_over(file, vectors):
    whole = file.path.read_bytes()
    file.path.write_bytes(whole + b"half a row")
    assert file.count() == 40
    file.append(ids_of(40), [1], vectors[:1])
    assert file.count() == 41
    assert file.path.read_bytes().startswith(whole)
    assert file.rows_of(ids_of(40))["vector"][0].tolist() == vectors[0].tolist()


@pytest.mark.parametrize("content", [b"", b"REGEST", b"x" * 5000, b"REGESTO1" + b"\xff" * 5000])
def test_a_damaged_file_holds_nothing_and_is_begun_anew(file, vectors, content):
    file.path.write_bytes(content)
    assert file.count() == 0
    assert file.held() == {}
    file.append(ids_of(1), [1], vectors[:1])
    assert list(file.held()) == ids_of(1)


def test_a_missing_file_holds_nothing(tmp_path):
    assert VectorFile(tmp_path / "none" / "exact.bin").count() == 0


def test_a_damaged_row_counts_as_missing(file):
    content = bytearray(file.path.read_bytes())
    size = (len(content) - 16) // 40
    content[16 + 3 * size + ID_WIDTH + 4 : 16 + 4 * size] = b"\x7f" * 32
    file.path.write_bytes(content)
    view = scan(file.read(), *one_document_each(ids_of(*range(40))))
    assert view.missing == 1
    assert ids_of(3)[0] not in file.held()


def test_keeping_drops_the_rest_while_a_reader_goes_on(file, vectors):
    reader = scan(file.read(), *one_document_each(ids_of(*range(40))))
    file.append(ids_of(2), [77], vectors[9:10])
    file.keep(as_ids(ids_of(1, 2, 3)))
    assert file.held() == {ids_of(1)[0]: 1, ids_of(2)[0]: 77, ids_of(3)[0]: 3}
    assert reader.search(vectors[30], None, 1)[0][0] == ids_of(30)[0]


def test_vectors_of_another_length_begin_a_new_file(file):
    file.append(ids_of(1), [1], unit([[1.0, 2.0]]))
    assert file.count() == 1
    assert file.read()["vector"].shape == (1, 2)


def test_a_text_without_words_has_a_vector_of_zeros_and_is_never_near(tmp_path):
    file = VectorFile(tmp_path / "exact.bin")
    file.append(ids_of(1, 2), [0, 0], unit([[0.0, 0.0], [1.0, 0.0]]))
    view = scan(file.read(), *one_document_each(ids_of(1, 2)))
    assert view.missing == 0
    assert view.search(unit([[1.0, 0.0]])[0], None, 1)[0][0] == ids_of(2)[0]


def test_ids_too_long_are_told():
    with pytest.raises(LibraryError, match="21 caratteri"):
        as_ids(["x" * 21])
