"""Turn a folder of photos with known truth into a case file for ``fairclaim batch``.

Each line is an ordinary case with two keys more: ``kind``, what sort of case it is, and ``expected``, what is known of
it. Paths are made absolute when the file is written and never stored elsewhere. The folder is laid out like this::

    edits/NAME/        original.*, and forged.* or edited.*   a real edit and the picture that it was made from
    products/NAME/     00.jpg 01.jpg …                        one object, photographed in different places
    listing/NAME/      listing.jpg, inhand_0.jpg …            a shop's picture and phone photos of the same goods
    prints/NAME/       photo.jpg, reference.jpg               a phone photo of a flat print and its clean artwork
    manifest.csv       file,label,…                           what each single file is
"""

import csv
import json
from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import permutations
from pathlib import Path

Case = dict[str, object]

_LONE_FOLDERS = ("damage/", "clothes/", "camera/")
_GENUINE = ("genuine", "genuine damage")


class Expected(StrEnum):
    """What is known of a case."""

    FORGED = "forged"
    """The claim photo was made from the reference."""
    HONEST = "honest"
    """Nothing was edited: any adverse answer is a false alarm."""
    UNLINKED = "unlinked"
    """The claim photo is an edit of some other picture: the reference says nothing of it."""


def reference_cases(corpus: Path) -> Iterator[Case]:
    """Yield every case in which a claim photo can be compared with a reference, in a fixed order.

    Parameters
    ----------
    corpus : Path
        The folder described above; parts that are absent yield nothing.
    """
    edits = list(_edits(corpus))
    for name, forged, original in edits:
        yield _case("real-edit", name, expected=Expected.FORGED, claim=forged, listing=original)
    for (name, forged, _), (other, _, original) in zip(edits, edits[1:] + edits[:1], strict=True):
        if original.read_bytes() != _original_of(forged.parent).read_bytes():
            yield _case("other-original", f"{name}~{other}", expected=Expected.UNLINKED, claim=forged, listing=original)
    yield from _views(corpus)
    yield from _goods_in_hand(corpus)
    for folder in _folders(corpus / "prints"):
        photo, artwork = folder / "photo.jpg", folder / "reference.jpg"
        yield _case("flat-print", folder.name, expected=Expected.HONEST, claim=photo, listing=artwork)


def lone_cases(corpus: Path) -> Iterator[Case]:
    """Yield every genuine photo of damage, of garments and of known cameras as a claim without any reference."""
    with (corpus / "manifest.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            name = row["file"]
            if row["label"] in _GENUINE and name.startswith(_LONE_FOLDERS):
                kind = "genuine-damage" if name.startswith("damage/") else "genuine-photo"
                yield _case(kind, name, expected=Expected.HONEST, claim=corpus / name)


def write_cases(cases: Iterable[Case], path: Path) -> int:
    """Write one JSON object per line and return how many there are."""
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as out:
        for case in cases:
            out.write(json.dumps(case, ensure_ascii=False) + "\n")
            count += 1
    return count


def _edits(corpus: Path) -> Iterator[tuple[str, Path, Path]]:
    for folder in _folders(corpus / "edits"):
        forged = [*folder.glob("forged.*"), *folder.glob("edited.*")]
        yield folder.name, forged[0], _original_of(folder)


def _original_of(folder: Path) -> Path:
    return next(folder.glob("original.*"))


def _views(corpus: Path) -> Iterator[Case]:
    for folder in _folders(corpus / "products"):
        for claim, listing in permutations(sorted(folder.glob("*.jpg")), 2):
            name = f"{folder.name}/{claim.stem}-{listing.stem}"
            yield _case("second-view", name, expected=Expected.HONEST, claim=claim, listing=listing)


def _goods_in_hand(corpus: Path) -> Iterator[Case]:
    for folder in _folders(corpus / "listing"):
        photos = sorted(folder.glob("inhand_*.jpg"))
        for photo in photos:
            name = f"{folder.name}/{photo.stem}"
            yield _case("in-hand", name, expected=Expected.HONEST, claim=photo, listing=folder / "listing.jpg")
        for claim, dispatch in permutations(photos, 2):
            name = f"{folder.name}/{claim.stem}-{dispatch.stem}"
            yield _case("in-hand-twice", name, expected=Expected.HONEST, claim=claim, dispatch=dispatch)


def _case(
    kind: str, name: str, *, expected: Expected, claim: Path, listing: Path | None = None, dispatch: Path | None = None
) -> Case:
    return {
        "case": f"{kind}/{name}",
        "claim": _paths(claim),
        "listing": _paths(listing),
        "dispatch": _paths(dispatch),
        "chat": [],
        "kind": kind,
        "expected": expected.value,
    }


def _paths(path: Path | None) -> list[str]:
    return [] if path is None else [str(path.resolve())]


def _folders(place: Path) -> list[Path]:
    return sorted(folder for folder in place.iterdir() if folder.is_dir()) if place.is_dir() else []
