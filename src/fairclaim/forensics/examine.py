"""The entry: exhibits in, examination out.

Same bytes, same version, same answer. No clock, network or randomness reaches a finding; only ``seconds`` differs between
two runs.
"""

import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import chain
from typing import Protocol, Self

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import InputError, UnknownFormatError, UsageError
from fairclaim.domain.examination import Examination, ExhibitError, ExhibitFacts
from fairclaim.domain.exhibit import Exhibit, ExhibitId, MissingExhibit, Role
from fairclaim.domain.finding import Finding
from fairclaim.domain.order import Order
from fairclaim.domain.verdict import Call
from fairclaim.forensics.calibration import Calibration, load_calibration
from fairclaim.forensics.case import Case
from fairclaim.forensics.catalogue import CATALOGUE
from fairclaim.forensics.check import Check
from fairclaim.forensics.fusion import fuse, unsteady
from fairclaim.forensics.known_photos import KnownPhotos, Proposals, gather_neighbours, neighbours_of
from fairclaim.forensics.quality import quality_of
from fairclaim.forensics.settings import ExamineSettings
from fairclaim.forensics.steadiness import is_steady
from fairclaim.imaging.open_photo import open_photo
from fairclaim.imaging.photo import Photo
from fairclaim.imaging.raster import Raster
from fairclaim.imaging.recording import Recording, open_recording
from fairclaim.imaging.sandbox import Sandbox
from fairclaim.imaging.walk.walk import walk
from fairclaim.matching.descriptors import Describer, Descriptors
from fairclaim.matching.sketch import Sketchbook
from fairclaim.version import __version__


def examine(
    exhibits: Sequence[Exhibit | MissingExhibit],
    *,
    order: Order | None = None,
    case: str = "case",
    index: KnownPhotos | None = None,
    settings: ExamineSettings | None = None,
) -> Examination:
    """Examine the photos of one claim.

    Parameters
    ----------
    exhibits : sequence of Exhibit
        At least one of role ``claim``; the others are what it is compared with. A :class:`MissingExhibit` stands for a file
        that could not be had.
    order : Order, optional
        Dates of the order, for the checks that compare times.
    case : str
        Name of the case in the result.
    index : KnownPhotos, optional
        Photos seen before; None asks no such question.
    settings : ExamineSettings, optional
        Limits and sandbox policy.

    Returns
    -------
    Examination
        A file that cannot be read gets an error of its own; the others are examined.

    Raises
    ------
    UsageError
        If there is no claim photo.
    UnavailableError
        If a part is missing that the settings demand.

    Examples
    --------
    >>> from fairclaim import Exhibit, Role, examine
    >>> examine([Exhibit(b"", Role.CLAIM)]).errors[0].code
    'empty-file'
    """
    chosen = settings or ExamineSettings()
    with Examiner(chosen) as examiner:
        return examiner.examine(exhibits, order=order, case=case, index=index).examination


@dataclass(frozen=True, slots=True)
class Examined:
    """An examination with the photos it read, for reports."""

    examination: Examination
    photos: dict[ExhibitId, Photo]


class Watch(Protocol):
    """Is told of an examination while it goes on, check by check."""

    def begins(self, check: str) -> None:
        """Hear that a check begins; the photos have been opened."""
        ...

    def found(self, check: str, findings: Sequence[Finding]) -> None:
        """Hear what a check has found. The verdict comes once all have."""
        ...


