"""Tell whether the claim photo was made from a reference picture, and where it differs.

First *one exposure or two* (see :mod:`fairclaim.forensics.exposure`); then, for one exposure, *what was changed*.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.box import Box
from fairclaim.domain.exhibit import ExhibitId, Role
from fairclaim.domain.finding import Alignment, Grade, GreyMap, Outcome
from fairclaim.forensics.case import Case
from fairclaim.forensics.change import GROW_AT, SEED_AT, Change, find_change
from fairclaim.forensics.check import Check, Cost, Reading, Signal
from fairclaim.forensics.exposure import ExposureJudgement, ExposureKind, judge_exposure
from fairclaim.forensics.features import WorkingPhoto
from fairclaim.imaging.encode import to_png_grey
from fairclaim.imaging.photo import Photo


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One claim photo against one reference."""

    claim: Photo
    reference: Photo
    signal: str
    judgement: ExposureJudgement | None = None
    change: Change | None = None


def read(case: Case) -> Sequence[Reading]:
    """Compare every claim photo with every reference; one reading per pair that says something, strongest first.

    Parameters
    ----------
    case : Case
        Claim photos, and references in the roles listing, dispatch or chat.

    Returns
    -------
    sequence of Reading
        A claim photo without any reference gets ``no-reference``.
    """
    working = {photo.id: WorkingPhoto(photo.raster) for photo in case.photos}
    readings: list[Reading] = []
    for claim in case.claims:
        if not case.references:
            readings.append(_no_reference(claim))
            continue
        compared = [_compare(claim, reference, working) for reference in case.references]
        compared.sort(key=lambda comparison: _ORDER.index(comparison.signal))
        readings += [_to_reading(comparison, working) for comparison in compared]
    return readings


def _compare(claim: Photo, reference: Photo, working: dict[ExhibitId, WorkingPhoto]) -> Comparison:
    if claim.exhibit.sha256 == reference.exhibit.sha256:
        return Comparison(claim=claim, reference=reference, signal="same-file")
    judgement = judge_exposure(working[claim.id], working[reference.id])
    change = None
    if judgement.kind is ExposureKind.ONE and judgement.overlay is not None and judgement.agreement is not None:
        change = find_change(judgement.overlay, judgement.agreement)
        signal = "same-exposure-changed" if change.regions else "same-exposure-unchanged"
    else:
        signal = _SIGNAL_OF[judgement.kind]
    return Comparison(claim=claim, reference=reference, signal=signal, judgement=judgement, change=change)


def _alignment(comparison: Comparison, working: dict[ExhibitId, WorkingPhoto]) -> Alignment | None:
    """Return where the reference lies in the claim, in full-size pixels; the general map where there is no common grid."""
    judgement = comparison.judgement
    if judgement is None or judgement.registration is None or judgement.kind is ExposureKind.NOTHING_IN_COMMON:
        return None
    registration = judgement.registration
    matrix = registration.homography if judgement.overlay is None else registration.matrix
    claim, reference = working[comparison.claim.id], working[comparison.reference.id]
    full = claim.to_full() @ matrix @ np.linalg.inv(reference.to_full())
    return Alignment(comparison.reference.id, tuple(float(value) for value in (full / full[2, 2]).ravel()))


def _to_reading(comparison: Comparison, working: dict[ExhibitId, WorkingPhoto]) -> Reading:
    change, photo = comparison.change, working[comparison.claim.id]
    return Reading(
        signal=comparison.signal,
        exhibits=(comparison.claim.id, comparison.reference.id),
        reason=_REASONS[comparison.signal].format(**_figures(comparison)),
        regions=tuple(_to_full_box(box, photo) for box in change.regions) if change else (),
        map=_to_map(change, photo) if change else None,
        alignment=_alignment(comparison, working),
    )


