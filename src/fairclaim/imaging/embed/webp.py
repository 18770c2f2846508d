"""XMP into a WebP: the chunk ``XMP `` behind the pixels and its flag in VP8X, which is made where it is missing (RFC 9649)."""

from fairclaim.imaging.embed.room import no_room
from fairclaim.imaging.source import ByteSource
from fairclaim.imaging.splice import Splice
from fairclaim.imaging.structure import Part, Structure

_XMP_FLAG, _ALPHA_FLAG = 0x04, 0x10
_MAX_CANVAS_PX = 1 << 24


def webp_packet(data: ByteSource, structure: Structure) -> bytes | None:
    """Return the packet."""
    place = _place(structure)
    return place.payload(data) if place else None


def _place(structure: Structure) -> Part | None:
    return next((part for part in structure.parts if part.kind == "XMP "), None)


def embed_in_webp(data: ByteSource, structure: Structure, packet: bytes) -> list[Splice]:
    """Replace the chunk, or put one behind the last.

    Raises
    ------
    UsageError
        If the file's structure leaves no place for it.
    """
    end = 8 + int.from_bytes(data[4:8], "little")
    chunk = b"XMP " + len(packet).to_bytes(4, "little") + packet + b"\0" * (len(packet) % 2)
    old = _place(structure)
    if old is None:
        last = [part for part in structure.parts if not part.kind.startswith("ANMF.")][-1]
        behind = min(last.offset + last.size + last.size % 2, end)
        missing = behind % 2  # a last chunk of odd size whose padding was left out
        change = Splice(behind, 0, b"\0" * missing + chunk)
    else:
        change = Splice(old.offset - 8, min(old.size + old.size % 2 + 8, end - old.offset + 8), chunk)
    splices = [change, *_flagged(data, structure)]
    size = end - 8 + sum(splice.growth for splice in splices)
    if size >= 1 << 32:
        raise no_room("文件超过 RIFF 的上限 4 GiB", "it would exceed the 4 GiB of a RIFF file")
    return [Splice(4, 4, size.to_bytes(4, "little")), *splices]


def _flagged(data: ByteSource, structure: Structure) -> list[Splice]:
    """Return the change that makes VP8X say that there is XMP."""
    head = next((part for part in structure.parts if part.kind == "VP8X"), None)
    if head is not None:
        flags = data[head.offset : head.offset + 1][0] | _XMP_FLAG
        return [Splice(head.offset, 1, bytes([flags]))]
    height, width = structure.height or 0, structure.width or 0
    if not 0 < width <= _MAX_CANVAS_PX or not 0 < height <= _MAX_CANVAS_PX:
        raise no_room("没有写明尺寸", "it states no size")
    flags = _XMP_FLAG | (_ALPHA_FLAG if _has_alpha(data, structure) else 0)
    canvas = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return [Splice(12, 0, b"VP8X" + (10).to_bytes(4, "little") + bytes([flags, 0, 0, 0]) + canvas)]


def _has_alpha(data: ByteSource, structure: Structure) -> bool:
    """Read alpha_is_used of a lossless picture (RFC 9649, 3.4); a lossy one without VP8X has no alpha."""
    pixels = next((part for part in structure.parts if part.kind == "VP8L"), None)
    return pixels is not None and bool(data[pixels.offset + 4 : pixels.offset + 5][0] & 0x10)
