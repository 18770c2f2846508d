"""Logs as one line an event, through the standard library's logging, formatted by structlog.

What may stand in a line is listed; everything else that somebody hands in is left out, and counted, so that no name, address or
byte of a picture gets into a log because a line of code was careless.
"""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

TOLD = frozenset({
    "attempt", "check", "claim", "code", "count", "engine", "errand", "event", "exc", "executor", "exhibit", "failure", "left_out",
    "level", "logger", "message", "method", "ms", "port", "queue", "request", "role", "route", "seconds", "state", "status",
    "task", "tenant", "timestamp", "url", "version", "waiting", "worker",
})  # fmt: skip
"""Everything that a line may hold: ids that mean nothing outside, codes, counts and times."""


def set_up_logs(*, as_json: bool, level: str = "info", stream: TextIO | None = None) -> None:
    """Let everything that is logged in this process leave by one door.

    Parameters
    ----------
    as_json : bool
        One JSON object a line, for machines; else a line for people.
    level : str
        ``debug``, ``info``, ``warning`` or ``error``.
    stream : text stream, optional
        Standard error by default.
    """
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        name_exception,
        leave_out_unlisted,
    ]
    last: Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if as_json
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for chatty in ("httpx", "httpcore", "asyncio", "sqlalchemy.engine", "alembic", "dbos", "faiss"):
        logging.getLogger(chatty).setLevel(logging.WARNING)


@contextmanager
def about(**told: str) -> Iterator[None]:
    """Let every line that is logged inside, on this thread, say what it is about (``claim``, ``tenant``, ``request``)."""
    with structlog.contextvars.bound_contextvars(**told):
        yield


def leave_out_unlisted(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Keep what :data:`TOLD` names, and say how much was left out."""
    inner = {name: value for name, value in event.items() if name.startswith("_")}
    told = {name: value for name, value in event.items() if name in TOLD}
    missing = len(event) - len(inner) - len(told)
    return {**told, **inner, **({"left_out": missing} if missing else {})}


def name_exception(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Say of an exception what it is and where it was raised; its message may quote a person's words."""
    info = event.pop("exc_info", None)
    error = sys.exc_info()[1] if info is True else info[1] if isinstance(info, tuple) else info
    if isinstance(error, BaseException):
        event["exc"] = f"{type(error).__name__} {_place(error)}".rstrip()
    return event


def _place(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return ""
    return f"{trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}"
