import re

import pytest

from fairclaim.credit.pattern import ABOUT, Pattern
from fairclaim.law.tone import pressing_phrases


def test_every_pattern_is_told_with_an_innocent_cause() -> None:
    assert list(ABOUT) == list(Pattern)


@pytest.mark.parametrize("pattern", Pattern)
def test_texts_are_whole_in_both_languages_and_ask_for_the_same_numbers(pattern: Pattern) -> None:
    about = ABOUT[pattern]
    for text in (about.title, about.seen, about.innocent):
        assert text.zh
        assert text.en
    assert set(re.findall(r"\{(\w+)\}", about.seen.zh)) == set(re.findall(r"\{(\w+)\}", about.seen.en))
    assert about.calls_at >= 1


@pytest.mark.parametrize("pattern", Pattern)
def test_no_text_presses_or_insults(pattern: Pattern) -> None:
    about = ABOUT[pattern]
    for text in (about.title, about.seen, about.innocent):
        assert pressing_phrases(text.zh) == pressing_phrases(text.en) == ()
