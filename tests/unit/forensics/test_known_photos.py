"""Which stored photos become neighbours, and which are left out."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from fairclaim.benchmark.channels import jpeg
from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import BrokenFileError
from fairclaim.domain.exhibit import Exhibit, ExhibitId, Role
from fairclaim.forensics.examine import examine
from fairclaim.forensics.known_photos import KnownPhotos, Proposal, StoredPhoto, gather_neighbours, neighbours_of
from fairclaim.forensics.neighbour import NeighbourKind
from fairclaim.imaging.raster import Raster
from fairclaim.matching.descriptors import Descriptors
from fairclaim.matching.index import Candidate, Entry, Scope
from fairclaim.matching.memory_index import MemoryIndex
from unit.forensics.material import decoded, photo, picture, reencoded
from unit.matching.samples import described

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
CLAIM = ExhibitId("claim-1")


def describe(_: Raster) -> Descriptors:
    """Call every photo alike: what is fetched is then decided by the facts alone."""
    return described(1)


class Store(dict[str, StoredPhoto]):
    """A table of photos in memory."""

    def fetch(self, id: str) -> StoredPhoto | None:  # noqa: A002
        return self.get(id)


def row(
    data: bytes,
    kind: NeighbourKind = NeighbourKind.CLAIM,
    *,
    case: str | None = "case-2",
    order: str | None = "order-2",
) -> StoredPhoto:
    role = Role.LISTING if kind is NeighbourKind.LISTING else Role.CLAIM
    return StoredPhoto(
        exhibit=Exhibit(data, role),
        kind=kind,
        label=Bilingual("售后申请 2 号", "claim 2"),
        is_own_shop=True,
        case=case,
        order=order,
        seen_at=NOON,
    )


def known(rows: dict[str, StoredPhoto], *, indexed: Sequence[str] | None = None, limit: int = 12) -> KnownPhotos:
    index = MemoryIndex()
    names = rows if indexed is None else indexed
    index.add([Entry(id=name, tenant="a", seen_at=NOON, descriptors=described(1)) for name in names])
    return KnownPhotos(index=index, store=Store(rows), describe=describe, scope=Scope(tenant="a"), limit=limit)


def decode(exhibit: Exhibit) -> Raster:
    if not exhibit.data.startswith(b"\xff\xd8"):
        raise BrokenFileError("no picture")
    return Raster(decoded(exhibit.data))


def neighbours(photos: KnownPhotos, *, case: str = "case-1") -> list[str]:
    found = gather_neighbours(photos, [photo(picture("coffee"))], case=case, decode=decode)
    return [neighbour.id for neighbour in found[CLAIM]]


FILE = jpeg(picture("coffee"), quality=90)


def test_a_stored_photo_becomes_a_neighbour_with_its_facts() -> None:
    found = gather_neighbours(known({"x": row(FILE)}), [photo(picture("coffee"))], case="case-1", decode=decode)
    [neighbour] = found[CLAIM]
    assert (neighbour.id, neighbour.case, neighbour.order, neighbour.seen_at) == ("x", "case-2", "order-2", NOON)
    assert neighbour.sha256 == Exhibit(FILE, Role.CLAIM).sha256
    assert neighbour.raster.height == 300
    assert neighbour.distance_bits == 0


def test_every_photo_gets_an_entry_even_an_empty_one() -> None:
    photos = [photo(picture("coffee")), photo(picture("chelsea"), number=2)]
    found = gather_neighbours(known({}), photos, case="case-1", decode=decode)
    assert dict(found) == {"claim-1": (), "claim-2": ()}


def test_photos_of_the_same_case_are_left_out_and_cost_no_place() -> None:
    rows = {"a-own": row(FILE, case="case-1"), "b-other": row(FILE)}
    assert neighbours(known(rows, limit=1)) == ["b-other"]


def test_an_upload_without_a_case_is_the_own_one_only_with_the_same_bytes() -> None:
    own = photo(picture("coffee"), file=FILE)
    rows = {"same-bytes": row(FILE, case=None), "others": row(jpeg(picture("coffee"), quality=80), case=None)}
    found = gather_neighbours(known(rows), [own], case="case-1", decode=decode)
    assert [neighbour.id for neighbour in found[CLAIM]] == ["others"]


def test_a_listing_with_the_same_bytes_is_no_upload_of_this_case() -> None:
    own = photo(picture("coffee"), file=FILE)
    rows = {"listing": row(FILE, NeighbourKind.LISTING, case=None)}
    found = gather_neighbours(known(rows), [own], case="case-1", decode=decode)
    assert [neighbour.id for neighbour in found[CLAIM]] == ["listing"]


def test_an_erased_photo_is_left_out() -> None:
    assert neighbours(known({"kept": row(FILE)}, indexed=["erased", "kept"])) == ["kept"]


def test_a_stored_photo_that_cannot_be_read_is_left_out() -> None:
    assert neighbours(known({"broken": row(b"not a picture"), "kept": row(FILE)})) == ["kept"]


def test_no_more_than_the_limit_is_fetched() -> None:
    assert len(neighbours(known({f"{n}": row(FILE) for n in range(9)}, limit=3))) == 3


@pytest.mark.parametrize(("index", "signal"), [(None, "no-index"), (known({}), "not-used-before")])
def test_an_examination_says_whether_it_looked(index: KnownPhotos | None, signal: str) -> None:
    examination = examine([Exhibit(FILE, Role.CLAIM)], index=index)
    assert [finding.signal for finding in examination.findings if finding.check == "reused-photo"] == [signal]


def test_an_examination_finds_the_photo_in_another_claim() -> None:
    claim = jpeg(reencoded(picture("coffee"), 60), quality=70)
    examination = examine([Exhibit(claim, Role.CLAIM)], case="case-1", index=known({"x": row(FILE)}))
    [finding] = [finding for finding in examination.findings if finding.check == "reused-photo"]
    assert (finding.signal, finding.outcome) == ("claimed-before", "warn")


def test_a_photo_of_the_same_case_is_not_reuse() -> None:
    examination = examine([Exhibit(FILE, Role.CLAIM)], case="case-2", index=known({"x": row(FILE)}))
    assert [f.signal for f in examination.findings if f.check == "reused-photo"] == ["not-used-before"]


def test_what_an_index_elsewhere_proposes_is_decoded_once_and_what_cannot_be_read_is_left_out() -> None:
    asked: list[bytes] = []

    def counted(exhibit: Exhibit) -> Raster:
        asked.append(exhibit.data)
        return decode(exhibit)

    claim = photo(picture("coffee"))
    named = replace(claim, exhibit=replace(claim.exhibit, name="exhibit-1"))
    other = replace(named, id=ExhibitId("claim-2"), exhibit=replace(named.exhibit, name="exhibit-2"))
    nobody_asked = replace(named, id=ExhibitId("claim-3"), exhibit=replace(named.exhibit, name="exhibit-3"))
    proposal = Proposal(stored=row(FILE), candidate=Candidate("stored-1", 3, 0.9))
    broken = Proposal(stored=row(b"broken"), candidate=Candidate("stored-2", 3, 0.9))
    found = neighbours_of(
        {"exhibit-1": [proposal, broken], "exhibit-2": [proposal], "exhibit-4": []},
        [named, other, nobody_asked],
        decode=counted,
    )
    assert {name: [one.id for one in neighbours] for name, neighbours in found.items()} == {
        "claim-1": ["stored-1"],
        "claim-2": ["stored-1"],
    }
    assert asked == [FILE, b"broken"]
