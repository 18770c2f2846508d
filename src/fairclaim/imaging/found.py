"""What a reading of metadata has collected so far, never more than the limits allow."""

import zlib
from dataclasses import dataclass, field
from types import MappingProxyType

from fairclaim.imaging.exif import Exif, parse_exif
from fairclaim.imaging.limits import Limits
from fairclaim.imaging.metadata import JpegCoding, Metadata, TextEntry

_MAX_TEXTS = 4096
_MAX_XMP_PACKETS = 64
_MAX_EXIF_BLOCKS = 4


@dataclass
class Found:
    """Collects; `to_metadata` ends it. The first EXIF block that says anything is the one that counts."""

    limits: Limits
    exif: Exif = field(default_factory=Exif)
    xmp: list[bytes] = field(default_factory=list)
    texts: list[TextEntry] = field(default_factory=list)
    has_c2pa: bool = False
    kept_bytes: int = 0
    exif_blocks: int = 0

    def add_text(self, carrier: str, value: bytes, *, keyword: str = "", after_pixels: bool = False) -> None:
        """Keep a text, cut to what one text and all texts together may hold."""
        value = value[: self._room(self.limits.text_bytes)]
        if len(self.texts) < _MAX_TEXTS:
            self.kept_bytes += len(value)
            self.texts.append(TextEntry(carrier, keyword, value, after_pixels))

    def add_xmp(self, packet: bytes) -> None:
        """Keep an XMP packet whole, or leave it out where it is too large."""
        if packet and len(self.xmp) < _MAX_XMP_PACKETS and len(packet) <= self._room(self.limits.xmp_bytes):
            self.kept_bytes += len(packet)
            self.xmp.append(packet)

    def add_exif(self, block: bytes) -> None:
        """Parse an EXIF block, with or without ``Exif`` and two NULs in front."""
        if self.exif.tags or self.exif_blocks >= _MAX_EXIF_BLOCKS:
            return
        self.exif_blocks += 1
        self.exif = parse_exif(block.removeprefix(b"Exif\x00\x00"), limits=self.limits)
        for name, value in self.exif.texts:
            self.add_text(f"exif:{name}", value)

    def inflate(self, packed: bytes) -> bytes:
        """Decompress a zlib stream up to what there is room for; a damaged one gives nothing."""
        room = self._room(self.limits.text_bytes)
        if not room:
            return b""
        try:
            return zlib.decompressobj().decompress(packed, room)
        except zlib.error:
            return b""

    def _room(self, most: int) -> int:
        return max(min(most, self.limits.texts_bytes - self.kept_bytes), 0)

    def to_metadata(self, *, jpeg: JpegCoding | None) -> Metadata:
        """Freeze what was found."""
        return Metadata(
            exif=MappingProxyType(dict(self.exif.tags)),
            thumbnail=self.exif.thumbnail,
            xmp=tuple(self.xmp),
            texts=tuple(self.texts),
            jpeg=jpeg,
            has_c2pa=self.has_c2pa,
        )
