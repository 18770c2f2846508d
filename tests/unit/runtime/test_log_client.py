"""Whatever a log answers, it is what it should be or an error; tests/journeys/test_attacks.py asks a real one."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from fairclaim.runtime.ask_http import NoAnswerError
from fairclaim.runtime.log_client import LogClient


@pytest.fixture
def says() -> Iterator[tuple[LogClient, list[tuple[int, bytes]]]]:
    """A log that says what a test puts into a list."""
    words: list[tuple[int, bytes]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body = words[0]
            self.send_response(status)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["content-length"]))
            self.do_GET()

        def log_message(self, *_: object) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield LogClient(f"http://127.0.0.1:{server.server_port}"), words
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("body", [b"no json", b"[]", b"{}", b'{"key": "x", "path": "y"}', b'{"path": [1], "key": 2}'])
def test_an_answer_of_another_form_is_none(says: tuple[LogClient, list[tuple[int, bytes]]], body: bytes) -> None:
    client, words = says
    words[:] = [(200, body)]
    with pytest.raises(NoAnswerError):
        client.key()
    with pytest.raises(NoAnswerError):
        client.prove_growth(1, 2)


def test_a_refusal_is_no_answer(says: tuple[LogClient, list[tuple[int, bytes]]]) -> None:
    client, words = says
    words[:] = [(404, b"")]
    for ask in (client.key, client.checkpoint, lambda: client.bring_cosignature(1, b"x")):
        with pytest.raises(NoAnswerError, match="http-404"):
            ask()


def test_a_proof_is_read(says: tuple[LogClient, list[tuple[int, bytes]]]) -> None:
    client, words = says
    words[:] = [(200, json.dumps({"path": ["00" * 32]}).encode())]
    assert client.prove_growth(1, 2).path == (bytes(32),)
