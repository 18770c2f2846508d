"""The content credentials of an exhibit, read in the sandbox: the one door for photos and recordings."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from fairclaim.domain.errors import InputError, UnavailableError
from fairclaim.imaging.metadata import Metadata
from fairclaim.imaging.photo import IngredientPicture
from fairclaim.imaging.sandbox import Sandbox

_ADDRESS = b"provenance"
"""``dcterms:provenance`` in XMP names a manifest that is kept elsewhere (C2PA 2.4, 11.5)."""


_THUMBNAIL_PX = 4_000_000
"""Pixels beyond which a thumbnail is none."""


@dataclass(frozen=True, slots=True)
class StoredCredentials:
    """What was read.

    Parameters
    ----------
    store : mapping or None
        As ``imaging.credentials.read_store``; None where the file neither holds nor names credentials.
    pictures : tuple of IngredientPicture
        Thumbnails of what the file was made from.
    """

    store: Mapping[str, object] | None = None
    pictures: tuple[IngredientPicture, ...] = ()


def read_credentials(data: bytes, media_type: str, metadata: Metadata, *, sandbox: Sandbox) -> StoredCredentials:
    """Read the C2PA store; what cannot be read says so in the store's own words and never spoils the exhibit.

    Parameters
    ----------
    data : bytes
        The whole file, as received.
    media_type : str
        By content.
    metadata : Metadata
        What the file states: without a container or the address of one, nothing is asked.
    sandbox : Sandbox
        Where the library runs, and thumbnails are decoded.
    """
    if not metadata.has_c2pa and not any(_ADDRESS in packet for packet in metadata.xmp):
        return StoredCredentials()
    try:
        store, behind = sandbox.call("credentials", data, media_type)
    except (InputError, UnavailableError):
        return StoredCredentials({"state": "error", "why": "unreadable"} if metadata.has_c2pa else None)
    thumbnails = store.pop("thumbnails", [])
    if not metadata.has_c2pa and store.get("why") not in {None, "remote-manifest"}:
        return StoredCredentials()
    return StoredCredentials(store, tuple(_pictures(thumbnails, behind, sandbox)))


def _pictures(
    thumbnails: Sequence[Mapping[str, object]], behind: bytes, sandbox: Sandbox
) -> Iterator[IngredientPicture]:
    """Decode the thumbnails that stand one behind the other; a broken one is left out."""
    at = 0
    for facts in thumbnails:
        piece = behind[at : at + int(str(facts["size"]))]
        at += len(piece)
        try:
            raster = sandbox.decode(piece, str(facts["media_type"]))
        except (InputError, UnavailableError):
            continue
        if raster.height * raster.width <= _THUMBNAIL_PX:
            is_parent = facts["relationship"] == "parentOf"
            yield IngredientPicture(title=str(facts["title"]), is_parent=is_parent, raster=raster)
