"""Acts from untrusted JSON. Everything wrong is told at once, each with its place; nothing is guessed.

::

    {"schema": "fairclaim.acts/1", "person": "a pseudonym",
     "acts": [{"id": "claim-17", "on": "2026-03-01", "sought": {"amount_minor": 19500, "currency": "CNY"}, "obtained": {…},
               "ruling": {"by": ["reviewer-1", "reviewer-2"], "view": "contradicts", "grade": "A", "appeal": "expired"},
               "payment": "pay-3", "knowledge": ["exhibit-4"], "has_pressure": false, "has_removed_label": false,
               "is_dealt_with": false}]}

``on`` is a date in China, or a moment with its offset. All but ``id``, ``on``, ``sought`` and ``obtained`` may be left out.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final, TypeVar, cast

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.judgement import View
from fairclaim.domain.desk.money import MINOR_DIGITS, Money
from fairclaim.domain.desk.party import PersonId
from fairclaim.domain.finding import Grade
from fairclaim.law.act import Act, AppealState, Ruling, day_in_china
from fairclaim.law.errors import Fault, LawDataError

SCHEMA: Final = "fairclaim.acts/1"
MOST_ACTS: Final = 100_000
_MOST_MINOR: Final = 10**15
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_NEEDED: Final = ("id", "on", "sought", "obtained")
_FLAGS: Final = ("has_pressure", "has_removed_label", "is_dealt_with")
_KEYS: Final = frozenset({*_NEEDED, *_FLAGS, "ruling", "payment", "knowledge"})
_Choice = TypeVar("_Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class ActsFile:
    """One person's acts.

    Parameters
    ----------
    person : str
        A pseudonym; never a name.
    """

    person: str
    acts: tuple[Act, ...]


def parse_acts(data: bytes, *, name: str) -> ActsFile:
    """Turn a file's bytes into acts.

    Raises
    ------
    LawDataError
        If it is no such file; every fault with its place.
    """
    reader = _Reader()
    record = reader.json(data)
    person = reader.text(record.get("person"), "person")
    if record.get("schema") != SCHEMA:
        reader.fault("schema", "应为“" + SCHEMA + "”", f"must be {SCHEMA!r}")
    rows = record.get("acts")
    if not isinstance(rows, list) or len(rows) > MOST_ACTS:
        reader.fault("acts", f"应为数组，至多 {MOST_ACTS:,} 项", f"must be a list of at most {MOST_ACTS:,}")
        rows = []
    read = [reader.act(row, f"acts.{index}") for index, row in enumerate(rows)]
    acts = tuple(act for act in read if act is not None)
    ids = [act.id for act in acts]
    if not reader.faults and len(set(ids)) < len(ids):
        reader.fault("acts", "编号重复", "two acts have one id")
    if reader.faults:
        raise LawDataError(name, reader.faults)
    return ActsFile(person=person, acts=acts)


class _Reader:
    """Reads values and notes what is wrong; what it returns beside a fault is only a stand-in."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def fault(self, path: str, zh: str, en: str) -> None:
        self.faults.append(Fault(path, Bilingual(zh, en)))

    def json(self, data: bytes) -> Mapping[str, Any]:
        try:
            record = json.loads(data)
        except (ValueError, RecursionError):
            record = None
        if not isinstance(record, dict):
            self.fault("", "应为 UTF-8 编码的 JSON 对象", "must be a JSON object in UTF-8")
            return {}
        return record

    def act(self, row: object, path: str) -> Act | None:
        if not isinstance(row, Mapping):
            self.fault(path, "应为对象", "must be an object")
            return None
        for key in row.keys() - _KEYS:
            self.fault(f"{path}.{str(key)[:40]}", "没有这个字段", "there is no such field")
        return Act(
            id=self.text(row.get("id"), f"{path}.id"),
            on=self.day(row.get("on"), f"{path}.on"),
            sought=self.money(row.get("sought"), f"{path}.sought"),
            obtained=self.money(row.get("obtained"), f"{path}.obtained"),
            ruling=self.ruling(row.get("ruling"), f"{path}.ruling"),
            payment=None if row.get("payment") is None else self.text(row["payment"], f"{path}.payment"),
            knowledge=self.texts(row.get("knowledge", []), f"{path}.knowledge"),
            **{flag: self.flag(row.get(flag, False), f"{path}.{flag}") for flag in _FLAGS},
        )

    def ruling(self, row: object, path: str) -> Ruling | None:
        if row is None:
            return None
        if not isinstance(row, Mapping) or row.keys() - {"by", "view", "grade", "appeal"}:
            self.fault(path, "应为含 by、view、grade、appeal 的对象", "must be an object of by, view, grade, appeal")
            return None
        people = self.texts(row.get("by", []), f"{path}.by")
        grade = row.get("grade")
        return Ruling(
            by=tuple(PersonId(person) for person in people),
            view=self.choice(View, row.get("view"), f"{path}.view"),
            grade=None if grade is None else self.choice(Grade, grade, f"{path}.grade"),
            appeal=self.choice(AppealState, row.get("appeal"), f"{path}.appeal"),
        )

    def choice(self, kind: type[_Choice], value: object, path: str) -> _Choice:
        words = [one.value for one in kind]
        if value not in words:
            listed = ", ".join(words)
            self.fault(path, f"应为 {listed} 之一", f"must be one of {listed}")
            return next(iter(kind))
        return kind(value)

    def money(self, row: object, path: str) -> Money:
        minor, currency = (row.get("amount_minor"), row.get("currency")) if isinstance(row, Mapping) else (None, None)
        is_known = isinstance(currency, str) and currency in MINOR_DIGITS
        if type(minor) is not int or not 0 <= minor <= _MOST_MINOR or not is_known:
            shape = '{"amount_minor": 19500, "currency": "CNY"}'
            self.fault(
                path, f"应为 {shape} 这样的对象，金额不为负", f"must be an object such as {shape}, not below zero"
            )
            return Money(0, "CNY")
        return Money(minor, cast("str", currency))

    def day(self, value: object, path: str) -> date:
        try:
            if isinstance(value, str):
                return (
                    date.fromisoformat(value) if _DAY.fullmatch(value) else day_in_china(datetime.fromisoformat(value))
                )
        except (ValueError, OverflowError):
            pass
        self.fault(
            path, "应为日期（2026-03-01），或带时区的时间", "must be a date (2026-03-01), or a time with its offset"
        )
        return date.min

    def text(self, value: object, path: str) -> str:
        if not isinstance(value, str) or not value.strip() or len(value) > 200:
            self.fault(path, "应为 1 至 200 个字符的文字", "must be a text of 1 to 200 characters")
            return ""
        return value

    def texts(self, value: object, path: str) -> tuple[str, ...]:
        if not isinstance(value, list) or len(value) > 100:
            self.fault(path, "应为文字的数组，至多 100 项", "must be a list of at most 100 texts")
            return ()
        return tuple(self.text(one, f"{path}.{index}") for index, one in enumerate(value))

    def flag(self, value: object, path: str) -> bool:
        if not isinstance(value, bool):
            self.fault(path, "应为 true 或 false", "must be true or false")
            return False
        return value
