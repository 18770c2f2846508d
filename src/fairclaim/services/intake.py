"""How a file becomes an exhibit: hashed on receipt, kept as it came, one effect however often it is sent.

The bytes are kept first, outside of the unit of work that attaches them, so that a large file keeps nobody waiting. If attaching is
refused or a crash comes between, they lie there unnamed, and nothing else has happened.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from fairclaim.domain.desk import filing
from fairclaim.domain.desk.claim import Claim
from fairclaim.domain.desk.draft import Moved
from fairclaim.domain.desk.evidence_rules import Capture, Item, Media, Shot
from fairclaim.domain.desk.party import Actor, ActorKind, ClaimId, PersonId
from fairclaim.domain.desk.states import MOVES, Move
from fairclaim.domain.errors import EmptyFileError, OverLimitError
from fairclaim.domain.exhibit import ExhibitId, Role
from fairclaim.services.act import Scene, enter
from fairclaim.services.caller import Caller
from fairclaim.services.desk import Desk
from fairclaim.services.errors import ExhibitRoleError, StaleClaimError, TooManyExhibitsError
from fairclaim.services.grants import Action
from fairclaim.services.ports.evidence import KeptExhibit
from fairclaim.services.ports.work import Work
from fairclaim.services.redeem_code import Taken, code_for, spend

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
    capture : Capture
        What the sender says. Of a party it is live only with a code; the tenant's own systems vouch for what they say.
    taken : Taken or None
        The code with which it was captured.
    """

    data: bytes
    role: Role
    name: str = ""
    shot: Shot | None = None
    media: Media = Media.PHOTO
    capture: Capture = Capture.ANY
    taken: Taken | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Staged:
    """A file whose bytes are kept, or were there already.

    Parameters
    ----------
    side : ActorKind
        The party whose file it is.
    sha256 : str
        Of the bytes as received.
    address : str or None
        Where they are; None if the claim has them, or takes none.
    """

    upload: Upload
    side: ActorKind
    sha256: str
    exhibit: ExhibitId
    address: str | None


def stage_for_claim(
    claim: ClaimId,
    uploads: Sequence[Upload],
    *,
    desk: Desk,
    who: Caller,
    action: Action,
    side_of: Callable[[Scene, Upload], ActorKind],
) -> tuple[Staged, ...]:
    """Keep the bytes of files for a claim that the caller may act on.

    Raises
    ------
    EmptyFileError, OverLimitError, ExhibitRoleError
        See :func:`stage`.
    RuleError
        If the caller may not act on the claim; nothing is kept.
    """
    if not uploads:
        return ()

    def whole(work: Work) -> tuple[Staged, ...]:
        scene = enter(desk, work, who, action, claim)
        takes_files = (scene.claim.state, Move.ATTACH) in MOVES
        known = {(one.sha256, one.by, one.role) for one in work.exhibits.of_claim(claim)}
        staged = []
        for upload in uploads:
            side = side_of(scene, upload)
            person = scene.claim.buyer if side is ActorKind.BUYER else scene.claim.merchant
            digest = check_upload(desk, upload, side)
            is_needed = takes_files and (digest, side, upload.role) not in known
            staged.append(stage(desk, work, upload, side=side, person=person if is_needed else None))
        return tuple(staged)

    return desk.units.read(who.tenant, whole)


def stage(desk: Desk, work: Work, upload: Upload, *, side: ActorKind, person: PersonId | None) -> Staged:
    """Keep the bytes of one file.

    Parameters
    ----------
    person : PersonId or None
        Whose bytes they are; None keeps nothing, because they are there or would be refused.

    Raises
    ------
    EmptyFileError, OverLimitError
        If it has no bytes, or too many.
    ExhibitRoleError
        If this side cannot hand in such a file.
    """
    digest = check_upload(desk, upload, side)
    name = ExhibitId(desk.ids("exhibit"))
    address = work.blobs.put(upload.data, person=person, exhibit=name) if person is not None else None
    return Staged(upload=upload, side=side, sha256=digest, exhibit=name, address=address)


def take_in(
    desk: Desk, work: Work, claim: Claim, staged: Staged, *, by: Actor, at: datetime
) -> tuple[Moved, ExhibitId]:
    """Attach a file whose bytes are kept; what is there already is attached no second time.

    Raises
    ------
    TooManyExhibitsError, StaleClaimError, RuleError
        See :func:`attach_staged`.
    """
    kept, upload = work.exhibits.of_claim(claim.id), staged.upload
    known = next((one.id for one in kept if one.sha256 == staged.sha256), None)
    code = code_for(work, claim.id, upload.taken, known=known, at=at)
    attached = attach_staged(desk, claim, kept, staged, by=by, at=at, is_live=code is not None)
    if attached.new is not None:
        work.exhibits.add(attached.new)
    spend(work, code, upload.taken, attached.exhibit, at=at)
    return attached.moved, attached.exhibit


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """A file in its claim; ``new`` is the exhibit to be written, None if it is there already."""

    moved: Moved
    exhibit: ExhibitId
    new: KeptExhibit | None


def attach_staged(
    desk: Desk,
    claim: Claim,
    kept: Sequence[KeptExhibit],
    staged: Staged,
    *,
    by: Actor,
    at: datetime,
    is_live: bool = False,
) -> Attached:
    """Return a claim with one more file, and the exhibit to be written with it.

    Parameters
    ----------
    kept : sequence of KeptExhibit
        The claim's files so far.
    is_live : bool
        Whether it came with a code in time.

    Raises
    ------
    TooManyExhibitsError
        If the claim is full.
    StaleClaimError
        If the claim took no files when the bytes came, and does now.
    RuleError
        If the claim takes no files.
    """
    upload, side = staged.upload, staged.side
    same = next((one for one in kept if (one.sha256, one.by, one.role) == (staged.sha256, side, upload.role)), None)
    name = same.id if same is not None else staged.exhibit
    capture = Capture.LIVE if is_live else Capture.ANY if by.is_party else upload.capture
    item = Item(exhibit=name, by=side, shot=upload.shot, media=upload.media, capture=capture)
    if item in claim.evidence:
        return Attached(moved=(claim, ()), exhibit=name, new=None)
    moved = filing.attach(claim, item, by=by, at=at)
    if same is not None:
        return Attached(moved=moved, exhibit=name, new=None)
    if len(kept) >= desk.limits.exhibits:
        raise TooManyExhibitsError(desk.limits.exhibits)
    if staged.address is None:
        raise StaleClaimError(claim.id)
    new = KeptExhibit(
        id=name,
        claim=claim.id,
        person=claim.buyer if side is ActorKind.BUYER else claim.merchant,
        by=side,
        role=upload.role,
        name=upload.name,
        sha256=staged.sha256,
        address=staged.address,
        size_bytes=len(upload.data),
        received_at=at,
    )
    return Attached(moved=moved, exhibit=name, new=new)


def check_upload(desk: Desk, upload: Upload, side: ActorKind) -> str:
    """Verify that a file can be taken in from a side, and return the SHA-256 of its bytes.

    Raises
    ------
    EmptyFileError, OverLimitError, ExhibitRoleError
        See :func:`stage`.
    """
    if not upload.data:
        raise EmptyFileError
    if len(upload.data) > desk.limits.exhibit_bytes:
        raise OverLimitError(quantity="size_bytes", value=len(upload.data), limit=desk.limits.exhibit_bytes)
    if upload.role not in ROLES_OF_SIDE.get(side, frozenset()):
        raise ExhibitRoleError(kind=side.value, role=upload.role.value)
    return hashlib.sha256(upload.data).hexdigest()
