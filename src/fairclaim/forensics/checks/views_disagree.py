"""Contradictions among the buyer's own photos.

Compares the claim photos among themselves. A claim photo against a chat picture is the business of
`derived-from-reference`; doing it here too would count one fact twice.

Two photos of one exposure must show the same. Where they do not, a drawing or caption is set aside first. What is left speaks
against the pair only as far as the two surely *are* one exposure: shared grain proves it, a shared pixel grid alone may
also come from two shots out of one stand.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.exhibit import Role
from fairclaim.domain.finding import Grade, Outcome
from fairclaim.forensics.annotation import find_drawn
from fairclaim.forensics.case import Case
from fairclaim.forensics.change import Change, find_change
from fairclaim.forensics.check import Check, Cost, Reading, Signal
from fairclaim.forensics.exposure import ExposureJudgement, ExposureKind
from fairclaim.forensics.placing import to_alignment, to_change_map, to_full_box
from fairclaim.forensics.residue import compare_residue
from fairclaim.imaging.photo import Photo

MAX_PHOTOS = 8
"""Claim photos compared among themselves; 28 pairs."""
AGREEING_INLIERS = 60
"""Shared features under one general map from which the reason says that two views agree. No pass: they need not lie on the
damage, and a painted damage leaves them as they were."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    first: Photo
    second: Photo
    signal: str
    judgement: ExposureJudgement | None = None
    change: Change | None = None


def read(case: Case) -> Sequence[Reading]:
    """Compare the claim photos pair by pair; one reading per pair that says something, strongest first.

    Parameters
    ----------
    case : Case
        With fewer than two claim photos the reading is ``single-view``.
    """
    claims = case.claims[:MAX_PHOTOS]
    if len(claims) < 2:
        return [Reading(signal="single-view", exhibits=(claim.id,), reason=_REASONS["single-view"]) for claim in claims]
    pairs = [_compare(case, first, second) for first, second in itertools.combinations(claims, 2)]
    pairs.sort(key=lambda pair: _ORDER.index(pair.signal))
    return [_to_reading(case, pair) for pair in pairs]


def _compare(case: Case, first: Photo, second: Photo) -> _Pair:
    if first.exhibit.sha256 == second.exhibit.sha256:
        return _Pair(first=first, second=second, signal="same-file")
    judgement = case.judge(first, second)
    if judgement.kind is ExposureKind.ONE:
        signal, change = _of_one_exposure(judgement)
        return _Pair(first=first, second=second, signal=signal, judgement=judgement, change=change)
    signal = _SIGNAL_OF[judgement.kind]
    if judgement.kind in _OTHER_VIEWS and _inliers(judgement) >= AGREEING_INLIERS:
        signal = "views-agree"
    return _Pair(first=first, second=second, signal=signal, judgement=judgement)


def _of_one_exposure(judgement: ExposureJudgement) -> tuple[str, Change | None]:
    overlay, agreement = judgement.overlay, judgement.agreement
    if overlay is None or agreement is None:
        raise ValueError("one exposure without its overlay")
    change = find_change(overlay, agreement)
    if not change.regions:
        return "same-exposure", None
    drawn = find_drawn(overlay.claim, change.changed, before=overlay.reference)
    drawn |= find_drawn(overlay.reference, change.changed, before=overlay.claim)
    left = change.without(drawn)
    if not left.regions:
        return "marked-copy", None
    residue = compare_residue(overlay, change.changed)
    is_proven = residue is not None and residue.is_shared
    return "same-exposure-differs" if is_proven else "same-grid-differs", left


def _inliers(judgement: ExposureJudgement) -> int:
    return judgement.registration.projective_inliers if judgement.registration else 0


def _to_reading(case: Case, pair: _Pair) -> Reading:
    change, photo = pair.change, case.working(pair.first)
    registration = pair.judgement.registration if pair.judgement else None
    is_aligned = change is not None and registration is not None
    return Reading(
        signal=pair.signal,
        exhibits=(pair.first.id, pair.second.id),
        reason=_REASONS[pair.signal].format(
            first=pair.first.id,
            second=pair.second.id,
            matches=_inliers(pair.judgement) if pair.judgement else 0,
            reach=f"{pair.judgement.reach:.0%}" if pair.judgement else "–",
            regions=len(change.regions) if change else 0,
            changed=f"{change.share:.1%}" if change else "–",
        ),
        regions=tuple(to_full_box(box, photo) for box in change.regions) if change else (),
        map=to_change_map(change, photo) if change else None,
        alignment=to_alignment(pair.second.id, registration.matrix, photo, case.working(pair.second))
        if is_aligned and registration is not None
        else None,
    )


_OTHER_VIEWS = frozenset({ExposureKind.TWO, ExposureKind.FLAT_VIEW})

_SIGNAL_OF = {
    ExposureKind.MOVED_PARTS: "unclear",
    ExposureKind.UNCLEAR: "unclear",
    ExposureKind.FLAT_VIEW: "few-in-common",
    ExposureKind.TWO: "few-in-common",
    ExposureKind.NOTHING_IN_COMMON: "no-overlap",
    ExposureKind.TOO_SMALL: "no-overlap",
}

_ORDER = (
    "same-exposure-differs",
    "same-grid-differs",
    "marked-copy",
    "same-exposure",
    "same-file",
    "views-agree",
    "unclear",
    "few-in-common",
    "no-overlap",
)

