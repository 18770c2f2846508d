"""One provision of law as data: what it says in plain words, from when until when, its figures, and how sure we are.

No text of a law is copied here. Each statement carries the grade of certainty of whoever read it; whoever shows a statement shows
its grade.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fairclaim.domain.bilingual import Bilingual


class Certainty(StrEnum):
    """How a statement is known."""

    PRIMARY = "P"
    SECONDARY = "S"
    OBSERVED = "C"
    KNOWLEDGE = "K"
    INFERENCE = "I"


CERTAINTY_MEANS = {
    Certainty.PRIMARY: Bilingual(
        "原文，或读过原文者逐字引用", "the text itself, or quoted word for word by somebody who read it"
    ),
    Certainty.SECONDARY: Bilingual("报道、律师或研究页面", "press, lawyers' or research pages"),
    Certainty.OBSERVED: Bilingual("在公开代码或真实文件中看到", "seen in public code or real files"),
    Certainty.KNOWLEDGE: Bilingual("通行知识，使用前请核对原文", "general knowledge; check before relying on it"),
    Certainty.INFERENCE: Bilingual("我们的推断", "our own inference"),
}


class Unit(StrEnum):
    """What a figure counts."""

    FEN = "fen"
    """One hundredth of a yuan."""
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    ACT = "act"


class Field(StrEnum):
    """Which part of the law; also the name of the file a provision stands in."""

    CIVIL = "civil"
    ADMINISTRATIVE = "administrative"
    CRIMINAL = "criminal"
    PLATFORMS = "platforms"
    LABELS = "labels"
    PERSONAL_DATA = "personal-data"
    ABROAD = "abroad"
    """For orientation only."""


FIELD_NAMES = {
    Field.CIVIL: Bilingual("民事", "Civil law"),
    Field.ADMINISTRATIVE: Bilingual("治安管理", "Public-security law"),
    Field.CRIMINAL: Bilingual("刑事", "Criminal law"),
    Field.PLATFORMS: Bilingual("平台义务", "Duties of platforms"),
    Field.LABELS: Bilingual("人工智能内容标识", "AI-content labels"),
    Field.PERSONAL_DATA: Bilingual("个人信息", "Personal data"),
    Field.ABROAD: Bilingual("境外规则（仅供参考）", "Rules abroad (orientation only)"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a statement was read.

    Parameters
    ----------
    address : str or None
        The official or first place of the text, where one is known.
    read : str
        When and how it was read.
    """

    id: str
    title: Bilingual
    read: str
    address: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number that a provision sets.

    Parameters
    ----------
    low, high : int
        In ``unit``; equal where the provision sets one number. Where provinces choose within a range, both ends of it.
    """

    name: str
    low: int
    high: int
    unit: Unit
    certainty: Certainty
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """One provision in one version.

    Parameters
    ----------
    series : str
        The rule of which this is a version; at most one version of a series is in force on a day.
    article : Bilingual or None
        None where the number was not seen.
    starts : date
        First day in force, in China.
    ends : date or None
        First day on which it is no longer in force.
    """

    id: str
    series: str
    field: Field
    instrument: Bilingual
    article: Bilingual | None
    starts: date
    ends: date | None
    certainty: Certainty
    source: str
    plain: Bilingual
    figures: tuple[Figure, ...] = ()

    def is_in_force(self, on: date) -> bool:
        """Tell whether an act of this day falls under this version."""
        return self.starts <= on and (self.ends is None or on < self.ends)

    def cited(self) -> Bilingual:
        """Return its name as a letter cites it.

        Examples
        --------
        >>> from fairclaim.law.statute_book import shipped_book
        >>> shipped_book().provision("civil-code-148").cited().zh
        '《民法典》第一百四十八条'
        """
        if self.article is None:
            return self.instrument
        return Bilingual(f"{self.instrument.zh}{self.article.zh}", f"{self.instrument.en}, {self.article.en}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """From which amount a tier of a crime begins, in one place.

    Parameters
    ----------
    low, high : int
        In fen. They differ where the place is not known closely enough: below ``low`` the tier is reached nowhere there, from
        ``high`` on everywhere.
    """

    name: str
    low: int
    high: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A place with its own figures within the national range.

    Parameters
    ----------
    code : str
        GB/T 2260 without trailing zeros, or ``PROVINCE-CLASS`` where cities of one province differ.
    province : str
        Two digits.
    cities : tuple of str
        Four digits each; empty for a whole province.
    tiers : tuple of Tier
        From the smallest.
    remark : Bilingual or None
        A local rule beyond the figures.
    """

    code: str
    province: str
    cities: tuple[str, ...]
    name: Bilingual
    tiers: tuple[Tier, ...]
    certainty: Certainty
    source: str
    remark: Bilingual | None = None
