"""One exposure or two? The question that every comparison of two photos asks first.

A second photograph of a thing never lies on the first one's pixel grid over the whole frame; a copy does, however it was
cropped, resized, toned, mirrored, re-rendered or re-encoded. The answer rests on geometry and on the reach of the
agreement, neither of which depends on compression.
"""

from dataclasses import dataclass
from enum import StrEnum

from fairclaim.forensics.agreement import (
    Agreement,
    Matrix,
    Overlay,
    compare,
    covered_share,
    follow_drift,
    lay_over,
    without_bands,
)
from fairclaim.forensics.features import WorkingPhoto
from fairclaim.forensics.registration import Registration, register

MIN_SIDE_PX = 128
MIN_AXIS_INLIERS = 12
MIN_VIEW_INLIERS = 25
"""General inliers from which two pictures surely show the same thing."""

SAME_SHARE = 0.80
SAME_REACH = 0.22
"""Measured: real edits keep a share of at least 0.95 and a reach of at least 0.31; of 425 honest pairs none has both."""

UNSURE_SHARE = 0.60
UNSURE_REACH = 0.15
SAME_GAIN = 1.30
UNSURE_GAIN = 1.60
"""Measured ``hand_gain``: at most 1.28 for real edits in five channels; for 32 rendered, nearly frontal photos of flat prints
that the grid alone took for copies, at least 1.27 with a median of 2.4."""

LAID_OUT_GAIN = 1.12
LAID_OUT_BEYOND = 0.30
LAID_OUT_COVER = 0.95
LAID_OUT_INLIERS = 60
"""A reference that ends inside the claim, with a scene of its own around it, looks like a print that was photographed: then
any turn and even a slight hand counts, and few matches are too few to exclude one. All real edits but one keep below this gain; that one
fills its frame."""

FLAT_COVER = 0.95
FLAT_REACH = 0.50
FLAT_INLIERS = 60
"""Measured on the general map: of 17 honest photos of prints none covers more than 0.89 of its frame with the print, and second
views of an object agree over at most 0.09. How far copies with a perspective added on purpose agree was not measured."""

TURNED_REACH = 0.50
"""A turn is a hand's sign too. Of 3,212 honest pairs and renderings two had a turned grid without another trace of a hand: one
agreed over 0.26 of the frame, the other had 20 matches."""

REDRAWN_PERMILLE = 0.90
REDRAWN_REACH = 0.80
"""Measured on 50 frames sent through a generator with a drift of 1.5 px: 4 strayed from their grid more than a copy may, and under
the general map still by 0.7 to 1.5 permille. Of 319 rendered photos of prints none strays by more than 0.81 under it."""

MOVED_SHARE = 0.30
"""Matches on a second motion, relative to the first, from which something moved between two exposures."""


class ExposureKind(StrEnum):
    """What two photos are to each other."""

    ONE = "one-exposure"
    MOVED_PARTS = "moved-parts"
    """Much lies on one grid, but something moved by itself: two shots taken moments apart."""
    UNCLEAR = "unclear"
    FLAT_VIEW = "flat-view"
    """All of the first is the second, seen as one flat picture at an angle: a flat thing or a screen that was photographed and
    fills the frame, or a copy to which a perspective was added. Geometry cannot tell which."""
    TWO = "two-exposures"
    """The same thing, photographed twice."""
    NOTHING_IN_COMMON = "nothing-in-common"
    TOO_SMALL = "too-small"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExposureJudgement:
    """The answer, with what it rests on.

    Parameters
    ----------
    kind : ExposureKind
        The answer.
    registration : Registration or None
        None where no map fits.
    overlay : Overlay or None
        The second photo on the first one's working grid, drift followed; None where the pixels were not compared.
    agreement : Agreement or None
        Of that overlay.
    """

    kind: ExposureKind
    registration: Registration | None = None
    overlay: Overlay | None = None
    agreement: Agreement | None = None

    @property
    def reach(self) -> float:
        """Share of the textured frame that agrees, in [0, 1]; 0 where the pixels were not compared."""
        return self.agreement.reach if self.agreement else 0.0


