"""The case file of ``fairclaim batch``: one JSON object a line, parsed at the door."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import NotReadableError, UsageError
from fairclaim.domain.exhibit import Role
from fairclaim.domain.order import Order, parse_order


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLine:
    """One case to examine.

    Parameters
    ----------
    case : str
        Unique in its file.
    paths : tuple of (Role, str)
        Files in the order of the roles, then as given.
    order : Order or None
        Dates of the order.
    """

    case: str
    paths: tuple[tuple[Role, str], ...]
    order: Order | None


def read_cases(path: Path) -> list[CaseLine]:
    """Read a case file. Unknown keys are ignored, empty lines skipped.

    Relative paths are looked up beside the case file first, then in the current folder.

    Raises
    ------
    NotReadableError
        If the file is not there.
    UsageError
        If a line is no case, naming the line; or if two lines name the same case.
    """
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError as exc:
        raise NotReadableError(str(path), exc.strerror or type(exc).__name__) from exc
    cases = list(_parse_lines(lines, path))
    seen: set[str] = set()
    for case in cases:
        if case.case in seen:
            raise UsageError(Bilingual(f"{path}：案件 {case.case} 出现两次。", f"{path}: case {case.case} stands twice."))
        seen.add(case.case)
    return cases


def _parse_lines(lines: list[bytes], path: Path) -> Iterator[CaseLine]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as exc:
            raise _wrong(path, number, "no valid JSON", "不是有效的 JSON") from exc
        yield _parse_case(record, path, number)


def _parse_case(record: object, path: Path, number: int) -> CaseLine:
    if not isinstance(record, Mapping) or not isinstance(record.get("case"), str) or not record["case"]:
        raise _wrong(path, number, 'needs an object with "case", a text', "需要带有文本字段 case 的对象")
    files = tuple((role, _locate(name, path.parent)) for role in Role for name in _names(record, role, path, number))
    if not any(role is Role.CLAIM for role, _ in files):
        raise _wrong(path, number, 'needs at least one path under "claim"', "claim 至少需要一个路径")
    order = record.get("order")
    return CaseLine(case=record["case"], paths=files, order=parse_order(order) if order else None)


def _names(record: Mapping[str, object], role: Role, path: Path, number: int) -> list[str]:
    names = record.get(role.value) or []
    if isinstance(names, str):
        names = [names]
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise _wrong(path, number, f'"{role.value}" must be a list of paths', f"{role.value} 必须是路径列表")
    return names


def _locate(name: str, folder: Path) -> str:
    beside = folder / name
    return str(beside) if beside.exists() else name


def _wrong(path: Path, number: int, en: str, zh: str) -> UsageError:
    return UsageError(Bilingual(f"{path} 第 {number} 行：{zh}。", f"{path}, line {number}: {en}."))
