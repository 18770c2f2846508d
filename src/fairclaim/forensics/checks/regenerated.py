"""Whether the picture, or a part of it, carries the lattice of an image generator's decoder. Never more than a hint.

Two questions, answered apart: a whole frame that a generator drew, and a region that was drawn and pasted back. How it works
stands in :mod:`fairclaim.forensics.decoder_lattice`.
"""

from collections.abc import Sequence

import numpy as np

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.box import Box
from fairclaim.domain.exhibit import Role
from fairclaim.domain.finding import Grade, GreyMap, Outcome
from fairclaim.forensics.case import Case
from fairclaim.forensics.check import Check, Cost, Reading, Signal
from fairclaim.forensics.decoder_lattice import LEAST_SIDE_PX, Lattice, find_lattice
from fairclaim.forensics.quality import Quality, quality_of
from fairclaim.forensics.trace_signal import Standing, standing
from fairclaim.imaging.encode import to_png_grey
from fairclaim.imaging.photo import Photo

NAME = "regenerated"
FRAME, REGION = f"{NAME}/frame", f"{NAME}/region"
"""Names under which the thresholds of the two questions are kept."""
MOST_SIDE_PX = 2048
"""Longer side beyond which no common generator draws, and cameras and phones have lattices of their own."""
FULL = 1.0
"""Height above the median place, in natural-log power, at which the map is white."""


def _read(case: Case) -> Sequence[Reading]:
    return [reading for photo in case.claims for reading in _read_photo(photo)]


def _read_photo(photo: Photo) -> tuple[Reading, ...]:
    why_not = _why_not(photo, quality_of(photo))
    if why_not:
        return (Reading(signal=why_not, exhibits=(photo.id,), reason=_WHY_NOT[why_not]),)
    lattice = find_lattice(photo.raster.pixels)
    return _of_frame(photo, lattice), _of_region(photo, lattice)


def _why_not(photo: Photo, quality: Quality) -> str | None:
    height, width = photo.raster.height, photo.raster.width
    if quality is Quality.SMALL or min(height, width) < LEAST_SIDE_PX:
        return "too-small"
    if max(height, width) > MOST_SIDE_PX:
        return "too-large"
    return "too-compressed" if quality in {Quality.MEDIUM, Quality.COARSE} else None


def _of_frame(photo: Photo, lattice: Lattice) -> Reading:
    signal = _SIGNALS[standing(FRAME, photo, lattice.strength)] or "re-rendered"
    reason = _FRAME[signal].format(score=f"{lattice.strength:.1f}")
    return Reading(signal=signal, exhibits=(photo.id,), reason=reason, score=lattice.strength)


def _of_region(photo: Photo, lattice: Lattice) -> Reading:
    signal = _SIGNALS[standing(REGION, photo, lattice.contrast)] or "region-regenerated"
    if signal == "region-regenerated" and not lattice.is_local:
        signal = "no-sign"
    shown = signal == "region-regenerated"
    return Reading(
        signal=signal,
        exhibits=(photo.id,),
        reason=_REGION[signal].format(score=f"{lattice.contrast:.2f}"),
        regions=(_within(lattice.box, photo),) if shown else (),
        map=_map(lattice, photo) if shown else None,
        score=lattice.contrast,
    )


def _within(box: Box, photo: Photo) -> Box:
    return Box(box.row0, box.col0, min(box.row1, photo.raster.height), min(box.col1, photo.raster.width))


def _map(lattice: Lattice, photo: Photo) -> GreyMap:
    height, width = photo.raster.height, photo.raster.width
    above = lattice.spread_over(height, width) - np.median(lattice.places)
    grey = np.clip(above * (255 / FULL), 0, 255).astype(np.uint8)
    return GreyMap(height=height, width=width, png=to_png_grey(grey))


_SIGNALS = {Standing.ABOVE: "", Standing.WITHIN: "no-sign", Standing.UNPROMISED: "not-calibrated"}
"""Above a threshold each question has a signal of its own."""

