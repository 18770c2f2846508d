"""What the store says is due becomes errands: each under one name, and no tenant's under another's."""

from datetime import timedelta

from fairclaim.runtime.errands import Errand, Kind
from fairclaim.runtime.jobs import next_attempt
from fairclaim.runtime.store_backlog import StoreBacklog, deadline
from fairclaim.runtime.webhooks.deliver import TryAgain
from fairclaim.runtime.webhooks.outbox_parcels import OutboxParcels, wrap_secrets
from fairclaim.store.outbox import Endpoint
from fairclaim.store.work import Work
from store_engines import NOON, RING, Desk
from unit.store.samples import filed

LATER = NOON + timedelta(hours=1)


def fill(work: Work) -> None:
    filed(work)
    work.deadlines.set("claim-1", 1, clock="answer", purpose="expire", due_at=NOON)
    work.deadlines.supersede("claim-1", clock="answer", at=NOON)
    work.deadlines.set("claim-1", 2, clock="review", purpose="warn", due_at=NOON)
    work.deadlines.set("claim-1", 3, clock="review", purpose="expire", due_at=LATER)
    hook = Endpoint(id="hook", url="https://shop.example/", secret=wrap_secrets(RING, bytes(32)), kinds=())
    work.outbox.add_endpoint(hook, at=NOON)
    work.outbox.post("message-1", endpoint="hook", kind="moved", body={}, at=NOON)


def test_due_deadlines_and_messages_become_errands(desk: Desk) -> None:
    desk.store.run(desk.mine, fill)
    backlog = StoreBacklog(desk.store)
    assert {desk.mine, desk.theirs} <= set(backlog.tenants())
    assert backlog.due(desk.mine, before=NOON, limit=9) == [
        deadline(desk.mine, "claim-1", 2, NOON),
        next_attempt(desk.mine, "message-1", TryAgain(NOON, 0)),
    ]
    assert deadline(desk.mine, "claim-1", 3, LATER) in backlog.due(desk.mine, before=LATER, limit=9)
    assert backlog.due(desk.theirs, before=LATER, limit=9) == []


def test_an_attempt_and_the_sweep_agree_on_the_name_of_the_next(desk: Desk) -> None:
    desk.store.run(desk.mine, fill)
    parcels = OutboxParcels(desk.store, RING)
    parcel = parcels.take(desk.mine, "message-1", at=NOON, until=LATER)
    assert parcel is not None
    parcels.failed(desk.mine, parcel, error="timeout", next_at=LATER, at=NOON)
    (found,) = [
        one for one in StoreBacklog(desk.store).due(desk.mine, before=LATER, limit=9) if one.kind is Kind.DELIVER
    ]
    assert found.name == next_attempt(desk.mine, "message-1", TryAgain(LATER, parcel.attempt)).name


def test_further_sources_are_asked_too(desk: Desk) -> None:
    more = Errand(kind=Kind.EXAMINE, tenant=desk.mine, subject=("claim-1",), key="claim-1", due_at=NOON)
    backlog = StoreBacklog(desk.store, more=[lambda *_: [more]])
    assert backlog.due(desk.mine, before=NOON, limit=9) == [more]
