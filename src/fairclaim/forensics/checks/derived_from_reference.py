"""Tell whether the claim photo was made from a reference picture, and where it differs.

First *one exposure or two* (see :mod:`fairclaim.forensics.exposure`); then, for one exposure, *what was changed*.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.exhibit import Role
from fairclaim.domain.finding import Alignment, Grade, Outcome
from fairclaim.forensics.agreement import Agreement, Overlay
from fairclaim.forensics.annotation import find_drawn
from fairclaim.forensics.case import Case
from fairclaim.forensics.change import Change, find_change
from fairclaim.forensics.check import Check, Cost, Reading, Signal
from fairclaim.forensics.exposure import ExposureJudgement, ExposureKind
from fairclaim.forensics.placing import to_alignment, to_change_map, to_full_box
from fairclaim.forensics.residue import compare_residue
from fairclaim.imaging.photo import Photo

PART_COVER = 0.85
PART_BEYOND = 0.30
"""Cover and structure beyond it, from which the reference is only part of the picture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One claim photo against one reference."""

    claim: Photo
    reference: Photo
    signal: str
    judgement: ExposureJudgement | None = None
    change: Change | None = None


def read(case: Case) -> Sequence[Reading]:
    """Compare every claim photo with its likeliest references; one reading per pair that says something, strongest first.

    Parameters
    ----------
    case : Case
        Claim photos, and references in the roles listing, dispatch or chat.

    Returns
    -------
    sequence of Reading
        A claim photo without any reference gets ``no-reference``, one with references too many to compare ``not-compared``
        besides.
    """
    readings: list[Reading] = []
    for claim in case.claims:
        if not case.references:
            readings.append(_no_reference(claim))
            continue
        compared = [_compare(case, claim, reference) for reference in case.likeliest(claim)]
        compared.sort(key=lambda comparison: _ORDER.index(comparison.signal))
        readings += [_to_reading(case, comparison) for comparison in compared]
        if len(compared) < len(case.references):
            readings.append(_not_compared(claim, given=len(case.references), compared=len(compared)))
    return readings


def _compare(case: Case, claim: Photo, reference: Photo) -> Comparison:
    if claim.exhibit.sha256 == reference.exhibit.sha256:
        return Comparison(claim=claim, reference=reference, signal="same-file")
    judgement = case.judge(claim, reference)
    if judgement.kind not in _COMPARABLE or judgement.overlay is None or judgement.agreement is None:
        return Comparison(claim=claim, reference=reference, signal=_SIGNAL_OF[judgement.kind], judgement=judgement)
    is_copy = judgement.kind is ExposureKind.ONE and reference.role is not Role.CHAT
    change = find_change(judgement.overlay, judgement.agreement, is_copy=is_copy)
    signal = "flat-view"
    if judgement.kind is ExposureKind.ONE:
        signal, change = _one_exposure(judgement.overlay, judgement.agreement, change, reference.role)
    return Comparison(claim=claim, reference=reference, signal=signal, judgement=judgement, change=change)


def _one_exposure(overlay: Overlay, agreement: Agreement, change: Change, role: Role) -> tuple[str, Change]:
    """Name what one exposure is, with what was changed besides drawings.

    The buyer's own camera may take two shots from one stand, so an earlier picture from the chat needs shared grain besides.
    """
    if role is Role.CHAT and not _shares_grain(overlay, change):
        return "chat-grid-differs" if change.regions else "chat-grid-agrees", change
    if not change.regions:
        is_part = agreement.cover < PART_COVER and agreement.beyond > PART_BEYOND
        return "contains-reference" if is_part else "same-exposure-unchanged", change
    left = change.without(find_drawn(overlay.claim, change.changed, before=overlay.reference))
    return ("same-exposure-changed", left) if left.regions else ("marked-copy", change)


def _shares_grain(overlay: Overlay, change: Change) -> bool:
    residue = compare_residue(overlay, change.changed)
    return residue is not None and residue.is_shared


def _alignment(case: Case, comparison: Comparison) -> Alignment | None:
    """Return where the reference lies in the claim, in full-size pixels; the general map where no grid is shared."""
    judgement = comparison.judgement
    if judgement is None or judgement.registration is None or judgement.kind is ExposureKind.NOTHING_IN_COMMON:
        return None
    registration = judgement.registration
    is_hand_held = judgement.kind in {ExposureKind.TWO, ExposureKind.FLAT_VIEW}
    matrix = registration.homography if is_hand_held else registration.matrix
    claim, reference = case.working(comparison.claim), case.working(comparison.reference)
    return to_alignment(comparison.reference.id, matrix, claim, reference)


def _to_reading(case: Case, comparison: Comparison) -> Reading:
    change, photo = comparison.change, case.working(comparison.claim)
    return Reading(
        signal=comparison.signal,
        exhibits=(comparison.claim.id, comparison.reference.id),
        reason=_REASONS[comparison.signal].format(**_figures(comparison)),
        regions=tuple(to_full_box(box, photo) for box in change.regions) if change else (),
        map=to_change_map(change, photo) if change else None,
        alignment=_alignment(case, comparison),
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
        "cover": f"{judgement.agreement.cover:.0%}" if judgement and judgement.agreement else "–",
    }


def _not_compared(claim: Photo, *, given: int, compared: int) -> Reading:
    reason = _REASONS["not-compared"].format(given=given, compared=compared, left=given - compared)
    return Reading(signal="not-compared", exhibits=(claim.id,), reason=reason)


def _no_reference(claim: Photo) -> Reading:
    return Reading(signal="no-reference", exhibits=(claim.id,), reason=_REASONS["no-reference"])


_COMPARABLE = frozenset({ExposureKind.ONE, ExposureKind.FLAT_VIEW})

_SIGNAL_OF = {
    ExposureKind.MOVED_PARTS: "moved-parts",
    ExposureKind.UNCLEAR: "unclear",
    ExposureKind.TWO: "different-exposure",
    ExposureKind.NOTHING_IN_COMMON: "nothing-in-common",
    ExposureKind.TOO_SMALL: "too-small",
}

_ORDER = (
    "same-exposure-changed",
    "chat-grid-differs",
    "marked-copy",
    "same-exposure-unchanged",
    "same-file",
    "contains-reference",
    "chat-grid-agrees",
    "moved-parts",
    "unclear",
    "flat-view",
    "different-exposure",
    "too-small",
    "nothing-in-common",
)

_REASONS = {
    "same-exposure-changed": Bilingual(
        "此图与 {reference} 是同一次拍摄：{matches} 个特征点中 {share} 落在同一像素网格上（残差 {residual}‰），"
        "有纹理画面的 {reach} 逐处吻合；但有 {regions} 处局部不同，占画面 {changed}。同一物品的两次实拍不会如此吻合。",
        "This picture and {reference} are one exposure: {share} of {matches} shared features lie on one pixel grid "
        "(residual {residual} permille) and {reach} of the textured frame agrees place by place, "
        "but for {changed} of the frame (places that differ: {regions}). Two photographs of one thing never agree like this.",
    ),
    "chat-grid-differs": Bilingual(
        "此图与同一争议中较早的 {reference} 落在同一像素网格上（{share}），但有 {regions} 处不同，占画面 {changed}；"
        "画面颗粒不足以证明是同一次拍摄，也可能是固定机位的两次拍摄。",
        "This picture and the earlier {reference} of the same dispute lie on one pixel grid ({share}), but for {changed} "
        "of the frame (places that differ: {regions}). Their grain does not prove one exposure: a camera on a stand gives the same.",
    ),
    "marked-copy": Bilingual(
        "此图与 {reference} 是同一次拍摄，不同之处只是画上去的线条、圈或文字。它没有显示损坏。",
        "This picture and {reference} are one exposure, and what differs is nothing but drawn strokes, circles or lettering. "
        "It shows no damage.",
    ),
    "contains-reference": Bilingual(
        "此图中有 {cover} 的画面是未改动的 {reference}，其余是别的内容，像是拼图。请看其余部分。",
        "{cover} of this picture is {reference}, unchanged; the rest shows something else, as a collage does. Look at the rest.",
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
    "chat-grid-agrees": Bilingual(
        "此图与同一争议中较早的 {reference} 落在同一像素网格上（{share}），没有发现局部不同；画面颗粒不足以证明是同一次拍摄，"
        "也可能是固定机位的两次拍摄。",
        "This picture and the earlier {reference} of the same dispute lie on one pixel grid ({share}) and no local difference was "
        "found. Their grain does not prove one exposure: a camera on a stand gives the same.",
    ),
    "flat-view": Bilingual(
        "此图的全部画面就是 {reference}，像一张平面图片被斜着看（{matches} 个特征点符合同一平面，画面 {reach} 吻合）："
        "或者拍的是平面的东西（印刷品、标签、屏幕），或者是加了透视变形的副本。请看商品本身是否是平的，以及标出的不同之处。",
        "All of this picture is {reference}, seen as one flat picture at an angle ({matches} features lie on one plane, {reach} of the "
        "frame agrees): either something flat was photographed (a print, a label, a screen), or a copy was given a perspective. See "
        "whether the goods are flat, and what differs in the marked places.",
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
    "not-compared": Bilingual(
        "共有 {given} 张参照图，只逐一比对了与此图最相近的 {compared} 张；其余 {left} 张不太相近，没有比对。这不说明任何问题。",
        "Of {given} reference pictures, the {compared} most like this one were compared; the other {left} were less alike and were not "
        "compared. This says nothing against the picture.",
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
        Signal(
            "chat-grid-differs",
            Outcome.WARN,
            Grade.C,
            Bilingual(
                "手机放在支架上先后拍两张，移动了物品，就会这样。",
                "Two shots from a phone on a stand, with something moved in between, look like this.",
            ),
        ),
        Signal(
            "marked-copy",
            Outcome.WARN,
            Grade.C,
            Bilingual(
                "买家在商品图上圈出位置来说明问题，是常见的正当做法。请索要实拍照片。",
                "Circling a place on the merchant's picture to explain the problem is common and honest. Ask for a photograph of the item.",
            ),
        ),
        Signal("contains-reference", Outcome.CANNOT_TELL, None, _NEUTRAL),
        Signal("chat-grid-agrees", Outcome.CANNOT_TELL, None, _NEUTRAL),
        Signal("moved-parts", Outcome.CANNOT_TELL, None, _NEUTRAL),
        Signal("unclear", Outcome.CANNOT_TELL, None, _NEUTRAL),
        Signal(
            "flat-view",
            Outcome.CANNOT_TELL,
            None,
            Bilingual(
                "书籍封面、包装、标签或海报近距离实拍就会这样。",
                "A book cover, a package, a label or a poster, photographed from near by, looks like this.",
            ),
        ),
        Signal("different-exposure", Outcome.PASS, None, _NEUTRAL),
        Signal("too-small", Outcome.NOT_APPLICABLE, None, _NEUTRAL),
        Signal("nothing-in-common", Outcome.NOT_APPLICABLE, None, _NEUTRAL),
        Signal("not-compared", Outcome.NOT_APPLICABLE, None, _NEUTRAL),
        Signal("no-reference", Outcome.NOT_APPLICABLE, None, _NEUTRAL),
    ),
    read=read,
)
