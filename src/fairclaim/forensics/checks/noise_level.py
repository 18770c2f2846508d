"""Whether one place of the photo is noisier or cleaner than its brightness and texture let expect. Never more than a hint."""

from collections.abc import Sequence

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.exhibit import Role
from fairclaim.domain.finding import Grade, Outcome
from fairclaim.forensics.case import Case
from fairclaim.forensics.check import Check, Cost, Reading, Signal
from fairclaim.forensics.noise_field import MOST, NoiseField, NoNoise, noise_field
from fairclaim.forensics.trace_signal import Standing, is_lossless, is_too_compressed, standing
from fairclaim.forensics.traces import to_trace_map
from fairclaim.imaging.photo import Photo


def _read(case: Case) -> Sequence[Reading]:
    return [_read_photo(photo) for photo in case.claims]


def _read_photo(photo: Photo) -> Reading:
    if is_lossless(photo):
        return Reading(signal="not-applicable", exhibits=(photo.id,), reason=_LOSSLESS)
    if is_too_compressed(photo):
        return Reading(signal="not-applicable", exhibits=(photo.id,), reason=_WHY_NOT[NoNoise.COMPRESSED])
    field = noise_field(photo.raster.pixels)
    if isinstance(field, NoNoise):
        return Reading(signal="not-applicable", exhibits=(photo.id,), reason=_WHY_NOT[field])
    match standing(CHECK.name, photo, field.score):
        case Standing.ABOVE:
            return _inconsistent(photo, field)
        case Standing.WITHIN:
            signal, reason = "consistent", _CONSISTENT
        case Standing.UNPROMISED:
            signal, reason = "not-calibrated", _NOT_CALIBRATED
    return Reading(signal=signal, exhibits=(photo.id,), reason=reason, score=field.score)


def _inconsistent(photo: Photo, field: NoiseField) -> Reading:
    return Reading(
        signal="inconsistent",
        exhibits=(photo.id,),
        reason=_INCONSISTENT.format(ratio=f"{field.ratio:.2f}", score=f"{field.score:.1f}"),
        regions=(field.box,),
        map=to_trace_map(
            abs(field.deviation), photo.raster.height, photo.raster.width, least=0, full=MOST, cell_px=field.block_px
        ),
        score=field.score,
    )


_INCONSISTENT = Bilingual(
    "框内的噪点约为图中同等亮度和纹理处的 {ratio} 倍，与全图的差异达 {score} 个离散单位。"
    "这里可能经过涂抹、填补或拼贴，也可能只是材质特殊。",
    "The marked place has about {ratio} times the noise of places alike in brightness and texture, {score} spreads away from the "
    "rest. It may have been retouched, filled or pasted; its material may also just be unusual.",
)
_CONSISTENT = Bilingual(
    "没有哪一处的噪点明显不同。这不说明图片未经修改。",
    "No place stands out by its noise. That does not say that the picture is unchanged.",
)
_NOT_CALIBRATED = Bilingual(
    "已测量噪点，但这种画质的图片还没有经过检验的阈值，因此不下结论。",
    "The noise was measured, but no tested threshold exists for pictures of this quality, so nothing is concluded.",
)
_WHY_NOT = {
    NoNoise.SMALL: Bilingual("图片太小，无法比较噪点。", "The picture is too small to compare noise."),
    NoNoise.COMPRESSED: Bilingual(
        "压缩已抹去噪点，无法比较。", "Compression has taken the noise; there is nothing to compare."
    ),
    NoNoise.CLIPPED: Bilingual(
        "大部分画面过亮、过暗或没有纹理起伏，无法比较噪点。",
        "Most of the picture is too bright, too dark or plain; there is too little noise to compare.",
    ),
}
_LOSSLESS = Bilingual(
    "文件不是 JPEG（例如截图或转存的图片），最细微的痕迹因格式而异，无法比较。这不说明任何问题。",
    "The file is no JPEG, as a screenshot or a converted picture: its finest traces differ with the format and cannot be compared. "
    "This says nothing against the picture.",
)
_NEUTRAL = Bilingual("绝大多数照片都是如此。", "Most photos are like this.")

CHECK = Check(
    name="noise-level",
    title=Bilingual("噪点是否处处一致？", "Does the noise agree all over the photo?"),
    reads=frozenset({Role.CLAIM}),
    cost=Cost.LIGHT,
    source="Noise curves: Colom & Buades Image Processing On Line 3, 2013; groups of deviating blocks: Gardella et al. 2021 (Noisesniffer)",
    fooled_by=Bilingual(
        "粗糙或反光的材质、虚实分明的景深、手机的局部降噪与美颜；事后给整张图加噪点会掩盖痕迹。",
        "Rough or glossy materials, shallow focus, a phone's local noise reduction or beautifying; noise added to the whole picture "
        "afterwards hides the trace.",
    ),
    worthless_when=Bilingual(
        "不是 JPEG，被缩小或再次压缩（聊天软件都会这样做）、太小、过曝或过暗。",
        "No JPEG; or the picture was made smaller or compressed again, as every chat app does, or is small, overexposed or dark.",
    ),
    signals=(
        Signal(
            "inconsistent",
            Outcome.WARN,
            Grade.C,
            Bilingual(
                "细密织物、毛绒、金属漆、虚化的背景、暗部提亮和手机的局部降噪都会让一处的噪点与别处不同；打码、贴图和文字标注也会。",
                "Fine cloth, plush, metallic paint, blurred backgrounds, lifted shadows and a phone's local noise reduction make one "
                "place differ; so do blurring a name, stickers and captions.",
            ),
        ),
        Signal("consistent", Outcome.CANNOT_TELL, None, _NEUTRAL),
        Signal("not-calibrated", Outcome.CANNOT_TELL, None, _NEUTRAL),
        Signal("not-applicable", Outcome.NOT_APPLICABLE, None, _NEUTRAL),
    ),
    read=_read,
)
