"""Weigh the camera's own statements: do size, thumbnail, coding and time agree with each other and with the order.

Everything here is weak. Metadata are copied with one command, clocks are wrong, platforms shrink and re-encode. So this
check never fails a picture, a missing statement is neutral, and whatever platforms and honest people do to a photo
every day (shrinking, cropping, re-encoding) is neutral too.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.exhibit import Role
from fairclaim.domain.finding import Grade, Outcome
from fairclaim.domain.order import Order
from fairclaim.forensics.case import Case
from fairclaim.forensics.check import Check, Cost, Reading, Signal
from fairclaim.forensics.labels.capture_time import CaptureTime, capture_time, exif_line
from fairclaim.imaging.metadata import Metadata
from fairclaim.imaging.photo import Photo
from fairclaim.imaging.structure import Structure

DELIVERY_MARGIN = timedelta(hours=24)
"""Parcels are opened before the delivery is recorded: pick-up points, neighbours, late scans."""

ASPECT_TOLERANCE = 0.02
"""Relative difference of aspect ratios that scaling to whole pixels and 8-pixel blocks leaves."""

BLOCK_PX = 16
"""Sizes within one coding block of each other count as equal; cameras and lossless rotation round to it."""

SMALLEST_PHOTO_PX = 300_000
"""640 × 480, the smallest picture of the oldest camera measured, has 307,200 pixels."""

_PADDED = (1600, 1200)
"""The 4:3 shape to which many cameras pad the thumbnails of their wider pictures."""

_OWN_TABLES = ("apple", "canon", "nikon", "sony", "panasonic", "olympus", "fujifilm")
"""Makers whose current cameras use their own quantisation tables; many Android phones use libjpeg's."""

_EDITORS = ("adobe", "gimp", "shotwell", "picasa", "uploader", "snapseed", "picsart", "meitu", "美图", "醒图")
"""Programs in ``Software`` after which a file is no longer the camera's own."""

_EDITED_ASPECT = Bilingual(
    "发送前裁剪、拼图、加边框或放大看清细节，都会造成这种不一致。",
    "Cropping, joining pictures, adding a frame, or enlarging to show a detail before sending causes this.",
)
_CLOCK_INNOCENT = Bilingual(
    "手机时钟或时区设置错误、电池耗尽后时钟复位、补发旧订单的照片、分批发货，都会造成时间不符。",
    "A wrong clock or time zone, a clock reset by an empty battery, a photo meant for an earlier order, or goods sent "
    "in several parcels cause this.",
)
_SIGNALS = (
    Signal("taken-before-order", Outcome.WARN, Grade.C, _CLOCK_INNOCENT),
    Signal("taken-before-delivery", Outcome.WARN, Grade.C, _CLOCK_INNOCENT),
    Signal(
        "taken-after-delivery",
        Outcome.PASS,
        None,
        Bilingual("拍摄时间可以改写，只能作微弱佐证。", "The time can be rewritten; this is weak support only."),
    ),
    Signal(
        "taken-after-claim",
        Outcome.NOT_APPLICABLE,
        None,
        Bilingual(
            "应要求补拍的照片自然晚于申请时间。",
            "A photo taken later on request naturally follows the claim.",
        ),
    ),
    Signal("size-mismatch", Outcome.WARN, Grade.C, _EDITED_ASPECT),
    Signal("thumbnail-mismatch", Outcome.WARN, Grade.C, _EDITED_ASPECT),
    Signal(
        "consistent-camera-file",
        Outcome.PASS,
        None,
        Bilingual(
            "相机信息可以整体复制到另一张图片上，只能作微弱佐证。",
            "Camera data can be copied onto another picture as a whole; this is weak support only.",
        ),
    ),
    Signal(
        "camera-data-incomplete",
        Outcome.NOT_APPLICABLE,
        None,
        Bilingual(
            "平台和聊天软件常会缩小、重新压缩图片，或只保留部分相机信息。",
            "Platforms and chat apps shrink and re-encode pictures and keep only part of the camera data.",
        ),
    ),
    Signal(
        "no-camera-data",
        Outcome.NOT_APPLICABLE,
        None,
        Bilingual(
            "聊天软件、截图和多数平台都会去掉相机信息。",
            "Chat apps, screenshots and most platforms remove camera data.",
        ),
    ),
)
_NO_CAMERA = Bilingual(
    "图片没有相机信息。这很常见，不说明任何问题。",
    "The picture carries no camera data. This is common and says nothing.",
)


def _read(case: Case) -> Sequence[Reading]:
    return [reading for photo in case.photos if photo.role in CHECK.reads for reading in _read_photo(photo, case.order)]


def _read_photo(photo: Photo, order: Order | None) -> Iterator[Reading]:
    if not _camera(photo.metadata):
        yield _reading("no-camera-data", photo, _NO_CAMERA)
        return
    disagreements = [one for one in (_size(photo), _thumbnail(photo)) if one is not None]
    for signal, reason in disagreements or [_agreement(photo)]:
        yield _reading(signal, photo, reason)
    moment = capture_time(photo.metadata)
    timing = _timing(moment, order) if moment and order else None
    if timing is not None:
        yield _reading(timing[0], photo, timing[1])


