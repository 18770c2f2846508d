"""Parcels and dispatch evidence, on both engines."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from fairclaim.domain.desk.evidence_rules import Media
from fairclaim.domain.desk.party import Actor, ActorKind, PersonId
from fairclaim.evidence.commitment import commit
from fairclaim.services.ports.trade import DispatchFile, SentParcel
from fairclaim.store.blobs.object_blobs import local_blobs
from fairclaim.store.desk.packing import StoredPacking
from fairclaim.store.desk.proofs import StoredProofs
from fairclaim.store.desk.registry import StoredRegistry
from fairclaim.store.sweep_blobs import sweep_blobs
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
    sketch=b"sketch",
    recorded="2026-03-01 11:00:00",
    recorded_by=NOON,
)
FRAME = DispatchFile(
    id="f",
    parcel="p",
    person=PersonId("m"),
    name="",
    media=Media.PHOTO,
    sha256="c" * 64,
    address="e" * 64,
    size_bytes=3,
    received_at=NOON,
    frame_of="d",
    at_ms=1_500,
)
MERCHANT = Actor(kind=ActorKind.MERCHANT, id=PersonId("m"))
SYSTEM = Actor(kind=ActorKind.MACHINE, id=PersonId("api:key-1"))
HOUR = timedelta(hours=1)


def gone(file: DispatchFile) -> DispatchFile:
    """Return a file as it is left after its erasure."""
    return replace(file, name="", sha256=None, address=None, sketch=None, recorded=None, recorded_by=None)


def test_a_parcel_is_found_by_its_number_and_holds_its_files_until_the_merchant_is_erased(desk: Desk) -> None:
    parcel = SentParcel(id="p", order="order-1", carrier="SF", coded_at=NOON)
    with desk.store.write(desk.mine) as work:
        registry, packing = StoredRegistry(work), StoredPacking(work)
        parties(registry)
        registry.add(ORDER)
        packing.add(parcel, tracking="SF-1", by=MERCHANT, at=NOON)
        packing.add_file(FILE, [FRAME], by=MERCHANT)
        assert packing.tracked("order-1", "sf 1") == parcel
        assert packing.tracked("order-2", "sf 1") is None
        assert packing.files("p") == [FILE]
        assert packing.frames("p") == [FRAME]
        assert packing.same_bytes(PersonId("m"), "a" * 64) == [FILE]
        assert packing.same_bytes(PersonId("m"), "c" * 64) == []  # a frame is nobody's upload
        assert packing.sketched(PersonId("m"), since=NOON, until=NOON, limit=9) == [FILE]
        assert packing.sketched(PersonId("m"), since=NOON + HOUR, until=NOON + HOUR, limit=9) == []
        packing.set_times(replace(parcel, scanned_at=NOON), by=SYSTEM, at=NOON)
        assert packing.of_order("order-1") == [replace(parcel, scanned_at=NOON)]
    with desk.store.read(desk.mine) as work:
        entries = StoredProofs(work).of_parcel("p")
        assert [(one.entry.case, one.entry.number, one.entry.kind, one.entry.actor) for one in entries] == [
            ("p", 1, "parcel-coded", "merchant"),
            ("p", 2, "dispatch-received", "merchant"),
            ("p", 3, "carrier-scanned", "machine"),
        ]
        assert (entries[1].exhibit, entries[1].sha256, entries[1].record) == ("d", bytes.fromhex("a" * 64), None)
        assert all(one.entry.commitment == commit(one.salt or b"", one.sha256 or b"") for one in entries)
        assert json.loads(entries[2].record or b"")["event"]["body"]["fact"]["scanned_at"] == NOON.isoformat()
    with desk.store.write(desk.mine) as work:
        assert {FILE.address, FRAME.address} <= set(work.persons.erase("m", at=NOON))
        packing = StoredPacking(work)
        assert packing.files("p") == [gone(FILE)]
        assert packing.frames("p") == [gone(FRAME)]
        assert packing.sketched(PersonId("m"), since=NOON, until=NOON, limit=9) == []
        assert [one.salt for one in StoredProofs(work).of_parcel("p")][:2] == [None, None]


def test_bytes_that_a_packing_names_are_not_swept(desk: Desk, tmp_path: Path) -> None:
    blobs = local_blobs(tmp_path / "blobs")
    named, framed = (blobs.put(data, tenant=desk.mine) for data in (b"film", b"frame"))
    with desk.store.write(desk.mine) as work:
        registry, packing = StoredRegistry(work), StoredPacking(work)
        parties(registry)
        registry.add(ORDER)
        packing.add(SentParcel(id="p", order="order-1", carrier="SF"), tracking="SF-1", by=MERCHANT, at=NOON)
        packing.add_file(replace(FILE, address=named), [replace(FRAME, address=framed)], by=MERCHANT)
    later = datetime.now(UTC) + timedelta(days=2)
    assert sweep_blobs(desk.store, blobs, tenant=desk.mine, now=later) == 0
    assert blobs.has(named, tenant=desk.mine)
    assert blobs.has(framed, tenant=desk.mine)
