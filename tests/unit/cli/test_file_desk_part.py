"""A claim is told from a file."""

import argparse
from pathlib import Path

import pytest

from fairclaim.cli.file_desk_part import folder_of, is_claim


def named(data: str, more: Path | None = None) -> argparse.Namespace:
    return argparse.Namespace(data=data, more=more)


def test_a_claim_is_an_id_of_which_there_is_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert is_claim(named("claim-3f2a"))
    assert not is_claim(named("case.json"))
    (tmp_path / "claim-3f2a").write_text("{}")
    assert not is_claim(named("claim-3f2a"))


def test_attachments_lie_beside_what_names_them(tmp_path: Path) -> None:
    assert folder_of(named("claim-1", tmp_path / "more.json")) == tmp_path
    assert folder_of(named("claim-1")) == Path()