def _reading(signal: str, photo: Photo, reason: Bilingual) -> Reading:
    return Reading(signal=signal, exhibits=(photo.id,), reason=reason)


# What the file says of its camera and size ---------------------------------------------------------------------------


def _camera(metadata: Metadata) -> str:
    """Return make and model, or "" where either is missing or no camera's name."""
    make, model = exif_line(metadata, "Make"), exif_line(metadata, "Model")
    is_plausible = 0 < len(make) <= 64 and 0 < len(model) <= 64 and "{" not in make + model
    return f"{make} {model}" if is_plausible else ""


def _whole(metadata: Metadata, tag: str) -> int:
    """Return a size in pixels, or 0 where it is missing or no size."""
    value = metadata.exif.get(tag, 0)
    if isinstance(value, tuple) and len(value) == 1:
        value = value[0]
    if not isinstance(value, int | float) or not 0 < value < 1_000_000:
        return 0
    return int(value)


def _stated_size(metadata: Metadata) -> tuple[int, int] | None:
    """Return the picture's size as the camera wrote it, longer side first."""
    names = (("PixelXDimension", "PixelYDimension"), ("ExifImageWidth", "ExifImageHeight"))
    for width_tag, height_tag in names:
        width, height = _whole(metadata, width_tag), _whole(metadata, height_tag)
        if width and height:
            return max(width, height), min(width, height)
    return None


def _actual_size(structure: Structure) -> tuple[int, int] | None:
    if not structure.width or not structure.height:
        return None
    return max(structure.width, structure.height), min(structure.width, structure.height)


def _aspects_differ(one: tuple[int, int], other: tuple[int, int]) -> bool:
    ratio = (one[0] / one[1]) / (other[0] / other[1])
    tolerance = max(ASPECT_TOLERANCE, 2 / min(one[1], other[1]))
    return not 1 - tolerance <= ratio <= 1 + tolerance


def _is_cut(photo: Photo) -> bool:
    """Whether the picture has another shape than its camera wrote. Honest people crop, so this alone is neutral."""
    stated, actual = _stated_size(photo.metadata), _actual_size(photo.structure)
    return stated is not None and actual is not None and _aspects_differ(stated, actual)


def _size(photo: Photo) -> tuple[str, Bilingual] | None:
    """Find a picture larger than its camera wrote. Platforms shrink pictures; none is known to enlarge them."""
    stated, actual = _stated_size(photo.metadata), _actual_size(photo.structure)
    if stated is None or actual is None or actual[0] <= stated[0] + BLOCK_PX:
        return None
    sizes = f"{actual[0]}×{actual[1]}", f"{stated[0]}×{stated[1]}"
    return "size-mismatch", Bilingual(
        f"图片为 {sizes[0]} 像素，大于相机信息记录的 {sizes[1]}：拍摄后被放大或扩展过，或相机信息来自另一张图片。",
        f"The picture has {sizes[0]} pixels, more than its camera data say ({sizes[1]}): it was enlarged or extended "
        "afterwards, or the data belong to another picture.",
    )


def _thumbnail(photo: Photo) -> tuple[str, Bilingual] | None:
    """Find a thumbnail of another shape in a file that says it was not cut.

    Cameras that pad their thumbnail to 4:3 are let pass, and so is a file whose recorded size tells of the cut itself.
    """
    small, actual = _jpeg_size(photo.metadata.thumbnail), _actual_size(photo.structure)
    if small is None or actual is None or _is_cut(photo):
        return None
    if not _aspects_differ(small, actual) or not _aspects_differ(small, _PADDED):
        return None
    return "thumbnail-mismatch", Bilingual(
        f"内嵌缩略图为 {small[0]}×{small[1]}，与图片的长宽比（{actual[0]}×{actual[1]}）不同：拍摄后改变过画幅。",
        f"The embedded thumbnail ({small[0]}×{small[1]}) has another shape than the picture ({actual[0]}×{actual[1]}): "
        "it was cut or extended after capture.",
    )


def _jpeg_size(data: bytes | None) -> tuple[int, int] | None:
    """Return the frame size in a JPEG's header (ITU-T T.81, B.2.2), longer side first."""
    at = 2
    if data is None or not data.startswith(b"\xff\xd8"):
        return None
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = int.from_bytes(data[at + 5 : at + 7], "big"), int.from_bytes(data[at + 7 : at + 9], "big")
            return (max(width, height), min(width, height)) if width and height else None
        at += 2 + max(length, 2)
    return None


# Does the whole look like a file straight from that camera? ----------------------------------------------------------


