import hashlib

import pytest

from fairclaim.domain.desk.evidence_rules import Shot
from fairclaim.domain.errors import EmptyFileError, OverLimitError, UnavailableError
from fairclaim.domain.exhibit import Role
from fairclaim.services.attach_exhibit import attach_exhibit
from fairclaim.services.desk import DeskLimits
from fairclaim.services.errors import ExhibitRoleError, TooManyExhibitsError
from fairclaim.services.intake import ROLES_OF_SIDE
from unit.services.counter import AGENT, ALL_SHOTS, BUYER, PLATFORM, Counter, photo


def test_bytes_are_kept_as_they_came_under_their_own_digest() -> None:
    counter = Counter()
    data = b"\xff\xd8 \x00 not even a picture \r\n"
    claim = counter.filed(photo(data=data))
    (kept,) = counter.rows.exhibits
    assert kept.sha256 == hashlib.sha256(data).hexdigest()
    assert counter.memory.blobs[kept.sha256] == data
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


def test_what_cannot_be_taken_in_leaves_nothing_behind() -> None:
    counter = Counter(limits=DeskLimits(exhibit_bytes=10, exhibits=1))
    claim = counter.filed(photo(data=b"first"))
    before, blobs = counter.rows, dict(counter.memory.blobs)
    for data, refusal in ((b"", EmptyFileError), (b"x" * 11, OverLimitError), (b"second", TooManyExhibitsError)):
        with pytest.raises(refusal):
            attach_exhibit(counter.desk, BUYER, claim, photo(data=data))
    assert counter.rows is before
    assert counter.memory.blobs == blobs


def test_a_store_that_keeps_something_else_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    counter = Counter()
    claim = counter.filed()
    before = counter.rows
    monkeypatch.setattr("unit.services.memory.MemoryBlobs.put", lambda *_, **__: "0" * 64)
    with pytest.raises(UnavailableError):
        attach_exhibit(counter.desk, BUYER, claim, photo())
    assert counter.rows is before
