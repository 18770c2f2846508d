"""What is due once a night, and has no row of its own that says so: a night is done once its count is there."""

from datetime import datetime, timedelta

from sqlalchemy import select

from fairclaim.runtime.errands import Errand, Kind
from fairclaim.services.see_standing import CHINA
from fairclaim.store.tables.standing import StandingCount
from fairclaim.store.work import Work

BEGINS = timedelta(hours=3)
"""After midnight in China."""


def due_nights(work: Work, tenant: str, before: datetime, limit: int) -> list[Errand]:
    """Return the night's errand where it is time and it was not done; a source of ``StoreBacklog``."""
    del limit
    there = before + CHINA
    midnight = there.replace(hour=0, minute=0, second=0, microsecond=0)
    day = there.date().isoformat()
    is_done = work.session.scalars(select(StandingCount.day).where(StandingCount.day == day)).one_or_none() is not None
    if is_done or there < midnight + BEGINS:
        return []
    return [Errand(kind=Kind.NIGHT, tenant=tenant, subject=(), key=day, due_at=midnight + BEGINS - CHINA)]
