"""How the evidence log stands, for those who run the desk: what is not signed yet, and who outside has been silent for how long."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import func, select

from fairclaim.store.open_store import Store
from fairclaim.store.tables.evidence_log import LogCheckpoint, LogCosignature, LogToken
from fairclaim.store.work import Work
from fairclaim.telemetry.metrics import Figure

LATE_S = 86_400.0
"""A day without a token or a cosignature is worth a warning."""


def read_log_figures(store: Store, *, now: datetime, authorities: Sequence[str] = ()) -> Sequence[Figure]:
    """Return the figures of every tenant's log.

    Parameters
    ----------
    authorities : sequence of str
        Time authorities that should stamp; one that never has counts from the first checkpoint on.
    """
    found: list[Figure] = []
    for tenant in store.tenants():
        with store.read(tenant) as work:
            found += [
                Figure(name=name, tenant=tenant, kind=kind, value=value)
                for name, kind, value in _of_tenant(work, now, authorities)
            ]
    return found


def log_warnings(store: Store, *, now: datetime, authorities: Sequence[str] = ()) -> Sequence[str]:
    """Return codes of what should be looked after, though the desk works without."""
    late = {
        f"no-time-token:{one.kind}"
        for one in read_log_figures(store, now=now, authorities=authorities)
        if one.name == "log_token_age_seconds" and one.value > LATE_S
    }
    return sorted(late)


def _of_tenant(work: Work, now: datetime, authorities: Sequence[str]) -> Iterator[tuple[str, str, float]]:
    session, size = work.session, work.log.size
    yield "log_entries", "", size
    newest = work.checkpoints.newest()
    yield "log_entries_unsigned", "", size - (newest.size if newest is not None else 0)
    if newest is None:
        return
    yield "log_checkpoint_age_seconds", "", (now - newest.made_at).total_seconds()
    # A token over a checkpoint that is still the newest is as good as new, however old it is.
    tokens = dict(
        session.execute(select(LogToken.authority, func.max(LogToken.size)).group_by(LogToken.authority)).all()
    )
    for name in sorted({*authorities, *tokens}):
        yield "log_token_age_seconds", name, _uncovered_s(work, tokens.get(name, 0), now)
    lines = select(LogCosignature.witness, func.max(LogCosignature.size)).group_by(LogCosignature.witness)
    for name, covered in session.execute(lines):
        yield "log_cosignature_age_seconds", name, _uncovered_s(work, covered, now)


def _uncovered_s(work: Work, covered: int, now: datetime) -> float:
    """Return for how long there has been a checkpoint beyond a size, in seconds; 0 if there is none."""
    since = work.session.scalar(select(func.min(LogCheckpoint.made_at)).where(LogCheckpoint.size > covered))
    return 0.0 if since is None else (now - since).total_seconds()
