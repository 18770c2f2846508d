"""What is said beside."""

from datetime import date

import pytest

from fairclaim.law.act import Act
from fairclaim.law.assess import assess
from unit.law.record import ASKED, NEW_LAW, OLD_LAW, act


def codes(*acts: Act, province: str | None = None, on: date = ASKED) -> set[str]:
    return {note.code for note in assess(acts, on=on, province=province).notes}


def test_two_laws_are_told_apart() -> None:
    assert "two-laws" in codes(act("a", on=OLD_LAW), act("b", on=NEW_LAW))
    assert codes(act(on=OLD_LAW), on=date(2025, 12, 31)) == set()
    assert "milder-law" in codes(act(on=OLD_LAW))
    assert codes(act(on=NEW_LAW)) == set()


@pytest.mark.parametrize(
    ("acts", "named"),
    [
        ([act(fen=299_999)], set()),
        ([act(fen=300_000)], {"extortion"}),
        ([act(has_pressure=True)], {"extortion"}),
        ([act("a"), act("b")], set()),
        ([act("a"), act("b"), act("c")], {"extortion"}),
        ([act("a", on=date(2023, 1, 1)), act("b"), act("c")], set()),
    ],
)
def test_extortion_is_named_for_pressure_for_three_acts_in_two_years_and_from_the_first_tier_on(
    acts: list[Act], named: set[str]
) -> None:
    assert codes(*acts) & {"extortion"} == named


def test_attempts_are_named_with_their_sum() -> None:
    found = assess([act("a", 0, sought=70_000), act("b", 0, sought=30_000)], on=ASKED)
    assert found.characterisations == ()
    assert "1,000 yuan" in found.notes[0].text.en


def test_local_figures_name_where_they_were_read() -> None:
    notes = {note.code: note for note in assess([act()], on=ASKED, province="32").notes}
    assert "苏高法" in notes["local-figures"].text.zh
    assert "local-rule" in notes


def test_half_a_year_later_the_time_may_be_over() -> None:
    assert "time" in codes(act(on=NEW_LAW), on=date(2026, 10, 1))
    assert "time" not in codes(act(on=NEW_LAW), on=date(2026, 5, 1))
