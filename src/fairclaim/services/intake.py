"""How a file becomes an exhibit: hashed on receipt, kept as it came, one effect however often it is sent."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk import filing
from fairclaim.domain.desk.claim import Claim
from fairclaim.domain.desk.draft import Moved
from fairclaim.domain.desk.evidence_rules import Capture, Item, Media, Shot
from fairclaim.domain.desk.party import Actor, ActorKind
from fairclaim.domain.errors import EmptyFileError, OverLimitError, UnavailableError
from fairclaim.domain.exhibit import ExhibitId, Role
from fairclaim.services.desk import Desk
from fairclaim.services.errors import ExhibitRoleError, TooManyExhibitsError
from fairclaim.services.ports.evidence import KeptExhibit
from fairclaim.services.ports.work import Work

ROLES_OF_SIDE = {
    ActorKind.BUYER: frozenset({Role.CLAIM, Role.CHAT}),
    ActorKind.MERCHANT: frozenset({Role.LISTING, Role.DISPATCH}),
}
"""Which files each side hands in: whoever is examined does not choose what the photo is compared with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file as it was received.

    Parameters
    ----------
    data : bytes
        Exactly as received; never re-encoded.
    name : str
        What the sender called it; shown, never opened.
    shot : Shot or None
        What it was asked for as.
    """

    data: bytes
    role: Role
    name: str = ""
    shot: Shot | None = None
    media: Media = Media.PHOTO
    capture: Capture = Capture.ANY


def take_in(
    desk: Desk, work: Work, claim: Claim, upload: Upload, *, side: ActorKind, by: Actor, at: datetime
) -> tuple[Moved, ExhibitId]:
    """Keep a file and attach it; what is there already is attached no second time.

    Parameters
    ----------
    side : ActorKind
        The party whose file it is, which may be another than ``by`` when the platform hands it on.

    Raises
    ------
    EmptyFileError, OverLimitError
        If it has no bytes, or too many.
    ExhibitRoleError, TooManyExhibitsError
        If this side cannot hand in such a file, or the claim is full.
    UnavailableError
        If what was stored is not what was received.
    """
    _check(desk, upload, side)
    digest = hashlib.sha256(upload.data).hexdigest()
    kept = work.exhibits.of_claim(claim.id)
    same = next((one for one in kept if (one.sha256, one.by, one.role) == (digest, side, upload.role)), None)
    name = same.id if same is not None else ExhibitId(desk.ids("exhibit"))
    item = Item(exhibit=name, by=side, shot=upload.shot, media=upload.media, capture=upload.capture)
    if item in claim.evidence:
        return (claim, ()), name
    moved = filing.attach(claim, item, by=by, at=at)  # asked first, so that nothing is kept of what is refused
    if same is None:
        if len(kept) >= desk.limits.exhibits:
            raise TooManyExhibitsError(desk.limits.exhibits)
        person = claim.buyer if side is ActorKind.BUYER else claim.merchant
        if work.blobs.put(upload.data, person=person) != digest:
            raise UnavailableError(
                Bilingual("存储的文件与收到的不一致，请重试。", "What was stored is not what was received. Try again.")
            )
        work.exhibits.add(
            KeptExhibit(
                id=name,
                claim=claim.id,
                person=person,
                by=side,
                role=upload.role,
                name=upload.name,
                sha256=digest,
                size_bytes=len(upload.data),
                received_at=at,
            )
        )
    return moved, name


def _check(desk: Desk, upload: Upload, side: ActorKind) -> None:
    if not upload.data:
        raise EmptyFileError
    if len(upload.data) > desk.limits.exhibit_bytes:
        raise OverLimitError(quantity="size_bytes", value=len(upload.data), limit=desk.limits.exhibit_bytes)
    if upload.role not in ROLES_OF_SIDE.get(side, frozenset()):
        raise ExhibitRoleError(kind=side.value, role=upload.role.value)
