"""Listings keep every picture that they have shown, on both engines."""

from datetime import timedelta
from pathlib import Path

from fairclaim.domain.desk.party import PersonId
from fairclaim.services.ports.trade import ShownListing, ShownPicture
from fairclaim.store.blobs.object_blobs import local_blobs
from fairclaim.store.desk.shelf import StoredShelf
from store_engines import NOON, Desk

HOUR = timedelta(hours=1)


def test_a_removed_picture_stays_known_with_its_bytes(desk: Desk, tmp_path: Path) -> None:
    blobs = local_blobs(tmp_path / "blobs")
    with desk.store.write(desk.mine) as work:
        work.persons.add("m", kind="merchant", at=NOON)
        shelf = StoredShelf(work, blobs)
        shelf.add(ShownListing(id="l", merchant=PersonId("m"), title="杯", category=None, created_at=NOON))
        address = shelf.keep(b"picture")
        picture = ShownPicture(
            id="p", listing="l", address=address, sha256=address, media_type="image/png", size_bytes=7, added_at=NOON
        )
        shelf.show(picture)
        shelf.remove("p", at=NOON + HOUR)
        shelf.remove("p", at=NOON + 2 * HOUR)
        shelf.close("l", at=NOON + HOUR)
    with desk.store.read(desk.mine) as work:
        shelf = StoredShelf(work, blobs)
        (found,) = shelf.pictures("l")
        assert found.removed_at == NOON + HOUR
        assert found.was_shown(NOON)
        assert not found.was_shown(NOON + HOUR)
        assert shelf.bytes_of(found) == b"picture"
        listing = shelf.find("l")
        assert listing is not None
        assert listing.closed_at == NOON + HOUR
        assert shelf.find("other") is None
        assert shelf.of_merchant(PersonId("m")) == [listing]
        assert shelf.of_merchant(PersonId("n")) == []
