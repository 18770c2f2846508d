"""Handlers and a backlog in memory."""

import threading
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from fairclaim.runtime.errands import Errand, Kind
from fairclaim.runtime.limits import RuntimeLimits
from fairclaim.runtime.webhooks.deliver import TryAgain

QUICK = RuntimeLimits(
    polling_s=0.05,
    sweep_s=0.1,
    watch_s=0.2,
    patience_s=2,
    drain_s=2,
    retry_s=0.01,
    rescan_chunk=3,
    rescans_per_minute=1_000,
)
WAIT_S = 20.0


def clock() -> datetime:
    return datetime.now(UTC)


def errand(kind: Kind, *subject: str, key: str | None = None, due_at: datetime | None = None) -> Errand:
    return Errand(kind=kind, tenant="shop", subject=subject, key=key or "/".join(subject), due_at=due_at or clock())


class FakeHandlers:
    """Writes down what it was asked, and does what a test says."""

    def __init__(self) -> None:
        self.done: list[tuple[object, ...]] = []
        self.failures: list[tuple[str, str]] = []
        self.does: Callable[[str], object] = lambda _what: None
        self.claims: list[str] = []
        self._changed = threading.Condition()

    def _do(self, *what: object) -> object:
        answer = self.does(str(what[0]))
        with self._changed:
            self.done.append(what)
            self._changed.notify_all()
        return answer

    def wait_for(self, count: int) -> list[tuple[object, ...]]:
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.done) >= count, WAIT_S), self.done
        return self.done

    def wait_for_failure(self) -> tuple[str, str]:
        with self._changed:
            assert self._changed.wait_for(lambda: bool(self.failures), WAIT_S)
        return self.failures[0]

    def examine(self, tenant: str, claim: str) -> None:
        self._do("examine", tenant, claim)

    def fire_deadline(self, tenant: str, claim: str, number: int) -> None:
        self._do("deadline", tenant, claim, number)

    def deliver(self, tenant: str, message: str) -> TryAgain | None:
        answer = self._do("deliver", tenant, message)
        return answer if isinstance(answer, TryAgain) else None

    def carry_out(self, tenant: str, claim: str) -> None:
        self._do("carry-out", tenant, claim)

    def second_look(self, tenant: str, claim: str) -> None:
        self._do("second-look", tenant, claim)

    def forget_photos(self, tenant: str, person: str) -> None:
        self._do("forget", tenant, person)

    def night(self, tenant: str) -> None:
        self._do("night", tenant)

    def reexamine(self, tenant: str, claim: str, version: str) -> None:
        self._do("reexamine", tenant, claim, version)

    def to_reexamine(self, tenant: str, version: str, *, after: str, limit: int) -> Sequence[str]:
        assert (tenant, version) == ("shop", "2")
        return [claim for claim in self.claims if claim > after][:limit]

    def sign_log(self, tenant: str) -> None:
        self._do("sign-log", tenant)

    def note_failure(self, errand: Errand, failure: str) -> None:
        with self._changed:
            self.failures.append((errand.name, failure))
            self._changed.notify_all()


class FakeBacklog:
    """Rows that are due until a test takes them away."""

    def __init__(self, *rows: Errand) -> None:
        self.rows = list(rows)

    def tenants(self) -> Sequence[str]:
        return ("shop",)

    def due(self, tenant: str, *, before: datetime, limit: int) -> Sequence[Errand]:
        return [row for row in self.rows if row.tenant == tenant and row.due_at <= before][:limit]


def eventually(is_so: Callable[[], bool]) -> bool:
    end = time.monotonic() + WAIT_S
    while not is_so():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True
