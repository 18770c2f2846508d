"""Signatures are those of Standard Webhooks, and whatever does not verify is refused in one way."""

import base64
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks.webhooks import Webhook

from fairclaim.runtime.webhooks.errors import WebhookRefusedError
from fairclaim.runtime.webhooks.signature import (
    TOLERANCE,
    parse_secret,
    receive,
    secret_to_text,
    signed_headers,
    verify,
)

SECRET, OTHER = bytes(range(32)), bytes(range(32, 64))
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
BODY = '{"type":"moved","data":{"claim":"字"}}'.encode()


def test_the_signature_is_the_one_of_the_reference_package() -> None:
    headers = signed_headers("message-1", BODY, at=NOW, secrets=[SECRET])
    assert headers["webhook-signature"] == Webhook(secret_to_text(SECRET)).sign("message-1", NOW, BODY.decode())
    assert headers["webhook-id"] == "message-1"
    assert headers["webhook-timestamp"] == str(int(NOW.timestamp()))


def test_the_reference_package_takes_a_message_signed_under_two_secrets() -> None:
    now = datetime.now(UTC)
    headers = signed_headers("message-1", BODY, at=now, secrets=[SECRET, OTHER])
    for secret in (SECRET, OTHER):
        assert Webhook(secret).verify(BODY, headers)["type"] == "moved"


def test_a_message_verifies_under_each_secret_in_force_and_no_other() -> None:
    headers = signed_headers("message-1", BODY, at=NOW, secrets=[SECRET, OTHER])
    for secret in (SECRET, OTHER):
        found = verify({name.title(): text for name, text in headers.items()}, BODY, secrets=[secret], now=NOW)
        assert (found.id, found.sent_at, found.body) == ("message-1", NOW, BODY)
    with pytest.raises(WebhookRefusedError):
        verify(headers, BODY, secrets=[bytes(32)], now=NOW)
    with pytest.raises(WebhookRefusedError):
        verify(headers, BODY, secrets=[], now=NOW)


@pytest.mark.parametrize("seconds", [-301, 301])
def test_a_message_out_of_time_is_refused_and_one_at_the_edge_is_not(seconds: int) -> None:
    headers = signed_headers("message-1", BODY, at=NOW, secrets=[SECRET])
    verify(headers, BODY, secrets=[SECRET], now=NOW + TOLERANCE)
    verify(headers, BODY, secrets=[SECRET], now=NOW - TOLERANCE)
    with pytest.raises(WebhookRefusedError) as refused:
        verify(headers, BODY, secrets=[SECRET], now=NOW + timedelta(seconds=seconds))
    assert refused.value.why == "out-of-time"


def test_every_flipped_bit_of_the_body_is_noticed() -> None:
    headers = signed_headers("message-1", BODY, at=NOW, secrets=[SECRET])
    for position in range(8 * len(BODY)):
        changed = bytearray(BODY)
        changed[position // 8] ^= 1 << position % 8
        with pytest.raises(WebhookRefusedError):
            verify(headers, bytes(changed), secrets=[SECRET], now=NOW)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("webhook-id", "message-2"),
        ("webhook-id", ""),
        ("webhook-timestamp", str(int(NOW.timestamp()) + 1)),
        ("webhook-timestamp", "nan"),
        ("webhook-timestamp", "٣" * 10),
        ("webhook-timestamp", "9" * 400),
        ("webhook-signature", ""),
        ("webhook-signature", "v1"),
        ("webhook-signature", "v1,%%%"),
        ("webhook-signature", "v1,字"),
        ("webhook-signature", "v2," + base64.b64encode(bytes(32)).decode()),
        ("webhook-signature", "v1,AAAA " * 100),
    ],
)
def test_malformed_headers_are_refused_and_nothing_else_escapes(name: str, text: str) -> None:
    headers = {**signed_headers("message-1", BODY, at=NOW, secrets=[SECRET]), name: text}
    with pytest.raises(WebhookRefusedError):
        verify(headers, BODY, secrets=[SECRET], now=NOW)
    del headers[name]
    with pytest.raises(WebhookRefusedError):
        verify(headers, BODY, secrets=[SECRET], now=NOW)


@given(
    headers=st.dictionaries(st.sampled_from(["webhook-id", "webhook-timestamp", "webhook-signature"]), st.text()),
    body=st.binary(),
)
def test_no_header_gets_past_or_breaks_it(headers: dict[str, str], body: bytes) -> None:
    with pytest.raises(WebhookRefusedError):
        verify(headers, body, secrets=[SECRET], now=NOW)


def test_a_replay_is_refused() -> None:
    taken: set[str] = set()

    def is_first(message: str) -> bool:
        is_new = message not in taken
        taken.add(message)
        return is_new

    headers = signed_headers("message-1", BODY, at=NOW, secrets=[SECRET])
    receive(headers, BODY, secrets=[SECRET], now=NOW, is_first=is_first)
    with pytest.raises(WebhookRefusedError) as refused:
        receive(headers, BODY, secrets=[SECRET], now=NOW, is_first=is_first)
    assert refused.value.why == "replay"
    with pytest.raises(WebhookRefusedError):
        receive({**headers, "webhook-id": "message-2"}, BODY, secrets=[SECRET], now=NOW, is_first=is_first)
    assert taken == {"message-1"}


def test_a_secret_is_shown_as_text_and_read_back() -> None:
    text = secret_to_text(SECRET)
    assert text.startswith("whsec_")
    assert parse_secret(text) == SECRET
    for wrong in ("whsec_", "whsec_AAAA", "whsec_%%", "字"):
        with pytest.raises(WebhookRefusedError):
            parse_secret(wrong)
