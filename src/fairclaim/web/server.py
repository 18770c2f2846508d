"""Granian inside this process: the application on a thread and an event loop of its own, beside whatever else runs here."""

import asyncio
import logging
import socket
import threading
import time
from collections.abc import Sequence
from typing import Any, cast

from granian import net
from granian.constants import HTTPModes, Interfaces
from granian.server.embed import Server
from granian.utils.proxies import wrap_asgi_with_proxy_headers
from starlette.types import Message, Receive, Scope, Send

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UnavailableError

START_S = 30.0
BACKLOG = 1024
"""Connections that may wait until somebody takes them."""
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
    is_shared : bool
        Other processes serve on the same address, and the system shares connections out to those that listen: evenly on Linux, on
        macOS not so, on Windows not at all. The port is then a certain one, which somebody holds with :func:`held`.
    """

    def __init__(
        self,
        application: Any,  # noqa: ANN401  (ASGI has no type)
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        proxies: Sequence[str] = (),
        drain_s: float = 20.0,
        is_shared: bool = False,
    ) -> None:
        self._has_begun = threading.Event()
        served = wrap_asgi_with_proxy_headers(application, trusted_hosts=list(proxies)) if proxies else application
        self._application = _told_when_begun(served, self._has_begun)
        self._is_shared = is_shared
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
        if not self._is_shared:
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
        self._server = _Server(
            self._application,
            address=self.host,
            port=self.port,
            interface=Interfaces.ASGI,
            http=HTTPModes.http1,
            websockets=False,
            backlog=BACKLOG,
            log_enabled=False,
        )
        self._server.is_shared = self._is_shared
        await self._server.serve()

    def _answers(self) -> bool:
        if self._is_shared:  # somebody else may answer there
            return self._has_begun.is_set()
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104  (asked, not bound)
        try:
            socket.create_connection((host, self.port), timeout=1).close()
        except OSError:
            return False
        return self._server is not None


class _Server(Server):
    """Granian's, which on Linux alone lets several processes listen on one address."""

    is_shared = False

    def _init_shared_socket(self) -> None:
        if not self.is_shared:
            super()._init_shared_socket()  # type: ignore[no-untyped-call]
            return
        listener = _bound(self.bind_addr, self.bind_port, socket.SO_REUSEADDR, socket.SO_REUSEPORT)
        listener.listen(BACKLOG)
        self._shd = cast("Any", net).SocketHolder(listener.detach(), False, BACKLOG)  # noqa: FBT003  (its types say too little)


def _told_when_begun(application: Any, begun: threading.Event) -> Any:  # noqa: ANN401  (ASGI has no type)
    """Return the application, which sets the event once its start is complete."""

    async def told(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await application(scope, receive, hear(send))
        else:
            await application(scope, receive, send)

    def hear(send: Send) -> Send:
        async def hearing(message: Message) -> None:
            await send(message)
            if message["type"] == "lifespan.startup.complete":
                begun.set()

        return hearing

    return told


def free_port(host: str, port: int = 0) -> int:
    """Return a port that can be had, a free one for 0.

    Raises
    ------
    NoAddressError
        If it is taken, or the address is not one of this machine.
    """
    with _bound(host, port, socket.SO_REUSEADDR) as tried:
        return int(tried.getsockname()[1])


def held(host: str, port: int) -> socket.socket:
    """Return a socket that keeps an address for this user's processes, without listening.

    Raises
    ------
    NoAddressError
        If it is taken, or the address is not one of this machine.
    """
    return _bound(host, port, socket.SO_REUSEPORT)


def _bound(host: str, port: int, *options: int) -> socket.socket:
    made = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    try:
        for option in options:
            made.setsockopt(socket.SOL_SOCKET, option, 1)
        made.bind((host, port))
    except (OSError, OverflowError) as exc:
        made.close()
        raise NoAddressError(f"{host}:{port}", getattr(exc, "strerror", None) or str(exc)) from exc
    return made
