"""What a filing is filled with, from untrusted JSON.

::

    {"schema": "fairclaim.filing/1", "kind": "platform-appeal", "date": "2026-03-02",
     "from": {"name": "…", "contact": "…"}, "to": {"name": "…"},
     "fields": {"order_number": "…", "facts": ["…", "…"], "amount": {"amount_minor": 19500, "currency": "CNY"}},
     "attachments": [{"title": "…", "file": "photo.jpg", "sha256": "…"}]}

A text may be a string, used in both languages, or ``{"zh": "…", "en": "…"}``. All but ``schema`` may be left out: what is missing
becomes a blank.
"""

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.money import MINOR_DIGITS, Money
from fairclaim.law.errors import Fault, LawDataError
from fairclaim.law.filings.kind import Field, Kind, Shape

SCHEMA: Final = "fairclaim.filing/1"
_MOST_CHARACTERS: Final = 4_000
_MOST_ITEMS: Final = 200
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
_KEYS: Final = frozenset({"schema", "kind", "date", "from", "to", "fields", "attachments"})

Value = Bilingual | tuple[Bilingual, ...] | Money | date


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Who writes, or is written to; None for what nobody has filled in."""

    name: Bilingual | None = None
    contact: Bilingual | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """Something that goes with the letter.

    Parameters
    ----------
    file : str or None
        Its name.
    sha256 : str or None
        64 hexadecimal digits.
    """

    title: Bilingual
    file: str | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingData:
    """Everything that a letter is filled with."""

    on: date | None
    sender: Party
    recipient: Party
    values: Mapping[str, Value]
    attachments: tuple[Attachment, ...]


def parse_filing(data: bytes, kind: Kind, *, name: str) -> FilingData:
    """Turn a file's bytes into what fills a kind of letter.

    Raises
    ------
    LawDataError
        If it is no such file, is for another kind, or holds a field that this kind has not; every fault with its place.
    """
    reader = _Reader()
    record = reader.json(data)
    if record.get("schema") != SCHEMA:
        reader.fault("schema", f"应为“{SCHEMA}”", f"must be {SCHEMA!r}")
    if record.get("kind", kind.name) != kind.name:
        reader.fault("kind", f"应为“{kind.name}”", f"must be {kind.name!r}")
    for key in sorted(record.keys() - _KEYS):
        reader.unknown(key)
    filled = FilingData(
        on=None if record.get("date") is None else reader.day(record["date"], "date"),
        sender=reader.party(record.get("from"), "from"),
        recipient=reader.party(record.get("to"), "to"),
        values=reader.values(record.get("fields", {}), kind),
        attachments=reader.attachments(record.get("attachments", [])),
    )
    if reader.faults:
        raise LawDataError(name, reader.faults)
    return filled


class _Reader:
    """Reads values and notes what is wrong; what it returns beside a fault is only a stand-in."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def fault(self, path: str, zh: str, en: str) -> None:
        self.faults.append(Fault(path, Bilingual(zh, en)))

    def unknown(self, path: str) -> None:
        shown = "".join(character if character.isprintable() else "?" for character in path[:60])
        self.fault(shown, "这类文书没有这个字段", "this kind of filing has no such field")

    def json(self, data: bytes) -> Mapping[str, Any]:
        try:
            record = json.loads(data)
        except (ValueError, RecursionError):
            record = None
        if not isinstance(record, dict):
            self.fault("", "应为 UTF-8 编码的 JSON 对象", "must be a JSON object in UTF-8")
            return {}
        return record

    def party(self, row: object, path: str) -> Party:
        if row is None:
            return Party()
        if not isinstance(row, Mapping) or row.keys() - {"name", "contact"}:
            self.fault(path, "应为含 name、contact 的对象", "must be an object of name and contact")
            return Party()
        return Party(
            **{
                key: None if row.get(key) is None else self.text(row[key], f"{path}.{key}")
                for key in ("name", "contact")
            }
        )

    def values(self, row: object, kind: Kind) -> dict[str, Value]:
        if not isinstance(row, Mapping):
            self.fault("fields", "应为对象", "must be an object")
            return {}
        known = {field.key: field for field in kind.fields}
        for key in sorted(row.keys() - known.keys()):
            self.unknown(f"fields.{key}")
        present = [(known[key], value) for key, value in row.items() if key in known and not _is_empty(value)]
        return {field.key: self.value(field, value, f"fields.{field.key}") for field, value in present}

    def value(self, field: Field, value: object, path: str) -> Value:
        if field.shape is Shape.LIST:
            return self.texts(value, path)
        if field.shape is Shape.MONEY:
            return self.money(value, path)
        if field.shape is Shape.DAY:
            return self.day(value, path)
        if field.shape is Shape.DIGEST:
            digest = self.digest(value, path)
            return Bilingual(digest, digest)
        return self.text(value, path)

    def text(self, value: object, path: str) -> Bilingual:
        both = (
            (value.get("zh"), value.get("en"))
            if isinstance(value, Mapping) and value.keys() == {"zh", "en"}
            else (value, value)
        )
        for one in both:
            if not isinstance(one, str) or not one.strip() or len(one) > _MOST_CHARACTERS:
                self.fault(
                    path,
                    f"应为 1 至 {_MOST_CHARACTERS} 个字符的文字",
                    f"must be a text of 1 to {_MOST_CHARACTERS} characters",
                )
                return Bilingual("", "")
            if any(unicodedata.category(character) in _HIDDEN for character in one if character not in "\n\t"):
                self.fault(path, "含有看不见的控制字符", "holds control characters that nobody sees")
                return Bilingual("", "")
        zh, en = both
        return Bilingual(" ".join(str(zh).split()), " ".join(str(en).split()))

    def texts(self, value: object, path: str) -> tuple[Bilingual, ...]:
        if not isinstance(value, list) or len(value) > _MOST_ITEMS:
            self.fault(path, f"应为数组，至多 {_MOST_ITEMS} 项", f"must be a list of at most {_MOST_ITEMS}")
            return ()
        return tuple(self.text(one, f"{path}.{index}") for index, one in enumerate(value))

    def money(self, row: object, path: str) -> Money:
        minor, currency = (row.get("amount_minor"), row.get("currency")) if isinstance(row, Mapping) else (None, None)
        is_known = isinstance(currency, str) and currency in MINOR_DIGITS
        if type(minor) is not int or not 0 <= minor <= 10**15 or not is_known:
            shape = '{"amount_minor": 19500, "currency": "CNY"}'
            self.fault(
                path, f"应为 {shape} 这样的对象，金额不为负", f"must be an object such as {shape}, not below zero"
            )
            return Money(0, "CNY")
        return Money(minor, str(currency))

    def day(self, value: object, path: str) -> date:
        try:
            if isinstance(value, str) and _DAY.fullmatch(value):
                return date.fromisoformat(value)
        except ValueError:
            pass
        self.fault(path, "应为日期，例如 2026-03-02", "must be a date, such as 2026-03-02")
        return date.min

    def digest(self, value: object, path: str) -> str:
        if not isinstance(value, str) or not _DIGEST.fullmatch(value):
            self.fault(
                path, "应为 64 位小写十六进制的 SHA-256", "must be a SHA-256 of 64 lower-case hexadecimal digits"
            )
            return ""
        return value

    def attachments(self, rows: object) -> tuple[Attachment, ...]:
        if not isinstance(rows, list) or len(rows) > _MOST_ITEMS:
            self.fault("attachments", f"应为数组，至多 {_MOST_ITEMS} 项", f"must be a list of at most {_MOST_ITEMS}")
            return ()
        return tuple(self.attachment(row, f"attachments.{index}") for index, row in enumerate(rows))

    def attachment(self, row: object, path: str) -> Attachment:
        if not isinstance(row, Mapping) or row.keys() - {"title", "file", "sha256"}:
            self.fault(path, "应为含 title、file、sha256 的对象", "must be an object of title, file and sha256")
            return Attachment(title=Bilingual("", ""))
        file = row.get("file")
        if file is not None:
            self.text(file, f"{path}.file")
        return Attachment(
            title=self.text(row.get("title"), f"{path}.title"),
            file=str(file) if file else None,
            sha256=None if row.get("sha256") is None else self.digest(row["sha256"], f"{path}.sha256"),
        )


def _is_empty(value: object) -> bool:
    """Tell whether a value says nothing: null, or an empty text or list. It is a blank, not a fault."""
    return value is None or value in ("", [])
