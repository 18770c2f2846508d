from datetime import timedelta

import pytest

from fairclaim.credit.history import LinkKind, PersonHistory, Shared, Trace, Weighed
from fairclaim.domain.desk.party import PersonId
from fairclaim.domain.desk.refusals import ConflictOfInterestError
from fairclaim.services.errors import NotAllowedError, NotFoundError
from fairclaim.services.hold_account import propose_measure
from fairclaim.services.own_data import answer_correction, ask_correction
from fairclaim.services.see_person import see_person
from unit.services.against import contradicted, overturn
from unit.services.counter import ADMIN, ANN, AUDITOR, BUYER, SUE, Counter
from unit.services.test_hold_account import wish

DAY = timedelta(days=1)


def known(counter: Counter) -> None:
    """Give the buyer a history that calls people for two reasons."""
    now = counter.now
    shared = Shared(kind=LinkKind.PAYOUT, accounts=2, others=Weighed(confirmed=2.0), last_at=now)
    traces = tuple(
        Trace(
            claim=claim,
            order=f"order-{claim}",
            merchant=PersonId("merchant-1"),
            filed_at=now - 2 * DAY,
            confirmed_at=now - DAY,
            was_paid=True,
        )
        for claim in counter.rows.claims
    )
    counter.rows.histories[BUYER.person] = PersonHistory(traces=traces, shared=(shared,), orders=9)


def test_standing_explanations_measures_and_grounds_come_together_and_looking_is_noted() -> None:
    counter, claim = contradicted()
    known(counter)
    counter.rows.fields[BUYER.person] = {"platform-account": "b-7", "name": "周"}
    made = propose_measure(counter.desk, SUE, wish(claim))
    asked = ask_correction(counter.desk, BUYER, "standing", "shared-payout", why="my wife's account")
    found = see_person(counter.desk, SUE, BUYER.person)
    assert [one.pattern for one in found.standing.reasons] == ["confirmed", "shared-payout"]
    assert [(one.pattern, one.is_accepted) for one in found.explanations] == [("shared-payout", None)]
    assert [one.id for one in found.measures] == [made.id]
    assert [one.claim for one in found.grounds] == [claim]
    assert (found.reference, found.may_propose) == (None, True)
    assert counter.rows.audit[-1].action == "see-standing"
    assert see_person(counter.desk, ADMIN, BUYER.person).reference == "b-7"
    assert not see_person(counter.desk, AUDITOR, BUYER.person).may_propose
    answer_correction(counter.desk, ADMIN, asked.id, is_accepted=True, reasons="好")
    found = see_person(counter.desk, SUE, BUYER.person)
    assert found.explanations[0].is_accepted
    assert found.standing.reasons[1].set_aside_at == counter.now
    assert found.standing.reasons[1].calls_until is None


def test_an_overturned_decision_carries_nothing_any_more() -> None:
    counter, claim = contradicted()
    overturn(counter, claim)
    found = see_person(counter.desk, SUE, BUYER.person)
    assert found.grounds == ()
    assert [one.claim for one in found.claims] == [claim]


def test_who_may_not_see_a_person_is_told_so_and_an_erased_person_is_not_there() -> None:
    counter, _ = contradicted()
    with pytest.raises(NotAllowedError):
        see_person(counter.desk, ANN, BUYER.person)
    with pytest.raises(NotFoundError):  # they have a page of their own, without what is only proposed
        see_person(counter.desk, BUYER, BUYER.person)
    counter.rows.ties[SUE.person] = frozenset({BUYER.person})
    with pytest.raises(ConflictOfInterestError):
        see_person(counter.desk, SUE, BUYER.person)
    counter.rows.erased.add(BUYER.person)
    with pytest.raises(NotFoundError):
        see_person(counter.desk, ADMIN, BUYER.person)
