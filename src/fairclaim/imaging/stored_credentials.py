"""The content credentials of an exhibit, read in the sandbox: the one door for photos and recordings."""

from collections.abc import Mapping

from fairclaim.domain.errors import InputError, UnavailableError
from fairclaim.imaging.metadata import Metadata
from fairclaim.imaging.sandbox import Sandbox

_ADDRESS = b"provenance"
"""``dcterms:provenance`` in XMP names a manifest that is kept elsewhere (C2PA 2.4, 11.5)."""


def read_credentials(
    data: bytes, media_type: str, metadata: Metadata, *, sandbox: Sandbox
) -> Mapping[str, object] | None:
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
        Where the library runs.

    Returns
    -------
    mapping or None
        As ``imaging.credentials.read_store_json``; None where the file neither holds nor names credentials.
    """
    if not metadata.has_c2pa and not any(_ADDRESS in packet for packet in metadata.xmp):
        return None
    try:
        store, _ = sandbox.call("credentials", data, media_type)
    except (InputError, UnavailableError):
        return {"state": "error", "why": "unreadable"} if metadata.has_c2pa else None
    is_only_named = not metadata.has_c2pa and store.get("why") not in {None, "remote-manifest"}
    return None if is_only_named else store
