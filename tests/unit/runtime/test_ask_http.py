"""A question has an answer in time and of a size, or it is said why not."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from fairclaim.runtime.ask_http import NoAnswerError, ask


@pytest.fixture
def url() -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(302, b"elsewhere")

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            self._answer(200, self.headers["content-type"].encode() + b":" + body)

        def _answer(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("location", "http://127.0.0.1:1/")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_a_body_is_posted_and_a_redirect_is_not_followed(url: str) -> None:
    assert ask(url, body=b"x", media_type="text/plain").body == b"text/plain:x"
    assert ask(url).status == 302


def test_an_answer_that_is_too_large_is_none(url: str) -> None:
    with pytest.raises(NoAnswerError) as caught:
        ask(url, most_bytes=3)
    assert caught.value.reason == "too-large"
