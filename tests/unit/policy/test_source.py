"""Policy files as text: lines are kept, and hostile text is refused before it costs anything."""

import json
import time
from pathlib import Path

import pytest

from fairclaim.domain.errors import NotReadableError
from fairclaim.policy.problems import PolicyError
from fairclaim.policy.source import DEEPEST, LARGEST_BYTES, parse_source, read_source
from unit.policy.tables import codes

PLAIN = b"a: 1\nb:\n  - yes\n  - 2026-01-01\n  - 0.5\n  - '7'\n  - true\n  - null\n  - 010\n"


def test_scalars_are_those_of_the_core_schema() -> None:
    source = parse_source(PLAIN, name="x")
    assert source.record == {"a": 1, "b": ["yes", "2026-01-01", 0.5, "7", True, None, "010"]}


def test_every_value_has_its_line() -> None:
    source = parse_source(PLAIN, name="x")
    assert [source.line_of(path) for path in ("a", "b", "b.1", "b.1.nothing.here", "")] == [1, 2, 4, 4, 1]


def test_json_is_read_by_the_same_reader() -> None:
    record = {"a": [1, {"b": "中文 ☂ \U0001f363", "c": -2.5}], "d": None}
    assert parse_source(json.dumps(record, indent=2).encode(), name="x").record == record


def test_json_that_is_no_yaml_is_read_too() -> None:
    assert parse_source(b'{\n\t"a": "\\ud83c\\udf63"\n}', name="x").record == {"a": "\U0001f363"}
    for data, code in (
        (b'{\t"a": 1,\n\t"a": 2}', "key-twice"),
        (b'{\n\t"a": ' + b"[" * 30 + b"]" * 30 + b"}", "too-deep"),
    ):
        with pytest.raises(PolicyError) as caught:
            parse_source(data, name="x")
        assert codes(caught.value) == [code]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"a: &x 1\nb: *x\n", "anchor"),
        (b"a: &x [1]\n", "anchor"),
        (b"a: !!python/object/apply:os.system ['true']\n", "tag"),
        (b"a: !include secret.yaml\n", "tag"),
        (b"a: 1\na: 2\n", "key-twice"),
        (b"? [1, 2]\n: x\n", "key"),
        (b"a: [1, 2\n", "not-yaml"),
        (b"a: 1\n---\nb: 2\n", "not-yaml"),
        (b"\xff\xfe", "not-utf-8"),
        (b"a: \x00", "not-yaml"),
        (b"[" * (DEEPEST + 1) + b"]" * (DEEPEST + 1), "too-deep"),
        (b"x" * (LARGEST_BYTES + 1), "too-large"),
    ],
)
def test_what_could_cost_or_deceive_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(PolicyError) as caught:
        parse_source(data, name="x")
    assert codes(caught.value) == [code]


@pytest.mark.parametrize(
    "data",
    [b"[" * (LARGEST_BYTES - 1), b"a: " + b"{b: " * 40_000, b"- 1\n" * 60_000, b"- &a [*a]\n" * 20_000],
    ids=["deep-list", "deep-map", "long", "aliases"],
)
def test_hostile_text_is_refused_quickly(data: bytes) -> None:
    began = time.process_time()
    with pytest.raises(PolicyError):
        parse_source(data, name="x")
    assert time.process_time() - began < 5


def test_an_empty_file_is_nothing() -> None:
    assert parse_source(b"", name="x").record is None


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotReadableError, match="nowhere"):
        read_source(tmp_path / "nowhere.yaml")
    (tmp_path / "x.yaml").write_bytes(b"a: 1")
    assert read_source(tmp_path / "x.yaml").record == {"a": 1}