class Examiner:
    """Keeps the decoder process, the calibration and the sketches of references for many cases. Use as a context manager.

    Parameters
    ----------
    settings : ExamineSettings
        Limits and sandbox policy.
    catalogue : tuple of Check
        What is asked; a benchmark of one check asks only that one.
    """

    def __init__(self, settings: ExamineSettings, *, catalogue: tuple[Check, ...] = CATALOGUE) -> None:
        self._settings = settings
        self._catalogue = catalogue
        self._calibration: Calibration = load_calibration()
        self._sketchbook = Sketchbook()
        self._describer: Describer | None = None
        self._sandbox = Sandbox(policy=settings.sandbox_policy, limits=settings.limits, tasks=("decode",))

    def __enter__(self) -> Self:
        self._sandbox.__enter__()
        return self

    def __exit__(self, *exc_info: object) -> None:
        self._sandbox.close()

    @property
    def missing_locks(self) -> tuple[str, ...]:
        """Layers of the decoder's sandbox that this machine cannot provide, known once a file has been opened."""
        return tuple(name for name, _ in self._sandbox.report.missing)

    def examine(
        self,
        exhibits: Sequence[Exhibit | MissingExhibit],
        *,
        order: Order | None = None,
        case: str = "case",
        index: KnownPhotos | None = None,
        proposals: Proposals | None = None,
        watch: Watch | None = None,
    ) -> Examined:
        """Examine one case; see :func:`examine`.

        Parameters
        ----------
        proposals : mapping, optional
            What an index elsewhere proposes for the claim photos, in place of one at hand.
        watch : Watch, optional
            Told of each check as it begins and ends; where the settings let several threads work, from any of them.
        """
        if not any(exhibit.role is Role.CLAIM for exhibit in exhibits):
            raise UsageError(Bilingual("案件里没有主张图片。", "The case has no claim photo."))
        started = time.perf_counter()
        photos, recordings, facts, errors = self._open_all(exhibits)
        own = Case(photos=tuple(photos), order=order, recordings=tuple(recordings), sketchbook=self._sketchbook)
        if index is not None:
            found = gather_neighbours(index, own.claims, case=case, decode=self._decode)
            own = replace(own, neighbours=found)
        elif proposals is not None:
            own = replace(own, neighbours=neighbours_of(proposals, own.claims, decode=self._decode))
        findings = self._find(own, watch=watch)
        verdict = fuse(findings)
        if verdict.call is Call.FORGED and not is_steady(own, findings, ask=self._find):
            verdict = unsteady(verdict)
        examination = Examination(
            case=case,
            version=__version__,
            calibration=self._calibration.facts,
            seconds=time.perf_counter() - started,
            exhibits=tuple(facts),
            findings=findings,
            verdict=verdict,
            errors=tuple(errors),
        )
        return Examined(examination, {photo.id: photo for photo in photos})

    def describe(self, exhibit: Exhibit) -> Descriptors | None:
        """Return what a photo is found by; None of a file that is no readable photo.

        Raises
        ------
        UnavailableError
            If the network of the embedding cannot be run here.
        """
        try:
            raster = self._decode(exhibit)
        except InputError:
            return None
        if self._describer is None:
            self._describer = Describer()
        return self._describer.describe(raster)

    def _open_all(
        self, exhibits: Sequence[Exhibit | MissingExhibit]
    ) -> tuple[list[Photo], list[Recording], list[ExhibitFacts], list[ExhibitError]]:
        photos: list[Photo] = []
        recordings: list[Recording] = []
        facts: list[ExhibitFacts] = []
        errors: list[ExhibitError] = []
        seen: dict[Role, int] = {}
        for exhibit in exhibits:
            seen[exhibit.role] = seen.get(exhibit.role, 0) + 1
            number = ExhibitId(f"{exhibit.role.value}-{seen[exhibit.role]}")
            try:
                if isinstance(exhibit, MissingExhibit):
                    raise exhibit.error
                photo = open_photo(exhibit, id=number, sandbox=self._sandbox, limits=self._settings.limits)
            except InputError as error:
                errors.append(ExhibitError(number, error.code, error.message))
                recording = self._recording(exhibit, number) if isinstance(error, UnknownFormatError) else None
                recordings += [recording] if recording else []
                facts.append(_facts(number, exhibit, recording))
            else:
                photos.append(photo)
                facts.append(_facts(number, exhibit, photo))
        return photos, recordings, facts, errors

    def _recording(self, exhibit: Exhibit | MissingExhibit, number: ExhibitId) -> Recording | None:
        """Open what is no photo as a film or sound: it is not examined, but what it states is read."""
        if isinstance(exhibit, MissingExhibit):
            return None
        try:
            return open_recording(exhibit, id=number, sandbox=self._sandbox, limits=self._settings.limits)
        except InputError:
            return None

    def _decode(self, exhibit: Exhibit) -> Raster:
        """Open a stored photo as carefully as a new one: it came from somewhere, too."""
        structure = walk(exhibit.data, limits=self._settings.limits)
        return self._sandbox.decode(exhibit.data, structure.media_type)

    def _find(
        self, case: Case, names: frozenset[str] | None = None, *, watch: Watch | None = None
    ) -> tuple[Finding, ...]:
        if not case.claims and not case.recordings:
            return ()
        qualities = {photo.id: quality_of(photo) for photo in case.photos}

        def answered(check: Check) -> list[Finding]:
            if watch:
                watch.begins(check.name)
            found = [
                self._calibration.calibrate(check, reading, quality=qualities.get(reading.exhibits[0]))
                for reading in check.read(case)
            ]
            if watch:
                watch.found(check.name, found)
            return found

        asked = [one for one in self._catalogue if names is None or one.name in names]
        return tuple(chain.from_iterable(self._each(answered, asked)))

    def _each(self, answered: Callable[[Check], list[Finding]], asked: Sequence[Check]) -> Iterable[list[Finding]]:
        """Ask checks, in their order; OpenCV and the networks let other threads work meanwhile."""
        if self._settings.threads == 1:
            return [answered(check) for check in asked]
        with ThreadPoolExecutor(self._settings.threads) as pool:
            return list(pool.map(answered, asked))


def _facts(number: ExhibitId, exhibit: Exhibit | MissingExhibit, opened: Photo | Recording | None) -> ExhibitFacts:
    photo = opened if isinstance(opened, Photo) else None
    return ExhibitFacts(
        id=number,
        role=exhibit.role,
        path=exhibit.name,
        sha256=exhibit.sha256 if isinstance(exhibit, Exhibit) else None,
        media_type=opened.structure.media_type if opened else None,
        height=photo.raster.height if photo else None,
        width=photo.raster.width if photo else None,
    )
