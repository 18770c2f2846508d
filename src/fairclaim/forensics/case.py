"""What a check may look at: the photos of one case and what is known of the order."""

from dataclasses import dataclass

from fairclaim.domain.exhibit import REFERENCE_ROLES, Role
from fairclaim.domain.order import Order
from fairclaim.imaging.photo import Photo


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Readable photos, in the order in which they were given."""

    photos: tuple[Photo, ...]
    order: Order | None = None

    @property
    def claims(self) -> tuple[Photo, ...]:
        """The buyer's photos of the damage."""
        return tuple(photo for photo in self.photos if photo.role is Role.CLAIM)

    @property
    def references(self) -> tuple[Photo, ...]:
        """Pictures that a claim photo may be compared against."""
        return tuple(photo for photo in self.photos if photo.role in REFERENCE_ROLES)
