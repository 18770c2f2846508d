"""An exhibit that could be read: its bytes, structure, metadata and pixels together."""

from dataclasses import dataclass

from fairclaim.domain.exhibit import Exhibit, ExhibitId, Role
from fairclaim.imaging.metadata import Metadata
from fairclaim.imaging.raster import Raster
from fairclaim.imaging.structure import Structure


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """What every check reads."""

    id: ExhibitId
    exhibit: Exhibit
    structure: Structure
    metadata: Metadata
    raster: Raster

    @property
    def role(self) -> Role:
        """The exhibit's role in the case."""
        return self.exhibit.role
