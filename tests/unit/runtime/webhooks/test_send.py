"""One attempt: bounded in time and size, to the judged address only, and never further."""

import socket
import ssl
import time
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from fairclaim.runtime.webhooks.address import Egress
from fairclaim.runtime.webhooks.errors import AddressRefusedError, SendFailedError
from fairclaim.runtime.webhooks.send import Sender
from unit.runtime.webhooks.receiver import receiver, status

HERE = Sender(egress=Egress(allows_loopback=True), connect_s=1, wait_s=0.5, total_s=1.5)


def failed(url: str, sender: Sender = HERE) -> SendFailedError:
    with pytest.raises(SendFailedError) as found:
        sender.send(url, b"{}", {"webhook-id": "message-1"})
    return found.value


def test_a_message_arrives_as_it_was_given() -> None:
    seen: list[bytes] = []

    def take(connection: socket.socket, request: bytes) -> None:
        seen.append(request)
        status("204 No Content")(connection, request)

    with receiver(take) as url:
        HERE.send(url, b'{"a":1}', {"webhook-id": "message-1"})
    (request,) = seen
    head, _, body = request.partition(b"\r\n\r\n")
    assert head.startswith(b"POST /hook HTTP/1.1")
    assert b"webhook-id: message-1" in head
    assert b"content-type: application/json" in head.lower()
    assert body == b'{"a":1}'


@pytest.mark.parametrize(
    ("line", "is_final"), [("500 Oops", False), ("404 No", False), ("410 Gone", True), ("304 Same", False)]
)
def test_other_answers_are_failures_by_their_status(line: str, is_final: bool) -> None:  # noqa: FBT001  (a parameter of the test)
    with receiver(status(line)) as url:
        error = failed(url)
    assert (error.reason, error.is_final) == (f"http-{line[:3]}", is_final)


def test_a_redirect_is_not_followed() -> None:
    reached: list[bytes] = []
    with (
        receiver(lambda _, request: reached.append(request)) as inside,
        receiver(status("307 Elsewhere", f"location: {inside}")) as url,
    ):
        assert failed(url).reason == "http-307"
    assert reached == []


def test_an_endless_answer_is_cut_off() -> None:
    def pour(connection: socket.socket, _: bytes) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        for _round in range(10_000):
            connection.sendall(b"x" * 65_536)

    with receiver(pour) as url:
        assert failed(url).reason == "too-large"


def test_silence_and_dripping_end_in_time() -> None:
    def say_nothing(connection: socket.socket, _: bytes) -> None:
        connection.recv(1)

    def drip(connection: socket.socket, _: bytes) -> None:
        for byte in b"HTTP/1.1 200 OK\r\nx: " + b"y" * 1_000:
            connection.sendall(bytes([byte]))
            time.sleep(0.05)

    for answer in (say_nothing, drip):
        started = time.monotonic()
        with receiver(answer) as url:
            assert failed(url).reason == "timeout"
        assert time.monotonic() - started < 4


def test_nobody_there_and_nonsense_are_failures_of_the_connection() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    assert failed(f"http://127.0.0.1:{port}/").reason == "connection"
    with receiver(lambda connection, _: connection.sendall(b"220 mail.example ESMTP\r\n\r\n")) as url:
        assert failed(url).reason == "connection"
    with receiver(lambda connection, _: connection.close()) as url:
        assert failed(url).reason == "connection"


def test_a_certificate_that_nobody_vouches_for_is_not_believed(tmp_path: Path) -> None:
    reached: list[bytes] = []
    context = self_signed(tmp_path)

    def answer(connection: socket.socket, _: bytes) -> None:
        with context.wrap_socket(connection, server_side=True) as wrapped:
            reached.append(wrapped.recv(1))

    with receiver(answer, reads=False) as url:
        assert failed(url.replace("http:", "https:")).reason == "connection"
    assert reached == []


def self_signed(folder: Path) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), 1, now - timedelta(days=1), now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))]), critical=False)
        .sign(key, SHA256())
    )
    encoded = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()) + certificate.public_bytes(
        Encoding.PEM
    )
    (folder / "both.pem").write_bytes(encoded)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "both.pem")
    return context


def test_this_machine_is_not_called_unless_a_setting_says_so() -> None:
    reached: list[bytes] = []
    with receiver(lambda _, request: reached.append(request)) as url:
        for one in (url, url.replace("127.0.0.1", "localhost"), url.replace("127.0.0.1", "2130706433")):
            with pytest.raises(AddressRefusedError):
                Sender().send(one, b"{}", {})
    assert reached == []


def test_a_name_is_resolved_once_and_that_address_is_called() -> None:
    """A name that answers differently the second time (DNS rebinding) gains nothing."""
    asked: list[str] = []

    def resolve(host: str, _port: int) -> Sequence[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["10.0.0.1"]

    with receiver(status("200 OK")) as url, suppress(SendFailedError):
        sender = Sender(egress=Egress(allows_loopback=True), resolve=resolve)
        sender.send(url.replace("127.0.0.1", "shop.example"), b"{}", {})
    assert asked == ["shop.example"]


def test_proxies_of_the_environment_are_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    with receiver(status("200 OK")) as url:
        HERE.send(url, b"{}", {})
