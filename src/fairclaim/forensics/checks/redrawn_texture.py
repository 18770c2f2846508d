"""Whether the texture of the whole picture looks drawn by a generator's decoder, as a small network sees it. Never more than a hint.

How it works stands in :mod:`fairclaim.forensics.redrawn_texture`; what the network was shown, in docs/explanation/weights.md.
"""

from collections.abc import Sequence

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UnavailableError
from fairclaim.domain.exhibit import Role
from fairclaim.domain.finding import Grade, Outcome
from fairclaim.forensics.case import Case
from fairclaim.forensics.check import Check, Cost, Reading, Signal
from fairclaim.forensics.redrawn_texture import LEAST_SIDE_PX, texture_score
from fairclaim.forensics.trace_signal import Standing, standing
from fairclaim.imaging.photo import Photo

NAME = "redrawn-texture"
MOST_SIDE_PX = 2048
"""Longer side beyond which the network was never measured."""


def _read(case: Case) -> Sequence[Reading]:
    return [_read_photo(photo) for photo in case.claims]


def _read_photo(photo: Photo) -> Reading:
    height, width = photo.raster.height, photo.raster.width
    if min(height, width) < LEAST_SIDE_PX:
        return Reading(signal="too-small", exhibits=(photo.id,), reason=_TOO_SMALL)
    if max(height, width) > MOST_SIDE_PX:
        return Reading(signal="too-large", exhibits=(photo.id,), reason=_TOO_LARGE)
    try:
        score = texture_score(photo.raster.pixels)
    except UnavailableError:
        return Reading(signal="not-installed", exhibits=(photo.id,), reason=_NOT_INSTALLED)
    signal = _SIGNALS[standing(NAME, photo, score)]
    reason = _REASONS[signal].format(score=f"{score:.1f}")
    return Reading(signal=signal, exhibits=(photo.id,), reason=reason, score=score)


_SIGNALS = {
    Standing.ABOVE: "redrawn-texture",
    Standing.WITHIN: "no-sign",
    Standing.UNPROMISED: "not-calibrated",
}

_TOO_SMALL = Bilingual(
    "图片太小，看不出纹理。这不说明任何问题。",
    "The picture is too small to judge its texture. This says nothing against it.",
)
_TOO_LARGE = Bilingual(
    "图片比这项检查测过的更大，没有检查。这不说明任何问题。",
    "The picture is larger than this check was measured on and was not examined. This says nothing against it.",
)
_NOT_INSTALLED = Bilingual(
    "没有安装运行网络的组件，未做检查。安装：pip install 'fairclaim[index]'。",
    "What runs the network is not installed, so nothing was examined. Install it: pip install 'fairclaim[index]'.",
)
_REASONS = {
    "redrawn-texture": Bilingual(
        "整幅画面的细微纹理像是由图像生成器重新画出（强度 {score}），同等画质的真实照片很少这样。",
        "The fine texture of the whole picture looks drawn anew by an image generator (strength {score}); genuine photos of this "
        "quality rarely look so.",
    ),
    "no-sign": Bilingual(
        "画面的细微纹理与真实照片相近（强度 {score}）。不少生成的图片也是如此，所以这不能说明画面真实。",
        "The fine texture is like that of genuine photos (strength {score}). So is that of many generated pictures: this does not speak "
        "for the picture.",
    ),
    "not-calibrated": Bilingual(
        "测得强度 {score}，但这种画质的真实照片还没有测够，不能据此下结论。",
        "Measured {score}, but too few genuine photos of this quality were measured to conclude anything.",
    ),
}
_NEUTRAL = Bilingual(
    "绝大多数照片都是如此，生成的图片也常常如此。", "So it is with nearly all photos, and with many generated pictures."
)
_SMOOTHED = Bilingual(
    "强力降噪、美颜或老照片修复滤镜，用网络放大过的图片，反复缩放和压缩的截图，以及绘画、渲染图或印刷品的翻拍，也会有这样的纹理。",
    "Strong noise removal, beauty or restoration filters, a picture enlarged by a network, a screenshot that was scaled and compressed "
    "again and again, and photos of paintings, renderings or prints can have such a texture.",
)

CHECK = Check(
    name=NAME,
    title=Bilingual(
        "整幅画面的纹理是否像由图像生成器画出？",
        "Does the texture of the whole picture look drawn by an image generator?",
    ),
    reads=frozenset({Role.CLAIM}),
    cost=Cost.LIGHT,
    source="Own network; Zhang, Karaman & Chang 2019, arXiv:1907.06515 (training on pairs redrawn by an autoencoder)",
    fooled_by=Bilingual(
        "缩小后再压缩、加噪点或翻拍屏幕会抹去这种纹理；只改局部的图片看不出；没有学过的生成器可能看不出。",
        "Shrinking and compressing, added noise or a photo of a screen wipe the texture out; local edits do not show; generators "
        "unlike those it has learned from may escape.",
    ),
    worthless_when=Bilingual(
        "短边小于 224 或长边大于 2048 像素，或图片只有局部被改动。",
        "The shorter side is below 224 or the longer above 2,048 pixels, or only a part of the picture was changed.",
    ),
    signals=(
        Signal("redrawn-texture", Outcome.WARN, Grade.C, _SMOOTHED),
        Signal("no-sign", Outcome.CANNOT_TELL, None, _NEUTRAL),
        Signal("not-calibrated", Outcome.CANNOT_TELL, None, _NEUTRAL),
        Signal("not-installed", Outcome.NOT_APPLICABLE, None, _NEUTRAL),
        Signal("too-large", Outcome.NOT_APPLICABLE, None, _NEUTRAL),
        Signal("too-small", Outcome.NOT_APPLICABLE, None, _NEUTRAL),
    ),
    read=_read,
)
