"""Whether one place of the photo was enlarged or reduced on its own. Never more than a hint."""

from collections.abc import Sequence

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.exhibit import Role
from fairclaim.domain.finding import Grade, Outcome
from fairclaim.forensics.case import Case
from fairclaim.forensics.check import Check, Cost, Reading, Signal
from fairclaim.forensics.resampling_field import NoRhythm, ResamplingField, resampling_field
from fairclaim.forensics.trace_signal import Standing, is_lossless, is_too_compressed, standing
from fairclaim.forensics.traces import to_trace_map
from fairclaim.imaging.photo import Photo


def _read(case: Case) -> Sequence[Reading]:
    return [_read_photo(photo) for photo in case.claims]


def _read_photo(photo: Photo) -> Reading:
    if is_lossless(photo):
        return Reading(signal="not-applicable", exhibits=(photo.id,), reason=_LOSSLESS)
    if is_too_compressed(photo):
        return Reading(signal="not-applicable", exhibits=(photo.id,), reason=_COMPRESSED)
    field = resampling_field(photo.raster.pixels)
    if isinstance(field, NoRhythm):
        return Reading(signal="not-applicable", exhibits=(photo.id,), reason=_WHY_NOT[field])
    match standing(CHECK.name, photo, field.score):
        case Standing.ABOVE:
            return _inconsistent(photo, field)
        case Standing.WITHIN:
            signal, reason = "consistent", _CONSISTENT
        case Standing.UNPROMISED:
            signal, reason = "not-calibrated", _NOT_CALIBRATED
    return Reading(signal=signal, exhibits=(photo.id,), reason=reason, score=field.score)


def _inconsistent(photo: Photo, field: ResamplingField) -> Reading:
    rows, cols = (f"{frequency:.3f}" for frequency in field.frequency)
    return Reading(
        signal="inconsistent",
        exhibits=(photo.id,),
        reason=_INCONSISTENT.format(rows=rows, cols=cols, score=f"{field.score:.1f}"),
        regions=(field.box,),
        map=to_trace_map(field.strength, photo.raster.height, photo.raster.width, least=1, full=max(field.score, 2.0)),
        score=field.score,
    )


_INCONSISTENT = Bilingual(
    "框内像素带有缩放留下的周期（每像素 {rows} 与 {cols} 周），强度为邻近频率的 {score} 倍，图中其余部分没有。这里可能是缩放后贴入的。",
    "Pixels in the marked place carry a rhythm of scaling ({rows} and {cols} cycles per pixel), {score} times as strong as "
    "neighbouring frequencies, which the rest of the picture has not. It may have been scaled and pasted.",
)
_CONSISTENT = Bilingual(
    "没有哪一处单独带有缩放痕迹。整张图被缩放是常事，不在此列。这不说明图片未经修改。",
    "No place carries traces of scaling that the rest has not. A picture resized as a whole is ordinary and does not count. That does "
    "not say that the picture is unchanged.",
)
_NOT_CALIBRATED = Bilingual(
    "已查找缩放痕迹，但这种画质的图片还没有经过检验的阈值，因此不下结论。",
    "Traces of scaling were looked for, but no tested threshold exists for pictures of this quality, so nothing is concluded.",
)
_COMPRESSED = Bilingual(
    "压缩已抹去缩放痕迹，无法判断。", "Compression has taken traces of scaling; there is nothing to compare."
)
_WHY_NOT = {
    NoRhythm.SMALL: Bilingual(
        "图片太小，无法查找缩放痕迹。", "The picture is too small to look for traces of scaling."
    ),
    NoRhythm.FLAT: Bilingual(
        "有纹理的部分太少，无法查找缩放痕迹。",
        "Too little of the picture has any texture in which scaling could leave traces.",
    ),
}
_LOSSLESS = Bilingual(
    "文件不是 JPEG（例如截图或转存的图片），最细微的痕迹因格式而异，无法比较。这不说明任何问题。",
    "The file is no JPEG, as a screenshot or a converted picture: its finest traces differ with the format and cannot be compared. "
    "This says nothing against the picture.",
)
_NEUTRAL = Bilingual("绝大多数照片都是如此。", "Most photos are like this.")

CHECK = Check(
    name="resampling",
    title=Bilingual("有没有一处被单独缩放过？", "Was one place scaled on its own?"),
    reads=frozenset({Role.CLAIM}),
    cost=Cost.LIGHT,
    source="Popescu & Farid 2005, doi:10.1109/TSP.2004.839932; Kirchner 2008, doi:10.1145/1411328.1411333; "
    "Mahdian & Saic 2008, IEEE TIFS 3(3), 529-538",
    fooled_by=Bilingual(
        "屏幕、纱网和细格子等两个方向都规则的图案；旋转、缩小或按整数倍放大的贴入部分不会被发现；事后缩放整张图会抹去痕迹。",
        "Patterns regular in both directions, as screens, gauze and fine checks; what was rotated, reduced or enlarged by a whole "
        "number stays unseen; resizing the whole picture afterwards takes the trace.",
    ),
    worthless_when=Bilingual(
        "不是 JPEG，在修改之后又被缩小或压缩（聊天软件都会这样做）、太小或没有纹理。",
        "No JPEG; or the picture was made smaller or compressed again after the change, as every chat app does, or is small or plain.",
    ),
    signals=(
        Signal(
            "inconsistent",
            Outcome.WARN,
            Grade.C,
            Bilingual(
                "纱网、格子布、显示屏等细密图案会产生同样的周期；拼图、表情贴纸、放大的细节插图和手机的局部数码变焦合成也会。",
                "Gauze, checked cloth, displays and other fine patterns have such rhythms too; so do collages, stickers, an enlarged "
                "detail set into the picture, and a phone's merging of lenses.",
            ),
        ),
        Signal("consistent", Outcome.CANNOT_TELL, None, _NEUTRAL),
        Signal("not-calibrated", Outcome.CANNOT_TELL, None, _NEUTRAL),
        Signal("not-applicable", Outcome.NOT_APPLICABLE, None, _NEUTRAL),
    ),
    read=_read,
)
