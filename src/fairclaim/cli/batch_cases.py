"""The case file of ``fairclaim batch``: one JSON object a line, parsed at the door."""

import json
import os
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
    cases: list[CaseLine] = []
    stands_in: dict[str, int] = {}
    for number, case in _parse_lines(lines, path):
        first = stands_in.setdefault(case.case, number)
        if first != number:
            raise _wrong(
                path,
                number,
                f"case {case.case} stands in line {first} already. Give every case a name of its own",
                f"案件 {case.case} 已在第 {first} 行出现。每个案件的名称必须不同",
            )
        cases.append(case)
    return cases


def _parse_lines(lines: list[bytes], path: Path) -> Iterator[tuple[int, CaseLine]]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as exc:
            raise _wrong(
                path, number, "no valid JSON. Write one object per line", "不是有效的 JSON。每行写一个 JSON 对象"
            ) from exc
        yield number, _parse_case(record, path, number)


def _parse_case(record: object, path: Path, number: int) -> CaseLine:
    if not isinstance(record, Mapping) or not isinstance(record.get("case"), str) or not record["case"]:
        raise _wrong(path, number, 'needs an object with "case", a text', "需要带有文本字段 case 的对象")
    files = tuple((role, _locate(name, path.parent)) for role in Role for name in _paths(record, role, path, number))
    if not any(role is Role.CLAIM for role, _ in files):
        raise _wrong(path, number, 'needs at least one path under "claim"', "claim 至少需要一个路径")
    return CaseLine(case=record["case"], paths=files, order=_order(record.get("order"), path, number))


def _paths(record: Mapping[str, object], role: Role, path: Path, number: int) -> list[str]:
    names = record.get(role.value)
    if names is None:
        return []
    if isinstance(names, str):
        names = [names]
    if not isinstance(names, list) or not all(isinstance(name, str) and name and "\0" not in name for name in names):
        raise _wrong(path, number, f'"{role.value}" must be a list of paths', f"{role.value} 必须是路径列表")
    return names


def _order(record: object, path: Path, number: int) -> Order | None:
    if record is None:
        return None
    try:
        return parse_order(record)
    except UsageError as error:
        raise _wrong(path, number, error.message.en.rstrip("."), error.message.zh.rstrip("。")) from error


def _locate(name: str, folder: Path) -> str:
    beside = str(folder / name)
    return beside if os.path.exists(beside) else name  # noqa: PTH110  (Path.exists raises for a name that is too long)


def _wrong(path: Path, number: int, en: str, zh: str) -> UsageError:
    return UsageError(Bilingual(f"{path} 第 {number} 行：{zh}。", f"{path}, line {number}: {en}."))
