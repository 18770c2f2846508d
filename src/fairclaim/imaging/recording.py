"""A film or sound in a case: its bytes and what they state. Nothing of it is decoded, so no check of pixels reads it."""

from dataclasses import dataclass

from fairclaim.domain.exhibit import Exhibit, ExhibitId, Role
from fairclaim.imaging.limits import DEFAULT_LIMITS, Limits
from fairclaim.imaging.metadata import Metadata
from fairclaim.imaging.read_recording import read_recording
from fairclaim.imaging.structure import Structure
from fairclaim.imaging.walk.recording import walk_recording


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """What the checks of metadata may read of an exhibit that is no photo."""

    id: ExhibitId
    exhibit: Exhibit
    structure: Structure
    metadata: Metadata

    @property
    def role(self) -> Role:
        """The exhibit's role in the case."""
        return self.exhibit.role


def open_recording(exhibit: Exhibit, *, id: ExhibitId, limits: Limits = DEFAULT_LIMITS) -> Recording:  # noqa: A002  (the field's name)
    """Walk a film or sound and read what it states.

    Raises
    ------
    UnknownFormatError, BrokenFileError, OverLimitError
        If it is no recording that we know, or its structure cannot be read.
    """
    structure = walk_recording(exhibit.data)
    metadata = read_recording(exhibit.data, structure, limits=limits)
    return Recording(id=id, exhibit=exhibit, structure=structure, metadata=metadata)
