"""Time authorities stamp the newest checkpoint: each once, whichever answer; one that is away keeps nobody waiting."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial

from fairclaim.domain.errors import FairclaimError
from fairclaim.evidence.signed_note import parse_note
from fairclaim.services.desk import Desk
from fairclaim.services.ports.proofs import Authority
from fairclaim.services.ports.work import Work


def stamp_log(desk: Desk, tenant: str, authorities: Sequence[Authority]) -> tuple[str, ...]:
    """Get time tokens over a tenant's newest checkpoint from the authorities that have not stamped it yet.

    Returns
    -------
    tuple of str
        Names of those that did.

    Raises
    ------
    UnavailableError, IntegrityError
        If one did not answer, or answered something else, after the others were asked; it is asked again with the next round.
    """
    newest = desk.units.read(tenant, lambda work: work.proofs.newest())
    if newest is None:
        return ()
    message = parse_note(newest.note).text.encode()
    stamped: list[str] = []
    failure: FairclaimError | None = None
    for one in authorities:
        if one.name in newest.tokens:
            continue
        try:
            reply, at = _stamp(one, message)
        except FairclaimError as error:
            failure = error
            continue
        if desk.units.write(tenant, partial(_keep, size=newest.size, name=one.name, reply=reply, at=at)):
            stamped.append(one.name)
    if failure is not None:
        raise failure
    return tuple(stamped)


def stamp_bytes(message: bytes, authorities: Sequence[Authority]) -> tuple[bytes, ...]:
    """Return the replies of those authorities that answer as they should; the others are left out."""
    found = []
    for one in authorities:
        with suppress(FairclaimError):
            found.append(_stamp(one, message)[0])
    return tuple(found)


def _stamp(authority: Authority, message: bytes) -> tuple[bytes, datetime]:
    """Return an authority's reply once it has been verified, and its time."""
    from fairclaim.evidence.timestamp import timestamp_request, verify_reply  # noqa: PLC0415  (an optional part)

    request = timestamp_request(message)
    reply = authority.ask(request.as_bytes())
    return reply, verify_reply(reply, request=request, message=message, roots=authority.roots).at


def _keep(work: Work, *, size: int, name: str, reply: bytes, at: datetime) -> bool:
    return work.proofs.add_token(size, name, reply, at=at)
