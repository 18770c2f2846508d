"""The texts a file carries, decoded: one list over PNG texts, EXIF comments and blobs in JPEG segments.

Decoding never fails. Characters that cannot be shown safely (controls, text-direction marks, lone surrogates) are
kept for parsing and replaced by `shown` before a person sees them.
"""

from dataclasses import dataclass

from fairclaim.imaging.metadata import Metadata

XMP_KEYWORD = "XML:com.adobe.xmp"
"""PNG keyword of an XMP packet (XMP specification part 3, 1.1.5)."""

_EXIF_TEXTS = ("UserComment", "ImageDescription")
_MAX_TEXTS = 256
_MAX_XMP_BYTES = 4 << 20


@dataclass(frozen=True, slots=True)
class CarriedText:
    """One decoded text.

    Parameters
    ----------
    carrier : str
        As in `fairclaim.imaging.metadata.TextEntry`.
    keyword : str
        PNG keyword, or "".
    text : str
        Decoded; may hold any character.
    """

    carrier: str
    keyword: str
    text: str

    @property
    def place(self) -> str:
        """Carrier and keyword in one word, for people."""
        return f"{self.carrier} {shown(self.keyword)}" if self.keyword else self.carrier


def carried_texts(metadata: Metadata) -> tuple[CarriedText, ...]:
    """Return every text outside XMP, at most 256 of them, those named AIGC first; equal ones once."""
    by_name = sorted(metadata.texts, key=lambda entry: "AIGC" not in entry.keyword.upper())
    found = [
        CarriedText(entry.carrier, entry.keyword, _decoded(entry.carrier, entry.value))
        for entry in by_name[:_MAX_TEXTS]
        if not _is_xmp(entry.keyword, entry.value)
    ]
    carriers = {one.carrier for one in found}
    for tag in _EXIF_TEXTS:
        value = metadata.exif.get(tag)
        if isinstance(value, bytes | str) and f"exif:{tag}" not in carriers:
            raw = value if isinstance(value, bytes) else value.encode("utf-8", "surrogatepass")
            found.append(CarriedText(f"exif:{tag}", "", _decoded(f"exif:{tag}", raw)))
    return tuple(dict.fromkeys(found))


def xmp_packets(metadata: Metadata) -> tuple[bytes, ...]:
    """Return the XMP packets, 4 MiB together, those included that a writer put into an ordinary PNG text."""
    strays = (entry.value for entry in metadata.texts[:_MAX_TEXTS] if _is_xmp(entry.keyword, entry.value))
    packets: list[bytes] = []
    room = _MAX_XMP_BYTES
    for packet in dict.fromkeys((*metadata.xmp, *strays)):
        room -= len(packet)
        if room < 0:
            break
        packets.append(packet)
    return tuple(packets)


def decode_text(value: bytes) -> str:
    """Decode as UTF-16 or UTF-8 with mark, UTF-8, GB 18030, and at last Latin-1, which always succeeds."""
    if value.startswith((b"\xff\xfe", b"\xfe\xff")):
        return value.decode("utf-16", "replace")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return value.decode(encoding)
        except UnicodeDecodeError:
            continue
    return value.decode("latin-1")


def decode_user_comment(value: bytes) -> str:
    """Decode EXIF UserComment: an eight-byte character code, then the text (EXIF 2.32, 4.6.5).

    Writers disagree on the byte order behind ``UNICODE``; the side on which the zero bytes stand decides.
    A value without any known code is read as plain text.
    """
    code, body = value[:8], value[8:]
    if code == b"UNICODE\0":
        return _decode_utf16(body)
    if code in (b"ASCII\0\0\0", b"JIS\0\0\0\0\0", bytes(8)):
        return decode_text(body).strip("\0")
    return decode_text(value).strip("\0")


def shown(text: str, *, limit: int = 120) -> str:
    """Return a text that is safe to print: one line, printable characters only, at most ``limit`` long."""
    head = "".join(char if char.isprintable() else "·" for char in text[: limit + 1])
    return head if len(head) <= limit else head[: limit - 1] + "…"


def _decoded(carrier: str, value: bytes) -> str:
    if carrier == "exif:UserComment":
        return decode_user_comment(value)
    if carrier.startswith("exif:XP"):
        return value.decode("utf-16-le", "replace").strip("\0")
    return decode_text(value).strip("\0")


def _decode_utf16(body: bytes) -> str:
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return body.decode("utf-16", "replace").strip("\0")
    zeros_first, zeros_second = body[0::2].count(0), body[1::2].count(0)
    if not zeros_first and not zeros_second:
        return decode_text(body)
    encoding = "utf-16-be" if zeros_first >= zeros_second else "utf-16-le"
    return body.decode(encoding, "replace").strip("\0")


def _is_xmp(keyword: str, value: bytes) -> bool:
    return keyword == XMP_KEYWORD or value[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<x:xmpmeta", b"<?xpacket"))
