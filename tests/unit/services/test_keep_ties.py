"""A declared tie keeps somebody off a party's claims; who takes back which is settled, and everything is noted."""

from dataclasses import replace

import pytest

from fairclaim.domain.desk.party import ActorKind, ClaimId, PersonId
from fairclaim.services.errors import NotAllowedError, NotFoundError
from fairclaim.services.keep_ties import declare_tie, declare_tie_of, own_ties, ties_of, withdraw_tie, withdraw_tie_of
from fairclaim.services.take_task import take_next
from unit.services.counter import ADMIN, BEN, BUYER, Counter
from unit.services.test_list_claims import in_second_review

MERCHANT = ActorKind.MERCHANT


def at_work() -> Counter:
    """A claim waits for its first judgement; the platform knows its merchant as ``s-1``."""
    counter, claim = in_second_review()
    merchant = counter.claim(ClaimId(claim)).merchant
    counter.rows.things.persons[MERCHANT, "s-1"] = merchant
    return counter


def test_who_is_tied_is_not_given_the_claim_and_is_again_once_the_tie_is_taken_back() -> None:
    counter = at_work()
    tie = declare_tie(counter.desk, BEN, MERCHANT, "s-1")
    assert take_next(counter.desk, BEN) is None
    assert own_ties(counter.desk, BEN) == [tie]
    withdraw_tie(counter.desk, BEN, tie.party)
    withdraw_tie(counter.desk, BEN, tie.party)
    assert take_next(counter.desk, BEN) is not None
    told = [one.details.get("did") for one in counter.rows.audit if one.action == "own-ties"]
    assert told == ["declare", "withdraw"]


def test_a_tie_declared_twice_is_one() -> None:
    counter = at_work()
    first = declare_tie(counter.desk, BEN, MERCHANT, "s-1")
    counter.wait()
    assert declare_tie(counter.desk, BEN, MERCHANT, "s-1") == first
    assert declare_tie_of(counter.desk, ADMIN, BEN.person, MERCHANT, "s-1") == first


def test_a_tie_to_a_party_that_nobody_has_told_of_holds_from_their_first_order_on() -> None:
    counter = at_work()
    tie = declare_tie(counter.desk, BEN, ActorKind.BUYER, "u-new")
    assert counter.rows.things.persons[ActorKind.BUYER, "u-new"] == tie.party


def test_what_an_administrator_declared_is_not_the_persons_to_take_back() -> None:
    counter = at_work()
    tie = declare_tie_of(counter.desk, ADMIN, BEN.person, MERCHANT, "s-1")
    assert tie.declared_by == ADMIN.person
    with pytest.raises(NotAllowedError):
        withdraw_tie(counter.desk, BEN, tie.party)
    assert ties_of(counter.desk, ADMIN, BEN.person) == [tie]
    withdraw_tie_of(counter.desk, ADMIN, BEN.person, tie.party)
    assert own_ties(counter.desk, BEN) == []


def test_nobody_is_the_administrator_of_their_own_ties() -> None:
    counter = at_work()
    with pytest.raises(NotAllowedError):
        declare_tie_of(counter.desk, ADMIN, ADMIN.person, MERCHANT, "s-1")
    tie = declare_tie(counter.desk, replace(ADMIN, person=PersonId("boss")), MERCHANT, "s-1")
    with pytest.raises(NotAllowedError):
        withdraw_tie_of(counter.desk, ADMIN, ADMIN.person, tie.party)


def test_only_who_works_here_has_ties_and_only_who_runs_the_desk_keeps_those_of_others() -> None:
    counter = at_work()
    with pytest.raises(NotAllowedError):
        declare_tie(counter.desk, BUYER, MERCHANT, "s-1")
    with pytest.raises(NotAllowedError):
        ties_of(counter.desk, BEN, ADMIN.person)
    with pytest.raises(NotFoundError):
        declare_tie_of(counter.desk, ADMIN, PersonId("nobody-there"), MERCHANT, "s-1")
