"""What the report's template sees: frozen records, everything decided, nothing left to compute.

The rule it keeps: a template holds no rule. Which pictures are compared, which findings form a group, how a figure is
worded and what is cut off is settled here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.box import Box
from fairclaim.domain.examination import Examination, ExhibitFacts
from fairclaim.domain.exhibit import ExhibitId
from fairclaim.domain.finding import Finding, Grade, GreyMap, Outcome
from fairclaim.imaging.photo import Photo
from fairclaim.report import pictures, wording
from fairclaim.report.text import file_name, printable, printable_bilingual

DISPLAY_PX: Final = 1600
"""Longest side of a picture in a comparison."""
FIGURE_PX: Final = 900
"""Longest side of a picture inside a finding, and of a veil."""
THUMBNAIL_PX: Final = 560
INGREDIENT_PX: Final = 280
"""Longest side of a picture that credentials carry of an ingredient."""
CLOSE_UP_PX: Final = 1200
"""A close-up with a longer side is reduced, and says so."""
CLOSE_UPS: Final = 12
"""Close-ups per comparison; further boxes are drawn but not enlarged."""


@dataclass(frozen=True, slots=True)
class Picture:
    """An encoded picture with its size on the page, in pixels."""

    uri: str
    height: int
    width: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A box in the claim photo's grid, with its number and how large that number is drawn."""

    number: int
    box: Box
    label_px: float

    @property
    def height(self) -> int:
        """Number of rows."""
        return self.box.row1 - self.box.row0

    @property
    def width(self) -> int:
        """Number of columns."""
        return self.box.col1 - self.box.col0