_WHY_NOT = {
    "too-small": Bilingual(
        "图片太小，看不出这种痕迹。这不说明任何问题。",
        "The picture is too small to show this trace. This says nothing against it.",
    ),
    "too-large": Bilingual(
        "图片比常见生成器画出的更大，没有检查这种痕迹。这不说明任何问题。",
        "The picture is larger than common generators draw and was not examined for this trace. This says nothing against it.",
    ),
    "too-compressed": Bilingual(
        "图片压缩较重（例如经聊天软件发送），这种痕迹即使有过也已消失。这不说明任何问题。",
        "The picture is compressed so much, as chat apps do, that this trace would be gone. This says nothing against it.",
    ),
}
_NOT_CALIBRATED = Bilingual(
    "测得强度 {score}，但这种画质的真实照片还没有测够，不能据此下结论。",
    "Measured {score}, but too few genuine photos of this quality were measured to conclude anything.",
)
_FRAME = {
    "re-rendered": Bilingual(
        "整幅画面带有周期为 4 像素的细微网纹（强度 {score}），图像生成器逐级放大画面时会留下这种网纹，普通照片很少有。",
        "The whole picture carries a faint lattice with a period of 4 pixels (strength {score}), as image generators leave when they "
        "grow a picture step by step; photos rarely have one.",
    ),
    "no-sign": Bilingual(
        "没有发现周期为 4 像素的网纹（强度 {score}）。多数生成的图片也没有明显网纹，所以这不能说明画面真实。",
        "No lattice with a period of 4 pixels was found (strength {score}). Most generated pictures show none either, so this does not "
        "speak for the picture.",
    ),
    "not-calibrated": _NOT_CALIBRATED,
}
_REGION = {
    "region-regenerated": Bilingual(
        "画面的一部分（见方框）带有周期为 4 像素的细微网纹，其余部分没有（差值 {score}），像是由图像生成器重画后贴回的。",
        "One part of the picture (see the box) carries a faint lattice with a period of 4 pixels and the rest does not "
        "(contrast {score}), as where an image generator drew a part anew.",
    ),
    "no-sign": Bilingual(
        "没有哪一部分的网纹明显强于其余部分（差值 {score}）。这种方法看不出多数局部改动，所以这不能说明画面真实。",
        "No part carries a lattice that stands out from the rest (contrast {score}). Most local changes escape this check, so this does "
        "not speak for the picture.",
    ),
    "not-calibrated": _NOT_CALIBRATED,
}
_NEUTRAL = Bilingual(
    "绝大多数照片都是如此，生成的图片也常常如此。", "So it is with nearly all photos, and with many generated pictures."
)
_LATTICES = Bilingual(
    "像素画、规则的细密织物、由 WebP 转存为 JPEG 的图片（编码时分成 4 像素的小块），"
    "以及某些手机的多像素合一传感器或智能放大，也会造成这种网纹。",
    "Pixel art, a fine regular weave, a picture converted from WebP to JPEG (coded in blocks of 4 pixels), and the pixel-binning sensor "
    "or smart zoom of some phones can cause such a lattice.",
)

CHECK = Check(
    name=NAME,
    title=Bilingual(
        "画面或其中一部分是否由图像生成器画出？", "Did an image generator draw the picture, or a part of it?"
    ),
    reads=frozenset({Role.CLAIM}),
    cost=Cost.LIGHT,
    source="Durall, Keuper & Keuper 2020, arXiv:2003.01826; Corvi et al. 2023, arXiv:2304.06408 (lattices of upsampling decoders)",
    fooled_by=Bilingual(
        "缩放、裁切后缩放、较重的压缩会消除网纹；不少生成器本来就几乎没有网纹；像素画和由 WebP 转存的图片会被误认。",
        "Resizing and coarse compression remove the lattice; many generators leave hardly any; pixel art and pictures converted from "
        "WebP look alike.",
    ),
    worthless_when=Bilingual(
        "图片缩放过、质量低于 90 的 JPEG、长边小于 640 或大于 2048 像素、短边小于 256 像素。",
        "The picture was resized, is a JPEG below quality 90, is shorter than 640 or longer than 2,048 pixels, or narrower than 256.",
    ),
    signals=(
        Signal("re-rendered", Outcome.WARN, Grade.C, _LATTICES),
        Signal("region-regenerated", Outcome.WARN, Grade.C, _LATTICES),
        Signal("no-sign", Outcome.CANNOT_TELL, None, _NEUTRAL),
        Signal("not-calibrated", Outcome.CANNOT_TELL, None, _NEUTRAL),
        Signal("too-compressed", Outcome.NOT_APPLICABLE, None, _NEUTRAL),
        Signal("too-large", Outcome.NOT_APPLICABLE, None, _NEUTRAL),
        Signal("too-small", Outcome.NOT_APPLICABLE, None, _NEUTRAL),
    ),
    read=_read,
)
