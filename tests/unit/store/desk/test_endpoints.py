"""Endpoints and deliveries on both engines; the runtime reads the secrets as they are written here."""

from datetime import timedelta

import pytest

from fairclaim.domain.errors import UsageError
from fairclaim.runtime.webhooks.outbox_parcels import OutboxParcels
from fairclaim.services.ports.endpoints import Endpoint
from fairclaim.store.desk.endpoints import StoredEndpoints
from store_engines import NOON, RING, Desk

HOUR = timedelta(hours=1)
ENDPOINT = Endpoint(id="e", url="https://shop.example/", kinds=("decided",), created_at=NOON, closed_at=None, secrets=1)
OLD, NEW, NEWEST = b"a" * 32, b"b" * 32, b"c" * 32


def secrets_in_force(desk: Desk) -> tuple[bytes, ...]:
    parcel = OutboxParcels(desk.store, RING).take(desk.mine, "m", at=NOON + HOUR, until=NOON + HOUR)
    assert parcel is not None
    return parcel.secrets


def test_the_newest_secret_stands_in_front_of_the_one_before(desk: Desk) -> None:
    with desk.store.write(desk.mine) as work:
        endpoints = StoredEndpoints(work, RING)
        endpoints.add(ENDPOINT, secret=OLD)
        work.outbox.post("m", endpoint="e", kind="decided", body={}, at=NOON)
        endpoints.set_secret("e", NEW, keep_old=True)
        endpoints.set_secret("e", NEWEST, keep_old=True)
        assert [one.secrets for one in endpoints.all()] == [2]
    assert secrets_in_force(desk) == (NEWEST, NEW)
    with desk.store.write(desk.mine) as work:
        StoredEndpoints(work, RING).drop_old_secret("e")
    assert secrets_in_force(desk) == (NEWEST,)


def test_a_given_up_message_can_be_sent_again_and_a_closed_endpoint_stays_listed(desk: Desk) -> None:
    with desk.store.write(desk.mine) as work:
        endpoints = StoredEndpoints(work, RING)
        endpoints.add(ENDPOINT, secret=OLD)
        for number in range(3):
            work.outbox.post(f"m-{number}", endpoint="e", kind="decided", body={}, at=NOON)
        work.outbox.failed("m-1", error="timeout", next_at=None, at=NOON)
        (failed,) = endpoints.deliveries(endpoint="e", failed_only=True, after=None, limit=9)
        assert (failed.id, failed.last_error, failed.given_up_at) == ("m-1", "timeout", NOON)
        assert [one.id for one in endpoints.deliveries(endpoint=None, failed_only=False, after=None, limit=2)] == [
            "m-2",
            "m-1",
        ]
        rest = endpoints.deliveries(endpoint=None, failed_only=False, after=(NOON, "m-1"), limit=2)
        assert [one.id for one in rest] == ["m-0"]
        again = endpoints.send_again("m-1", at=NOON + HOUR)
        assert again is not None
        assert (again.given_up_at, again.next_at) == (None, NOON + HOUR)
        assert endpoints.send_again("none", at=NOON) is None
        endpoints.close("e", at=NOON)
        assert [one.closed_at for one in endpoints.all()] == [NOON]
        with pytest.raises(UsageError):
            endpoints.add(ENDPOINT, secret=b"short")
