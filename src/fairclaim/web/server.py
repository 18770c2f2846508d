"""Granian inside this process: the application on a thread and an event loop of its own, beside whatever else runs here."""

import asyncio
import logging
import socket
import threading
import time
from collections.abc import Sequence
from typing import Any

from granian.constants import HTTPModes, Interfaces
from granian.server.embed import Server
from granian.utils.proxies import wrap_asgi_with_proxy_headers

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UnavailableError

START_S = 30.0
logging.getLogger("_granian").setLevel(logging.ERROR)  # it warns that serving inside a process is new


class NoAddressError(UnavailableError):
    """The address cannot be served on."""

    code = "no-address"

    def __init__(self, address: str, cause: str) -> None:
        super().__init__(
            Bilingual(
                f"无法在 {address} 提供服务：{cause}。请换一个端口，或结束占用它的程序。",
                f"Cannot serve on {address}: {cause}. Choose another port, or end the program that holds it.",
            )
        )


class WebServer:
    """Serves an ASGI application until it is stopped.

    Parameters
    ----------
    application : ASGI application
    host : str
        Address to listen on; loopback unless a proxy on another machine comes in.
    port : int
        0 takes a free one.
    proxies : sequence of str
        Addresses or networks whose word about the sender's address is believed.
    drain_s : float
        How long requests under way may go on when it is stopped.
    """

    def __init__(
        self,
        application: Any,  # noqa: ANN401  (ASGI has no type)
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        proxies: Sequence[str] = (),
        drain_s: float = 20.0,
    ) -> None:
        self._application = (
            wrap_asgi_with_proxy_headers(application, trusted_hosts=list(proxies)) if proxies else application
        )
        self.host, self.port = host, port
        self._drain_s = drain_s
        self._loop: asyncio.AbstractEventLoop | None = None
        self._server: Server | None = None
        self._thread = threading.Thread(target=self._run, name="fairclaim-web", daemon=True)
        self._failed: BaseException | None = None

    @property
    def url(self) -> str:
        """Where it is to be found."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{name}:{self.port}"

    def start(self) -> None:
        """Serve, and return once it answers.

        Raises
        ------
        NoAddressError
            If the address is taken, or not one of this machine.
        UnavailableError
            If the application does not start.
        """
        self.port = free_port(self.host, self.port)
        self._thread.start()
        end = time.monotonic() + START_S
        while not self._answers():
            if not self._thread.is_alive() or time.monotonic() > end:
                raise UnavailableError(
                    Bilingual("网页服务未能启动，请查看日志。", "The web service does not start. Look into the log.")
                ) from self._failed
            time.sleep(0.02)

    def stop(self) -> None:
        """Take no further request, let those under way finish for a while, and end."""
        if self._loop is not None and self._server is not None and self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._server.stop)
            self._thread.join(self._drain_s)

    @property
    def is_alive(self) -> bool:
        """Whether it still serves."""
        return self._thread.is_alive()

    def _run(self) -> None:
        try:
            asyncio.run(self._serve())
        except BaseException as error:  # noqa: BLE001  (handed to whoever waits for the start)
            self._failed = error

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._server = Server(
            self._application,
            address=self.host,
            port=self.port,
            interface=Interfaces.ASGI,
            http=HTTPModes.http1,
            websockets=False,
            backlog=1024,
            log_enabled=False,
        )
        await self._server.serve()

    def _answers(self) -> bool:
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104  (asked, not bound)
        try:
            socket.create_connection((host, self.port), timeout=1).close()
        except OSError:
            return False
        return self._server is not None


def free_port(host: str, port: int = 0) -> int:
    """Return a port that can be had, a free one for 0.

    Raises
    ------
    NoAddressError
        If it is taken, or the address is not one of this machine.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((host, port))
            return int(tried.getsockname()[1])
        except (OSError, OverflowError) as exc:
            raise NoAddressError(f"{host}:{port}", getattr(exc, "strerror", None) or str(exc)) from exc
