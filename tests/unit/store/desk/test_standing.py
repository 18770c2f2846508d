"""Standing on both engines: what is read, what appeals and erasures take away, and what the night leaves."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from contracts.desks import DeskOnStore, furnish
from contracts.test_every_desk import refused
from fairclaim.credit.history import LinkKind, PersonHistory
from fairclaim.credit.pattern import Pattern
from fairclaim.credit.standing import standing_of
from fairclaim.domain.desk.party import PersonId
from fairclaim.domain.desk.states import State
from fairclaim.services.carry_out import carry_out
from fairclaim.services.ports.work import Work
from fairclaim.services.run_deadline import due_deadlines, run_deadline
from fairclaim.services.see_standing import count_standing, own_standing
from fairclaim.store.desk.standing import DeskStanding
from fairclaim.store.tables.standing import StandingLink
from store_engines import NOON, RING, Desk
from unit.services.counter import BUYER, MACHINE

YEAR = timedelta(days=365)
OTHER = PersonId("buyer-9")


@pytest.fixture
def people(desk: Desk) -> Desk:
    furnish(desk, desk.mine)
    furnish(desk, desk.theirs)
    return desk


@pytest.fixture
def stored(desk: Desk, tmp_path: Path) -> DeskOnStore:
    return DeskOnStore(desk, tmp_path)


def final_refusal(on: DeskOnStore) -> None:
    claim = refused(on)
    on.wait(timedelta(days=30))
    for one in due_deadlines(on.desk, MACHINE):
        run_deadline(on.desk, MACHINE, one)
    carry_out(on.desk, MACHINE, claim)
    assert on.claim(claim).state is State.CLOSED


def share_a_payout_account(on: DeskOnStore) -> None:
    def act(work: Work) -> None:
        for person in (BUYER.person, OTHER):
            work.standing.saw(person, LinkKind.PAYOUT, "p", at=on.now)

    on.desk.units.write(MACHINE.tenant, act)


def test_who_never_claimed_has_bought_and_nothing_else(people: Desk) -> None:
    with people.store.read(people.mine) as work:
        standing = DeskStanding(work, RING)
        assert standing.history(PersonId("nobody"), at=NOON) is None
        assert standing.history(BUYER.person, at=NOON) == PersonHistory(orders=11)
        assert standing.newest_count() is None


def test_a_token_leaves_a_keyed_digest_that_differs_from_tenant_to_tenant(people: Desk) -> None:
    found = []
    for tenant in (people.mine, people.theirs):
        with people.store.write(tenant) as work:
            standing = DeskStanding(work, RING)
            for moment in (NOON, NOON - timedelta(days=1), NOON + timedelta(days=2)):
                standing.saw(BUYER.person, LinkKind.PAYOUT, "alipay-7", at=moment)
            (row,) = work.session.scalars(select(StandingLink)).all()
            assert (row.first_at, row.last_at) == (NOON, NOON + timedelta(days=2))
            found.append(row.digest)
    assert found[0] != found[1]
    assert b"alipay" not in b"".join(found)


def test_what_was_not_seen_for_a_year_is_forgotten(people: Desk) -> None:
    with people.store.write(people.mine) as work:
        standing = DeskStanding(work, RING)
        standing.saw(BUYER.person, LinkKind.DEVICE, "old", at=NOON - YEAR - timedelta(hours=1))
        standing.saw(BUYER.person, LinkKind.DEVICE, "new", at=NOON)
        standing.set_aside(BUYER.person, Pattern.SHARED_DEVICE, at=NOON - YEAR - timedelta(hours=1))
        assert standing.forget(before=NOON - YEAR) == 2
        assert standing.forget(before=NOON - YEAR) == 0
        assert len(work.session.scalars(select(StandingLink)).all()) == 1


def test_an_explanation_is_kept_and_renewed(people: Desk) -> None:
    with people.store.write(people.mine) as work:
        standing = DeskStanding(work, RING)
        for moment in (NOON, NOON + timedelta(days=1)):
            standing.set_aside(BUYER.person, Pattern.SHARED_DEVICE, at=moment)
        history = standing.history(BUYER.person, at=NOON + timedelta(days=2))
        assert history is not None
        assert history.set_aside == {Pattern.SHARED_DEVICE: NOON + timedelta(days=1)}


def test_a_nights_count_replaces_the_same_day_and_the_newest_is_read(people: Desk) -> None:
    with people.store.write(people.mine) as work:
        standing = DeskStanding(work, RING)
        for day, number in ((date(2026, 3, 1), 1), (date(2026, 3, 2), 2), (date(2026, 3, 2), 3)):
            standing.keep_count(day, people=number, counted={"x": {"seen": number, "calls": 0}})
        newest = standing.newest_count()
        assert newest is not None
        assert (newest.day, newest.people) == (date(2026, 3, 2), 3)


def test_a_decision_that_stands_is_told_and_one_that_is_withdrawn_is_not(stored: DeskOnStore) -> None:
    final_refusal(stored)
    own = own_standing(stored.desk, BUYER)
    assert "attempts" in [one.pattern for one in own.reasons]
    claim = own.reasons[0].claims[0]
    for made in stored.claim(claim).consequences:  # type: ignore[arg-type]  # an id as it is shown
        stored.desk.carrier.take_back(
            MACHINE.tenant,
            stored.claim(claim),  # type: ignore[arg-type]
            made,
            key=f"{claim}/{made.id}",
        )
    assert "attempts" not in [one.pattern for one in own_standing(stored.desk, BUYER).reasons]


def test_a_shared_payout_account_counts_by_what_stands_against_the_other(stored: DeskOnStore) -> None:
    final_refusal(stored)
    share_a_payout_account(stored)
    history = stored.desk.units.read(MACHINE.tenant, lambda work: work.standing.history(OTHER, at=stored.now))
    assert history is not None
    (reason,) = standing_of(history, at=stored.now).reasons
    assert (reason.pattern, reason.claims) == (Pattern.SHARED_PAYOUT, ())
    assert 0.9 < reason.weight <= 1
    counts = stored.desk.units.read(MACHINE.tenant, lambda work: work.standing.counts(OTHER, at=stored.now))
    assert counts.patterns == int(reason.calls)


def test_the_night_reads_everybody_as_each_reads_themselves(stored: DeskOnStore) -> None:
    final_refusal(stored)
    share_a_payout_account(stored)
    alone = stored.desk.units.read(MACHINE.tenant, lambda work: work.standing.history(BUYER.person, at=stored.now))
    everybody = stored.desk.units.read(MACHINE.tenant, lambda work: list(work.standing.everybody(at=stored.now)))
    assert everybody == [alone]
    count = count_standing(stored.desk, MACHINE)
    assert (count.people, count.counted["attempts"]) == (1, {"seen": 1, "calls": 0})
