"""Whether the photo shows a screen, by the pattern that its pixel lattice leaves. Never more than a hint."""

from collections.abc import Sequence

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.exhibit import Role
from fairclaim.domain.finding import Grade, Outcome
from fairclaim.forensics.case import Case
from fairclaim.forensics.check import Check, Cost, Reading, Signal
from fairclaim.forensics.screen_lattice import CHANCE, Lattice, find_lattice
from fairclaim.forensics.trace_signal import Standing, standing
from fairclaim.forensics.traces import to_trace_map
from fairclaim.imaging.photo import Photo


def _read(case: Case) -> Sequence[Reading]:
    return [_read_photo(photo) for photo in case.claims]


def _read_photo(photo: Photo) -> Reading:
    found = find_lattice(photo.raster.pixels)
    if found is None:
        return Reading(signal="not-applicable", exhibits=(photo.id,), reason=_SMALL)
    match standing(CHECK.name, photo, found.score):
        case Standing.ABOVE:
            return _regular(photo, found)
        case Standing.WITHIN:
            signal, reason = "no-regular-pattern", _NOTHING
        case Standing.UNPROMISED:
            signal, reason = "not-calibrated", _NOT_CALIBRATED
    return Reading(signal=signal, exhibits=(photo.id,), reason=reason, score=found.score)


def _regular(photo: Photo, found: Lattice) -> Reading:
    height, width = photo.raster.height, photo.raster.width
    return Reading(
        signal="regular-pattern",
        exhibits=(photo.id,),
        reason=_REGULAR.format(period=f"{found.period_px:.1f}", score=f"{found.score:.1f}"),
        map=to_trace_map(found.strength, height, width, least=CHANCE, full=max(found.score, CHANCE + 1)),
        score=found.score,
    )


_REGULAR = Bilingual(
    "画面大部分带有同样细密的规则图案（周期约 {period} 像素，强度的对数为 {score}），与翻拍显示屏时像素格留下的摩尔纹相似。"
    "请买家直接拍摄实物。",
    "Most of the picture carries a fine regular pattern (a period of about {period} pixels; logarithm of its strength {score}), as the "
    "lattice of a screen leaves in a photo of it. Ask for a photo of the item itself.",
)
_NOTHING = Bilingual(
    "没有发现遍布画面的细密规则图案。多数翻拍经缩小后也看不出。",
    "No fine regular pattern lies over the picture. After reduction most photos of screens show none either.",
)
_NOT_CALIBRATED = Bilingual(
    "已查找规则图案，但这种画质的图片还没有经过检验的阈值，因此不下结论。",
    "A regular pattern was looked for, but no tested threshold exists for pictures of this quality, so nothing is concluded.",
)
_SMALL = Bilingual("图片太小，无法查找细密图案。", "The picture is too small to look for fine patterns.")
_NEUTRAL = Bilingual("绝大多数照片都是如此。", "Most photos are like this.")

CHECK = Check(
    name="screen-recapture",
    title=Bilingual("是不是翻拍屏幕的照片？", "Is it a photo of a screen?"),
    reads=frozenset({Role.CLAIM}),
    cost=Cost.LIGHT,
    source="Peaks of the spectrum that two sampling grids leave where they beat (moiré); own measure, no paper followed",
    fooled_by=Bilingual(
        "织物、筛网、百叶窗、格栅和网点印刷会产生摩尔纹；对焦偏软或缩小后的翻拍看不出图案。",
        "Cloth, sieves, blinds, grilles and halftone print make moiré; a soft or reduced photo of a screen shows no pattern.",
    ),
    worthless_when=Bilingual(
        "图片太小；没有图案不说明图片不是翻拍。",
        "The picture is small; the absence of a pattern does not say that no screen was photographed.",
    ),
    signals=(
        Signal(
            "regular-pattern",
            Outcome.WARN,
            Grade.C,
            Bilingual(
                "买家可能用另一部手机翻拍自己的照片或聊天记录；损坏的商品可能就是显示屏；织物、筛网、百叶窗、格栅和网点印刷也会产生同样的花纹。",
                "The buyer may have photographed an own picture or the chat on another phone; the damaged item may be a display; cloth, "
                "sieves, blinds, grilles and halftone print make the same pattern.",
            ),
        ),
        Signal("no-regular-pattern", Outcome.CANNOT_TELL, None, _NEUTRAL),
        Signal("not-calibrated", Outcome.CANNOT_TELL, None, _NEUTRAL),
        Signal("not-applicable", Outcome.NOT_APPLICABLE, None, _NEUTRAL),
    ),
    read=_read,
)
