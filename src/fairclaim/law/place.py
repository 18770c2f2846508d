"""Where an act would be judged, and which figures hold there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from fairclaim.domain.bilingual import Bilingual
from fairclaim.law.errors import UnknownAreaError
from fairclaim.law.provision import Area, Tier
from fairclaim.law.statute_book import FIGURES_SERIES, TIERS, Book

PROVINCES: Final = {
    "11": Bilingual("北京", "Beijing"),
    "12": Bilingual("天津", "Tianjin"),
    "13": Bilingual("河北", "Hebei"),
    "14": Bilingual("山西", "Shanxi"),
    "15": Bilingual("内蒙古", "Inner Mongolia"),
    "21": Bilingual("辽宁", "Liaoning"),
    "22": Bilingual("吉林", "Jilin"),
    "23": Bilingual("黑龙江", "Heilongjiang"),
    "31": Bilingual("上海", "Shanghai"),
    "32": Bilingual("江苏", "Jiangsu"),
    "33": Bilingual("浙江", "Zhejiang"),
    "34": Bilingual("安徽", "Anhui"),
    "35": Bilingual("福建", "Fujian"),
    "36": Bilingual("江西", "Jiangxi"),
    "37": Bilingual("山东", "Shandong"),
    "41": Bilingual("河南", "Henan"),
    "42": Bilingual("湖北", "Hubei"),
    "43": Bilingual("湖南", "Hunan"),
    "44": Bilingual("广东", "Guangdong"),
    "45": Bilingual("广西", "Guangxi"),
    "46": Bilingual("海南", "Hainan"),
    "50": Bilingual("重庆", "Chongqing"),
    "51": Bilingual("四川", "Sichuan"),
    "52": Bilingual("贵州", "Guizhou"),
    "53": Bilingual("云南", "Yunnan"),
    "54": Bilingual("西藏", "Tibet"),
    "61": Bilingual("陕西", "Shaanxi"),
    "62": Bilingual("甘肃", "Gansu"),
    "63": Bilingual("青海", "Qinghai"),
    "64": Bilingual("宁夏", "Ningxia"),
    "65": Bilingual("新疆", "Xinjiang"),
}
"""Provinces of the mainland, whose courts apply these provisions. Source: GB/T 2260-2007."""

ANYWHERE: Final = Bilingual("全国（未指定省份）", "anywhere in China (no province given)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place and the tiers that hold there.

    Parameters
    ----------
    code : str or None
        As given, without trailing zeros; None for anywhere.
    areas : tuple of Area
        Whose figures were used; empty where the national range stands in.
    tiers : tuple of Tier
        From the smallest; empty before the interpretation came into force.
    """

    code: str | None
    name: Bilingual
    areas: tuple[Area, ...]
    tiers: tuple[Tier, ...]


def place_at(code: str | None, *, on: date, book: Book) -> Place:
    """Return a place and its tiers on a day.

    Parameters
    ----------
    code : str or None
        GB/T 2260: two digits, or four or six for a city or county; None for anywhere.

    Raises
    ------
    UnknownAreaError
        If it is no code of a province of the mainland.
    """
    national = _national(on, book)
    if code is None:
        return Place(code=None, name=ANYWHERE, areas=(), tiers=national)
    province, city = _parsed(code)
    areas = _areas(book.areas, province, city) if national else ()
    name = areas[0].name if len(areas) == 1 else PROVINCES[province]
    return Place(code=city or province, name=name, areas=areas, tiers=_spanned(areas) if areas else national)


def _parsed(code: str) -> tuple[str, str | None]:
    """Return province and, where one is named, city."""
    text = code.strip()
    if not text.isascii() or not text.isdigit() or len(text) not in (2, 4, 6) or text[:2] not in PROVINCES:
        raise UnknownAreaError(code)
    return text[:2], None if text[2:4] in ("", "00") else text[:4]


def _areas(areas: Sequence[Area], province: str, city: str | None) -> tuple[Area, ...]:
    here = [area for area in areas if area.province == province]
    exact = [area for area in here if city in area.cities]
    return tuple(exact or here)


def _national(on: date, book: Book) -> tuple[Tier, ...]:
    version = book.in_force(FIGURES_SERIES, on)
    if version is None:
        return ()
    return tuple(Tier(name=figure.name, low=figure.low, high=figure.high) for figure in version.figures)


def _spanned(areas: Sequence[Area]) -> tuple[Tier, ...]:
    """Return tiers that span the figures of several areas."""
    spans = []
    for index, name in enumerate(TIERS):
        amounts = [area.tiers[index].low for area in areas]
        spans.append(Tier(name=name, low=min(amounts), high=max(amounts)))
    return tuple(spans)
