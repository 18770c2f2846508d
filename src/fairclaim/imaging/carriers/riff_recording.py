"""Metadata carried by AVI and WAV: INFO lists, a chunk ``AIGC``, ID3, XMP (``_PMX``)."""

from fairclaim.imaging.carriers.id3 import MAX_TAG_BYTES, collect_id3
from fairclaim.imaging.found import Found
from fairclaim.imaging.source import ByteSource
from fairclaim.imaging.structure import Structure

_LABEL, _XMP = "AIGC", "_PMX"
_ID3 = frozenset({"id3 ", "ID3 "})


def collect_riff_recording(data: ByteSource, structure: Structure, found: Found) -> None:
    """Read what can be a text; the label is a chunk of its own (WAV) or one of an INFO list (AVI)."""
    for part in structure.parts:
        if part.size > MAX_TAG_BYTES:
            continue
        name = part.kind.removeprefix("INFO.")
        if part.kind.startswith("INFO.") or name.upper() == _LABEL:
            found.add_text(f"riff:{part.kind}", part.payload(data).rstrip(b"\0"), keyword=name)
        elif name == _XMP:
            found.add_xmp(part.payload(data))
        elif name in _ID3:
            collect_id3(part.payload(data), found)
