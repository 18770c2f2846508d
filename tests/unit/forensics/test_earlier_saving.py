"""Invented coefficients with known history: the part without it is found, and nothing is found where all agree."""

import numpy as np
import numpy.typing as npt

from fairclaim.forensics.coded_blocks import FREQUENCIES, MOST
from fairclaim.forensics.earlier_saving import MIN_BLOCKS, Memory, forgotten, remember

SHAPE = (60, 80, len(FREQUENCIES))
ALL = np.ones(SHAPE[:2], bool)
PLACE = (slice(20, 32), slice(40, 54))


def fresh(seed: int) -> npt.NDArray[np.float64]:
    return np.random.default_rng(seed).laplace(0, 9, SHAPE)


def levels(exact: npt.NDArray[np.float64]) -> npt.NDArray[np.uint8]:
    return np.minimum(np.abs(np.rint(exact)), MOST).astype(np.uint8)


def combed(exact: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Quantise with a first step of two and a half final ones."""
    return np.rint(exact / 2.5) * 2.5


def known(memory: Memory | None) -> Memory:
    assert memory is not None
    return memory


def test_one_history_tells_nothing_apart() -> None:
    memory = known(remember(levels(fresh(1)), levels(fresh(2)), ALL))
    assert memory.information < 0.2


def test_a_history_of_all_is_no_sign() -> None:
    memory = known(remember(levels(combed(fresh(1))), levels(fresh(2)), ALL))
    assert memory.information > 5
    found = forgotten(memory)
    assert found is not None
    assert found.score < 0
    assert not found.significance.any()


def test_the_part_without_the_history_is_found() -> None:
    exact = combed(fresh(1))
    exact[PLACE] = fresh(3)[PLACE]
    found = forgotten(known(remember(levels(exact), levels(fresh(2)), ALL)))
    assert found is not None
    assert found.score > 20
    inside = np.zeros(SHAPE[:2], bool)
    inside[PLACE] = True
    marked = found.significance > 0
    assert (marked & inside).sum() > 0.8 * inside.sum()
    assert (marked & ~inside).sum() < 0.5 * inside.sum()


def test_blocks_that_are_not_usable_say_nothing() -> None:
    exact = combed(fresh(1))
    exact[PLACE] = fresh(3)[PLACE]
    usable = ALL.copy()
    usable[PLACE] = False
    found = forgotten(known(remember(levels(exact), levels(fresh(2)), usable)))
    assert found is not None
    assert found.score < 0


def test_too_few_blocks_are_not_judged() -> None:
    few = np.zeros(SHAPE[:2], bool)
    few.ravel()[: MIN_BLOCKS - 1] = True
    assert remember(levels(fresh(1)), levels(fresh(2)), few) is None
    nothing = np.zeros((0, 0, SHAPE[2]), np.uint8)
    assert remember(nothing, nothing, np.zeros((0, 0), bool)) is None


def test_scattered_blocks_fill_no_window() -> None:
    sparse = ALL.copy()
    sparse[::2] = False
    sparse[:, ::2] = False
    memory = known(remember(levels(combed(fresh(1))), levels(fresh(2)), sparse))
    assert forgotten(memory) is None
