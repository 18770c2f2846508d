"""From an exhibit's bytes to a photo that checks can read."""

from fairclaim.domain.exhibit import Exhibit, ExhibitId
from fairclaim.imaging.limits import DEFAULT_LIMITS, Limits
from fairclaim.imaging.photo import Photo
from fairclaim.imaging.read_metadata import read_metadata
from fairclaim.imaging.sandbox import Sandbox
from fairclaim.imaging.stored_credentials import read_credentials
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
    found = read_credentials(exhibit.data, structure.media_type, metadata, sandbox=sandbox)
    return Photo(
        id=id,
        exhibit=exhibit,
        structure=structure,
        metadata=metadata,
        raster=raster,
        credentials=found.store,
        ingredients=found.pictures,
    )