def _agreement(photo: Photo) -> tuple[str, Bilingual]:
    missing = tuple(_departures(photo))
    camera, place = _camera(photo.metadata), _place(photo.metadata)
    if missing:
        return "camera-data-incomplete", Bilingual(
            f"相机信息为 {camera}，但无法当作相机原始文件核对（{'、'.join(one.zh for one in missing)}），"
            f"因此不作评价。{place.zh}",
            f"The camera data say {camera}, but cannot be checked as those of an original file "
            f"({', '.join(one.en for one in missing)}), so they are not weighed.{place.en}",
        )
    return "consistent-camera-file", Bilingual(
        f"相机信息（{camera}）的型号、尺寸、编码和拍摄时间相互一致。{place.zh}",
        f"The camera data ({camera}) agree with each other in model, size, coding and time.{place.en}",
    )


def _departures(photo: Photo) -> Iterator[Bilingual]:
    metadata, stated, actual = photo.metadata, _stated_size(photo.metadata), _actual_size(photo.structure)
    if stated is None:
        yield Bilingual("未记录尺寸", "no size recorded")
    elif _is_cut(photo):
        yield Bilingual("已被裁剪", "it was cropped")
    elif actual is not None and actual[0] < stated[0] - BLOCK_PX:
        yield Bilingual("已被缩小", "it was shrunk")
    if actual is not None and actual[0] * actual[1] < SMALLEST_PHOTO_PX:
        yield Bilingual("小于一般相机照片", "smaller than camera photos are")
    if capture_time(metadata) is None:
        yield Bilingual("没有可信的拍摄时间", "no believable time of capture")
    if metadata.jpeg is not None and metadata.jpeg.is_progressive:
        yield Bilingual("渐进式编码，相机不使用", "progressive coding, which cameras do not use")
    elif metadata.jpeg is not None and metadata.jpeg.is_standard and _uses_own_tables(metadata):
        yield Bilingual("量化表来自通用编码库，可能重新压缩过", "tables of a common library, as after re-encoding")
    if _names_editor(metadata):
        yield Bilingual("经其他软件保存", "saved by other software")


def _uses_own_tables(metadata: Metadata) -> bool:
    return exif_line(metadata, "Make").casefold().startswith(_OWN_TABLES)


def _names_editor(metadata: Metadata) -> bool:
    """Whether ``Software`` names a known program; cameras put their firmware there."""
    software = exif_line(metadata, "Software").casefold()
    return any(name in software for name in _EDITORS)


def _place(metadata: Metadata) -> Bilingual:
    """Note that there is a place; it is never weighed and never shown."""
    if "GPSLatitude" not in metadata.exif:
        return Bilingual("", "")
    return Bilingual("文件中有位置信息，未作评价。", " A place is recorded and was not weighed.")


# Time ----------------------------------------------------------------------------------------------------------------


def _timing(moment: CaptureTime, order: Order) -> tuple[str, Bilingual] | None:
    """Compare with the order's dates; None where the interval of possible times decides nothing."""
    taken = moment.text
    if order.placed_at and moment.latest < order.placed_at:
        return "taken-before-order", Bilingual(
            f"相机记录的拍摄时间 {taken} 早于下单时间 {order.placed_at.isoformat()}（已计入时区和时钟误差）。",
            f"The camera's time {taken} is before the order was placed, {order.placed_at.isoformat()} (time zones and "
            "clock error allowed for).",
        )
    expected = order.shipped_at or (order.delivered_at - DELIVERY_MARGIN if order.delivered_at else None)
    if expected and moment.latest < expected:
        return "taken-before-delivery", Bilingual(
            f"相机记录的拍摄时间 {taken} 早于商品可能到手的时间 {expected.isoformat()}（已计入时区和时钟误差）。",
            f"The camera's time {taken} is before the goods can have arrived, {expected.isoformat()} (time zones and "
            "clock error allowed for).",
        )
    if order.claimed_at and moment.earliest > order.claimed_at:
        return "taken-after-claim", Bilingual(
            f"相机记录的拍摄时间 {taken} 晚于申请时间，可能是之后补拍的。",
            f"The camera's time {taken} is after the claim was filed; it may have been taken later on request.",
        )
    if order.delivered_at and moment.earliest >= order.delivered_at:
        return "taken-after-delivery", Bilingual(
            f"相机记录的拍摄时间 {taken} 在签收之后。", f"The camera's time {taken} is after delivery."
        )
    return None


CHECK = Check(
    name="capture-metadata",
    title=Bilingual(
        "相机信息是否前后一致，并与订单时间相符？",
        "Do the camera data agree with each other and with the order's dates?",
    ),
    reads=frozenset({Role.CLAIM, Role.CHAT}),
    cost=Cost.INSTANT,
    source="CIPA DC-008 (EXIF 2.32); ITU-T T.81",
    fooled_by=Bilingual(
        "相机信息可用一条命令复制、改写或删除；时钟可以随意设置。",
        "Camera data are copied, rewritten or removed with one command; clocks can be set at will.",
    ),
    worthless_when=Bilingual(
        "没有相机信息，或图片经平台、聊天软件转发后。",
        "Without camera data, or after a platform or chat app handled the picture.",
    ),
    signals=_SIGNALS,
    read=_read,
)
