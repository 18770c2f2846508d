"""Whether one part of a photo has forgotten an earlier JPEG saving that the rest remembers. Never more than a hint.

A photo that was saved twice as a whole, as every chat app does, is consistent. Most photos that reach a platform were resized
on the way and remember nothing: then the check says so and nothing else. How it works stands in
:mod:`fairclaim.forensics.coded_blocks` and :mod:`fairclaim.forensics.earlier_saving`.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.exhibit import Role
from fairclaim.domain.finding import Grade, Outcome
from fairclaim.forensics.case import Case
from fairclaim.forensics.check import Check, Cost, Reading, Signal
from fairclaim.forensics.coded_blocks import SIDE, as_coded, as_shown, code, unclipped
from fairclaim.forensics.earlier_saving import Forgotten, forgotten, remember
from fairclaim.forensics.trace_signal import Standing, standing
from fairclaim.forensics.traces import to_boxes, to_map
from fairclaim.imaging.photo import Photo

NAME = "double-compression"

LEAST_INFORMATION = 0.5
"""Nats a block below which an earlier saving does not show clearly enough to be missed anywhere. Measured: of 172 genuine photos shrunk
to three quarters and saved at 75 most lie below; at 0.3, faint combs of large photos gave their highest false scores."""
MOST_MISFIT = 0.24
"""Steps by which coefficients may lie beside the file's own table: 0.05 at quality 75, 0.2 at 95, 0.25 where they have no relation."""
HALF = SIDE // 2


def _read(case: Case) -> Sequence[Reading]:
    return [_read_photo(photo) for photo in case.claims]


def _read_photo(photo: Photo) -> Reading:
    coding = photo.metadata.jpeg
    if coding is None or not coding.tables:
        return _silent(photo, "lossless")
    table = coding.tables[min(coding.tables)]  # the luma's: encoders number it first; where they do not, nothing fits
    orientation = photo.metadata.exif.get("Orientation", 1)
    turn = orientation if isinstance(orientation, int) else 1
    pixels = as_coded(photo.raster.pixels, turn)
    coded = code(pixels, table)
    if coded.levels.size and coded.misfit > MOST_MISFIT:
        return _silent(photo, "unfitting")
    memory = remember(coded.levels, code(pixels, table, shift_px=HALF).levels, unclipped(pixels))
    if memory is None:
        return _silent(photo, "small")
    if memory.information < LEAST_INFORMATION:
        return Reading(signal="no-earlier-saving", exhibits=(photo.id,), reason=_NO_EARLIER)
    found = forgotten(memory)
    if found is None:
        return _silent(photo, "small")
    return _judged(photo, found, turn)


def _judged(photo: Photo, found: Forgotten, turn: int) -> Reading:
    signal = _SIGNALS[standing(NAME, photo, found.score)]
    shown = found.score > 0 and signal != "consistent"
    evidence = _spread(found.significance, photo, turn) if shown else None
    return Reading(
        signal=signal,
        exhibits=(photo.id,),
        reason=_REASONS[signal].format(score=f"{found.score:.1f}"),
        regions=to_boxes(evidence) if evidence is not None else (),
        map=to_map(evidence) if evidence is not None else None,
        score=found.score,
    )


def _spread(significance: npt.NDArray[np.float64], photo: Photo, turn: int) -> npt.NDArray[np.float32]:
    """Lay the evidence of blocks over the photo as shown; what is left of the last blocks has none."""
    each = np.repeat(np.repeat(significance.astype(np.float32), SIDE, axis=0), SIDE, axis=1)
    height, width = as_coded(photo.raster.pixels, turn).shape[:2]
    whole = np.zeros((height, width), np.float32)
    whole[: each.shape[0], : each.shape[1]] = each
    return np.ascontiguousarray(as_shown(whole, turn))


def _silent(photo: Photo, why: str) -> Reading:
    return Reading(signal="not-applicable", exhibits=(photo.id,), reason=_WHY_NOT[why])


