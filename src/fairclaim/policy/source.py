"""A policy file as text: YAML or JSON, read with the line of every value, and refused before it can cost anything.

YAML is read by its core schema (``yes`` is a word, a date is text), without anchors, tags of its own, or a key twice. JSON is
YAML for this purpose, so one reader serves both.
"""

import json
import re
from collections.abc import Hashable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import NotReadableError
from fairclaim.policy.problems import PolicyError, Problem
from fairclaim.policy.schema import dotted, not_installed

LARGEST_BYTES: Final = 256 * 1024
DEEPEST: Final = 20
MOST_NODES: Final = 50_000

Place = tuple[Hashable, ...]

_INTEGER: Final = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})")
_FLOAT: Final = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})\.[0-9]{1,18}(?:[eE][-+]?[0-9]{1,3})?")
_PLAIN: Final = {"true": True, "True": True, "false": False, "False": False, "null": None, "~": None, "": None}


@dataclass(frozen=True, slots=True)
class Source:
    """A parsed file.

    Parameters
    ----------
    record : object
        As ``json.loads`` would give it.
    lines : dict
        Line, from 1, of each value by its place.
    """

    name: str
    record: object
    lines: dict[Place, int]

    def line_of(self, path: str) -> int | None:
        """Return the line of a dotted place, or of the nearest that contains it."""
        lines = {dotted(place): line for place, line in self.lines.items()}
        while path and path not in lines:
            path = path.rpartition(".")[0]
        return lines.get(path)


def read_source(path: Path) -> Source:
    """Read a policy file.

    Raises
    ------
    NotReadableError
        If its bytes cannot be had.
    PolicyError
        If it is too large, no UTF-8, or no YAML or JSON.
    """
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_BYTES + 1)
    except (OSError, ValueError) as exc:  # ValueError: a path that no file system can hold
        cause = exc.strerror if isinstance(exc, OSError) else None
        raise NotReadableError(str(path), cause or type(exc).__name__) from exc
    return parse_source(data, name=str(path))


def parse_source(data: bytes, *, name: str) -> Source:
    """Parse the bytes of a policy file; errors as :func:`read_source`."""
    if len(data) > LARGEST_BYTES:
        raise _refused(
            name, "too-large", None, f"文件超过 {LARGEST_BYTES} 字节", f"the file has more than {LARGEST_BYTES} bytes"
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        raise _refused(name, "not-utf-8", None, "不是 UTF-8 文本", "the file is not UTF-8 text") from exc
    try:
        import yaml  # noqa: PLC0415  (only once a policy is read)
    except ImportError as exc:
        raise not_installed("PyYAML") from exc
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    lines: dict[Place, int] = {}
    try:
        _look_over(yaml, text, loader, name)
        return Source(name, _plain(yaml.compose(text, Loader=loader), (), lines, name), lines)
    except yaml.YAMLError as exc:
        record = _json_of(text, name)
        if record is not None:
            return Source(name, record, {})
        mark = getattr(exc, "problem_mark", None)
        what = getattr(exc, "problem", None) or "not YAML"
        line = mark.line + 1 if mark else None
        raise _refused(
            name, "not-yaml", line, f"不是有效的 YAML 或 JSON（{what}）", f"not valid YAML or JSON ({what})"
        ) from exc


def _json_of(text: str, name: str) -> object:
    """Read the JSON that is no YAML: indented by tabs, or with escaped surrogate pairs. None where it is no JSON either."""

    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        found = dict(pairs)
        if len(found) < len(pairs):
            raise _refused(name, "key-twice", None, "有键出现了两次", "a key stands here twice")
        return found

    def no_number(word: str) -> object:
        raise ValueError(word)

    try:
        record: object = json.loads(text, object_pairs_hook=once, parse_constant=no_number)
    except (ValueError, RecursionError):
        return None
    waiting: list[tuple[object, int]] = [(record, 1)]
    while waiting:
        value, depth = waiting.pop()
        inner = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
        if depth > DEEPEST + 1:
            raise _refused(name, "too-deep", None, "嵌套过深或内容过多", "nested too deeply, or too many values")
        waiting += [(one, depth + 1) for one in inner]
    return record


def _look_over(yaml: Any, text: str, loader: Any, name: str) -> None:  # noqa: ANN401
    """Refuse what could grow or recurse, while it is still a flat stream of events."""
    depth = 0
    for count, event in enumerate(yaml.parse(text, Loader=loader)):
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _refused(
                name, "anchor", line, "不允许锚点和别名（& 和 *）", "anchors and aliases (& and *) are not allowed"
            )
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST or count > MOST_NODES:
            raise _refused(name, "too-deep", line, "嵌套过深或内容过多", "nested too deeply, or too many values")
        tag = getattr(event, "tag", None)
        if tag and not isinstance(event, yaml.CollectionEndEvent):
            raise _refused(name, "tag", line, f"不允许标签 {tag}", f"tags are not allowed: {tag}")


def _plain(node: Any, place: Place, lines: dict[Place, int], name: str) -> object:  # noqa: ANN401
    """Turn a node into plain values and note its line."""
    if node is None:
        return None
    line = node.start_mark.line + 1
    lines[place] = line
    if node.id == "sequence":
        return [_plain(one, (*place, number), lines, name) for number, one in enumerate(node.value)]
    if node.id == "mapping":
        found: dict[str, object] = {}
        for key_node, value in node.value:
            key = key_node.value if key_node.id == "scalar" else None
            key_line = key_node.start_mark.line + 1
            if key is None:
                raise _refused(name, "key", key_line, "键必须是文本", "a key must be text")
            if key in found:
                raise _refused(name, "key-twice", key_line, f"“{key}” 出现了两次", f'"{key}" stands here twice')
            found[key] = _plain(value, (*place, key), lines, name)
            lines[*place, key] = key_line
        return found
    return str(node.value) if node.style else _scalar(node.value)


def _scalar(text: str) -> object:
    """Resolve a plain scalar by YAML's core schema; numbers that are too long stay text."""
    if text in _PLAIN:
        return _PLAIN[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    return text


def _refused(name: str, code: str, line: int | None, zh: str, en: str) -> PolicyError:
    return PolicyError(
        name, [Problem(code=code, path="", line=line, message=Bilingual(f"{zh}。", f"{en[0].upper()}{en[1:]}."))]
    )
