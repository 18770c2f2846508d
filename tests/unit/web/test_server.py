import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest
from fastapi import FastAPI

from fairclaim.domain.errors import UnavailableError
from fairclaim.web.server import NoAddressError, WebServer, held


def _app(asked: threading.Event | None = None) -> FastAPI:
    app = FastAPI()

    @app.get("/slow")
    def slow() -> dict[str, str]:
        if asked is not None:
            asked.set()
        time.sleep(0.4)
        return {"said": "done"}

    return app


@contextmanager
def _serving(app: FastAPI, *, port: int = 0, is_shared: bool = False) -> Iterator[WebServer]:
    server = WebServer(app, port=port, is_shared=is_shared)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def test_it_answers_as_soon_as_it_has_started_and_lets_what_is_under_way_finish() -> None:
    answers: list[int] = []
    asked = threading.Event()
    with _serving(_app(asked)) as server:
        assert server.port
        asking = threading.Thread(target=lambda: answers.append(httpx.get(f"{server.url}/slow").status_code))
        asking.start()
        assert asked.wait(20)
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


@pytest.mark.skipif(not hasattr(socket, "SO_REUSEPORT"), reason="addresses are not shared here")
def test_an_address_is_shared_by_those_that_say_so_and_kept_while_nobody_listens() -> None:
    with held("127.0.0.1", 0) as address:
        port = address.getsockname()[1]
        with pytest.raises(NoAddressError):
            WebServer(_app(), port=port).start()
        with _serving(_app(), port=port, is_shared=True) as first:
            with _serving(_app(), port=port, is_shared=True):
                assert {httpx.get(f"{first.url}/slow").status_code for _ in range(4)} == {200}
            assert httpx.get(f"{first.url}/slow").status_code == 200, "the other has left, and took no connection along"
        with pytest.raises(httpx.ConnectError):
            httpx.get(f"{first.url}/slow")


def test_an_application_that_does_not_start_on_a_shared_address_is_an_error() -> None:
    app = FastAPI(lifespan=lambda _: (_ for _ in ()).throw(ValueError("no")))
    with held("127.0.0.1", 0) as address, pytest.raises(UnavailableError):
        WebServer(app, port=address.getsockname()[1], is_shared=True).start()
