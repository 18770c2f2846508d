"""What was seen before is gathered: earlier photos of other claims of the tenant, and nothing of who sent them."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from fairclaim.domain.desk.party import ClaimId
from fairclaim.domain.exhibit import Role
from fairclaim.services.attach_exhibit import attach_exhibit
from fairclaim.services.examine_claim import examine_claim
from fairclaim.services.file_claim import file_claim
from fairclaim.services.intake import Upload
from fairclaim.services.ports.evidence import EarlierPhoto
from fairclaim.services.recall_photos import Recalled, with_claims
from unit.services.counter import AGENT, BUYER, MACHINE, MONDAY, ORDER, TENANT, WISH, Counter, photo
from unit.services.fake_search import FakeSearch

CRACK = photo(data=b"a crack, at noon")


class Seen(Counter):
    """A counter that remembers photos; each claim is about an order of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.search = FakeSearch(self)
        self.desk = replace(self.desk, search=self.search)
        for number in range(9):
            self.rows.orders[f"o-{number}"] = replace(ORDER, id=f"o-{number}")
        self.orders = iter(range(9))

    def of(self, *photos: Upload) -> ClaimId:
        self.wait()
        wish = replace(WISH, order=f"o-{next(self.orders)}", photos=photos)
        return file_claim(self.desk, BUYER, wish).receipt.claim

    def seen(self, claim: ClaimId) -> Sequence[EarlierPhoto] | None:
        self.wait()
        self.examiner.earlier = None
        examine_claim(self.desk, MACHINE, claim)
        return self.examiner.earlier


@pytest.fixture
def counter() -> Seen:
    return Seen()


def test_a_photo_of_an_earlier_claim_is_laid_beside_the_same_one_of_a_later(counter: Seen) -> None:
    first = counter.of(CRACK)
    assert counter.seen(first) == ()
    second = counter.of(photo(data=b"a crack, smaller"), photo(data=b"a box"))
    (found,) = counter.seen(second) or ()
    assert (found.claim, found.order, found.is_same_shop) == (first, "o-0", True)
    assert found.exhibit.data == CRACK.data
    assert found.seen_at > MONDAY
    assert first not in found.label.en + found.label.zh, "a finding names the other claim by a letter only"


def test_who_came_first_has_nothing_to_explain(counter: Seen) -> None:
    first = counter.of(CRACK)
    counter.seen(first)
    counter.seen(counter.of(CRACK))
    attach_exhibit(counter.desk, BUYER, first, photo(data=b"a crack, sent again and larger"))
    assert counter.seen(first) == ()


def test_two_claims_filed_at_once_do_not_hide_each_others_photos(counter: Seen) -> None:
    first, second = counter.of(), counter.of()
    for claim in (first, second):
        counter.wait()
        attach_exhibit(counter.desk, BUYER, claim, CRACK)
    assert counter.seen(first) == ()
    assert [one.claim for one in counter.seen(second) or ()] == [first]


def test_the_claim_itself_is_no_other_claim(counter: Seen) -> None:
    claim = counter.of(CRACK)
    counter.seen(claim)
    attach_exhibit(counter.desk, BUYER, claim, photo(data=b"a crack, again"))
    assert counter.seen(claim) == ()


def test_each_photo_is_described_once_and_a_listing_for_all_claims(counter: Seen) -> None:
    listing = photo(None, data=b"listing, whole", role=Role.LISTING)
    for number in range(2):
        claim = counter.of(photo(data=b"a crack %d" % number))
        attach_exhibit(counter.desk, AGENT, claim, listing)
        counter.seen(claim)
        attach_exhibit(counter.desk, BUYER, claim, photo(data=b"a lid %d" % number))
        counter.seen(claim)
    assert len(counter.search.described) == 2 * 2 + 1


def test_another_tenant_is_not_searched(counter: Seen) -> None:
    counter.seen(counter.of(CRACK))
    kept = dict(counter.rows.prints)
    assert counter.search.alike("elsewhere", next(iter(kept.values())).print, before=counter.now, limit=9) == []
    assert {one.claim for one in kept.values()} == set(counter.rows.claims)


def test_an_erased_photo_is_not_shown_again(counter: Seen) -> None:
    first = counter.of(CRACK)
    counter.seen(first)
    second = counter.of(CRACK)
    counter.desk.units.write(TENANT, lambda work: work.people.erase(BUYER.person, at=counter.now))
    assert not counter.seen(second)


def test_a_missing_part_keeps_no_claim_from_being_examined(counter: Seen) -> None:
    counter.search.is_away = True
    assert counter.seen(counter.of(CRACK)) is None
    assert counter.examiner.seen


def test_only_claims_that_findings_speak_of_stand_beside_them() -> None:
    recalled = Recalled(claims={"A": ClaimId("claim-1"), "B": ClaimId("claim-2")})
    record = {"findings": [{"reason": {"en": "one in another claim at this desk (B)"}}]}
    assert with_claims(record, recalled)["earlier_claims"] == {"B": "claim-2"}
    assert with_claims({"findings": []}, recalled) == {"findings": []}
    assert with_claims(record, None) == record


def test_of_what_only_the_embedding_finds_two_are_compared(counter: Seen) -> None:
    for _ in range(4):
        counter.seen(counter.of(CRACK))
    claim = counter.of(CRACK)
    assert len(counter.seen(claim) or ()) == 4
    counter.search.distance_bits = 90
    claim = counter.of(CRACK)
    assert len(counter.seen(claim) or ()) == 2
    counter.search.cosine = 0.5
    claim = counter.of(CRACK)
    assert counter.seen(claim) == ()
