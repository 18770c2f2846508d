"""What a claim must show, and what exactly is missing of it."""

import re
from dataclasses import replace

import pytest

from fairclaim.domain.desk.evidence_rules import (
    ANY_CATEGORY,
    DEFAULT_RULES,
    SHOT_NAMES,
    Capture,
    Media,
    Reason,
    Requirement,
    Shot,
    missing,
    requirements_for,
)
from fairclaim.domain.desk.party import ActorKind
from unit.domain.desk.story import NEED, WHY, item

CHINESE = re.compile(r"[\u4e00-\u9fff]")
TWO = replace(NEED, count=2)
LIVE = Requirement(shot=Shot.TOUCHED, media=Media.VIDEO, capture=Capture.LIVE, count=1, why=WHY)


def test_what_is_there_is_not_asked_for() -> None:
    assert missing([NEED], [item("a", shot=Shot.OTHER_ANGLE)]) == ()


def test_of_two_the_one_that_lacks_is_asked_for() -> None:
    assert missing([TWO], [item("a", shot=Shot.OTHER_ANGLE)]) == (NEED,)


def test_the_same_file_twice_is_one() -> None:
    assert missing([TWO], [item("a", shot=Shot.OTHER_ANGLE)] * 2) == (NEED,)


@pytest.mark.parametrize(
    "other",
    [
        item("a", shot=Shot.WHOLE),
        item("a", shot=None),
        item("a", by=ActorKind.MERCHANT, shot=Shot.OTHER_ANGLE),
        replace(item("a", shot=Shot.OTHER_ANGLE), media=Media.VIDEO),
    ],
)
def test_something_else_does_not_answer(other: object) -> None:
    assert missing([NEED], [other]) == (NEED,)  # type: ignore[list-item]  # pytest's parameters are objects


def test_a_live_capture_answers_any_request_and_an_upload_no_live_one() -> None:
    upload = replace(item("a", shot=Shot.TOUCHED), media=Media.VIDEO)
    live = replace(upload, capture=Capture.LIVE)
    assert missing([LIVE], [upload]) == (LIVE,)
    assert missing([LIVE], [live]) == ()
    assert missing([replace(LIVE, capture=Capture.ANY)], [live]) == ()


def test_what_cannot_be_provided_is_not_asked_again() -> None:
    assert missing([LIVE, NEED], [], cannot={Shot.TOUCHED}) == (NEED,)


def test_a_category_has_its_own_rule_or_the_common_one() -> None:
    ceramics = requirements_for(Reason.DAMAGED, "ceramics", DEFAULT_RULES)
    assert ceramics != requirements_for(Reason.DAMAGED, "books", DEFAULT_RULES)
    assert requirements_for(Reason.DAMAGED, "books", DEFAULT_RULES) == DEFAULT_RULES[Reason.DAMAGED, ANY_CATEGORY]
    assert requirements_for(Reason.DAMAGED, "books", {}) == ()


def test_every_reason_has_a_common_rule() -> None:
    assert all((reason, ANY_CATEGORY) in DEFAULT_RULES for reason in Reason)
    assert set(SHOT_NAMES) == set(Shot)


@pytest.mark.parametrize("rule", DEFAULT_RULES.values())
def test_every_request_says_what_how_many_and_why_in_both_languages(rule: tuple[Requirement, ...]) -> None:
    for need in rule:
        words = need.in_words()
        assert CHINESE.search(words.zh)
        assert not CHINESE.search(words.en)
        assert str(need.count) in words.zh
        assert need.why.en in words.en
        assert ("live" in words.en) == (need.capture is Capture.LIVE)
