"""Whether one patch stands twice in a photo: a crack duplicated, a mark covered with its surroundings. Never more than a hint.

Two finders propose maps, one judge decides: :mod:`fairclaim.forensics.echoes` finds plain shifts,
:mod:`fairclaim.forensics.turned_copies` turned and scaled copies, and :mod:`fairclaim.forensics.twins` asks whether the places
agree to the grain. Goods repeat: tiles, prints, weave, rows of letters. Repetition as such is no sign here.
"""

from collections.abc import Iterator, Sequence

import cv2
import numpy as np
import numpy.typing as npt

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.exhibit import Role
from fairclaim.domain.finding import Grade, Outcome
from fairclaim.forensics.case import Case
from fairclaim.forensics.check import Check, Cost, Reading, Signal
from fairclaim.forensics.echoes import Echo, echoes
from fairclaim.forensics.trace_signal import Standing, standing
from fairclaim.forensics.traces import to_boxes, to_map
from fairclaim.forensics.turned_copies import turned_copies
from fairclaim.forensics.twins import Matrix, Twins, compare, fine_detail, shift
from fairclaim.imaging.photo import Photo

NAME = "copy-move"

LEAST_SIDE_PX = 96
LARGEST_PX = 2_000_000
"""Larger photos are halved until they are smaller: copies by hand are large, and time is short."""
OTHERS = 4
SAME_SHIFT_PX = 4
LEAST = 8.0
"""Cells below which two places count as none: 24 × 24 px, but for one cell. What is smaller comes and goes with the file's format."""
FULL = 40.0


def _read(case: Case) -> Sequence[Reading]:
    return [_read_photo(photo) for photo in case.claims]


def _read_photo(photo: Photo) -> Reading:
    if min(photo.raster.height, photo.raster.width) < LEAST_SIDE_PX:
        return Reading(signal="not-applicable", exhibits=(photo.id,), reason=_TOO_SMALL)
    luma = _luma(photo.raster.pixels)
    detail = fine_detail(luma)
    twins = max(_twins(luma, detail), key=lambda found: found.score, default=None)
    if twins and twins.score < LEAST:
        twins = None
    score = twins.score if twins else 0.0
    signal = _SIGNALS[standing(NAME, photo, score)]
    shown = twins if signal != "none-found" else None
    evidence = _spread(shown, photo) if shown else None
    return Reading(
        signal=signal,
        exhibits=(photo.id,),
        reason=_REASONS[signal].format(score=f"{score:.0f}"),
        regions=to_boxes(evidence) if evidence is not None else (),
        map=to_map(evidence, full=FULL) if evidence is not None else None,
        score=score,
    )


