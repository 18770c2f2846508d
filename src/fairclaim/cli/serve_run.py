"""The desk's processes: web and worker side by side, or one of them alone, until told to stop."""

import logging
import signal
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from types import FrameType

from fairclaim.cli.output import say
from fairclaim.compose import OpenDesk, open_desk
from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UnavailableError
from fairclaim.runtime.limits import RuntimeLimits
from fairclaim.settings import Settings
from fairclaim.telemetry.logs import set_up_logs
from fairclaim.web.server import WebServer, free_port

IN_ONE_PROCESS = RuntimeLimits(sweep_s=2.0)
"""Rows are looked through often: what a request wrote is examined at once, without a word between web and worker."""
_log = logging.getLogger(__name__)


def serve(settings: Settings, *, with_worker: bool, language: str) -> None:
    """Serve the desk until SIGTERM or SIGINT; what is under way is finished.

    Raises
    ------
    FairclaimError
        If a part does not answer.
    """
    set_up_logs(as_json=settings.log == "json")
    settings = settings if settings.port else replace(settings, port=free_port(settings.host))
    with _told_to_stop() as told, ExitStack() as closing:
        opened = closing.enter_context(open_desk(settings))
        _tell_figures(opened, settings, closing)
        door = opened.door()
        web = WebServer(opened.application(door), host=settings.host, port=settings.port, proxies=settings.proxies)
        if with_worker:
            worker = opened.worker(limits=IN_ONE_PROCESS)
            closing.callback(worker.stop)
            worker.start()
        web.start()
        closing.callback(web.stop)  # the first to stop: the worker ends what requests have begun
        _say_where(opened, door.site.origin, language)
        while not told.wait(1.0):
            if not web.is_alive:
                raise UnavailableError(
                    Bilingual(
                        "网页服务意外结束，请查看日志。", "The web service has ended unexpectedly. Look into the log."
                    )
                )


def work(settings: Settings, *, language: str) -> None:
    """Do the desk's jobs until SIGTERM or SIGINT.

    Raises
    ------
    FairclaimError
        If a part does not answer, or another worker has the name.
    """
    set_up_logs(as_json=settings.log == "json")
    with open_desk(settings) as opened, ExitStack() as closing:
        _tell_figures(opened, settings, closing)
        worker = opened.worker()
        name = settings.worker
        say(Bilingual(f"工作进程 {name} 已启动。", f"Worker {name} is at work."), language)
        worker.run()


def _tell_figures(opened: OpenDesk, settings: Settings, closing: ExitStack) -> None:
    """Tell the figures of this process on a port of this machine, if one is set."""
    if settings.metrics_port:
        from prometheus_client import start_http_server  # noqa: PLC0415  (only where it is wanted)

        server, thread = start_http_server(settings.metrics_port, addr="127.0.0.1", registry=opened.metrics.registry)
        closing.callback(thread.join, 5)
        closing.callback(server.shutdown)


def _say_where(opened: OpenDesk, origin: str, language: str) -> None:
    say(Bilingual(f"服务已启动：{origin}", f"Serving at {origin}"), language)
    if not opened.store.tenants():
        say(
            Bilingual(
                "尚无租户。请运行 fairclaim tenant add，或用 fairclaim demo-data 生成演示数据。",
                "There is no tenant yet. Run 'fairclaim tenant add', or 'fairclaim demo-data' for a demonstration.",
            ),
            language,
        )


@contextmanager
def _told_to_stop() -> Iterator[threading.Event]:
    """Yield an event that SIGTERM and SIGINT set."""
    told = threading.Event()

    def hear(_number: int, _frame: FrameType | None) -> None:
        told.set()

    before = {one: signal.signal(one, hear) for one in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield told
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
