import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest
from fastapi import FastAPI

from fairclaim.domain.errors import UnavailableError
from fairclaim.web.server import NoAddressError, WebServer


def _app() -> FastAPI:
    app = FastAPI()

    @app.get("/slow")
    def slow() -> dict[str, str]:
        time.sleep(0.4)
        return {"said": "done"}

    return app


@contextmanager
def _serving(app: FastAPI) -> Iterator[WebServer]:
    server = WebServer(app)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def test_it_answers_as_soon_as_it_has_started_and_lets_what_is_under_way_finish() -> None:
    answers: list[int] = []
    with _serving(_app()) as server:
        assert server.port
        asking = threading.Thread(target=lambda: answers.append(httpx.get(f"{server.url}/slow").status_code))
        asking.start()
        time.sleep(0.15)
    asking.join()
    assert answers == [200]
    assert not server.is_alive
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{server.url}/slow")


def test_an_address_that_is_taken_is_said_to_be() -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        with pytest.raises(NoAddressError, match="Choose another port"):
            WebServer(_app(), port=held.getsockname()[1]).start()
    with pytest.raises(NoAddressError):
        WebServer(_app(), host="192.0.2.1").start()


def test_an_application_that_does_not_start_is_an_error() -> None:
    app = FastAPI(lifespan=lambda _: (_ for _ in ()).throw(ValueError("no")))
    with pytest.raises(UnavailableError):
        WebServer(app).start()


def test_an_ipv6_address_stands_in_brackets() -> None:
    assert WebServer(_app(), host="::1", port=80).url == "http://[::1]:80"
