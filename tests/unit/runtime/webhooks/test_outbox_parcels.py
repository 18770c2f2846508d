"""A message is one worker's at a time, and what became of it is decided once."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from fairclaim.runtime.webhooks.backoff import Backoff
from fairclaim.runtime.webhooks.deliver import Courier, Parcel, TryAgain
from fairclaim.runtime.webhooks.errors import AddressRefusedError, SendFailedError
from fairclaim.runtime.webhooks.outbox_parcels import (
    CLOSED,
    SECRET_GONE,
    OutboxParcels,
    unwrap_secrets,
    wrap_secrets,
)
from fairclaim.runtime.webhooks.send import Sender
from fairclaim.runtime.webhooks.signature import verify
from fairclaim.store.keys.key_ring import KEY_BYTES, MasterKeys
from fairclaim.store.outbox import Endpoint
from fairclaim.store.tables.traffic import OutboxMessage, WebhookEndpoint
from store_engines import NOON, RING, Desk

OLD, NEW = bytes(32), bytes(range(32))
LATER = NOON + timedelta(minutes=1)


@pytest.fixture
def parcels(desk: Desk) -> OutboxParcels:
    with desk.store.write(desk.mine) as work:
        secret = wrap_secrets(RING, NEW, OLD)
        work.outbox.add_endpoint(
            Endpoint(id="hook", url="https://shop.example/", secret=secret, kinds=("moved",)), at=NOON
        )
        work.outbox.post("message-1", endpoint="hook", kind="moved", body={"claim": "claim-1", "字": 1}, at=NOON)
    return OutboxParcels(desk.store, RING)


def row(desk: Desk) -> OutboxMessage:
    with desk.store.read(desk.mine) as work:
        found = work.session.scalars(select(OutboxMessage)).one()
        work.session.expunge(found)
        return found


def taken(parcels: OutboxParcels, desk: Desk) -> Parcel:
    found = parcels.take(desk.mine, "message-1", at=NOON, until=LATER)
    assert found is not None
    return found


class FakeSender(Sender):
    """Fails as a test says."""

    def send(self, url: str, body: bytes, headers: object) -> None:
        assert isinstance(headers, dict)
        SENT.append((url, body, headers))
        if ERRORS:
            raise ERRORS.pop()


SENT: list[tuple[str, bytes, dict[str, str]]] = []
ERRORS: list[Exception] = []


@pytest.fixture
def courier(parcels: OutboxParcels) -> Courier:
    SENT.clear()
    ERRORS.clear()
    return Courier(
        parcels=parcels, now=lambda: NOON, sender=FakeSender(), backoff=Backoff(attempts=2), chance=lambda: 0.5
    )


def test_secrets_lie_together_and_come_back_in_order() -> None:
    assert unwrap_secrets(RING, wrap_secrets(RING, NEW, OLD)) == (NEW, OLD)
    for wrong in ((), (b"short",)):
        with pytest.raises(ValueError, match="32 bytes"):
            wrap_secrets(RING, *wrong)


def test_a_message_is_held_by_one_worker_until_its_time_is_over(parcels: OutboxParcels, desk: Desk) -> None:
    first = taken(parcels, desk)
    assert (first.url, first.secrets, first.attempt) == ("https://shop.example/", (NEW, OLD), 1)
    assert (
        first.body
        == '{"data":{"claim":"claim-1","字":1},"timestamp":"2026-03-01T12:00:00+00:00","type":"moved"}'.encode()
    )
    assert parcels.take(desk.mine, "message-1", at=NOON, until=LATER) is None
    second = parcels.take(desk.mine, "message-1", at=LATER, until=LATER + timedelta(minutes=1))
    assert second is not None
    assert second.attempt == 2
    assert second.body == first.body
    assert "secrets" not in repr(second)


def test_who_lost_a_message_has_no_say(parcels: OutboxParcels, desk: Desk) -> None:
    first = taken(parcels, desk)
    second = parcels.take(desk.mine, "message-1", at=LATER, until=LATER + timedelta(minutes=1))
    assert second is not None
    assert not parcels.failed(desk.mine, first, error="timeout", next_at=None, at=LATER)
    assert not parcels.arrived(desk.mine, first, at=LATER)
    assert parcels.arrived(desk.mine, second, at=LATER)
    assert not parcels.arrived(desk.mine, second, at=LATER + timedelta(minutes=1))
    assert not parcels.failed(desk.mine, second, error="timeout", next_at=None, at=LATER)
    assert row(desk).delivered_at == LATER
    assert parcels.take(desk.mine, "message-1", at=LATER + timedelta(days=1), until=LATER) is None


def test_another_tenants_message_is_not_there(parcels: OutboxParcels, desk: Desk) -> None:
    assert parcels.take(desk.theirs, "message-1", at=NOON, until=LATER) is None


def test_a_closed_endpoint_is_told_nothing(parcels: OutboxParcels, desk: Desk) -> None:
    with desk.store.write(desk.mine) as work:
        work.session.scalars(select(WebhookEndpoint)).one().closed_at = NOON
    assert parcels.take(desk.mine, "message-1", at=NOON, until=LATER) is None
    assert (row(desk).given_up_at, row(desk).last_error) == (NOON, CLOSED)


def test_a_missing_master_key_loses_no_message(parcels: OutboxParcels, desk: Desk) -> None:
    other = MasterKeys({2: bytes(KEY_BYTES)}, current=2, index_root=bytes(KEY_BYTES))
    assert OutboxParcels(desk.store, other).take(desk.mine, "message-1", at=NOON, until=LATER) is None
    assert (row(desk).given_up_at, row(desk).last_error, row(desk).next_at) == (None, SECRET_GONE, LATER)
    assert parcels.take(desk.mine, "message-1", at=LATER, until=LATER) is not None


def test_a_delivered_message_was_signed_under_every_secret(courier: Courier, desk: Desk) -> None:
    assert courier.deliver(desk.mine, "message-1") is None
    ((url, body, headers),) = SENT
    assert url == "https://shop.example/"
    for secret in (NEW, OLD):
        assert verify(headers, body, secrets=[secret], now=NOON).id == "message-1"
    assert row(desk).delivered_at == NOON
    assert courier.deliver(desk.mine, "message-1") is None
    assert len(SENT) == 1


def test_a_failed_attempt_is_followed_by_another_and_in_the_end_by_none(courier: Courier, desk: Desk) -> None:
    ERRORS.append(SendFailedError("http-500"))
    again = courier.deliver(desk.mine, "message-1")
    assert again == TryAgain(NOON + timedelta(seconds=5), 1)
    assert (row(desk).next_at, row(desk).last_error, row(desk).given_up_at) == (again.at, "http-500", None)
    ERRORS.append(SendFailedError("timeout"))
    late = Courier(
        parcels=courier.parcels, now=lambda: NOON + timedelta(hours=1), sender=courier.sender, backoff=courier.backoff
    )
    assert late.deliver(desk.mine, "message-1") is None
    assert (row(desk).given_up_at, row(desk).last_error) == (NOON + timedelta(hours=1), "timeout")


@pytest.mark.parametrize(
    ("error", "is_over"),
    [
        (SendFailedError("http-410", is_final=True), True),
        (AddressRefusedError("not-public"), True),
        (AddressRefusedError("unresolved"), False),
    ],
)
def test_what_cannot_get_better_is_given_up_at_once(
    courier: Courier,
    desk: Desk,
    error: Exception,
    is_over: bool,  # noqa: FBT001  (a parameter of the test)
) -> None:
    ERRORS.append(error)
    assert (courier.deliver(desk.mine, "message-1") is None) is is_over
    assert (row(desk).given_up_at is not None) is is_over
