"""What counts, and why the rest does not."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from fairclaim.domain.desk.judgement import View
from fairclaim.domain.desk.money import Money
from fairclaim.domain.finding import Grade
from fairclaim.law.act import APART_MEANS, Act, Apart, AppealState, cumulate, day_in_china, why_apart
from unit.law.record import ASKED, NEW_LAW, TWO, act, ruling

USD = Money(5000, "USD")


@pytest.mark.parametrize(
    ("one", "reason"),
    [
        (act(), None),
        (act(decided=ruling(grade=Grade.B, appeal=AppealState.UPHELD)), None),
        (act(on=date(2026, 4, 2)), Apart.LATER),
        (act(on=ASKED), None),
        (act(decided=None), Apart.NOT_DECIDED),
        (act(decided=ruling(by=())), Apart.NOT_DECIDED),
        (act(decided=ruling(by=TWO[:1])), Apart.ONE_PERSON),
        (act(decided=ruling(by=(TWO[0], TWO[0]))), Apart.ONE_PERSON),
        (act(decided=ruling(view=View.INSUFFICIENT)), Apart.NOT_CONTRADICTED),
        (act(decided=ruling(view=View.SUPPORTS)), Apart.NOT_CONTRADICTED),
        (act(decided=ruling(grade=Grade.C)), Apart.WEAK_EVIDENCE),
        (act(decided=ruling(grade=None)), Apart.WEAK_EVIDENCE),
        (act(decided=ruling(appeal=AppealState.OPEN)), Apart.APPEAL_OPEN),
        (act(decided=ruling(appeal=AppealState.POSSIBLE)), Apart.APPEAL_POSSIBLE),
        (act(decided=ruling(appeal=AppealState.OVERTURNED)), Apart.OVERTURNED),
        (act(is_dealt_with=True), Apart.DEALT_WITH),
        (replace(act(), obtained=USD, sought=USD), Apart.OTHER_CURRENCY),
        (replace(act(), sought=USD), Apart.OTHER_CURRENCY),
        (act(fen=0, sought=19_500), Apart.ATTEMPT),
    ],
)
def test_an_act_counts_only_where_two_people_found_it_and_it_stands(one: Act, reason: Apart | None) -> None:
    assert why_apart(one, on=ASKED) is reason


def test_every_reason_is_explained_in_both_languages() -> None:
    assert set(APART_MEANS) == set(Apart)


def test_attempts_stand_apart_with_what_they_asked_for() -> None:
    found = cumulate([act("a", 100), act("b", 0, sought=700), act("c", 50, decided=None)], on=ASKED)
    assert (found.obtained.amount_minor, found.attempted.amount_minor) == (100, 700)
    assert [one.id for one in found.attempts] == ["b"]


def test_the_day_is_that_of_china() -> None:
    assert day_in_china(datetime(2025, 12, 31, 15, 59, 59, tzinfo=UTC)) == date(2025, 12, 31)
    assert day_in_china(datetime(2025, 12, 31, 16, 0, tzinfo=UTC)) == date(2026, 1, 1)
    with pytest.raises(ValueError, match="2025"):
        day_in_china(datetime(2025, 12, 31, 16))  # noqa: DTZ001


def test_acts_come_in_the_order_of_their_days() -> None:
    found = cumulate([act("b", on=NEW_LAW), act("a", on=date(2026, 1, 1))], on=ASKED)
    assert [one.id for one in found.counted] == ["a", "b"]
