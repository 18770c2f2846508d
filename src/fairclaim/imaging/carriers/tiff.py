"""Metadata carried by a TIFF's first directory: EXIF is the file itself; XMP is tag 700, C2PA tag 52545."""

from fairclaim.imaging.found import Found
from fairclaim.imaging.ifd import byte_order, read_directory
from fairclaim.imaging.structure import Structure

_XMP, _C2PA = 700, 52545


def collect_tiff(data: bytes, structure: Structure, found: Found) -> None:
    """Read the tags of ``IFD0`` and the directories it points at."""
    found.add_exif(data)
    for name in (f"0x{_XMP:04X}", "XMLPacket", f"0x{_C2PA:04X}"):
        found.exif.tags.pop(name, None)
    order = byte_order(data)
    first = next((part for part in structure.parts if part.kind == "IFD0"), None)
    directory = read_directory(data, first.offset, order) if order and first else None
    if directory is None:
        return
    entry = directory.find(_XMP)
    if entry is not None:
        found.add_xmp(data[entry.offset : entry.offset + entry.size])
    found.has_c2pa = directory.find(_C2PA) is not None
