"""How a JPEG was compressed: tables, quality, subsampling (ITU-T T.81), read from its segments."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from fairclaim.imaging.metadata import JpegCoding
from fairclaim.imaging.structure import Part, Structure

Table = tuple[int, ...]

# T.81 figure A.6: the natural (row-major) position of each coefficient in zigzag order.
_ZIGZAG = tuple(
    sorted(range(64), key=lambda i: (i // 8 + i % 8, i // 8 if (i // 8 + i % 8) % 2 else i % 8)),
)

# T.81 tables K.1 and K.2, row-major.
ANNEX_K_LUMINANCE: Table = (
    *(16, 11, 10, 16, 24, 40, 51, 61),
    *(12, 12, 14, 19, 26, 58, 60, 55),
    *(14, 13, 16, 24, 40, 57, 69, 56),
    *(14, 17, 22, 29, 51, 87, 80, 62),
    *(18, 22, 37, 56, 68, 109, 103, 77),
    *(24, 35, 55, 64, 81, 104, 113, 92),
    *(49, 64, 78, 87, 103, 121, 120, 101),
    *(72, 92, 95, 98, 112, 100, 103, 99),
)
ANNEX_K_CHROMINANCE: Table = (
    *(17, 18, 24, 47, 99, 99, 99, 99),
    *(18, 21, 26, 66, 99, 99, 99, 99),
    *(24, 26, 56, 99, 99, 99, 99, 99),
    *(47, 66, 99, 99, 99, 99, 99, 99),
    *(99, 99, 99, 99, 99, 99, 99, 99),
    *(99, 99, 99, 99, 99, 99, 99, 99),
    *(99, 99, 99, 99, 99, 99, 99, 99),
    *(99, 99, 99, 99, 99, 99, 99, 99),
)
_SUBSAMPLINGS = {(1, 1): "4:4:4", (2, 1): "4:2:2", (2, 2): "4:2:0"}


def scaled_table(base: Table, quality: int) -> Table:
    """Return the table that libjpeg makes of ``base`` at ``quality`` (1 to 100), baseline-limited to 1 to 255.

    Source: IJG libjpeg, ``jpeg_quality_scaling`` and ``jpeg_add_quant_table``.

    Examples
    --------
    >>> scaled_table(ANNEX_K_LUMINANCE, 50) == ANNEX_K_LUMINANCE
    True
    """
    scale = 5000 // quality if quality < 50 else 200 - 2 * quality
    return tuple(min(max((value * scale + 50) // 100, 1), 255) for value in base)


@cache
def _standard_tables(base: Table) -> tuple[Table, ...]:
    return tuple(scaled_table(base, quality) for quality in range(1, 101))


def estimate_quality(luminance: Table) -> int:
    """Return the libjpeg quality (1 to 100) whose luminance table lies nearest, by the sum of absolute differences.

    Among equally near ones the highest is taken: at quality 1 and 2 the tables run into 255 and coincide in parts.
    """
    distances = [
        sum(abs(mine - theirs) for mine, theirs in zip(luminance, table, strict=True))
        for table in _standard_tables(ANNEX_K_LUMINANCE)
    ]
    nearest = min(distances)
    return max(quality for quality, distance in enumerate(distances, start=1) if distance == nearest)


def read_jpeg_coding(data: bytes, structure: Structure) -> JpegCoding | None:
    """Read tables and sampling from a walked JPEG; None where its headers hold too little.

    Parameters
    ----------
    data : bytes
        The whole file.
    structure : Structure
        Its parts, of media type ``image/jpeg``.

    Returns
    -------
    JpegCoding or None
        ``quality`` and ``is_standard`` speak of the tables that the first frame's components name.
    """
    tables = _tables(data, structure.parts)
    frame = next((part for part in structure.parts if part.kind.startswith("SOF")), None)
    components = _components(frame.payload(data)) if frame else ()
    if frame is None or not components or components[0][2] not in tables:
        return None
    luminance = tables[components[0][2]]
    quality = estimate_quality(luminance)
    chrominance = [tables[table] for _, _, table in components[1:3] if table in tables]
    return JpegCoding(
        tables=MappingProxyType(tables),
        quality=quality,
        is_standard=luminance == scaled_table(ANNEX_K_LUMINANCE, quality)
        and all(table == scaled_table(ANNEX_K_CHROMINANCE, quality) for table in chrominance),
        subsampling=_subsampling(components),
        is_progressive=frame.kind == "SOF2",
    )


def _tables(data: bytes, parts: tuple[Part, ...]) -> dict[int, Table]:
    """Read every DQT before the first scan (B.2.4.1): precision and id in one byte, then 64 values in zigzag order."""
    tables: dict[int, Table] = {}
    for part in parts:
        if part.kind == "SOS":
            break
        if part.kind == "DQT":
            tables.update(_tables_of(part.payload(data)))
    return tables


def _tables_of(payload: bytes) -> Mapping[int, Table]:
    tables: dict[int, Table] = {}
    at = 0
    while at < len(payload):
        unit = 2 if payload[at] >> 4 else 1
        values = payload[at + 1 : at + 1 + 64 * unit]
        if len(values) == 64 * unit:
            zigzag = [int.from_bytes(values[i : i + unit], "big") for i in range(0, 64 * unit, unit)]
            natural = [0] * 64
            for position, value in zip(_ZIGZAG, zigzag, strict=True):
                natural[position] = value
            tables[payload[at] & 15] = tuple(natural)
        at += 1 + 64 * unit
    return tables


def _components(header: bytes) -> tuple[tuple[int, int, int], ...]:
    """Read (horizontal, vertical, table id) of each component of a frame header (B.2.2)."""
    count = header[5] if len(header) > 5 else 0
    if len(header) < 6 + 3 * count:
        return ()
    return tuple((header[i + 1] >> 4, header[i + 1] & 15, header[i + 2]) for i in range(6, 6 + 3 * count, 3))


def _subsampling(components: tuple[tuple[int, int, int], ...]) -> str:
    if len(components) == 1:
        return "4:0:0"
    if len(components) != 3 or components[1][:2] != components[2][:2]:
        return "other"
    (luma_h, luma_v, _), (chroma_h, chroma_v, _) = components[0], components[1]
    if not chroma_h or not chroma_v or luma_h % chroma_h or luma_v % chroma_v:
        return "other"
    return _SUBSAMPLINGS.get((luma_h // chroma_h, luma_v // chroma_v), "other")