def _luma(pixels: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
    luma = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.float32)
    while luma.size > LARGEST_PX:
        half = (luma.shape[1] // 2, luma.shape[0] // 2)
        luma = np.asarray(cv2.resize(luma, half, interpolation=cv2.INTER_AREA), np.float32)
    return luma


def _twins(luma: npt.NDArray[np.float32], detail: npt.NDArray[np.float32]) -> Iterator[Twins]:
    found = echoes(luma)
    for echo in found:
        box = echo.within
        rows, cols = slice(box.row0, box.row1), slice(box.col0, box.col1)
        part = np.ascontiguousarray(detail[rows, cols])
        others = _others(echo, found)
        for by in echo.shifts:
            twins = compare(part, shift(*by), others)
            if twins:
                first, second = np.zeros(detail.shape, bool), np.zeros(detail.shape, bool)
                first[rows, cols], second[rows, cols] = twins.first, twins.second
                yield Twins(score=twins.score, first=first, second=second)
    for onto in turned_copies(luma):
        twins = compare(detail, onto)
        if twins:
            yield twins


def _others(echo: Echo, found: Sequence[Echo]) -> list[Matrix]:
    """Return other shifts, forth and back: what also agrees under one of them is a pattern. Those of the same window first."""
    apart = [other for other in found if min(_gap(echo, other, 1), _gap(echo, other, -1)) > SAME_SHIFT_PX]
    apart.sort(key=lambda other: other.within != echo.within)
    return [shift(sign * other.rows, sign * other.cols) for other in apart[:OTHERS] for sign in (1, -1)]


def _gap(echo: Echo, other: Echo, sign: int) -> int:
    return abs(echo.rows - sign * other.rows) + abs(echo.cols - sign * other.cols)


def _spread(twins: Twins, photo: Photo) -> npt.NDArray[np.float32]:
    """Lay both places over the photo at its full size."""
    places = (twins.first | twins.second).astype(np.float32) * np.float32(twins.score)
    size = (photo.raster.width, photo.raster.height)
    return np.asarray(cv2.resize(places, size, interpolation=cv2.INTER_NEAREST), np.float32)


_TOO_SMALL = Bilingual(
    "图片太小，无法检查。这不说明任何问题。",
    "The picture is too small to be examined. This says nothing against it.",
)
_SIGNALS = {Standing.ABOVE: "same-patch-twice", Standing.WITHIN: "none-found", Standing.UNPROMISED: "not-calibrated"}
_REASONS = {
    "same-patch-twice": Bilingual(
        "标出的两处连细微纹理都一致（相当于 {score} 个 8×8 小块），像是其中一处由另一处复制而来。",
        "The two marked places agree down to their finest texture (worth {score} cells of 8 × 8), as if one was copied from the other.",
    ),
    "none-found": Bilingual(
        "没有发现足够大且纹理完全一致的两处（{score}）。没有发现不等于没有改动。",
        "No two places large enough agree to their finest texture ({score}). Finding none does not mean no change.",
    ),
    "not-calibrated": Bilingual(
        "测得 {score}，但这种画质的真实照片还没有测够，不能据此下结论。",
        "Measured {score}, but too few genuine photos of this quality were measured to conclude anything.",
    ),
}
_NEUTRAL = Bilingual(
    "绝大多数照片中没有这样的两处；缩放和压缩后也看不出来。",
    "Most photos have no such places, and resizing and compression hide them.",
)

CHECK = Check(
    name=NAME,
    title=Bilingual("同一小块是否在照片中出现两次？", "Does the same patch stand twice in the photo?"),
    reads=frozenset({Role.CLAIM}),
    cost=Cost.LIGHT,
    source="Power cepstrum: Bogert, Healy & Tukey 1963; features: Amerini et al. 2011, doi:10.1109/TIFS.2011.2129512",
    fooled_by=Bilingual(
        "印刷品上相同的图案、贴纸、表情和文字；截图与拼图中的重复内容。复制后缩放、模糊、调色或强压缩则找不到。",
        "Equal motifs of a print, stickers, emoji and letters; repeated parts of screenshots and collages. Resizing, blur, toning or "
        "strong compression after the copy hides it.",
    ),
    worthless_when=Bilingual(
        "照片平滑、失焦、缩放过或压缩得厉害；复制的部分小于约 50 像素。",
        "The photo is smooth, out of focus, resized or strongly compressed; the copied part is smaller than about 50 px.",
    ),
    signals=(
        Signal(
            "same-patch-twice",
            Outcome.WARN,
            Grade.C,
            Bilingual(
                "商品或包装上可能印有两个相同的图案；手机去除杂物、扩图或拼图功能也会复制画面的一部分；贴纸和水印可能重复出现。",
                "The goods or their packaging may carry the same motif twice; a phone's clean-up, extension or collage copies parts of a "
                "picture; stickers and watermarks may be repeated.",
            ),
        ),
        Signal("none-found", Outcome.CANNOT_TELL, None, _NEUTRAL),
        Signal("not-calibrated", Outcome.CANNOT_TELL, None, _NEUTRAL),
        Signal("not-applicable", Outcome.NOT_APPLICABLE, None, _NEUTRAL),
    ),
    read=_read,
)
