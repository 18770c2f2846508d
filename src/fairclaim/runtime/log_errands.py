"""When the evidence log is to be signed or stamped, read from its rows."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from fairclaim.runtime.errands import Errand, Kind
from fairclaim.runtime.store_backlog import MoreErrands
from fairclaim.store.work import Work

NOW: Final = datetime.fromtimestamp(0, UTC)
"""The past, which means now."""


def sign_errand(tenant: str, *, due_at: datetime = NOW) -> Errand:
    """Return the errand of signing a tenant's log and having it stamped."""
    return Errand(kind=Kind.SIGN_LOG, tenant=tenant, subject=("log",), key="log", due_at=due_at)


def due_log(*, every: timedelta, authorities: Sequence[str]) -> MoreErrands:
    """Return a source of errands: a log that has grown is signed so often, and what lacks a token is stamped.

    Parameters
    ----------
    every : timedelta
        The first checkpoint is made at once.
    authorities : sequence of str
        Names of those that should stamp.
    """

    def due(work: Work, tenant: str, before: datetime, _limit: int) -> Sequence[Errand]:
        newest, size = work.checkpoints.newest(), work.log.size
        if newest is None:
            return [sign_errand(tenant)] if size else []
        if any(name not in newest.tokens for name in authorities):
            return [sign_errand(tenant)]
        due_at = newest.made_at + every
        return [sign_errand(tenant, due_at=due_at)] if size > newest.size and due_at <= before else []

    return due