_WHY_NOT = {
    "lossless": Bilingual(
        "文件不是 JPEG，没有压缩痕迹可查。这不说明任何问题。",
        "The file is no JPEG, so there is no trace of compression to look at. This says nothing against the picture.",
    ),
    "unfitting": Bilingual(
        "像素与文件自己的量化表对不上（例如颜色已转换，或质量极高），无法检查。",
        "The pixels do not fit the file's own quantisation table (colours were converted, or the quality is very high), so nothing can be "
        "examined.",
    ),
    "small": Bilingual(
        "图片太小，或过亮过暗的部分太多，无法检查。",
        "The picture is too small, or too much of it is blown out or black, to be examined.",
    ),
}
_NO_EARLIER = Bilingual(
    "看不出更早的一次保存：照片只保存过一次，或之后缩放过。这不说明任何问题。",
    "No earlier saving shows: the photo was saved once, or resized since. This says nothing against the picture.",
)
_SIGNALS = {Standing.ABOVE: "inconsistent", Standing.WITHIN: "consistent", Standing.UNPROMISED: "not-calibrated"}
_REASONS = {
    "inconsistent": Bilingual(
        "照片大部分带有更早一次 JPEG 保存的痕迹，标出的部分没有，说明那里在两次保存之间改动过（偶然出现的指数：10 的负 {score} 次方）。",
        "Most of the photo carries the trace of an earlier JPEG saving; the marked part does not, so it was changed between two "
        "savings (exponent of chance: 10 to the minus {score}).",
    ),
    "consistent": Bilingual(
        "更早一次 JPEG 保存的痕迹没有明显中断（指数 {score}）。没有痕迹不等于没有改动。",
        "The trace of an earlier JPEG saving has no clear gap (exponent {score}). No trace does not mean no change.",
    ),
    "not-calibrated": Bilingual(
        "测得指数 {score}，但这种画质的真实照片还没有测够，不能据此下结论。",
        "Measured exponent {score}, but too few genuine photos of this quality were measured to conclude anything.",
    ),
}
_NEUTRAL = Bilingual(
    "多数照片在传送中缩放过，不再带有早先的痕迹。", "Most photos were resized on their way and carry no earlier trace."
)

CHECK = Check(
    name=NAME,
    title=Bilingual("照片各部分的压缩历史是否一致？", "Do all parts of the photo share one history of compression?"),
    reads=frozenset({Role.CLAIM}),
    cost=Cost.LIGHT,
    source="Lin, He, Tang & Tang 2009, doi:10.1016/j.patcog.2009.03.019; Bianchi & Piva 2012, doi:10.1109/TIFS.2012.2187516 "
    "(aligned case); number of false alarms as in Nikoukhah et al. 2021, doi:10.5201/ipol.2021.390",
    fooled_by=Bilingual(
        "文字、贴纸、涂抹隐私信息、局部美颜会造成同样的痕迹；改动后缩放、裁切或以更低质量保存则痕迹消失。",
        "Captions, stickers, blurred private data and local retouching leave the same trace; resizing, cropping or saving at a lower "
        "quality after a change removes it.",
    ),
    worthless_when=Bilingual(
        "不是 JPEG、只保存过一次、缩放或裁切过、最后一次保存质量低于前一次，或照片太小、太平、过曝。",
        "No JPEG, saved once only, resized or cropped, saved last at a lower quality than before, or too small, too flat or blown out.",
    ),
    signals=(
        Signal(
            "inconsistent",
            Outcome.WARN,
            Grade.C,
            Bilingual(
                "买家可能加了文字、箭头、水印或贴纸，涂抹了面单上的姓名地址，或用相册做了局部修饰；很平滑或失焦的部分也可能不带痕迹。",
                "A caption, arrow, time stamp or sticker may have been added, a name or address on the label blurred, or a spot retouched "
                "in an album; very smooth or blurred parts can lack the trace by themselves.",
            ),
        ),
        Signal("consistent", Outcome.CANNOT_TELL, None, _NEUTRAL),
        Signal("not-calibrated", Outcome.CANNOT_TELL, None, _NEUTRAL),
        Signal("no-earlier-saving", Outcome.NOT_APPLICABLE, None, _NEUTRAL),
        Signal("not-applicable", Outcome.NOT_APPLICABLE, None, _NEUTRAL),
    ),
    read=_read,
)
