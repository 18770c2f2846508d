import hashlib
from collections.abc import Callable
from typing import TypeVar

import pytest

from fairclaim.domain.desk.evidence_rules import Shot
from fairclaim.domain.desk.party import Actor, ActorKind
from fairclaim.domain.desk.refusals import IllegalMoveError
from fairclaim.domain.errors import EmptyFileError, OverLimitError
from fairclaim.domain.exhibit import ExhibitId, Role
from fairclaim.services.attach_exhibit import attach_exhibit
from fairclaim.services.desk import DeskLimits
from fairclaim.services.errors import ExhibitRoleError, StaleClaimError, TooManyExhibitsError
from fairclaim.services.intake import ROLES_OF_SIDE, Staged, take_in
from fairclaim.services.ports.work import Work
from fairclaim.services.settle_claim import withdraw_claim
from unit.services.counter import AGENT, ALL_SHOTS, BUYER, PLATFORM, Counter, photo
from unit.services.memory import MemoryWork

T = TypeVar("T")


def test_bytes_are_kept_as_they_came_under_their_own_digest() -> None:
    counter = Counter()
    data = b"\xff\xd8 \x00 not even a picture \r\n"
    claim = counter.filed(photo(data=data))
    (kept,) = counter.rows.exhibits
    assert kept.sha256 == hashlib.sha256(data).hexdigest()
    assert kept.address is not None
    assert counter.memory.blobs[kept.address] == data
    assert (kept.size_bytes, kept.person, kept.claim) == (len(data), "buyer-1", claim)
    assert kept.sha256 not in repr(counter.rows.events)  # a digest of a picture is personal


def test_the_same_file_twice_is_one_exhibit_with_or_without_a_key() -> None:
    counter = Counter()
    claim = counter.filed()
    first = attach_exhibit(counter.desk, BUYER, claim, ALL_SHOTS[0])
    before = counter.rows
    again = attach_exhibit(counter.desk, BUYER, claim, ALL_SHOTS[0], key="k")
    assert again.made == first.made
    assert again.sequence == first.sequence
    assert (counter.rows.exhibits, counter.rows.events) == (before.exhibits, before.events)


def test_one_file_may_answer_two_requests_and_is_kept_once() -> None:
    counter = Counter()
    claim = counter.filed(photo(Shot.WHOLE, data=b"x"))
    attach_exhibit(counter.desk, BUYER, claim, photo(Shot.CLOSE_UP, data=b"x"))
    assert len(counter.rows.exhibits) == 1
    assert [item.shot for item in counter.claim(claim).evidence] == [Shot.WHOLE, Shot.CLOSE_UP]


def test_the_same_bytes_from_both_sides_are_two_exhibits() -> None:
    counter = Counter()
    claim = counter.filed(photo(data=b"x"))
    attach_exhibit(counter.desk, AGENT, claim, photo(None, data=b"x", role=Role.LISTING))
    assert [one.person for one in counter.rows.exhibits] == ["buyer-1", "merchant-1"]


@pytest.mark.parametrize("role", [Role.LISTING, Role.DISPATCH])
def test_a_buyer_does_not_choose_what_the_photo_is_compared_with(role: Role) -> None:
    counter = Counter()
    claim = counter.filed()
    with pytest.raises(ExhibitRoleError):
        attach_exhibit(counter.desk, BUYER, claim, photo(role=role))


@pytest.mark.parametrize("role", [Role.CLAIM, Role.CHAT])
def test_a_merchant_does_not_hand_in_the_buyers_photos(role: Role) -> None:
    counter = Counter()
    claim = counter.filed()
    with pytest.raises(ExhibitRoleError):
        attach_exhibit(counter.desk, AGENT, claim, photo(role=role))


def test_the_platform_hands_on_files_for_the_side_to_which_they_belong() -> None:
    assert sorted(role for roles in ROLES_OF_SIDE.values() for role in roles) == sorted(Role)
    counter = Counter()
    claim = counter.filed()
    for role in Role:
        attach_exhibit(counter.desk, PLATFORM, claim, photo(None, role=role))
    assert {one.role: one.person for one in counter.rows.exhibits} == {
        Role.CLAIM: "buyer-1",
        Role.CHAT: "buyer-1",
        Role.LISTING: "merchant-1",
        Role.DISPATCH: "merchant-1",
    }


def test_what_cannot_be_taken_in_changes_nothing() -> None:
    counter = Counter(limits=DeskLimits(exhibit_bytes=10, exhibits=1))
    claim = counter.filed(photo(data=b"first"))
    before, blobs = counter.rows, dict(counter.memory.blobs)
    for data, refusal in ((b"", EmptyFileError), (b"x" * 11, OverLimitError)):
        with pytest.raises(refusal):
            attach_exhibit(counter.desk, BUYER, claim, photo(data=data))
    assert counter.memory.blobs == blobs
    with pytest.raises(TooManyExhibitsError):
        attach_exhibit(counter.desk, BUYER, claim, photo(data=b"second"))
    assert counter.rows is before


def test_bytes_are_kept_before_the_claim_is_locked_and_once_for_repetitions() -> None:
    counter = Counter()
    claim = counter.filed()
    calls: list[str] = []
    read, write = counter.memory.read, counter.memory.write

    def reading(tenant: str, act: Callable[[Work], T]) -> T:
        before = len(counter.memory.blobs)
        result = read(tenant, act)
        calls.append(f"read {len(counter.memory.blobs) - before}")
        return result

    def writing(tenant: str, act: Callable[[Work], T]) -> T:
        before = len(counter.memory.blobs)
        result = write(tenant, act)
        calls.append(f"write {len(counter.memory.blobs) - before}")
        return result

    counter.memory.read, counter.memory.write = reading, writing  # type: ignore[method-assign]
    attach_exhibit(counter.desk, BUYER, claim, photo(), key="k")
    attach_exhibit(counter.desk, BUYER, claim, photo(), key="k")
    assert calls == ["read 1", "write 0", "read 0", "write 0"]


def test_a_repetition_is_answered_after_the_claim_has_ended_and_keeps_no_bytes() -> None:
    counter = Counter()
    claim = counter.filed()
    first = attach_exhibit(counter.desk, BUYER, claim, photo(), key="k")
    withdraw_claim(counter.desk, BUYER, claim)
    assert attach_exhibit(counter.desk, BUYER, claim, photo(), key="k") == first
    blobs = dict(counter.memory.blobs)
    with pytest.raises(IllegalMoveError):
        attach_exhibit(counter.desk, BUYER, claim, photo(data=b"new"), key="k-2")
    assert counter.memory.blobs == blobs


def test_bytes_that_came_while_the_claim_took_none_are_sent_again() -> None:
    counter = Counter()
    claim = counter.claim(counter.filed())
    staged = Staged(upload=photo(), side=ActorKind.BUYER, sha256="0" * 64, exhibit=ExhibitId("exhibit-9"), address=None)
    actor = Actor(kind=ActorKind.BUYER, id=claim.buyer)
    work = MemoryWork(counter.memory, counter.rows)
    with pytest.raises(StaleClaimError):
        take_in(counter.desk, work, claim, staged, by=actor, at=counter.now)
