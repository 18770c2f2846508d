"""Who is tied to whom: outwards from one person, and all at once; both say the same."""

from datetime import timedelta

import pytest

from fairclaim.credit.history import LinkKind
from fairclaim.credit.standing import MOST_ACCOUNTS
from fairclaim.domain.desk.party import PersonId
from fairclaim.store.desk.standing import DeskStanding
from fairclaim.store.desk.ties import Tie, ties_of, ties_of_everybody
from fairclaim.store.work import Work
from store_engines import NOON, RING, Desk
from unit.store.samples import buyer, exhibit, filed

DAY = timedelta(days=1)


def seen(work: Work, kind: LinkKind, token: str, *people: str, days_ago: int = 0) -> None:
    for person in people:
        DeskStanding(work, RING).saw(PersonId(person), kind, token, at=NOON - days_ago * DAY)


def both_ways(work: Work, person: str) -> list[Tie]:
    alone = sorted(ties_of(work.session, person, at=NOON), key=repr)
    assert sorted(ties_of_everybody(work.session, at=NOON).get(person, []), key=repr) == alone
    return alone


@pytest.fixture
def street(desk: Desk) -> Desk:
    with desk.store.write(desk.mine) as work:
        for number in range(30):
            buyer(work, f"b{number}")
    return desk


def test_who_shares_a_token_of_one_kind_is_tied_and_walks_no_further(street: Desk) -> None:
    with street.store.write(street.mine) as work:
        seen(work, LinkKind.PAYOUT, "x", "b1", "b2")
        seen(work, LinkKind.DEVICE, "x", "b2", "b3")
        assert both_ways(work, "b1") == [Tie(LinkKind.PAYOUT, "b2", NOON)]
        assert {tie.other for tie in both_ways(work, "b2")} == {"b1", "b3"}
        assert both_ways(work, "b4") == []


def test_what_too_many_share_ties_nobody(street: Desk) -> None:
    with street.store.write(street.mine) as work:
        for kind in (LinkKind.PAYOUT, LinkKind.DEVICE, LinkKind.ADDRESS):
            few = [f"b{number}" for number in range(MOST_ACCOUNTS[kind])]
            seen(work, kind, "few", *few)
            seen(work, kind, "many", *few, "b29")
            assert [tie.kind for tie in both_ways(work, "b0")].count(kind) == len(few) - 1
            assert kind not in [tie.kind for tie in both_ways(work, "b29")]


def test_a_tie_is_as_old_as_the_older_of_its_two_sights_and_ends_after_a_year(street: Desk) -> None:
    with street.store.write(street.mine) as work:
        seen(work, LinkKind.PAYOUT, "x", "b1", days_ago=10)
        seen(work, LinkKind.PAYOUT, "x", "b2", days_ago=300)
        seen(work, LinkKind.PAYOUT, "x", "b3", days_ago=366)
        assert both_ways(work, "b1") == [Tie(LinkKind.PAYOUT, "b2", NOON - 300 * DAY)]
        assert both_ways(work, "b3") == []


def test_the_very_same_claim_photo_ties_and_a_reference_does_not(street: Desk) -> None:
    with street.store.write(street.mine) as work:
        filed(work)
        for name, person, changes in (
            ("e1", "b1", {}),
            ("e2", "b2", {}),
            ("e3", "b3", {"sha256": "c" * 64}),
            ("e4", "b4", {"role": "chat"}),
            ("e5", "b5", {"given_as": "merchant"}),
        ):
            work.evidence.add(exhibit(name, person=person, **{"given_as": "buyer", **changes}))
        assert both_ways(work, "b1") == [Tie(LinkKind.PHOTO, "b2", NOON)]
        for person in ("b3", "b4", "b5"):
            assert both_ways(work, person) == []
        for number in range(10, 10 + MOST_ACCOUNTS[LinkKind.PHOTO]):
            work.evidence.add(exhibit(f"e{number}", person=f"b{number}", given_as="buyer"))
        assert both_ways(work, "b1") == []
