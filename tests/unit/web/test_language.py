import pytest

from fairclaim.web.language import preferred_language


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        (None, "en"),
        ("", "en"),
        ("zh", "zh"),
        ("zh-Hant-TW", "zh"),
        ("en-GB,en;q=0.9", "en"),
        ("en;q=0.3, zh-CN;q=0.8", "zh"),
        ("fr, de", "en"),
        ("fr, zh;q=0.1", "zh"),
        ("zh;q=0", "en"),
        ("zh;q=many, en;q=0.1", "en"),
        ("zh;q=7, en;q=0.1", "en"),
        (";;;,,q=1", "en"),
    ],
)
def test_the_heavier_of_the_two_counts(accepted: str | None, language: str) -> None:
    assert preferred_language(accepted) == language
