"""An auditor reads the tenant's log: every event in the order of commits, page by page. Reading it is noted, too."""

from dataclasses import dataclass

from fairclaim.domain.desk.wire import event_to_record
from fairclaim.services.act import note
from fairclaim.services.authorize import Resource, authorize
from fairclaim.services.caller import Caller
from fairclaim.services.desk import Desk
from fairclaim.services.grants import Action
from fairclaim.services.ports.work import Work

MOST = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditPage:
    """One page of the log.

    Parameters
    ----------
    records : tuple of dict
        ``{"position": …, "event": …}``, the event as in :mod:`fairclaim.domain.desk.wire`.
    after : int
        Where the next page begins; the same as asked for if nothing is left.
    """

    records: tuple[dict[str, object], ...]
    after: int


def export_audit(desk: Desk, who: Caller, *, after: int = 0, limit: int = MOST) -> AuditPage:
    """Return events behind a position, ``MOST`` at most.

    Raises
    ------
    NotAllowedError
        If the caller is no auditor.
    """

    def whole(work: Work) -> AuditPage:
        role = authorize(who, Action.EXPORT_AUDIT, Resource(tenant=who.tenant))
        logged = work.log.read(after=max(after, 0), limit=min(max(limit, 1), MOST))
        note(desk, work, who, role, Action.EXPORT_AUDIT, thing="log", kind="tenant", at=desk.now(), after=after)
        records = tuple({"position": one.position, "event": event_to_record(one.event)} for one in logged)
        return AuditPage(records=records, after=logged[-1].position if logged else after)

    return desk.units.write(who.tenant, whole)
