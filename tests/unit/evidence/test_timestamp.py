"""Time tokens, against an authority that runs ``openssl ts``."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairclaim.domain.errors import IntegrityError
from fairclaim.evidence.timestamp import parse_roots, timestamp_request, verify_reply, verify_timestamp
from time_authority import TimeAuthority


@pytest.fixture(scope="module")
def authorities(tmp_path_factory: pytest.TempPathFactory) -> tuple[TimeAuthority, TimeAuthority]:
    folder = tmp_path_factory.mktemp("authorities")
    return TimeAuthority(folder / "one", "Time One"), TimeAuthority(folder / "two", "Time Two")


def test_a_reply_to_a_request_holds(authorities: tuple[TimeAuthority, TimeAuthority]) -> None:
    one, two = authorities
    request = timestamp_request(b"message")
    reply = one.reply(request.as_bytes())
    found = verify_reply(reply, request=request, message=b"message", roots=[two.root, one.root, one.root])
    assert (found.authority, found.policy) == ("CN=Time One", "1.2.3.4.1")
    assert verify_timestamp(reply, message=b"message", roots=[one.root]) == found
    for message, roots, asked in (
        (b"other", [one.root], request),
        (b"message", [two.root], request),
        (b"message", [], request),
        (b"message", [one.root], timestamp_request(b"message")),
    ):
        with pytest.raises(IntegrityError):
            verify_reply(reply, request=asked, message=message, roots=roots)


def test_a_changed_reply_is_refused(authorities: tuple[TimeAuthority, TimeAuthority]) -> None:
    one, _ = authorities
    reply = one.stamp(b"message")
    for bad in (
        b"",
        b"0\0",
        reply[:-1],
        reply + b"\0",
        reply[:200] + bytes([reply[200] ^ 1]) + reply[201:],
        b"\0" * (1 << 19),
    ):
        with pytest.raises(IntegrityError):
            verify_timestamp(bad, message=b"message", roots=[one.root])


@given(st.binary(max_size=100))
def test_any_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(IntegrityError):
        verify_timestamp(data, message=b"", roots=[])


def test_roots_are_read_from_pem(authorities: tuple[TimeAuthority, TimeAuthority]) -> None:
    from cryptography.hazmat.primitives.serialization import Encoding

    pems = [one.root.public_bytes(Encoding.PEM) for one in authorities]
    assert parse_roots(b"".join(pems)) == tuple(one.root for one in authorities)
    for bad in (b"", pems[0][:-2], pems[0].replace(b"MII", b"MIJ", 1)):
        with pytest.raises(IntegrityError):
            parse_roots(bad)
