"""The whole matrix is read right, and the matrix is what it says it is."""

from collections import Counter

import pytest

from fairclaim.benchmark.label_matrix import Cell, is_read_right, label_cells
from fairclaim.forensics.labels.answer import Answer

CELLS = list(label_cells())
CARRIERS = sorted({cell.name.split("/")[0] for cell in CELLS})


@pytest.mark.parametrize("carrier", CARRIERS)
def test_every_form_in_every_position_is_read_right(carrier: str) -> None:
    cells = [cell for cell in CELLS if cell.name.startswith(f"{carrier}/")]
    assert [cell.name for cell in cells if not is_read_right(cell)] == []


def test_the_matrix_is_large_and_has_every_answer() -> None:
    answers = Counter(cell.answer for cell in CELLS)
    assert len(CELLS) > 700
    assert answers[Answer.FOUND] > 200
    assert min(answers[answer] for answer in (Answer.CONFLICTING, Answer.UNREADABLE, Answer.NONE)) > 5


def test_no_cell_stands_twice_and_all_three_values_occur() -> None:
    assert len({cell.name for cell in CELLS}) == len(CELLS)
    assert {cell.statement[0] for cell in CELLS if cell.statement} == {"1", "2", "3"}


def test_a_wrong_reading_would_be_noticed() -> None:
    cell = CELLS[0]
    assert not is_read_right(Cell(name="x", data=cell.data, answer=Answer.NONE))
    assert not is_read_right(Cell(name="x", data=cell.data, answer=Answer.FOUND, statement=("1", "x", "y")))
