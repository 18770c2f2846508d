"""An exhibit that could be read: its bytes, structure, metadata and pixels together."""

from collections.abc import Mapping
from dataclasses import dataclass

from fairclaim.domain.exhibit import Exhibit, ExhibitId, Role
from fairclaim.imaging.metadata import Metadata
from fairclaim.imaging.raster import Raster
from fairclaim.imaging.structure import Structure


@dataclass(frozen=True, slots=True, kw_only=True)
class IngredientPicture:
    """A small picture that credentials carry of something the photo was made from. Nothing examines it.

    Parameters
    ----------
    title : str
        As the signer states it.
    is_parent : bool
        True for the picture that the photo descends from, False for a part of it or an input to a tool.
    raster : Raster
        Decoded.
    """

    title: str
    is_parent: bool
    raster: Raster


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """What every check reads.

    Parameters
    ----------
    credentials : mapping or None
        The C2PA manifest store as read in the sandbox (``imaging.credentials.read_store_json``); None where the file
        neither holds nor names any.
    ingredients : tuple of IngredientPicture
        Thumbnails in the credentials; only as true as the credentials are.
    """

    id: ExhibitId
    exhibit: Exhibit
    structure: Structure
    metadata: Metadata
    raster: Raster
    credentials: Mapping[str, object] | None = None
    ingredients: tuple[IngredientPicture, ...] = ()

    @property
    def role(self) -> Role:
        """The exhibit's role in the case."""
        return self.exhibit.role
