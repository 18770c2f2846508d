"""Claims as standing looks at them."""

from datetime import timedelta

import pytest

from contracts.desks import furnish
from fairclaim.credit.history import LinkKind, Weighed
from fairclaim.domain.desk.party import PersonId
from fairclaim.store.desk.histories import Histories
from fairclaim.store.desk.ties import Tie
from fairclaim.store.tables.claims import Claim
from fairclaim.store.tables.machine import Effect, Mark
from fairclaim.store.work import Work
from store_engines import NOON, Desk

DAY = timedelta(days=1)


@pytest.fixture
def people(desk: Desk) -> Desk:
    furnish(desk, desk.mine)
    return desk


def claim(work: Work, name: str, *, days_ago: int = 0, buyer: str = "buyer-1") -> None:
    at = NOON - days_ago * DAY
    row = Claim(
        id=name,
        order_id="order-1",
        buyer=buyer,
        merchant="merchant-1",
        state="closed",
        version=1,
        snapshot={},
        filed_at=at,
        updated_at=at,
    )
    work.session.add(row)
    work.session.flush()


def mark(work: Work, name: str, *, days_ago: int = 0, is_withdrawn: bool = False, person: str = "buyer-1") -> None:
    at = NOON - days_ago * DAY
    withdrawn = at if is_withdrawn else None
    work.session.add(
        Mark(id=f"mark-{name}", effect=name, claim=name, person=person, made_at=at, withdrawn_at=withdrawn)
    )
    work.session.flush()


def effect(work: Work, name: str, kind: str, *, outcome: str | None = None, is_back: bool = False) -> None:
    row = Effect(
        key=f"{name}/{kind}",
        claim=name,
        buyer="buyer-1",
        kind=kind,
        reference=None,
        outcome=outcome,
        refunded={},
        made_at=NOON,
        taken_back_at=NOON if is_back else None,
    )
    work.session.add(row)
    work.session.flush()


def test_what_stands_is_read_and_what_was_taken_back_is_not(people: Desk) -> None:
    with people.store.write(people.mine) as work:
        for name in ("c1", "c2", "c3", "c4"):
            claim(work, name)
        mark(work, "c1")
        mark(work, "c2", is_withdrawn=True)
        effect(work, "c1", "remedy")
        effect(work, "c2", "remedy", is_back=True)
        effect(work, "c3", "statistics", outcome="grant")
        effect(work, "c4", "statistics", outcome="refuse")
        (history,) = Histories(work.session, {}, at=NOON).of(["buyer-1"]).values()
        told = {one.claim: (one.confirmed_at, one.was_paid, one.was_upheld) for one in history.traces}
    assert told == {
        "c1": (NOON, True, False),
        "c2": (None, False, False),
        "c3": (None, False, True),
        "c4": (None, False, False),
    }
    assert history.orders == 11
    assert history.traces[0].signed_at is not None


def test_what_is_older_than_a_year_is_not_read_unless_it_was_decided_within_it(people: Desk) -> None:
    with people.store.write(people.mine) as work:
        for name, days in (("old", 366), ("late", 400), ("new", 1)):
            claim(work, name, days_ago=days)
        mark(work, "late", days_ago=100)
        (history,) = Histories(work.session, {}, at=NOON).of(["buyer-1"]).values()
    assert [one.claim for one in history.traces] == ["late", "new"]


def test_ties_weigh_what_the_claims_of_the_others_weigh_each_account_once(people: Desk) -> None:
    ties = {
        "buyer-1": [
            Tie(LinkKind.PAYOUT, "buyer-9", NOON - 2 * DAY),
            Tie(LinkKind.PAYOUT, "buyer-9", NOON - DAY),
            Tie(LinkKind.ADDRESS, "buyer-9", NOON),
        ]
    }
    with people.store.write(people.mine) as work:
        claim(work, "c1", buyer="buyer-9")
        claim(work, "c2", buyer="buyer-9")
        mark(work, "c2", person="buyer-9")
        histories = Histories(work.session, ties, at=NOON)
        found = histories.of([PersonId("buyer-1"), PersonId("buyer-9")])
    payout, address = found["buyer-1"].shared
    assert (payout.accounts, payout.last_at) == (1, NOON - DAY)
    assert payout.others == address.others == Weighed(confirmed=1.0, claims=1.0)
    assert found["buyer-9"].shared == ()
