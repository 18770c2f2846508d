"""Codes of live captures in the store; see :class:`fairclaim.services.ports.captures.Captures`."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, select

from fairclaim.domain.desk.live_capture import LiveCapture, Way
from fairclaim.store.errors import AlreadyThereError
from fairclaim.store.tables.captures import CaptureCode as Row
from fairclaim.store.tenant_session import standing
from fairclaim.store.work import Work

_OF_THING = standing(select(Row).where(Row.thing == bindparam("thing")).order_by(Row.issued_at, Row.id))


class StoredCaptures:
    """A tenant's codes, within one unit of work."""

    def __init__(self, work: Work) -> None:
        self._session = work.session

    def find(self, capture: str) -> LiveCapture | None:
        """Return a code, or None."""
        row = self._session.scalars(select(Row).where(Row.id == capture)).one_or_none()
        return None if row is None else _to_capture(row)

    def of(self, thing: str) -> Sequence[LiveCapture]:
        """Return the codes of a claim or parcel."""
        return [_to_capture(row) for row in self._session.scalars(_OF_THING, {"thing": thing})]

    def add(self, capture: LiveCapture) -> None:
        """Add one that waits."""
        self._session.add(
            Row(
                id=capture.id,
                thing=capture.thing,
                code=capture.code,
                issued_at=capture.issued_at,
                until=capture.until,
            )
        )
        self._session.flush()

    def use(self, capture: LiveCapture) -> None:
        """Write what was captured with it, once.

        Raises
        ------
        AlreadyThereError
            If somebody else has used it meanwhile; the unit of work is done again and sees it.
        """
        waiting = select(Row).where(Row.id == capture.id, Row.file.is_(None)).with_for_update()
        row = self._session.scalars(waiting).one_or_none()
        if row is None:
            raise AlreadyThereError(f"capture {capture.id}")
        row.file, row.received_at = capture.file, capture.received_at
        row.way = None if capture.way is None else capture.way.value
        self._session.flush()

    def forget(self, thing: str, *, lapsed_at: datetime, keep: int) -> None:
        """Drop codes that were never used."""
        waiting = [one for one in self.of(thing) if one.file is None]
        old = [one.id for one in waiting if one.until <= lapsed_at]
        old += [one.id for one in waiting[: max(len(waiting) - keep, 0)]]
        if old:
            self._session.execute(delete(Row).where(Row.id.in_(old), Row.file.is_(None)))


def _to_capture(row: Row) -> LiveCapture:
    return LiveCapture(
        id=row.id,
        thing=row.thing,
        code=row.code,
        issued_at=row.issued_at,
        until=row.until,
        file=row.file,
        way=None if row.way is None else Way(row.way),
        received_at=row.received_at,
    )
