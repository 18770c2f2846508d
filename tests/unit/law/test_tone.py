"""Nothing of ours presses or insults, and what people write so is pointed out."""

import ast
import inspect
import json
import re
from pathlib import Path

import pytest

import fairclaim.law
from fairclaim.law.filings.catalogue import kind_named
from fairclaim.law.filings.data import SCHEMA, parse_filing
from fairclaim.law.tone import doubts_about, pressing_phrases

ROOM = Path(inspect.getfile(fairclaim.law)).parent
COMMANDS = ROOM.parent / "cli"
PAGES = ROOM.parents[2] / "docs"
CHINESE = re.compile(r"[一-鿿]")


def texts_of(path: Path) -> list[str]:
    """Every string of a module; the whole of any other file."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        return [text]
    return [
        node.value
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]


def room_files() -> list[Path]:
    files = [path for path in ROOM.rglob("*") if path.suffix in {".py", ".toml", ".j2", ".typ"}]
    return [path for path in files if path.name not in {"pressing.toml", "tone.py"}]


@pytest.mark.parametrize(
    "path", [*room_files(), *COMMANDS.glob("law*.py"), *COMMANDS.glob("file*.py")], ids=lambda path: path.name
)
def test_no_string_of_the_room_presses_or_insults(path: Path) -> None:
    assert [phrase for text in texts_of(path) for phrase in pressing_phrases(text)] == []


def test_the_room_was_really_read() -> None:
    assert len(room_files()) > 30


@pytest.mark.parametrize(
    "text",
    [
        "请退款，否则后果自负",
        "我会曝光你",
        "你这个骗子",
        "Pay, OR ELSE.",
        "you will go to jail",
        "These scammers",
        "We will expose you",
    ],
)
def test_pressure_and_insults_are_recognised(text: str) -> None:
    assert pressing_phrases(text)


@pytest.mark.parametrize(
    "text",
    [
        "请依法认定。",
        "《刑法》第二百六十六条：诈骗公私财物",
        "Fraud that is not criminal",
        "The picture was changed here.",
        "a crooked handle",
        "Check the cheaper one",
    ],
)
def test_plain_words_are_not(text: str) -> None:
    assert pressing_phrases(text) == ()


def test_what_a_person_writes_is_pointed_out_once_and_not_refused() -> None:
    kind = kind_named("civil-demand")
    fields = {"facts": ["否则起诉", "否则报警"], "order_number": "1", "amount": {"amount_minor": 1, "currency": "CNY"}}
    data = parse_filing(json.dumps({"schema": SCHEMA, "fields": fields}).encode(), kind, name="d")
    assert [doubt.zh for doubt in doubts_about(data)] == [
        "请再斟酌“否则”：这样的措辞可能被理解为施压或者贬低，对解决问题没有帮助。"
    ]
