"""What a claim is compared with, gathered when it is filed: the pictures shown when the order was placed, and the packing.

Neither side chooses them, and a merchant who does nothing is not worse off.
"""

from fairclaim.domain.desk.order_line import ClaimedItem
from fairclaim.domain.desk.party import ActorKind
from fairclaim.domain.exhibit import ExhibitId, Role
from fairclaim.services.desk import Desk
from fairclaim.services.intake import Staged, Upload, stage
from fairclaim.services.ports.trade import SoldOrder
from fairclaim.services.ports.work import Work

MOST = 40
"""References of one claim at most, the first shown first, so that a claim keeps room for its sides."""


def stage_references(desk: Desk, work: Work, order: str, items: tuple[ClaimedItem, ...]) -> tuple[Staged, ...]:
    """Keep copies of the references of a claim; none where the order has none. Same bytes in the same role come once."""
    sold = work.registry.find(order)
    if sold is None:
        return ()
    found: dict[tuple[bytes, Role], Upload] = {}
    for upload in (*_shown(work, sold, items), *_packed(work, sold)):
        if 0 < len(upload.data) <= desk.limits.exhibit_bytes:
            found.setdefault((upload.data, upload.role), upload)
    return tuple(
        stage(desk, work, upload, side=ActorKind.MERCHANT, person=sold.merchant)
        for upload in list(found.values())[:MOST]
    )


def _shown(work: Work, sold: SoldOrder, items: tuple[ClaimedItem, ...]) -> list[Upload]:
    claimed = {item.line for item in items}
    listings = {line.listing: None for line in sold.lines if line.id in claimed and line.listing is not None}
    uploads = []
    for listing in listings:
        for picture in work.shelf.pictures(listing):
            data = work.shelf.bytes_of(picture) if picture.was_shown(sold.dates.placed_at) else None
            if data is not None:
                uploads.append(Upload(data=data, role=Role.LISTING, name=picture.id))
    return uploads


def _packed(work: Work, sold: SoldOrder) -> list[Upload]:
    uploads = []
    for parcel in work.packing.of_order(sold.id):
        for file in work.packing.files(parcel.id):
            data = None
            if file.address is not None:
                data = work.blobs.get(file.address, person=file.person, exhibit=ExhibitId(file.id))
            if data is not None:
                uploads.append(Upload(data=data, role=Role.DISPATCH, name=file.name, media=file.media))
    return uploads
