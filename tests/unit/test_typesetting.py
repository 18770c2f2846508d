"""Documents are set in a font that is there, and a template reads what it is given and nothing else."""

import sys
from pathlib import Path

import pytest

from fairclaim.cli.exits import Exit, exit_of
from fairclaim.domain.errors import UnavailableError
from fairclaim.typesetting import FAMILIES, FontMissingError, draw, typeset

typst = pytest.importorskip("typst")
needs_font = pytest.mark.skipif(not set(FAMILIES) & set(typst.Fonts().families()), reason="needs fonts-noto-cjk")


@needs_font
def test_a_template_reads_the_files_that_it_is_given() -> None:
    source = b'#set text(font: sys.inputs.font)\n#read("words.txt") #sys.inputs.more'
    assert typeset(source, {"more": "x"}, standard="a-2b", files={"words.txt": b"y"}).startswith(b"%PDF")


@needs_font
def test_a_template_reads_nothing_else(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    with pytest.raises(typst.TypstError):
        typeset(f'#read("{secret}")'.encode(), {}, standard="a-2b")
    with pytest.raises(typst.TypstError):
        typeset(f'#read("../../../../../../../..{secret}")'.encode(), {}, standard="a-2b")


@needs_font
def test_a_preview_has_a_picture_a_page() -> None:
    pages = draw(b"one #pagebreak() two", {}, ppi=20)
    assert len(pages) == 2


def test_a_folder_of_fonts_is_searched_beside_the_systems(tmp_path: Path) -> None:
    own = next(
        (Path(one.path) for one in typst.Fonts().fonts() if one.path and one.path.endswith((".otf", ".ttf"))), None
    )
    if own is None:
        pytest.skip("no font file to lend")
    (tmp_path / own.name).write_bytes(own.read_bytes())
    family = typst.Fonts(include_system_fonts=False, font_paths=[tmp_path]).families()
    assert typeset(b"a", {}, standard="a-2b", folder=tmp_path, families=family).startswith(b"%PDF")


def test_without_a_font_the_command_ends_as_unavailable() -> None:
    with pytest.raises(FontMissingError, match="No Such Font") as raised:
        typeset(b"", {}, standard="a-2b", families=["No Such Font"])
    assert exit_of(raised.value) is Exit.UNAVAILABLE


def test_without_typst_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(UnavailableError, match=r"fairclaim\[evidence\]"):
        typeset(b"", {}, standard="a-2b")
