"""Words are found whatever their type, and "AI" is mended where it is misread."""

import pytest

from fairclaim.forensics.marks.wordings import bare, distance, fold, load_wordings


@pytest.mark.parametrize(
    ("read", "folded"),
    [
        ("ＡＩ生成", "ai生成"),
        ("AL生成", "ai生成"),
        ("A(生成", "ai生成"),
        ("豆包A生成", "豆包ai生成"),
        ("豆包人生成", "豆包ai生成"),
        ("百度州生成", "百度ai生成"),
        ("即梦A!", "即梦ai"),
        ("Contenuti generati dall'Al", "contenuti generati dall'ai"),
        ("AI-generated  content", "ai generated content"),
        ("Af generated", "ai generated"),
        ("LiblibAl", "liblibai"),
    ],
)
def test_slips_are_mended(read: str, folded: str) -> None:
    assert fold(read) == folded


@pytest.mark.parametrize("text", ["alarm", "Thai rice", "MAIL", "a cup", "At home", "all", "AIR"])
def test_ordinary_words_are_left_alone(text: str) -> None:
    assert fold(text) == text.lower()


def test_ornaments_do_not_count() -> None:
    assert bare("★ 即梦AI") == "即梦ai"


@pytest.mark.parametrize(("first", "second", "steps"), [("", "abc", 3), ("liblibai", "liblbaf", 2), ("x", "x", 0)])
def test_distance_counts_slips(first: str, second: str, steps: int) -> None:
    assert distance(first, second) == distance(second, first) == steps


def test_every_service_and_agency_is_named_in_both_languages() -> None:
    words = load_wordings()
    assert all(named.name and named.en and named.marks for named in (*words.services, *words.agencies))
    assert all(mark == bare(mark) for service in words.services for mark in service.marks)
