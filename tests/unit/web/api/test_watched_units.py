from dataclasses import replace

import pytest

from fairclaim.domain.desk.party import ClaimId
from fairclaim.services.errors import NotFoundError
from fairclaim.services.ports.work import Work
from fairclaim.services.settle_claim import withdraw_claim
from fairclaim.web.api.watched_units import WatchedUnits
from fairclaim.web.errors import VersionError
from unit.services.counter import BUYER, STRANGER, TENANT, Counter


def watched(counter: Counter, claim: ClaimId, sequence: int) -> WatchedUnits:
    return WatchedUnits(counter.desk.units, claim, lambda found: found.sequence == sequence)


def test_a_claim_of_the_expected_version_moves_and_the_new_one_is_seen() -> None:
    counter = Counter()
    claim = counter.filed()
    units = watched(counter, claim, counter.claim(claim).sequence)
    withdraw_claim(replace(counter.desk, units=units), BUYER, claim)
    assert units.seen == counter.claim(claim)


def test_a_claim_of_another_version_stays_as_it_is() -> None:
    counter = Counter()
    claim = counter.filed()
    before = counter.rows
    with pytest.raises(VersionError):
        withdraw_claim(replace(counter.desk, units=watched(counter, claim, 99)), BUYER, claim)
    assert counter.rows is before


def test_who_may_not_see_the_claim_learns_nothing_of_its_version() -> None:
    counter = Counter()
    claim = counter.filed()
    with pytest.raises(NotFoundError):
        withdraw_claim(replace(counter.desk, units=watched(counter, claim, 99)), STRANGER, claim)


def test_a_repetition_is_answered_as_before_whatever_the_version() -> None:
    counter = Counter()
    claim = counter.filed()
    number = counter.claim(claim).sequence
    first = withdraw_claim(replace(counter.desk, units=watched(counter, claim, number)), BUYER, claim, key="k")
    again = withdraw_claim(replace(counter.desk, units=watched(counter, claim, number)), BUYER, claim, key="k")
    assert again == first


def test_reading_passes_through() -> None:
    counter = Counter()
    claim = counter.filed()

    def found(work: Work) -> object:
        return work.claims.find(claim)

    assert WatchedUnits(counter.desk.units, claim).read(TENANT, found) == counter.claim(claim)