_REASONS = {
    "same-exposure-differs": Bilingual(
        "{first} 与 {second} 是同一次拍摄：有纹理画面的 {reach} 逐处吻合，平滑处连噪点都相同；"
        "但有 {regions} 处局部不同，占画面 {changed}，且不是圈画或文字。两图中至少一张在此处被改动过。",
        "{first} and {second} are one exposure: {reach} of the textured frame agrees place by place and even the grain of smooth "
        "places is the same; yet {regions} local area(s), {changed} of the frame, differ and are no drawing or caption. "
        "At least one of the two was changed there.",
    ),
    "same-grid-differs": Bilingual(
        "{first} 与 {second} 几乎完全重合（{reach}），但有 {regions} 处局部不同，占画面 {changed}。"
        "可能是同一次拍摄被改动，也可能是手机固定不动连拍了两张，无法区分。",
        "{first} and {second} coincide almost everywhere ({reach}), yet {regions} local area(s), {changed} of the frame, differ. "
        "It may be one exposure that was changed, or two shots from a phone held still; this check cannot tell them apart.",
    ),
    "marked-copy": Bilingual(
        "{first} 与 {second} 是同一次拍摄，不同之处只是圈画、箭头、文字或贴图。这不说明任何问题。",
        "{first} and {second} are one exposure; they differ only by drawn circles, arrows, captions or stickers. "
        "This says nothing against the pictures.",
    ),
    "same-exposure": Bilingual(
        "{first} 与 {second} 是同一次拍摄（可能经过裁剪或压缩），没有发现不同。它们只算一个视角。",
        "{first} and {second} are one exposure, perhaps cropped or compressed, and no difference was found. They count as one view.",
    ),
    "same-file": Bilingual(
        "{first} 与 {second} 逐字节相同，只算一个视角。",
        "{first} and {second} are the same file, byte for byte. They count as one view.",
    ),
    "views-agree": Bilingual(
        "{first} 与 {second} 是同一事物的两次拍摄，有 {matches} 个共同特征点彼此吻合。这不等于损坏处也已核实。",
        "{first} and {second} are two exposures of one thing and agree on {matches} shared features. "
        "This does not verify the damage itself.",
    ),
    "unclear": Bilingual(
        "{first} 与 {second} 部分重合（{reach}），不足以判断是一次还是两次拍摄。",
        "{first} and {second} coincide in part ({reach}): not enough to say whether they are one exposure or two.",
    ),
    "few-in-common": Bilingual(
        "{first} 与 {second} 拍的可能是同一事物，但只有 {matches} 个共同特征点，不足以相互印证。",
        "{first} and {second} may show the same thing but share only {matches} features: too few to confirm each other.",
    ),
    "no-overlap": Bilingual(
        "{first} 与 {second} 的画面没有足够的重叠，无法相互比对。这不说明任何问题。",
        "{first} and {second} do not overlap enough to be compared. This says nothing against the pictures.",
    ),
    "single-view": Bilingual(
        "只有一张主张图片，无法与其他主张图片比对。这不说明任何问题。",
        "There is only one claim photo, so there is no other to compare it with. This says nothing against the picture.",
    ),
}

_NEUTRAL = Bilingual(
    "不同角度、重复上传和在副本上圈画都很常见。",
    "Different angles, repeated uploads and copies with drawings on them are common.",
)

CHECK = Check(
    name="views-disagree",
    title=Bilingual("买家的几张照片是否互相矛盾", "Do the buyer's own photos contradict each other?"),
    reads=frozenset({Role.CLAIM}),
    cost=Cost.HEAVY,
    source=(
        "Registration and change as in derived-from-reference; sensor grain as a mark of one exposure after "
        "Lukáš, Fridrich & Goljan 2006, 'Digital camera identification from sensor pattern noise' (here the random part)"
    ),
    fooled_by=Bilingual(
        "每张照片分别生成或改动，且彼此一致；有意加入噪点；固定机位连拍之间移动了物品。",
        "Views that were made or changed consistently; grain added on purpose; things moved between two shots from one stand.",
    ),
    worthless_when=Bilingual(
        "只有一张主张图片，或各图没有重叠。",
        "There is only one claim photo, or the photos do not overlap.",
    ),
    signals=(
        Signal(
            "same-exposure-differs",
            Outcome.FAIL,
            Grade.B,
            Bilingual(
                "买家可能在副本上遮盖了隐私、用手机去除了杂物、加了水印或贴图，改动处未必是损坏处。请先看改动处是什么。",
                "A copy may have had private data covered, clutter erased by the phone, or a watermark or sticker added; "
                "the changed place need not be the damage. Look first at what was changed.",
            ),
        ),
        Signal(
            "same-grid-differs",
            Outcome.WARN,
            Grade.C,
            Bilingual(
                "手机放在支架上连拍，两张之间有东西移动或光线变化，就会出现这种情况；在副本上遮盖隐私也会。",
                "Two shots from a phone on a stand, with something moved or the light changed in between, look like this; "
                "so does a copy with private data covered.",
            ),
        ),
        Signal("marked-copy", Outcome.NOT_APPLICABLE, None, _NEUTRAL),
        Signal("same-exposure", Outcome.NOT_APPLICABLE, None, _NEUTRAL),
        Signal("same-file", Outcome.NOT_APPLICABLE, None, _NEUTRAL),
        Signal("views-agree", Outcome.CANNOT_TELL, None, _NEUTRAL),
        Signal("unclear", Outcome.CANNOT_TELL, None, _NEUTRAL),
        Signal("few-in-common", Outcome.CANNOT_TELL, None, _NEUTRAL),
        Signal("no-overlap", Outcome.CANNOT_TELL, None, _NEUTRAL),
        Signal("single-view", Outcome.NOT_APPLICABLE, None, _NEUTRAL),
    ),
    read=read,
)
