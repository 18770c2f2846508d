import pytest

from fairclaim.domain.desk.history import replay
from fairclaim.domain.desk.party import PersonId
from fairclaim.services.erase_person import erase_person
from fairclaim.services.errors import NotAllowedError, OpenClaimsError
from fairclaim.services.examine_claim import examine_claim
from fairclaim.services.ports.queue import JobKind
from fairclaim.services.settle_claim import withdraw_claim
from unit.services.counter import ADMIN, ALL_SHOTS, ANN, BUYER, MACHINE, Counter

WHOM = PersonId("buyer-1")


def test_an_open_claim_is_ended_first() -> None:
    counter = Counter()
    counter.filed(*ALL_SHOTS)
    before = counter.rows
    with pytest.raises(OpenClaimsError) as refusal:
        erase_person(counter.desk, ADMIN, WHOM)
    assert refusal.value.count == 1
    assert counter.rows is before


def test_words_and_photos_go_and_the_history_stays() -> None:
    counter = Counter()
    claim = counter.screened(*ALL_SHOTS)
    withdraw_claim(counter.desk, BUYER, claim)
    events = list(counter.rows.events)
    assert erase_person(counter.desk, ADMIN, WHOM)
    assert counter.rows.events == events
    assert replay(events) == counter.claim(claim)
    assert {one.sha256 for one in counter.rows.exhibits} == {None}
    assert (JobKind.FORGET_PHOTOS, WHOM) in {job[:2] for job in counter.rows.jobs.values()}
    assert examine_claim(counter.desk, MACHINE, claim).sequence == counter.claim(claim).sequence


def test_erasing_again_does_nothing() -> None:
    counter = Counter()
    assert erase_person(counter.desk, ADMIN, WHOM)
    before = counter.rows
    assert not erase_person(counter.desk, ADMIN, WHOM)
    assert (counter.rows.jobs, counter.rows.audit) == (before.jobs, before.audit)


def test_only_an_admin_erases() -> None:
    counter = Counter()
    for who in (ANN, BUYER, MACHINE):
        with pytest.raises(NotAllowedError):
            erase_person(counter.desk, who, WHOM)
