"""An exhibit that could be read: its bytes, structure, metadata and pixels together."""

from collections.abc import Mapping
from dataclasses import dataclass

from fairclaim.domain.exhibit import Exhibit, ExhibitId, Role
from fairclaim.imaging.metadata import Metadata
from fairclaim.imaging.raster import Raster
from fairclaim.imaging.structure import Structure


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """What every check reads.

    Parameters
    ----------
    credentials : mapping or None
        The C2PA manifest store as read in the sandbox (``imaging.credentials.read_store_json``); None where the file
        neither holds nor names any.
    """

    id: ExhibitId
    exhibit: Exhibit
    structure: Structure
    metadata: Metadata
    raster: Raster
    credentials: Mapping[str, object] | None = None

    @property
    def role(self) -> Role:
        """The exhibit's role in the case."""
        return self.exhibit.role
