"""A film or sound in a case: its bytes and what they state. Nothing of it is decoded, so no check of pixels reads it."""

from collections.abc import Mapping
from dataclasses import dataclass

from fairclaim.domain.exhibit import Exhibit, ExhibitId, Role
from fairclaim.imaging.limits import DEFAULT_LIMITS, Limits
from fairclaim.imaging.metadata import Metadata
from fairclaim.imaging.read_recording import read_recording
from fairclaim.imaging.sandbox import Sandbox
from fairclaim.imaging.stored_credentials import read_credentials
from fairclaim.imaging.structure import Structure
from fairclaim.imaging.walk.recording import walk_recording


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """What the checks of metadata may read of an exhibit that is no photo.

    Parameters
    ----------
    credentials : mapping or None
        As in `Photo`.
    """

    id: ExhibitId
    exhibit: Exhibit
    structure: Structure
    metadata: Metadata
    credentials: Mapping[str, object] | None = None

    @property
    def role(self) -> Role:
        """The exhibit's role in the case."""
        return self.exhibit.role


def open_recording(
    exhibit: Exhibit,
    *,
    id: ExhibitId,  # noqa: A002  (the field's name)
    sandbox: Sandbox | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Recording:
    """Walk a film or sound and read what it states.

    Parameters
    ----------
    sandbox : Sandbox or None
        Where content credentials are read; None reads none.

    Raises
    ------
    UnknownFormatError, BrokenFileError, OverLimitError
        If it is no recording that we know, or its structure cannot be read.
    """
    data, structure = exhibit.data, walk_recording(exhibit.data)
    metadata = read_recording(data, structure, limits=limits)
    credentials = read_credentials(data, structure.media_type, metadata, sandbox=sandbox).store if sandbox else None
    return Recording(id=id, exhibit=exhibit, structure=structure, metadata=metadata, credentials=credentials)
