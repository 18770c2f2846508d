"""What a person adds goes over what the desk knows, and what it leaves empty stays."""

import json
from pathlib import Path

import pytest

from decided import clock, contradicted_on, desk_at
from fairclaim.cli.exits import Exit
from fairclaim.cli.file_from_desk import over, side_of
from fairclaim.cli.main import main
from fairclaim.law.filings.catalogue import kind_named
from fairclaim.law.proposals import Side


def test_a_text_in_two_languages_is_replaced_whole() -> None:
    assert over({"name": {"zh": "甲", "en": "a"}}, {"name": {"zh": "乙", "en": "b"}}) == {
        "name": {"zh": "乙", "en": "b"}
    }
    assert over({"fields": {"a": 1}}, {"fields": {"b": [], "c": [2]}}) == {"fields": {"a": 1, "c": [2]}}


def test_whoever_runs_the_desk_writes_for_the_side_whose_letter_it_is() -> None:
    assert side_of(kind_named("police-cover")) is Side.PLATFORM
    assert side_of(kind_named("civil-demand")) is Side.MERCHANT
    assert side_of(kind_named("buyer-appeal")) is Side.BUYER


def test_what_cannot_be_used_is_refused_with_its_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    time = clock()
    with desk_at(tmp_path / "data", time) as opened:
        claim = contradicted_on(opened, time)
    more = tmp_path / "more.json"
    words = ["file", "decision-notice", claim, "--desk", str(tmp_path / "data"), "--out", str(tmp_path / "out")]
    for text, place in (("not json", "schema"), (json.dumps({"fields": {"mood": "bad"}}), "fields.mood")):
        more.write_text(text, encoding="utf-8")
        assert main([*words, "--with", str(more), "--format", "md"]) == Exit.BAD_USE
        assert place in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
