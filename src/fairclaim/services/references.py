"""What a claim is compared with, gathered when it is filed: the pictures shown when the order was placed, and the packing.

Of a packing film come the film and its key frames, which are what the checks of pixels read.

Neither side chooses them, and a merchant who does nothing is not worse off.
"""

from fairclaim.domain.desk.evidence_rules import Capture
from fairclaim.domain.desk.order_line import ClaimedItem
from fairclaim.domain.desk.party import ActorKind
from fairclaim.domain.exhibit import ExhibitId, Role
from fairclaim.services.capture_live import captured
from fairclaim.services.desk import Desk
from fairclaim.services.intake import Staged, Upload, stage
from fairclaim.services.ports.people import KnownOrder
from fairclaim.services.ports.work import Work

MOST = 40
"""References of one claim at most, the first shown first, so that a claim keeps room for its sides."""


def stage_references(desk: Desk, work: Work, order: KnownOrder, items: tuple[ClaimedItem, ...]) -> tuple[Staged, ...]:
    """Keep copies of the references of a claim; none where the order has none. Same bytes in the same role come once."""
    found: dict[tuple[bytes, Role], Upload] = {}
    for upload in (*_shown(work, order, items), *_packed(work, order)):
        if 0 < len(upload.data) <= desk.limits.exhibit_bytes:
            found.setdefault((upload.data, upload.role), upload)
    return tuple(
        stage(desk, work, upload, side=ActorKind.MERCHANT, person=order.merchant)
        for upload in list(found.values())[:MOST]
    )


def _shown(work: Work, order: KnownOrder, items: tuple[ClaimedItem, ...]) -> list[Upload]:
    claimed = {item.line for item in items}
    listings = {listing: None for line, listing in order.listings.items() if line in claimed}
    placed_at = order.dates.placed_at
    uploads: list[Upload] = []
    if placed_at is None:
        return uploads
    for listing in listings:
        for picture in work.shelf.pictures(listing):
            data = work.shelf.bytes_of(picture) if picture.was_shown(placed_at) else None
            if data is not None:
                uploads.append(Upload(data=data, role=Role.LISTING, name=picture.id))
    return uploads


def _packed(work: Work, order: KnownOrder) -> list[Upload]:
    uploads = []
    for parcel in work.packing.of_order(order.id):
        live = captured(work, parcel.id)
        files = work.packing.files(parcel.id)
        films = {one.id: one for one in files}
        for file in (*files, *work.packing.frames(parcel.id)):
            data = None
            if file.address is not None:
                data = work.blobs.get(file.address, person=file.person, exhibit=ExhibitId(file.id))
            if data is not None:
                name = file.name if file.frame_of is None else _frame_name(films[file.frame_of].name, file.at_ms or 0)
                capture = Capture.LIVE if (file.frame_of or file.id) in live else Capture.ANY
                uploads.append(Upload(data=data, role=Role.DISPATCH, name=name, media=file.media, capture=capture))
    return uploads


def _frame_name(film: str, at_ms: int) -> str:
    """Return the name of a key frame: that of its film, and where it stands in there.

    Examples
    --------
    >>> _frame_name("packing.mp4", 72_500)
    'packing.mp4 1:12'
    """
    return f"{film} {at_ms // 60_000}:{at_ms // 1000 % 60:02d}".strip()
