"""Parcels and dispatch evidence, on both engines."""

from dataclasses import replace

from fairclaim.domain.desk.evidence_rules import Media
from fairclaim.domain.desk.party import PersonId
from fairclaim.services.ports.trade import DispatchFile, SentParcel
from fairclaim.store.desk.packing import StoredPacking
from fairclaim.store.desk.registry import StoredRegistry
from store_engines import NOON, Desk
from unit.store.desk.test_registry import ORDER, parties

FILE = DispatchFile(
    id="d",
    parcel="p",
    person=PersonId("m"),
    name="打包.mp4",
    media=Media.VIDEO,
    sha256="a" * 64,
    address="b" * 64,
    size_bytes=3,
    received_at=NOON,
)


def test_a_parcel_is_found_by_its_number_and_holds_its_files_until_the_merchant_is_erased(desk: Desk) -> None:
    parcel = SentParcel(id="p", order="order-1", carrier="SF")
    with desk.store.write(desk.mine) as work:
        registry, packing = StoredRegistry(work), StoredPacking(work)
        parties(registry)
        registry.add(ORDER)
        packing.add(parcel, tracking="SF-1")
        packing.add_file(FILE)
        assert packing.tracked("order-1", "sf 1") == parcel
        assert packing.tracked("order-2", "sf 1") is None
        assert packing.files("p") == [FILE]
        packing.set_times(replace(parcel, scanned_at=NOON))
        assert packing.of_order("order-1") == [replace(parcel, scanned_at=NOON)]
    with desk.store.write(desk.mine) as work:
        assert FILE.address in work.persons.erase("m", at=NOON)
        assert StoredPacking(work).files("p") == [replace(FILE, name="", sha256=None, address=None)]
