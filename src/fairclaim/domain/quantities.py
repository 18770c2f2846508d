"""What an honest photo has a limit of, in words and units that read naturally in both languages.

The names are those of ``fairclaim.imaging.limits.Limits``; an unknown one is shown as it is.
"""

from fairclaim.domain.bilingual import Bilingual

_NAMES = {
    "size_bytes": Bilingual("文件大小", "the size of the file"),
    "memory_bytes": Bilingual("解码所需内存", "the memory needed to decode it"),
    "pixels": Bilingual("像素总数", "its area"),
    "side_px": Bilingual("长边", "the longer side"),
    "frames": Bilingual("文件内的画面数量", "the number of pictures in the file"),
    "scans": Bilingual("渐进式扫描的次数", "the number of progressive scans"),
    "parts": Bilingual("文件内的数据块数量", "the number of parts in the file"),
}
_UNITS = {
    "pixels": Bilingual("", "pixels"),
    "side_px": Bilingual("像素", "px"),
    "frames": Bilingual("帧", ""),
    "scans": Bilingual("次", ""),
    "parts": Bilingual("个", ""),
}
_MEGA = 1_000_000
_WAN = 10_000


def quantity_name(quantity: str) -> Bilingual:
    """Return what is limited, as the subject of a sentence."""
    return _NAMES.get(quantity, Bilingual(quantity, quantity))


def amounts(quantity: str, *values: int) -> tuple[Bilingual, ...]:
    """Return values of one quantity with their unit: rounded, unless two that differ would read the same.

    Examples
    --------
    >>> [amount.zh for amount in amounts("size_bytes", 31_200_000, 25_000_000)]
    ['31.2 MB', '25 MB']
    >>> [amount.en for amount in amounts("pixels", 169_000_000, 60_000_000)]
    ['169 million pixels', '60 million pixels']
    """
    rounded = tuple(_rounded(quantity, value) for value in values)
    are_distinct = len({amount.zh for amount in rounded}) == len({amount.en for amount in rounded}) == len(set(values))
    return rounded if are_distinct else tuple(_exact(quantity, value) for value in values)


def _rounded(quantity: str, value: int) -> Bilingual:
    if quantity.endswith("_bytes") and value >= _MEGA // 10:
        text = f"{_short(value / _MEGA)} MB"
        return Bilingual(text, text)
    if quantity == "pixels" and value >= _MEGA:
        zh = f"{_short(value / _WAN)} 万" if value < _WAN**2 else f"{_short(value / _WAN**2, places=2)} 亿"
        return Bilingual(zh, f"{_short(value / _MEGA)} million pixels")
    return _exact(quantity, value)


def _exact(quantity: str, value: int) -> Bilingual:
    if quantity.endswith("_bytes"):
        return Bilingual(f"{value:,} 字节", f"{value:,} bytes")
    unit = _UNITS.get(quantity, Bilingual("", ""))
    return Bilingual(f"{value:,} {unit.zh}".rstrip(), f"{value:,} {unit.en}".rstrip())


def _short(value: float, *, places: int = 1) -> str:
    text = f"{value:.{places}f}"
    return text.rstrip("0").removesuffix(".") if "." in text else text
