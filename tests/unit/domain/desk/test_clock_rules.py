"""The defaults of every clock, and that no setting turns silence into a refusal."""

import re
from datetime import timedelta

import pytest

from fairclaim.domain.desk.clock_rules import (
    DEFAULT_RULES,
    EXPIRY_SAYS,
    ON_EXPIRY,
    STANDARD,
    ClockKind,
    ClockRule,
    DeskRules,
    OnExpiry,
)
from fairclaim.domain.desk.working_calendar import CHINA, Counting
from fairclaim.domain.errors import UsageError
from unit.domain.desk.story import HOUR


@pytest.mark.parametrize(
    ("kind", "hours"),
    [
        (ClockKind.MERCHANT_ANSWER, 48),
        (ClockKind.BUYER_EVIDENCE, 72),
        (ClockKind.REVIEW, 24),
        (ClockKind.APPEAL_WINDOW, 15 * 24),
    ],
)
def test_the_times_are_those_of_the_design(kind: ClockKind, hours: int) -> None:
    assert DEFAULT_RULES[kind].allowance == hours * HOUR


def test_the_end_of_a_clock_reviews_escalates_or_closes() -> None:
    assert set(ON_EXPIRY) == set(ClockKind)
    assert set(EXPIRY_SAYS) == set(OnExpiry)
    assert "refuse" not in {end.value for end in OnExpiry}
    assert ON_EXPIRY[ClockKind.MERCHANT_ANSWER] is ON_EXPIRY[ClockKind.BUYER_EVIDENCE] is OnExpiry.REVIEW
    assert all(re.search(r"[\u4e00-\u9fff]", text.zh) for text in EXPIRY_SAYS.values())


@pytest.mark.parametrize(("hours", "warn"), [(0, 0), (-1, 0), (1, 1), (1, -1)])
def test_a_clock_has_time_and_warns_within_it(hours: int, warn: int) -> None:
    with pytest.raises(UsageError):
        ClockRule(allowance=hours * HOUR, counting=Counting.CALENDAR_HOURS, warn_before=warn * HOUR)


def test_a_clock_may_go_without_a_warning() -> None:
    rule = ClockRule(allowance=HOUR, counting=Counting.CALENDAR_HOURS, warn_before=timedelta(0))
    assert DeskRules(clocks={**DEFAULT_RULES, ClockKind.REVIEW: rule}).clocks[ClockKind.REVIEW] is rule


def test_every_clock_needs_its_rule() -> None:
    with pytest.raises(UsageError, match="re-review"):
        DeskRules(clocks={kind: rule for kind, rule in DEFAULT_RULES.items() if kind is not ClockKind.RE_REVIEW})


def test_the_standard_counts_on_the_calendar_of_china() -> None:
    assert STANDARD.calendar is CHINA
    assert STANDARD.clocks == DEFAULT_RULES
    assert STANDARD.clocks is not DEFAULT_RULES
