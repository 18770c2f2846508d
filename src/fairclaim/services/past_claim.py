"""One line of an earlier system's history, from JSONL or CSV, parsed once and refused with the field that is wrong."""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.evidence_rules import Reason
from fairclaim.domain.desk.judgement import Outcome
from fairclaim.domain.desk.money import MINOR_DIGITS
from fairclaim.domain.desk.remedy import RemedyKind
from fairclaim.domain.errors import UsageError
from fairclaim.services.ports.people import PastClaim

FIELDS = ("id", "reason", "category", "amount_minor", "currency", "asked", "outcome", "filed_at", "decided_at")
"""Columns of a line; ``decided_at`` may be empty."""
_OPTIONAL = frozenset({"decided_at"})
_WORDS = {
    "reason": frozenset(reason.value for reason in Reason),
    "currency": frozenset(MINOR_DIGITS),
    "asked": frozenset(kind.value for kind in RemedyKind),
    "outcome": frozenset(outcome.value for outcome in Outcome),
}


class LineError(UsageError):
    """A line that cannot be taken in."""

    code = "line"

    def __init__(self, field: str, expected: Bilingual) -> None:
        super().__init__(Bilingual(f"字段 {field}：应为{expected.zh}。", f"Field {field}: expected {expected.en}."))
        self.field = field


def jsonl_rows(text: str) -> Iterator[tuple[int, object]]:
    """Yield each line's number, from 1, and its JSON value; a line that is no JSON yields the :class:`LineError`."""
    # Not splitlines: JSON text may hold other line separators of Unicode unescaped.
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        if line.strip():
            yield number, _json(line)


def csv_rows(text: str) -> Iterator[tuple[int, object]]:
    """Yield the number of each record's last line, and its fields. The first line names the columns."""
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=None), restkey="?")
    try:
        for row in reader:
            yield reader.line_num, row
    except csv.Error:
        yield max(reader.line_num, 1), LineError("-", Bilingual("CSV", "CSV"))


def parse_past_claim(row: object) -> PastClaim:
    """Turn one untrusted row into a past claim.

    Raises
    ------
    LineError
        At the first field that is missing, unknown or wrong.
    """
    if isinstance(row, LineError):
        raise row
    if not isinstance(row, Mapping):
        raise LineError("-", Bilingual("一个对象", "an object"))
    unknown = sorted(str(name) for name in row if name not in FIELDS)
    if unknown:
        raise LineError(unknown[0], Bilingual(f"只用这些字段：{'、'.join(FIELDS)}", f"only {', '.join(FIELDS)}"))
    words = {name: _text(row, name) for name in FIELDS if name != "amount_minor"}
    for name, known in _WORDS.items():
        if words[name] not in known:
            choices = sorted(known)
            raise LineError(name, Bilingual("、".join(choices) + "之一", "one of " + ", ".join(choices)))
    filed, decided = _moment("filed_at", words["filed_at"]), words["decided_at"]
    decided_at = _moment("decided_at", decided) if decided else None
    if decided_at is not None and decided_at < filed:
        raise LineError("decided_at", Bilingual("不早于 filed_at", "not before filed_at"))
    return PastClaim(
        id=words["id"],
        reason=words["reason"],
        category=words["category"],
        amount_minor=_amount(row.get("amount_minor")),
        currency=words["currency"],
        asked=words["asked"],
        outcome=words["outcome"],
        filed_at=filed,
        decided_at=decided_at,
    )


def _json(line: str) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return LineError("-", Bilingual("一行一个 JSON 对象", "one JSON object a line"))


def _text(row: Mapping[object, object], name: str) -> str:
    value = row.get(name)
    if name in _OPTIONAL and value in (None, ""):
        return ""
    if not isinstance(value, str) or not value.strip():
        raise LineError(name, Bilingual("非空文字", "some text"))
    return value.strip()


def _amount(value: object) -> int:
    expected = Bilingual("以最小货币单位计的非负整数", "a whole number of minor units, 0 or more")
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,15}", value.strip()):
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**15:
        return value
    raise LineError("amount_minor", expected)


def _moment(name: str, value: str) -> datetime:
    expected = Bilingual(
        "带时区的 ISO 8601 时间，如 2026-03-01T12:00:00+08:00",
        "an ISO 8601 time with offset, as 2026-03-01T12:00:00+08:00",
    )
    try:
        moment = datetime.fromisoformat(value)
    except ValueError as exc:
        raise LineError(name, expected) from exc
    if moment.tzinfo is None:
        raise LineError(name, expected)
    return moment
