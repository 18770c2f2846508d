"""From an exhibit's bytes to a photo that checks can read."""

from collections.abc import Mapping

from fairclaim.domain.errors import InputError, UnavailableError
from fairclaim.domain.exhibit import Exhibit, ExhibitId
from fairclaim.imaging.limits import DEFAULT_LIMITS, Limits
from fairclaim.imaging.photo import Photo
from fairclaim.imaging.read_metadata import read_metadata
from fairclaim.imaging.sandbox import Sandbox
from fairclaim.imaging.walk.walk import walk


def open_photo(exhibit: Exhibit, *, id: ExhibitId, sandbox: Sandbox, limits: Limits = DEFAULT_LIMITS) -> Photo:  # noqa: A002  (the field's name)
    """Name the type, refuse what no honest photo is, walk, read metadata, and only then decode, in the sandbox.

    Parameters
    ----------
    exhibit : Exhibit
        The bytes as received; unchanged.
    id : ExhibitId
        What the exhibit is called in the case.
    sandbox : Sandbox
        Where pixels are decoded.
    limits : Limits
        What is refused before decoding.

    Returns
    -------
    Photo
        Bytes, structure, metadata, pixels and, where the file holds any, content credentials together.

    Raises
    ------
    InputError
        If the file cannot be examined; the subclass and its ``code`` say why.
    UnavailableError
        If there is no sandbox to decode in.
    """
    structure = walk(exhibit.data, limits=limits)
    metadata = read_metadata(exhibit.data, structure, limits=limits)
    raster = sandbox.decode(exhibit.data, structure.media_type)
    credentials = _credentials(exhibit.data, structure.media_type, sandbox) if metadata.has_c2pa else None
    return Photo(id=id, exhibit=exhibit, structure=structure, metadata=metadata, raster=raster, credentials=credentials)


def _credentials(data: bytes, media_type: str, sandbox: Sandbox) -> Mapping[str, object]:
    """Read the C2PA store; what cannot be read says so in the store's own words and never spoils the photo."""
    try:
        store, _ = sandbox.call("credentials", data, media_type)
    except (InputError, UnavailableError):
        return {"state": "error", "why": "unreadable"}
    return store
