"""What a check may look at: the photos of one case and what is known of the order."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from fairclaim.domain.exhibit import REFERENCE_ROLES, ExhibitId, Role
from fairclaim.domain.order import Order
from fairclaim.forensics.exposure import ExposureJudgement, judge_exposure
from fairclaim.forensics.features import WorkingPhoto
from fairclaim.forensics.inscriptions import Inscriptions, read_inscriptions
from fairclaim.forensics.kept import Kept
from fairclaim.forensics.neighbour import Neighbour
from fairclaim.imaging.photo import Photo
from fairclaim.imaging.recording import Recording
from fairclaim.matching.shortlist import Likeness, likeness, shortlist
from fairclaim.matching.sketch import Sketchbook, probe

MANY = 12
"""References up to which each is compared; of more, only the likeliest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Readable photos, in the order in which they were given.

    What several checks need of the same photos is computed on first use and kept for as long as the case lives.

    Parameters
    ----------
    photos : tuple of Photo
        Every exhibit that could be read.
    order : Order or None
        What is known of the order.
    recordings : tuple of Recording
        Films and sounds among the exhibits: only their metadata is read.
    neighbours : mapping
        Stored photos that an index proposed, likeliest first, for each claim photo that was searched for. A claim photo
        without an entry was not searched for; one with an empty entry was, in vain.
    sketchbook : Sketchbook
        Where sketches of references are kept; one that outlives the case saves making them anew.
    """

    photos: tuple[Photo, ...]
    order: Order | None = None
    recordings: tuple[Recording, ...] = ()
    neighbours: Mapping[ExhibitId, tuple[Neighbour, ...]] = field(default_factory=dict)
    sketchbook: Sketchbook = field(default_factory=Sketchbook, repr=False, compare=False)
    _likeness: Kept[ExhibitId, Likeness] = field(default_factory=Kept, init=False, repr=False, compare=False)
    _working: Kept[ExhibitId, WorkingPhoto] = field(default_factory=Kept, init=False, repr=False, compare=False)
    _judgements: Kept[tuple[ExhibitId, ExhibitId], ExposureJudgement] = field(
        default_factory=Kept, init=False, repr=False, compare=False
    )
    _inscriptions: Kept[ExhibitId, Inscriptions] = field(default_factory=Kept, init=False, repr=False, compare=False)

    @property
    def claims(self) -> tuple[Photo, ...]:
        """The buyer's photos of the damage."""
        return tuple(photo for photo in self.photos if photo.role is Role.CLAIM)

    @property
    def references(self) -> tuple[Photo, ...]:
        """Pictures that a claim photo may be compared against."""
        return tuple(photo for photo in self.photos if photo.role in REFERENCE_ROLES)

    def likeliest(self, claim: Photo, *, roles: frozenset[Role] = REFERENCE_ROLES) -> tuple[Photo, ...]:
        """Return the references worth comparing with a claim photo, in the order in which they were given.

        All of them up to ``MANY`` of the given roles; of more, those that :mod:`fairclaim.matching.shortlist`
        chooses, and every copy of the claim's own file.
        """
        references = self.references
        places = [place for place, photo in enumerate(references) if photo.role in roles]
        if len(places) > MANY:
            chosen = shortlist(self._likeness_of(claim).among(places))
            same = {place for place in places if references[place].exhibit.sha256 == claim.exhibit.sha256}
            places = sorted({places[number] for number in chosen} | same)
        return tuple(references[place] for place in places)

    def _likeness_of(self, claim: Photo) -> Likeness:
        def compared() -> Likeness:
            sketches = [self.sketchbook.sketch(photo.exhibit.sha256, photo.raster) for photo in self.references]
            return likeness(probe(claim.raster), sketches)

        return self._likeness.get(claim.id, compared)

    def with_claims(self, change: Callable[[Photo], Photo]) -> "Case":
        """Return the case with other claim photos in place of its own; what is known of the references is kept."""
        photos = tuple(change(photo) if photo.role is Role.CLAIM else photo for photo in self.photos)
        other = replace(self, photos=photos)
        known = self._working.only(photo.id for photo in self.photos if photo.role is not Role.CLAIM)
        object.__setattr__(other, "_working", known)
        return other

    def working(self, photo: Photo) -> WorkingPhoto:
        """Return one of the case's photos at working size; its features are found once."""
        return self._working.get(photo.id, lambda: WorkingPhoto(photo.raster))

    def judge(self, first: Photo, second: Photo) -> ExposureJudgement:
        """Return whether two of the case's photos are one exposure, the second laid on the first; judged once."""
        return self._judgements.get(
            (first.id, second.id), lambda: judge_exposure(self.working(first), self.working(second))
        )

    def inscriptions(self, photo: Photo) -> Inscriptions:
        """Return what can be read in one of the case's photos; read once."""
        return self._inscriptions.get(photo.id, lambda: read_inscriptions(photo.raster.pixels))