def judge_exposure(first: WorkingPhoto, second: WorkingPhoto) -> ExposureJudgement:
    """Decide whether two photos are one exposure.

    Parameters
    ----------
    first, second : WorkingPhoto
        The second is laid on the first one's grid.
    """
    if min(first.full_height, first.full_width, second.full_height, second.full_width) < MIN_SIDE_PX:
        return ExposureJudgement(kind=ExposureKind.TOO_SMALL)
    registration = register(first, second)
    if registration is None or registration.projective_inliers < MIN_AXIS_INLIERS:
        return ExposureJudgement(kind=ExposureKind.NOTHING_IN_COMMON, registration=registration)
    judgement = _judge_on_grid(first, second, registration)
    if judgement.kind is ExposureKind.TWO and registration.projective_inliers >= FLAT_INLIERS:
        return _flat_view(first, second, registration) or judgement
    return judgement


def _judge_on_grid(first: WorkingPhoto, second: WorkingPhoto, registration: Registration) -> ExposureJudgement:
    if registration.axis_inliers < MIN_AXIS_INLIERS or registration.axis_share < UNSURE_SHARE:
        return ExposureJudgement(kind=_off_grid(registration), registration=registration)
    overlay, agreement = _compared(first, second, registration.matrix)
    return ExposureJudgement(
        kind=_on_grid(registration, agreement), registration=registration, overlay=overlay, agreement=agreement
    )


def _flat_view(first: WorkingPhoto, second: WorkingPhoto, registration: Registration) -> ExposureJudgement | None:
    """Tell whether the second photo, as one flat picture at an angle, is all that the first one shows."""
    if covered_share(first, second, registration.homography) < FLAT_COVER:
        return None
    overlay, agreement = _compared(first, second, registration.homography)
    if agreement.reach < FLAT_REACH:
        return None
    return ExposureJudgement(
        kind=ExposureKind.FLAT_VIEW, registration=registration, overlay=overlay, agreement=agreement
    )


def _compared(first: WorkingPhoto, second: WorkingPhoto, matrix: Matrix) -> tuple[Overlay, Agreement]:
    overlay = without_bands(lay_over(first, second, matrix))
    overlay = follow_drift(overlay, compare(overlay))
    return overlay, compare(overlay)


def _off_grid(registration: Registration) -> ExposureKind:
    shows_same = registration.projective_inliers >= MIN_VIEW_INLIERS
    return ExposureKind.TWO if shows_same else ExposureKind.NOTHING_IN_COMMON


def _on_grid(registration: Registration, agreement: Agreement) -> ExposureKind:
    reach = agreement.reach
    if registration.hand_gain > UNSURE_GAIN:
        return _off_grid(registration)
    if reach < UNSURE_REACH:
        keeps_grid = registration.axis_share >= SAME_SHARE and registration.projective_inliers >= MIN_VIEW_INLIERS
        return ExposureKind.UNCLEAR if keeps_grid else _off_grid(registration)
    is_drawn_anew = _is_drawn_anew(registration, agreement)
    if registration.axis_share < SAME_SHARE and not is_drawn_anew:
        return ExposureKind.UNCLEAR
    if reach < SAME_REACH or (_shows_a_hand(registration, agreement) and not is_drawn_anew):
        return ExposureKind.UNCLEAR
    if registration.second_motion > MOVED_SHARE * registration.axis_inliers:
        return ExposureKind.MOVED_PARTS
    return ExposureKind.ONE


def _is_drawn_anew(registration: Registration, agreement: Agreement) -> bool:
    """Tell whether matches stray as a generator lets them: here and there, and not as any one plane would.

    What remains under the general map is a hand's least trace and a generator's main one.
    """
    remains_permille = registration.residual_permille / max(registration.hand_gain, 1.0)
    is_certain = agreement.reach >= REDRAWN_REACH and registration.projective_inliers >= LAID_OUT_INLIERS
    return is_certain and remains_permille >= REDRAWN_PERMILLE and not _is_laid_out(agreement)


def _shows_a_hand(registration: Registration, agreement: Agreement) -> bool:
    """Whether turn or perspective remain that no edit leaves."""
    if _is_laid_out(agreement):
        is_turned = registration.turn_deg != 0
        return is_turned or registration.hand_gain > LAID_OUT_GAIN or registration.projective_inliers < LAID_OUT_INLIERS
    is_turned_in_doubt = registration.turn_deg != 0 and (
        agreement.reach < TURNED_REACH or registration.projective_inliers < LAID_OUT_INLIERS
    )
    return registration.hand_gain > SAME_GAIN or is_turned_in_doubt


def _is_laid_out(agreement: Agreement) -> bool:
    """Tell whether a scene of its own lies around the reference, as around a print on a table."""
    return agreement.cover < LAID_OUT_COVER and agreement.beyond > LAID_OUT_BEYOND