def _figures(comparison: Comparison) -> dict[str, object]:
    """Return what the reasons quote."""
    judgement, change = comparison.judgement, comparison.change
    registration = judgement.registration if judgement else None
    return {
        "reference": comparison.reference.id,
        "matches": registration.projective_inliers if registration else 0,
        "share": f"{registration.axis_share:.0%}" if registration else "–",
        "residual": f"{registration.residual_permille:.2f}" if registration else "–",
        "moved": registration.second_motion if registration else 0,
        "reach": f"{judgement.reach:.0%}" if judgement else "–",
        "regions": len(change.regions) if change else 0,
        "changed": f"{change.share:.1%}" if change else "–",
    }


def _no_reference(claim: Photo) -> Reading:
    return Reading(signal="no-reference", exhibits=(claim.id,), reason=_REASONS["no-reference"])


def _to_full_box(box: Box, photo: WorkingPhoto) -> Box:
    rows, cols = photo.full_height / photo.height, photo.full_width / photo.width
    return Box(
        int(box.row0 * rows),
        int(box.col0 * cols),
        min(int(np.ceil(box.row1 * rows)), photo.full_height),
        min(int(np.ceil(box.col1 * cols)), photo.full_width),
    )


def _to_map(change: Change, photo: WorkingPhoto) -> GreyMap:
    """Scale strength so that the growing threshold is a third of full and twice the seed is full."""
    levels = np.clip((change.strength - GROW_AT / 2) / (2 * SEED_AT - GROW_AT / 2), 0, 1) * 255
    grey = cv2.resize(levels.astype(np.uint8), (photo.full_width, photo.full_height), interpolation=cv2.INTER_LINEAR)
    return GreyMap(photo.full_height, photo.full_width, to_png_grey(grey))


_SIGNAL_OF = {
    ExposureKind.MOVED_PARTS: "moved-parts",
    ExposureKind.UNCLEAR: "unclear",
    ExposureKind.TWO: "different-exposure",
    ExposureKind.NOTHING_IN_COMMON: "nothing-in-common",
    ExposureKind.TOO_SMALL: "too-small",
}

_ORDER = (
    "same-exposure-changed",
    "same-exposure-unchanged",
    "same-file",
    "moved-parts",
    "unclear",
    "different-exposure",
    "too-small",
    "nothing-in-common",
)

_REASONS = {
    "same-exposure-changed": Bilingual(
        "此图与 {reference} 是同一次拍摄：{matches} 个特征点中 {share} 落在同一像素网格上（残差 {residual}‰），"
        "有纹理画面的 {reach} 逐处吻合；但有 {regions} 处局部不同，占画面 {changed}。同一物品的两次实拍不会如此吻合。",
        "This picture and {reference} are one exposure: {share} of {matches} shared features lie on one pixel grid "
        "(residual {residual} permille) and {reach} of the textured frame agrees place by place; yet {regions} local area(s), "
        "{changed} of the frame, differ. Two photographs of one thing never agree like this.",
    ),
    "same-exposure-unchanged": Bilingual(
        "此图与 {reference} 是同一次拍摄，且没有发现局部改动（有纹理画面的 {reach} 吻合）。它没有显示损坏。",
        "This picture and {reference} are one exposure and no local change was found ({reach} of the textured frame agrees). "
        "It shows no damage.",
    ),
    "same-file": Bilingual(
        "此文件与 {reference} 逐字节相同。它没有显示损坏。",
        "This file is {reference}, byte for byte. It shows no damage.",
    ),
    "moved-parts": Bilingual(
        "与 {reference} 的大部分画面吻合（{reach}），但有 {moved} 个特征点共同按另一种方式移动：像是间隔很短的两次拍摄。",
        "Much of the frame agrees with {reference} ({reach}), but {moved} features share another motion: "
        "this looks like two shots taken moments apart.",
    ),
    "unclear": Bilingual(
        "与 {reference} 部分吻合（网格 {share}，画面 {reach}），不足以判断是一次还是两次拍摄。",
        "Partly agrees with {reference} (grid {share}, frame {reach}): not enough to say whether it is one exposure or two.",
    ),
    "different-exposure": Bilingual(
        "与 {reference} 拍的是同一事物（{matches} 个共同特征点），但不是同一次拍摄：只有 {share} 落在同一像素网格上，视角不同。",
        "Shows the same thing as {reference} ({matches} shared features) but is another exposure: "
        "only {share} lie on one pixel grid, so the viewpoint differs.",
    ),
    "too-small": Bilingual(
        "图片或 {reference} 的短边不足 128 像素，无法比对。",
        "This picture or {reference} is less than 128 px on its short side: too small to compare.",
    ),
    "nothing-in-common": Bilingual(
        "与 {reference} 没有找到足够的共同之处，无法比对。这不说明任何问题。",
        "Too little in common with {reference} to compare. This says nothing against the picture.",
    ),
    "no-reference": Bilingual(
        "没有可比对的参照图（商品图、发货图或聊天图）。这不说明任何问题。",
        "There is no reference picture (listing, dispatch or chat) to compare with. This says nothing against the picture.",
    ),
}

