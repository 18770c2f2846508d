import pytest

from fairclaim.domain.errors import OverLimitError
from fairclaim.imaging.limits import DEFAULT_LIMITS, Limits
from fairclaim.imaging.walk.ledger import Ledger, refuse_beyond, refuse_size


def test_ordinary_and_foreign_parts_count_together() -> None:
    ledger = Ledger(Limits(parts=2))
    ledger.add("a", 0, 1)
    ledger.add_foreign("b", 1, 1)
    with pytest.raises(OverLimitError):
        ledger.step()


def test_a_limit_is_inclusive() -> None:
    refuse_beyond("scans", 60, 60)
    with pytest.raises(OverLimitError):
        refuse_beyond("scans", 61, 60)


def test_sides_and_area_are_both_limited() -> None:
    refuse_size(6000, 10_000, DEFAULT_LIMITS)
    for height, width in ((1, 16_385), (16_385, 1), (7746, 7747)):
        with pytest.raises(OverLimitError):
            refuse_size(height, width, DEFAULT_LIMITS)
