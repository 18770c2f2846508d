"""Reading records of others field by field: each function returns the value as its type, or says what is wrong with it."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Final, TypeVar

from fairclaim.domain.bilingual import Bilingual
from fairclaim.evidence.faults import broken

_T = TypeVar("_T")
_TIME: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_HEX: Final = re.compile(r"(?:[0-9a-f]{2})+")

Record = Mapping[str, object]


def require_fields(record: Record, names: Iterable[str], optional: Iterable[str] = ()) -> None:
    """Insist on exactly these fields.

    Raises
    ------
    IntegrityError
        If one is missing or unknown.
    """
    wanted = set(names)
    if missing := sorted(wanted - set(record)):
        raise broken(f"缺少字段 {missing[0]}", f"the field {missing[0]} is missing")
    if unknown := sorted(set(record) - wanted - set(optional)):
        raise broken(f"有未知字段 {unknown[0][:40]}", f"there is an unknown field {unknown[0][:40]}")


def text(record: Record, name: str) -> str:
    """Return a text that is not empty and has no control characters."""
    found = record.get(name)
    if not isinstance(found, str) or not found or any(ord(sign) < 0x20 or ord(sign) == 0x7F for sign in found):
        raise broken(f"字段 {name} 应为文本", f"the field {name} is no text")
    return found


def optional_text(record: Record, name: str) -> str | None:
    """Return a text, or None where the field is null."""
    return None if record.get(name) is None else text(record, name)


def number(record: Record, name: str) -> int:
    """Return a whole number that is not negative."""
    found = record.get(name)
    if not isinstance(found, int) or isinstance(found, bool) or found < 0:
        raise broken(f"字段 {name} 应为非负整数", f"the field {name} is no whole number of 0 or more")
    return found


def optional_number(record: Record, name: str) -> int | None:
    """Return a whole number, or None where the field is null."""
    return None if record.get(name) is None else number(record, name)


def hex_bytes(record: Record, name: str, length: int = 32) -> bytes:
    """Return bytes written in lower-case hexadecimal."""
    found = record.get(name)
    if not isinstance(found, str) or not _HEX.fullmatch(found) or len(found) != 2 * length:
        raise broken(
            f"字段 {name} 应为 {length} 字节的十六进制", f"the field {name} is not {length} bytes in hexadecimal"
        )
    return bytes.fromhex(found)


def optional_hex(record: Record, name: str, length: int = 32) -> bytes | None:
    """Return bytes, or None where the field is null."""
    return None if record.get(name) is None else hex_bytes(record, name, length)


def time(record: Record, name: str) -> datetime:
    """Return a time written as ``2026-01-31T12:00:00Z``."""
    found = text(record, name)
    try:
        if _TIME.fullmatch(found):
            return datetime.fromisoformat(found).astimezone(UTC)
    except ValueError:
        pass
    raise broken(f"字段 {name} 不是 UTC 时间", f"the field {name} is no time in UTC")


def to_time(moment: datetime) -> str:
    """Write a time in UTC, to the second.

    Raises
    ------
    ValueError
        If it is naive.
    """
    if moment.tzinfo is None:
        raise ValueError("a time without a time zone")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def both(record: Record, name: str) -> Bilingual:
    """Return a text in both languages."""
    found = child(record.get(name), name)
    require_fields(found, ("zh", "en"))
    return Bilingual(text(found, "zh"), text(found, "en"))


def children(record: Record, name: str, parse: Callable[[Record], _T]) -> tuple[_T, ...]:
    """Parse a list of objects."""
    found = record.get(name)
    if not isinstance(found, list):
        raise broken(f"字段 {name} 应为列表", f"the field {name} is no list")
    return tuple(parse(child(one, name)) for one in found)


def texts(record: Record, name: str) -> tuple[str, ...]:
    """Return a list of texts."""
    found = record.get(name)
    if not isinstance(found, list):
        raise broken(f"字段 {name} 应为列表", f"the field {name} is no list")
    return tuple(text({name: one}, name) for one in found)


def child(value: object, name: str) -> Record:
    """Return an object."""
    if not isinstance(value, Mapping):
        raise broken(f"字段 {name} 应为对象", f"the field {name} is no object")
    return value


def require_schema(record: Record, schema: str) -> None:
    """Insist on this version of a format."""
    found = record.get("schema")
    if found != schema:
        shown = found[:60] if isinstance(found, str) else "?"
        raise broken(f"格式为 {shown}，本程序只认 {schema}", f"the format is {shown}; this program reads {schema}")
