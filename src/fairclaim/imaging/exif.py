"""EXIF blocks: a TIFF header and its directories (CIPA DC-008). A broken one says what it can and never raises."""

from dataclasses import dataclass, field

from PIL import ExifTags

from fairclaim.imaging.ifd import (
    ASCII,
    UNDEFINED,
    Directory,
    Entry,
    Order,
    byte_order,
    fractions,
    integers,
    read_directory,
)
from fairclaim.imaging.limits import Limits
from fairclaim.imaging.metadata import ExifValue

_EXIF_POINTER, _GPS_POINTER = 0x8769, 0x8825
_THUMBNAIL_OFFSET, _THUMBNAIL_LENGTH = 0x0201, 0x0202
_POINTERS = frozenset({_EXIF_POINTER, _GPS_POINTER, 0xA005})
_MAX_NUMBERS = 1024
_BYTE_TYPES = frozenset({1, 6, UNDEFINED})
_RAW_TEXTS = {0x9286: "UserComment", 0x010E: "ImageDescription", 0x9C9C: "XPComment"}


@dataclass
class Exif:
    """What one block says.

    Parameters
    ----------
    tags : dict of str to ExifValue
        By name; ``Thumbnail.`` in front of those of the second directory, ``0x1234`` for a tag without a name.
    thumbnail : bytes or None
        The embedded JPEG.
    texts : list of (str, bytes)
        Free-text tags as raw bytes.
    """

    tags: dict[str, ExifValue] = field(default_factory=dict)
    thumbnail: bytes | None = None
    texts: list[tuple[str, bytes]] = field(default_factory=list)


def parse_exif(block: bytes, *, limits: Limits) -> Exif:
    """Read IFD0, Exif, GPS and the thumbnail's directory of a block that begins with a TIFF header.

    Values are cut at ``limits.text_bytes``; reading stops when all of them together reach ``limits.texts_bytes``.
    Where a tag stands twice, the first counts.
    """
    order = byte_order(block)
    if order is None:
        return Exif()
    reading = _Reading(block, order, limits)
    first = read_directory(block, int.from_bytes(block[4:8], order), order)
    if first is None:
        return reading.exif
    reading.take(first, ExifTags.TAGS, "")
    reading.follow(first, _EXIF_POINTER, ExifTags.TAGS)
    reading.follow(first, _GPS_POINTER, ExifTags.GPSTAGS)
    second = read_directory(block, first.next, order)
    if second is not None and second.offset != first.offset:
        reading.take(second, ExifTags.TAGS, "Thumbnail.")
        reading.exif.thumbnail = _thumbnail(block, second, order)
    return reading.exif


class _Reading:
    def __init__(self, block: bytes, order: Order, limits: Limits) -> None:
        self.block = block
        self.order = order
        self.limits = limits
        self.exif = Exif()
        self.room = limits.texts_bytes

    def follow(self, directory: Directory, pointer: int, names: dict[int, str]) -> None:
        entry = directory.find(pointer)
        offsets = integers(self.block, entry, self.order, most=1) if entry else ()
        nested = read_directory(self.block, offsets[0], self.order) if offsets else None
        if nested is not None:
            self.take(nested, names, "")

    def take(self, directory: Directory, names: dict[int, str], prefix: str) -> None:
        for entry in directory.entries:
            if entry.tag in _POINTERS or not entry.is_whole or not entry.count:
                continue
            self.room -= min(entry.size, self.limits.text_bytes)
            if self.room < 0:
                return
            name = prefix + names.get(entry.tag, f"0x{entry.tag:04X}")
            value = _value(self.block, entry, self.order, self.limits.text_bytes)
            if value is not None:
                self.exif.tags.setdefault(name, value)
            if entry.tag in _RAW_TEXTS and not prefix and names is ExifTags.TAGS:
                self.exif.texts.append((_RAW_TEXTS[entry.tag], _raw(self.block, entry, self.limits.text_bytes)))


def _raw(block: bytes, entry: Entry, most: int) -> bytes:
    return block[entry.offset : entry.offset + min(entry.size, most)]


def _value(block: bytes, entry: Entry, order: Order, most: int) -> ExifValue | None:
    if entry.type == ASCII:
        return to_text(_raw(block, entry, most))
    if entry.type == UNDEFINED or (entry.type in _BYTE_TYPES and entry.count > 1):
        return _raw(block, entry, most)
    whole = integers(block, entry, order, most=_MAX_NUMBERS)
    if len(whole) == 1:
        return whole[0]
    numbers = whole or fractions(block, entry, order, most=_MAX_NUMBERS)
    if not numbers:
        return None
    return float(numbers[0]) if len(numbers) == 1 else tuple(float(number) for number in numbers)


def to_text(raw: bytes) -> str:
    """Decode an EXIF string: up to its first NUL, UTF-8 (which holds ASCII), else Latin-1 so that no byte is lost."""
    line = raw.partition(b"\x00")[0].strip()
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("latin-1")


def _thumbnail(block: bytes, directory: Directory, order: Order) -> bytes | None:
    entries = [directory.find(tag) for tag in (_THUMBNAIL_OFFSET, _THUMBNAIL_LENGTH)]
    numbers = [integers(block, entry, order, most=1) if entry else () for entry in entries]
    if not all(numbers):
        return None
    (offset,), (length,) = numbers
    picture = block[offset : offset + length] if length > 0 else b""
    return picture if picture.startswith(b"\xff\xd8") else None