_NEUTRAL = Bilingual("缺少比对对象或画面不足很常见。", "Missing or unlike references are common.")

CHECK = Check(
    name="derived-from-reference",
    title=Bilingual("是否由参照图改成", "Made from a reference picture?"),
    reads=frozenset({Role.CLAIM, Role.LISTING, Role.DISPATCH, Role.CHAT}),
    cost=Cost.LIGHT,
    source=(
        "SIFT (Lowe 2004), RootSIFT (Arandjelović & Zisserman 2012), MAGSAC++ (Barath et al. 2020), "
        "DIS optical flow (Kroeger et al. 2016); the reference-first idea: Brogan et al. 2017, 'Spotting the Difference'"
    ),
    fooled_by=Bilingual(
        "故意加入的透视变形；极近距离连拍；几乎没有纹理的白底图。",
        "A perspective added on purpose; burst shots a moment apart; white-background pictures with hardly any texture.",
    ),
    worthless_when=Bilingual(
        "没有参照图，短边小于 128 像素，或两图没有共同内容。",
        "There is no reference, a side is below 128 px, or the pictures have nothing in common.",
    ),
    signals=(
        Signal(
            "same-exposure-changed",
            Outcome.FAIL,
            Grade.A,
            Bilingual(
                "买家可能在商家图片上圈画或加字来说明问题，或者手机相册自动修图。请先看改动处是什么。",
                "The picture may be the merchant's own, marked or captioned to explain the problem, or retouched by a phone album. "
                "Look first at what was added.",
            ),
        ),
        Signal(
            "same-exposure-unchanged",
            Outcome.WARN,
            Grade.C,
            Bilingual(
                "买家可能只是引用商品图作对照。请向买家索要实拍照片。",
                "The listing may only be quoted for comparison. Ask for a photograph of the item itself.",
            ),
        ),
        Signal(
            "same-file",
            Outcome.WARN,
            Grade.C,
            Bilingual(
                "买家可能误传了商品图，或用来作对照。请索要实拍照片。",
                "The listing file may have been attached by mistake or for comparison. Ask for a photograph of the item itself.",
            ),
        ),
        Signal("moved-parts", Outcome.CANNOT_TELL, None, _NEUTRAL),
        Signal("unclear", Outcome.CANNOT_TELL, None, _NEUTRAL),
        Signal("different-exposure", Outcome.PASS, None, _NEUTRAL),
        Signal("too-small", Outcome.NOT_APPLICABLE, None, _NEUTRAL),
        Signal("nothing-in-common", Outcome.NOT_APPLICABLE, None, _NEUTRAL),
        Signal("no-reference", Outcome.NOT_APPLICABLE, None, _NEUTRAL),
    ),
    read=read,
)
