"""Endpoints: a secret is shown once, changed with an overlap, and every message can be sent again."""

import pytest

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UsageError
from fairclaim.services.errors import NotAllowedError, NotFoundError
from fairclaim.services.keep_endpoints import (
    Opened,
    add_endpoint,
    close_endpoint,
    finish_rotation,
    https_only,
    list_deliveries,
    list_endpoints,
    redeliver,
    rotate_secret,
    secret_text,
)
from fairclaim.services.ports.endpoints import Delivery
from unit.services.counter import ADMIN, ANN, PLATFORM, Counter

URL = "https://shop.example/hook"
SECRETS = iter(bytes([number]) * 32 for number in range(200))


def added(counter: Counter) -> Opened:
    return add_endpoint(
        counter.desk, PLATFORM, URL, kinds=("decided",), may_send=https_only, new_secret=lambda: next(SECRETS)
    )


def test_a_secret_is_changed_with_an_overlap_and_stands_in_no_list() -> None:
    counter = Counter()
    first = added(counter)
    second = rotate_secret(counter.desk, ADMIN, first.endpoint.id, new_secret=lambda: next(SECRETS))
    assert first.secret != second.secret
    assert second.endpoint.secrets == 2
    third = rotate_secret(counter.desk, ADMIN, first.endpoint.id, new_secret=lambda: next(SECRETS))
    assert third.endpoint.secrets == 2
    assert finish_rotation(counter.desk, ADMIN, first.endpoint.id).secrets == 1
    (listed,) = list_endpoints(counter.desk, ADMIN)
    assert third.secret not in repr(listed)
    assert secret_text(b"a" * 32).startswith("whsec_")


def test_a_closed_endpoint_is_closed() -> None:
    counter = Counter()
    name = added(counter).endpoint.id
    close_endpoint(counter.desk, ADMIN, name)
    for verb in (close_endpoint, finish_rotation):
        with pytest.raises(NotFoundError):
            verb(counter.desk, ADMIN, name)


@pytest.mark.parametrize(
    "url",
    ["http://shop.example/", "https://", "https://me:pw@shop.example/", "https://shop.example/#x", "x", "https://[::1"],
)
def test_only_https_without_credentials_is_told(url: str) -> None:
    with pytest.raises(UsageError):
        https_only(url)


def test_the_runtimes_rules_and_the_kinds_are_asked() -> None:
    counter = Counter()

    def refuse(url: str) -> None:
        assert url == URL
        raise UsageError(Bilingual("不可用。", "Not there."))

    with pytest.raises(UsageError):
        add_endpoint(counter.desk, ADMIN, URL, may_send=refuse, new_secret=lambda: bytes(32))
    with pytest.raises(UsageError):
        add_endpoint(counter.desk, ADMIN, URL, kinds=("judged",), may_send=https_only, new_secret=lambda: bytes(32))
    with pytest.raises(NotAllowedError):
        list_endpoints(counter.desk, ANN)


def test_a_message_that_was_given_up_is_sent_again_under_its_id() -> None:
    counter = Counter()
    endpoint = added(counter).endpoint.id
    lost = Delivery(
        id="claim-1/1",
        endpoint=endpoint,
        kind="decided",
        created_at=counter.now,
        next_at=counter.now,
        attempts=9,
        last_error="timeout",
        delivered_at=None,
        given_up_at=counter.now,
    )
    counter.rows.things.deliveries[lost.id] = lost
    assert list_deliveries(counter.desk, ADMIN, failed_only=True).things == (lost,)
    counter.wait()
    again = redeliver(counter.desk, ADMIN, lost.id)
    assert (again.id, again.next_at, again.given_up_at, again.attempts) == (lost.id, counter.now, None, 0)
    with pytest.raises(NotFoundError):
        redeliver(counter.desk, ADMIN, "none")
