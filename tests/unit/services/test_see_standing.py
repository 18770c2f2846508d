"""Who reads a standing, what it says, how it is contested, and what a night's count leaves behind."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from fairclaim.credit.history import LinkKind, PersonHistory, Shared, Weighed
from fairclaim.domain.desk.refusals import ConflictOfInterestError
from fairclaim.domain.errors import UsageError
from fairclaim.services.erase_person import erase_person
from fairclaim.services.errors import NotAllowedError, NotFoundError
from fairclaim.services.own_data import answer_correction, ask_correction, own_data
from fairclaim.services.see_standing import count_standing, own_standing, person_standing, standing_figures
from unit.credit.traces import trace
from unit.services.counter import ADMIN, AGENT, ANN, AUDITOR, BUYER, MACHINE, MONDAY, STRANGER, SUE, Counter


def tied() -> Counter:
    """Return a desk whose buyer shares a payout account with others who have decisions that stand, and claims a little."""
    counter = Counter()
    shared = Shared(kind=LinkKind.PAYOUT, accounts=2, others=Weighed(confirmed=2.0), last_at=MONDAY)
    claimed = [replace(trace(number), filed_at=MONDAY - timedelta(days=number)) for number in range(3)]
    counter.rows.histories[BUYER.person] = PersonHistory(traces=tuple(claimed), shared=(shared,), orders=9)
    return counter


def test_a_buyer_reads_reasons_innocent_causes_and_how_to_contest() -> None:
    found = own_standing(tied().desk, BUYER)
    assert [one.pattern for one in found.reasons] == ["many-in-a-year", "shared-payout"]
    assert [one.calls for one in found.reasons] == [False, True]
    assert found.patterns == 1
    assert "不会自动拒绝" in found.what_follows.zh
    for one in found.reasons:
        assert "standing" in one.contest.zh
        assert one.innocent.en
    assert own_standing(tied().desk, STRANGER).reasons == ()


def test_staff_who_answer_for_the_desk_look_and_it_is_noted() -> None:
    counter = tied()
    for who in (SUE, AUDITOR, ADMIN):
        assert person_standing(counter.desk, who, BUYER.person).patterns == 1
        assert (counter.rows.audit[-1].person, counter.rows.audit[-1].kind) == (who.person, "person")
    own_standing(counter.desk, BUYER)
    assert counter.rows.audit[-1].person == ADMIN.person


def test_reviewers_and_strangers_do_not_look() -> None:
    counter = tied()
    with pytest.raises(NotAllowedError):
        person_standing(counter.desk, ANN, BUYER.person)
    for who in (STRANGER, AGENT):
        with pytest.raises(NotFoundError):
            person_standing(counter.desk, who, BUYER.person)
    counter.rows.ties[SUE.person] = frozenset({BUYER.person})
    with pytest.raises(ConflictOfInterestError):
        person_standing(counter.desk, SUE, BUYER.person)


def test_an_accepted_explanation_calls_nobody_any_more() -> None:
    counter = tied()
    wish = ask_correction(counter.desk, BUYER, "standing", "shared-payout", why="我和妻子共用一个账户")
    assert own_standing(counter.desk, BUYER).patterns == 1
    answer_correction(counter.desk, ADMIN, wish.id, is_accepted=True, reasons="已核对，是一家人")
    found = own_standing(counter.desk, BUYER)
    assert found.patterns == 0
    assert found.reasons[-1].set_aside_at == counter.now
    assert counter.rows.fields == {}


def test_a_declined_explanation_changes_nothing() -> None:
    counter = tied()
    wish = ask_correction(counter.desk, BUYER, "standing", "shared-payout", why="不清楚")
    answer_correction(counter.desk, ADMIN, wish.id, is_accepted=False, reasons="请说明是谁的账户")
    assert own_standing(counter.desk, BUYER).patterns == 1


@pytest.mark.parametrize(
    ("pattern", "why"), [("confirmed", "x"), ("attempts", "x"), ("nothing", "x"), ("same-photo", None)]
)
def test_an_explanation_names_a_pattern_and_says_why_and_decisions_are_appealed(pattern: str, why: str | None) -> None:
    with pytest.raises(UsageError):
        ask_correction(tied().desk, BUYER, "standing", pattern, why=why)


def test_the_export_holds_the_standing_and_nothing_of_others() -> None:
    counter = tied()
    found = own_data(counter.desk, BUYER)["standing"]
    assert [one["pattern"] for one in found] == ["many-in-a-year", "shared-payout"]  # type: ignore[attr-defined]
    assert json.dumps(found)


def test_a_night_forgets_what_is_old_and_counts_people_without_naming_them() -> None:
    counter = tied()
    counter.rows.links[BUYER.person, LinkKind.DEVICE, "x"] = MONDAY - timedelta(days=366)
    counter.rows.links[BUYER.person, LinkKind.PAYOUT, "y"] = MONDAY
    assert standing_figures(counter.desk, AUDITOR) is None
    count = count_standing(counter.desk, MACHINE)
    assert [kind for _, kind, _ in counter.rows.links] == [LinkKind.PAYOUT]
    assert (count.people, count.counted["shared-payout"]) == (1, {"seen": 1, "calls": 1})
    assert count.counted["many-in-a-year"] == {"seen": 1, "calls": 0}
    assert BUYER.person not in repr(counter.rows.counted)
    assert standing_figures(counter.desk, AUDITOR) == count
    with pytest.raises(NotAllowedError):
        count_standing(counter.desk, ADMIN)
    with pytest.raises(NotAllowedError):
        standing_figures(counter.desk, BUYER)


def test_who_was_erased_has_no_standing() -> None:
    counter = tied()
    erase_person(counter.desk, ADMIN, BUYER.person)
    with pytest.raises(NotFoundError):
        own_standing(counter.desk, BUYER)
