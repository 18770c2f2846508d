"""Which duties of a platform the records of a desk fulfil: duties as data, and what the records say of each.

A duty that the records cannot show is not fulfilled and not broken: it is not recorded here, and whoever runs the desk looks elsewhere.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Final

from fairclaim.domain.bilingual import Bilingual
from fairclaim.law.provision import Certainty, Provision
from fairclaim.law.statute_book import shipped_book

NOT_RECORDED: Final[Mapping[str, Bilingual]] = {
    "rule-notice": Bilingual(
        "公示不在本系统进行；请核对规则页面的公示时间。",
        "Notices are not given here; look at the dates of your page of rules.",
    ),
    "impact-assessment": Bilingual(
        "评估不在本系统保存；请核对您的评估报告。", "Assessments are not kept here; look at your own report."
    ),
}
"""Duties that no record of a desk can show, and where to look."""


class Standing(StrEnum):
    """How a duty stands."""

    KEPT = "kept"
    BROKEN = "broken"
    NOT_RECORDED = "not-recorded"
    NOT_APPLICABLE = "not-applicable"
    """Nothing has happened here to which it applies."""


STANDING_NAMES: Final = {
    Standing.KEPT: Bilingual("符合", "kept"),
    Standing.BROKEN: Bilingual("不符合", "broken"),
    Standing.NOT_RECORDED: Bilingual("本系统无记录", "not recorded here"),
    Standing.NOT_APPLICABLE: Bilingual("尚不适用", "does not apply yet"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One duty.

    Parameters
    ----------
    reading : Certainty
        How sure it is that the provision asks this of a desk like this; how sure its text is stands in the provision.
    asks, broken : Bilingual
        What is to be, and what it means where it is not.
    """

    id: str
    provision: Provision
    reading: Certainty
    asks: Bilingual
    broken: Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What the records say of one duty.

    Parameters
    ----------
    seen : int
        Cases to which it applies.
    against : tuple of str
        Ids of claims, wishes or letters where it was not fulfilled.
    kept_in : tuple of str
        Some of those where it was.
    """

    seen: int = 0
    against: tuple[str, ...] = ()
    kept_in: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyFound:
    """A duty and how it stands, with the evidence."""

    duty: Duty
    standing: Standing
    seen: int
    against: tuple[str, ...]
    note: Bilingual | None
    kept_in: tuple[str, ...] = ()


@cache
def duties() -> tuple[Duty, ...]:
    """Return the shipped duties, in order."""
    table = tomllib.loads(files("fairclaim.law").joinpath("duties.toml").read_text(encoding="utf-8"))
    return tuple(
        Duty(
            id=row["id"],
            provision=shipped_book().provision(row["provision"]),
            reading=Certainty(row["reading"]),
            asks=Bilingual(row["asks"]["zh"], row["asks"]["en"]),
            broken=Bilingual(row["broken"]["zh"], row["broken"]["en"]),
        )
        for row in table["duty"]
    )


def stand(records: Mapping[str, Looked]) -> Sequence[DutyFound]:
    """Return how each duty stands.

    Parameters
    ----------
    records : mapping
        By the duty's id; one that is not in it applies to nothing.
    """
    return tuple(_found(duty, records.get(duty.id, Looked())) for duty in duties())


def _found(duty: Duty, looked: Looked) -> DutyFound:
    if looked.against:
        standing, note = Standing.BROKEN, duty.broken
    elif duty.id in NOT_RECORDED:
        standing, note = Standing.NOT_RECORDED, NOT_RECORDED[duty.id]
    else:
        standing, note = (Standing.KEPT if looked.seen else Standing.NOT_APPLICABLE), None
    return DutyFound(
        duty=duty, standing=standing, seen=looked.seen, against=looked.against, note=note, kept_in=looked.kept_in
    )
