import pytest

from fairclaim.report.text import REPLACEMENT, file_name, printable


@pytest.mark.parametrize("hostile", ["\x1b", "\u202e", "\u200b", "\ue000", "\udcff", "\x00", "\u2028"])
def test_characters_that_steer_or_hide_become_visible(hostile: str) -> None:
    assert printable(f"a{hostile}b") == f"a{REPLACEMENT}b"


def test_line_breaks_become_spaces() -> None:
    assert printable("a\nb\tc") == "a b c"


def test_chinese_and_spaces_of_typography_stay() -> None:
    assert printable("明察，96\u00a0%\u3000“好”") == "明察，96\u00a0%\u3000“好”"


@pytest.mark.parametrize(
    ("path", "name"),
    [("/a/b/c.jpg", "c.jpg"), ("C:\\a\\c.jpg", "c.jpg"), ("c.jpg", "c.jpg"), ("", ""), ("a/主图.png", "主图.png")],
)
def test_file_name_is_the_last_part_of_any_path(path: str, name: str) -> None:
    assert file_name(path) == name