@dataclass(frozen=True, slots=True)
class CloseUp:
    """One marked place at the original's pixels, in both pictures."""

    mark: Mark
    claim: Picture
    reference: Picture
    percent: int
    magnified: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExhibitView:
    """One exhibit's facts, ready to show."""

    id: str
    role: Bilingual
    name: str
    media_type: str | None
    height: int | None
    width: int | None
    size: str | None
    sha256: str | None
    thumbnail: Picture | None
    errors: tuple[Bilingual, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureView:
    """A picture with boxes and veil, in the grid of the full photo."""

    height: int
    width: int
    picture: Picture
    overlay: str | None
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonView:
    """One claim photo beside one reference, both in the claim photo's grid."""

    number: int
    claim: ExhibitView
    reference: ExhibitView
    figure: FigureView
    aligned: Picture
    close_ups: tuple[CloseUp, ...]
    unshown: int
    reason: Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class IngredientView:
    """What credentials show of a picture's origin: their small picture, how it belongs, and its name there."""

    picture: Picture
    relation: Bilingual
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingView:
    """One finding, ready to show; ``position`` is its place in the examination."""

    position: int
    check: str
    signal: str
    title: Bilingual
    outcome: str
    outcome_word: Bilingual
    grade: str | None
    reason: Bilingual
    innocent: Bilingual
    measured: Bilingual
    log_odds: str
    exhibits: tuple[ExhibitView, ...]
    comparison: int | None
    figure: FigureView | None
    ingredients: tuple[IngredientView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupView:
    """Findings that point the same way."""

    key: str
    title: Bilingual
    findings: tuple[FindingView, ...]
    is_collapsed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerView:
    """The verdict in words."""

    call: str
    call_word: Bilingual
    headline: Bilingual
    reasons: tuple[Bilingual, ...]
    grade: str | None
    grade_meaning: Bilingual | None
    probability: str
    probability_percent: float
    abstained: Bilingual | None
    next_steps: tuple[Bilingual, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView:
    """The whole page."""

    case: str
    version: str
    calibration: str
    seconds: str
    answer: AnswerView
    comparisons: tuple[ComparisonView, ...]
    groups: tuple[GroupView, ...]
    exhibits: tuple[ExhibitView, ...]
    case_errors: tuple[Bilingual, ...]
    outcomes: tuple[tuple[str, Bilingual, Bilingual], ...]
    grades: tuple[tuple[str, Bilingual], ...]
    person_decides: Bilingual
    no_trace: Bilingual


_INTACT: Final = frozenset(
    {
        "trusted-generator",
        "trusted-ai-edit",
        "trusted-capture",
        "trusted-other",
        "unknown-signer-generator",
        "unknown-signer",
    }
)
"""Signals of ``content-credentials`` under which what they show may be shown."""

_GROUPS: Final = (
    ("against", Bilingual("不利的发现", "Speaks against the picture"), (Outcome.FAIL,)),
    ("look", Bilingual("值得留意", "Worth a look"), (Outcome.WARN,)),
    ("for", Bilingual("有利的发现", "Speaks for the picture"), (Outcome.PASS,)),
    ("nothing", Bilingual("无法说明问题", "Says nothing either way"), (Outcome.CANNOT_TELL, Outcome.NOT_APPLICABLE)),
)


def build_page(
    examination: Examination, photos: Mapping[ExhibitId, Photo], titles: Mapping[str, Bilingual]
) -> PageView:
    """Settle everything that the page shows."""
    exhibits = {facts.id: _exhibit(facts, photos.get(facts.id), examination) for facts in examination.exhibits}
    comparisons = _comparisons(examination.findings, photos, exhibits)
    known = frozenset(exhibits)
    return PageView(
        case=printable(examination.case),
        version=printable(examination.version),
        calibration=examination.calibration.sha256[:12] if examination.calibration else "–",
        seconds=f"{examination.seconds:.1f}",
        answer=_answer(examination),
        comparisons=comparisons,
        groups=_groups(examination.findings, photos, exhibits, comparisons, titles),
        exhibits=tuple(exhibits.values()),
        case_errors=tuple(
            printable_bilingual(error.message) for error in examination.errors if error.exhibit not in known
        ),
        outcomes=tuple((item.value, wording.OUTCOME[item], wording.OUTCOME_MEANING[item]) for item in Outcome),
        grades=tuple((item.value, wording.GRADE[item]) for item in Grade),
        person_decides=wording.PERSON_DECIDES,
        no_trace=wording.NO_TRACE_IS_NOT_AUTHENTIC,
    )


def _answer(examination: Examination) -> AnswerView:
    verdict = examination.verdict
    carrying = wording.carrying_findings(examination)
    return AnswerView(
        call=verdict.call.value,
        call_word=wording.CALL[verdict.call],
        headline=wording.headline(examination),
        reasons=tuple(printable_bilingual(finding.reason) for finding in carrying),
        grade=verdict.grade.value if verdict.grade else None,
        grade_meaning=wording.GRADE[verdict.grade] if verdict.grade else None,
        probability=wording.probability_words(verdict.probability),
        probability_percent=min(max(verdict.probability, 0.0), 1.0) * 100,
        abstained=printable_bilingual(verdict.abstained) if verdict.abstained else None,
        next_steps=wording.WHAT_NEXT[verdict.call],
    )


def _exhibit(facts: ExhibitFacts, photo: Photo | None, examination: Examination) -> ExhibitView:
    return ExhibitView(
        id=printable(facts.id),
        role=wording.ROLE[facts.role],
        name=file_name(facts.path),
        media_type=facts.media_type,
        height=facts.height,
        width=facts.width,
        size=wording.byte_count(len(photo.exhibit.data)) if photo else None,
        sha256=facts.sha256,
        thumbnail=_reduced(photo.raster.pixels, THUMBNAIL_PX, quality=80) if photo else None,
        errors=tuple(printable_bilingual(error.message) for error in examination.errors if error.exhibit == facts.id),
    )


def _comparisons(
    findings: tuple[Finding, ...], photos: Mapping[ExhibitId, Photo], exhibits: Mapping[ExhibitId, ExhibitView]
) -> tuple[ComparisonView, ...]:
    pairs: dict[tuple[ExhibitId, ExhibitId], list[Finding]] = {}
    for finding in findings:
        pair = _pair_of(finding)
        if pair and all(name in photos and name in exhibits for name in pair):
            pairs.setdefault(pair, []).append(finding)
    return tuple(
        _comparison(number, pair, together, photos, exhibits)
        for number, (pair, together) in enumerate(pairs.items(), 1)
    )


def _pair_of(finding: Finding) -> tuple[ExhibitId, ExhibitId] | None:
    """Return which photo can be laid over which, where the finding tells."""
    if finding.alignment is None or not finding.exhibits:
        return None
    if pictures.usable_matrix(finding.alignment.matrix) is None:
        return None
    return finding.exhibits[0], finding.alignment.reference


def _comparison(
    number: int,
    pair: tuple[ExhibitId, ExhibitId],
    findings: list[Finding],
    photos: Mapping[ExhibitId, Photo],
    exhibits: Mapping[ExhibitId, ExhibitView],
) -> ComparisonView:
    claim, reference = photos[pair[0]].raster.pixels, photos[pair[1]].raster.pixels
    alignment = findings[0].alignment
    matrix = pictures.usable_matrix(alignment.matrix) if alignment else None
    if matrix is None:  # pragma: no cover  (a pair exists only where the matrix is usable)
        raise AssertionError(pair)
    regions = tuple(dict.fromkeys(box for finding in findings for box in finding.regions))
    grey = next((finding.map for finding in findings if finding.map is not None), None)
    figure = _figure(claim, regions, grey, longest=DISPLAY_PX)
    size = (figure.picture.height, figure.picture.width)
    aligned = pictures.align(reference, matrix, claim=(figure.height, figure.width), size=size)
    return ComparisonView(
        number=number,
        claim=exhibits[pair[0]],
        reference=exhibits[pair[1]],
        figure=figure,
        aligned=_encoded(aligned),
        close_ups=tuple(_close_up(mark, claim, reference, matrix) for mark in figure.marks[:CLOSE_UPS]),
        unshown=max(0, len(figure.marks) - CLOSE_UPS),
        reason=printable_bilingual(findings[0].reason),
    )


def _close_up(mark: Mark, claim: pictures.Pixels, reference: pictures.Pixels, matrix: pictures.Matrix) -> CloseUp:
    around = pictures.with_surroundings(mark.box, height=claim.shape[0], width=claim.shape[1])
    window = around or mark.box
    pair = pictures.crop(claim, window), pictures.align_box(reference, matrix, window)
    height, width = pair[0].shape[0], pair[0].shape[1]
    shown = pictures.display_size(height, width, longest=CLOSE_UP_PX)
    encoded = [_encoded(pictures.resize(pixels, *shown), quality=92, full_colour=True) for pixels in pair]
    return CloseUp(
        mark=mark,
        claim=encoded[0],
        reference=encoded[1],
        percent=round(100 * shown[1] / width),
        magnified=max(1, min(4, 420 // max(shown))),
    )


def _figure(pixels: pictures.Pixels, regions: tuple[Box, ...], grey: GreyMap | None, *, longest: int) -> FigureView:
    height, width = pixels.shape[0], pixels.shape[1]
    frame = Box(0, 0, height, width)
    inside = [box.intersection(frame) for box in regions if box.intersection(frame).area]
    veil = pictures.overlay_png(grey, longest=FIGURE_PX) if grey else None
    return FigureView(
        height=height,
        width=width,
        picture=_reduced(pixels, longest),
        overlay=pictures.data_uri("image/png", veil) if veil else None,
        marks=tuple(Mark(number, box, max(height, width) / 30) for number, box in enumerate(inside, 1)),
    )


def _reduced(pixels: pictures.Pixels, longest: int, *, quality: int = 85) -> Picture:
    size = pictures.display_size(pixels.shape[0], pixels.shape[1], longest=longest)
    return _encoded(pictures.resize(pixels, *size), quality=quality)


def _encoded(pixels: pictures.Pixels, *, quality: int = 85, full_colour: bool = False) -> Picture:
    encoded = pictures.jpeg(pixels, quality=quality, full_colour=full_colour)
    return Picture(pictures.data_uri("image/jpeg", encoded), pixels.shape[0], pixels.shape[1])


def _groups(
    findings: tuple[Finding, ...],
    photos: Mapping[ExhibitId, Photo],
    exhibits: Mapping[ExhibitId, ExhibitView],
    comparisons: tuple[ComparisonView, ...],
    titles: Mapping[str, Bilingual],
) -> tuple[GroupView, ...]:
    numbers = {(view.claim.id, view.reference.id): view.number for view in comparisons}
    groups = []
    for key, title, outcomes in _GROUPS:
        placed = [(position, item) for position, item in enumerate(findings) if item.outcome in outcomes]
        members = sorted(placed, key=lambda pair: _strongest_first(pair[1]))
        if members:
            shown = tuple(
                _finding(position, item, photos, exhibits, numbers, titles=titles) for position, item in members
            )
            groups.append(GroupView(key=key, title=title, findings=shown, is_collapsed=key == "nothing"))
    return tuple(groups)


def _strongest_first(finding: Finding) -> tuple[str, float]:
    return (finding.grade.value if finding.grade else "Z", -abs(finding.log_odds))


def _finding(
    position: int,
    finding: Finding,
    photos: Mapping[ExhibitId, Photo],
    exhibits: Mapping[ExhibitId, ExhibitView],
    numbers: Mapping[tuple[str, str], int],
    *,
    titles: Mapping[str, Bilingual],
) -> FindingView:
    pair = _pair_of(finding)
    comparison = numbers.get((printable(pair[0]), printable(pair[1]))) if pair else None
    return FindingView(
        position=position,
        check=finding.check,
        signal=finding.signal,
        title=titles.get(finding.check, Bilingual(finding.check, finding.check)),
        outcome=finding.outcome.value,
        outcome_word=wording.OUTCOME[finding.outcome],
        grade=finding.grade.value if finding.grade else None,
        reason=printable_bilingual(finding.reason),
        innocent=printable_bilingual(finding.innocent),
        measured=printable_bilingual(wording.measured_words(finding.measured)),
        log_odds=f"{finding.log_odds:+.1f}".replace("-", "\N{MINUS SIGN}"),
        exhibits=tuple(exhibits[name] for name in finding.exhibits if name in exhibits),
        comparison=comparison,
        figure=None if comparison else _figure_of(finding, photos),
        ingredients=_ingredients_of(finding, photos),
    )


def _ingredients_of(finding: Finding, photos: Mapping[ExhibitId, Photo]) -> tuple[IngredientView, ...]:
    """Show what a photo was made from, where the credentials that say so fit the file."""
    photo = photos.get(finding.exhibits[0]) if finding.exhibits else None
    if photo is None or finding.check != "content-credentials" or finding.signal not in _INTACT:
        return ()
    return tuple(
        IngredientView(
            picture=_reduced(one.raster.pixels, INGREDIENT_PX),
            relation=wording.PARENT_PICTURE if one.is_parent else wording.PART_OR_INPUT,
            title=printable(one.title),
        )
        for one in photo.ingredients
    )


def _figure_of(finding: Finding, photos: Mapping[ExhibitId, Photo]) -> FigureView | None:
    """Draw what a finding marks in its own photo, where no comparison shows it already."""
    photo = photos.get(finding.exhibits[0]) if finding.exhibits else None
    if photo is None or not (finding.regions or finding.map):
        return None
    return _figure(photo.raster.pixels, finding.regions, finding.map, longest=FIGURE_PX)
