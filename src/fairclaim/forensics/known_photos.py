"""From a claim photo to its neighbours: ask the index, fetch what it proposes, leave out the case's own photos."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import InputError
from fairclaim.domain.exhibit import Exhibit, ExhibitId
from fairclaim.forensics.neighbour import Neighbour, NeighbourKind
from fairclaim.imaging.photo import Photo
from fairclaim.imaging.raster import Raster
from fairclaim.matching.descriptors import Descriptors
from fairclaim.matching.index import DEFAULT_LIMIT, EVERYWHERE, Candidate, PhotoIndex, Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPhoto:
    """One row of the table of photos, with its bytes; see :class:`~fairclaim.forensics.neighbour.Neighbour`."""

    exhibit: Exhibit
    kind: NeighbourKind
    label: Bilingual
    is_own_shop: bool
    case: str | None
    order: str | None
    seen_at: datetime


class PhotoStore(Protocol):
    """Where the photos of an index lie."""

    def fetch(self, id: str) -> StoredPhoto | None:  # noqa: A002  (the field's name)
        """Return a stored photo, or None where it has been erased or this case must not use it."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPhotos:
    """Everything that is needed to ask "have we seen this photo before?".

    Parameters
    ----------
    index : PhotoIndex
        Proposes.
    store : PhotoStore
        Fetches.
    describe : callable
        ``Describer().describe``, as the index was filled with.
    scope : Scope
        Which photos may be looked at.
    limit : int
        Most photos to fetch and compare for one claim photo.
    """

    index: PhotoIndex
    store: PhotoStore
    describe: Callable[[Raster], Descriptors]
    scope: Scope = EVERYWHERE
    limit: int = DEFAULT_LIMIT


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A stored photo that somebody's index proposes for a claim photo."""

    stored: StoredPhoto
    candidate: Candidate


Proposals = Mapping[str, Sequence[Proposal]]
"""By the name of the exhibit that was searched for, likeliest first; empty where nothing like it is known."""


def neighbours_of(
    proposals: Proposals, photos: Iterable[Photo], *, decode: Callable[[Exhibit], Raster]
) -> Mapping[ExhibitId, tuple[Neighbour, ...]]:
    """Decode what was proposed for each photo; a stored photo that cannot be read is left out, and so is a photo nobody searched for."""
    rasters: dict[str, Raster | None] = {}

    def raster_of(proposal: Proposal) -> Raster | None:
        name = proposal.candidate.id
        if name not in rasters:
            try:
                rasters[name] = decode(proposal.stored.exhibit)
            except InputError:
                rasters[name] = None
        return rasters[name]

    found: dict[ExhibitId, tuple[Neighbour, ...]] = {}
    for photo in photos:
        proposed = proposals.get(photo.exhibit.name)
        if proposed is not None:
            pairs = [(one, raster_of(one)) for one in proposed]
            found[photo.id] = tuple(
                _neighbour(one.candidate, one.stored, raster) for one, raster in pairs if raster is not None
            )
    return found


def gather_neighbours(
    known: KnownPhotos, photos: Iterable[Photo], *, case: str, decode: Callable[[Exhibit], Raster]
) -> Mapping[ExhibitId, tuple[Neighbour, ...]]:
    """Find the neighbours of each photo.

    Parameters
    ----------
    known : KnownPhotos
        Index and store.
    photos : iterable of Photo
        The claim photos.
    case : str
        Photos stored under this case are its own and are left out.
    decode : callable
        From a stored exhibit to pixels; a stored photo that it cannot read is left out.

    Returns
    -------
    mapping
        An entry for every photo, likeliest first; empty where nothing like it is known.
    """
    own = tuple(photos)
    return {photo.id: tuple(_neighbours(known, photo, case=case, decode=decode, spare=len(own))) for photo in own}


def _neighbours(
    known: KnownPhotos, photo: Photo, *, case: str, decode: Callable[[Exhibit], Raster], spare: int
) -> Iterable[Neighbour]:
    """Yield up to ``limit`` neighbours; ``spare`` more are asked for, because the case's own photos may be among them."""
    left = known.limit
    for candidate in known.index.search(known.describe(photo.raster), scope=known.scope, limit=known.limit + spare):
        stored = known.store.fetch(candidate.id)
        if left and stored is not None and not _is_own(stored, photo, case):
            left -= 1
            try:
                raster = decode(stored.exhibit)
            except InputError:
                continue
            yield _neighbour(candidate, stored, raster)


def _is_own(stored: StoredPhoto, photo: Photo, case: str) -> bool:
    """Tell whether a stored photo is this very upload: of this case, or of no case yet with the same bytes."""
    if stored.case is not None:
        return stored.case == case
    return stored.kind is NeighbourKind.CLAIM and stored.exhibit.sha256 == photo.exhibit.sha256


def _neighbour(candidate: Candidate, stored: StoredPhoto, raster: Raster) -> Neighbour:
    return Neighbour(
        id=candidate.id,
        kind=stored.kind,
        label=stored.label,
        is_own_shop=stored.is_own_shop,
        case=stored.case,
        order=stored.order,
        seen_at=stored.seen_at,
        sha256=stored.exhibit.sha256,
        raster=raster,
        distance_bits=candidate.distance_bits,
        cosine=candidate.cosine,
    )
