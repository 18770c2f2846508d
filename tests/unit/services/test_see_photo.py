import pytest

from fairclaim.domain.desk.party import PersonId
from fairclaim.domain.desk.refusals import ConflictOfInterestError
from fairclaim.domain.errors import UnavailableError
from fairclaim.domain.exhibit import ExhibitId
from fairclaim.services.erase_person import erase_person
from fairclaim.services.errors import NotFoundError
from fairclaim.services.judge_claim import judge_claim
from fairclaim.services.see_photo import see_photo
from fairclaim.services.settle_claim import withdraw_claim
from fairclaim.services.take_task import take_next
from unit.services.counter import (
    ADMIN,
    AGENT,
    ALL_SHOTS,
    ANN,
    AUDITOR,
    BEN,
    BUYER,
    GRANT,
    PLATFORM,
    STRANGER,
    Counter,
)
from unit.services.test_take_task import in_review


def test_who_sees_the_file_sees_its_views() -> None:
    counter = Counter()
    claim = counter.filed(*ALL_SHOTS)
    first = counter.rows.exhibits[0]
    for who in (BUYER, AGENT, ANN, AUDITOR):
        photo = see_photo(counter.desk, who, claim, first.id)
        assert (photo.sha256, photo.load()) == (first.sha256, ALL_SHOTS[0].data)
    for who in (ADMIN, PLATFORM, STRANGER):
        with pytest.raises(NotFoundError):
            see_photo(counter.desk, who, claim, first.id)
    with pytest.raises(NotFoundError):
        see_photo(counter.desk, ANN, claim, ExhibitId("exhibit-99"))
    counter.rows.ties[PersonId("ann")] = frozenset({PersonId("merchant-1")})
    with pytest.raises(ConflictOfInterestError):
        see_photo(counter.desk, ANN, claim, first.id)


def test_who_is_yet_to_judge_is_known() -> None:
    counter = Counter()
    claim = in_review(counter)
    first = counter.rows.exhibits[0].id
    assert see_photo(counter.desk, ANN, claim, first).is_blind
    assert not see_photo(counter.desk, BUYER, claim, first).is_blind
    take_next(counter.desk, ANN)
    judge_claim(counter.desk, ANN, claim, GRANT)
    assert not see_photo(counter.desk, ANN, claim, first).is_blind
    assert see_photo(counter.desk, BEN, claim, first).is_blind


def test_looking_is_noted_once_for_a_picture_and_not_for_each_tile() -> None:
    counter = Counter()
    claim = counter.filed(*ALL_SHOTS)
    first, before = counter.rows.exhibits[0].id, len(counter.rows.audit)
    see_photo(counter.desk, ANN, claim, first)
    see_photo(counter.desk, BUYER, claim, first, is_noted=True)
    assert len(counter.rows.audit) == before
    see_photo(counter.desk, ANN, claim, first, is_noted=True)
    assert [(one.person, one.kind, one.thing) for one in counter.rows.audit[before:]] == [("ann", "exhibit", first)]


def test_what_was_erased_has_no_view() -> None:
    counter = Counter()
    claim = counter.filed(*ALL_SHOTS)
    first = counter.rows.exhibits[0].id
    before = see_photo(counter.desk, ANN, claim, first)
    withdraw_claim(counter.desk, BUYER, claim)
    erase_person(counter.desk, ADMIN, PersonId("buyer-1"))
    with pytest.raises(NotFoundError):
        see_photo(counter.desk, ANN, claim, first)
    with pytest.raises(NotFoundError):
        before.load()


def test_bytes_that_are_not_what_was_received_are_not_shown() -> None:
    counter = Counter()
    claim = counter.filed(*ALL_SHOTS)
    kept = counter.rows.exhibits[0]
    assert kept.address is not None
    counter.memory.blobs[kept.address] = b"another photo"
    with pytest.raises(UnavailableError):
        see_photo(counter.desk, ANN, claim, kept.id).load()
