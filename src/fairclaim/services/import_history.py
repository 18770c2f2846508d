"""Claims of an earlier system come in as lines; a bad line is reported and spoils no other.

They serve to simulate policy. They count against nobody: what another system decided was not decided here by two people.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice

from fairclaim.domain.bilingual import Bilingual
from fairclaim.services.act import note
from fairclaim.services.authorize import Resource, authorize
from fairclaim.services.caller import Caller
from fairclaim.services.desk import Desk
from fairclaim.services.grants import Action
from fairclaim.services.past_claim import LineError, parse_past_claim
from fairclaim.services.ports.people import PastClaim
from fairclaim.services.ports.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedLine:
    """A line that was not taken in, and why."""

    number: int
    field: str
    message: Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What became of all lines: ``read`` is the sum of the other two and of ``refused``."""

    read: int
    added: int
    known: int
    refused: tuple[RefusedLine, ...]


def import_history(
    desk: Desk, who: Caller, rows: Iterable[tuple[int, object]], *, progress: Callable[[int], None] | None = None
) -> Imported:
    """Take in past claims in batches, each batch whole or not at all. Run again after an interruption, it adds the rest.

    Parameters
    ----------
    rows : iterable of (int, object)
        From :func:`~fairclaim.services.past_claim.jsonl_rows` or :func:`~fairclaim.services.past_claim.csv_rows`.
    progress : callable, optional
        Told the number of lines read so far, after each batch.

    Raises
    ------
    NotAllowedError
        If the caller may not; nothing is read.
    """
    authorize(who, Action.IMPORT_HISTORY, Resource(tenant=who.tenant))
    read, added, good = 0, 0, 0
    refused: list[RefusedLine] = []
    source = iter(rows)
    while batch := list(islice(source, desk.limits.import_batch)):
        claims: list[PastClaim] = []
        for number, row in batch:
            try:
                claims.append(parse_past_claim(row))
            except LineError as error:
                refused.append(RefusedLine(number=number, field=error.field, message=error.message))
        read, good = read + len(batch), good + len(claims)
        added += _write(desk, who, tuple(claims))
        if progress is not None:
            progress(read)
    return Imported(read=read, added=added, known=good - added, refused=tuple(refused))


def _write(desk: Desk, who: Caller, claims: tuple[PastClaim, ...]) -> int:
    def whole(work: Work) -> int:
        role = authorize(who, Action.IMPORT_HISTORY, Resource(tenant=who.tenant))
        added = work.history.add(claims)
        if added:
            note(
                desk, work, who, role, Action.IMPORT_HISTORY, thing="history", kind="tenant", at=desk.now(), added=added
            )
        return added

    return desk.units.write(who.tenant, whole) if claims else 0
