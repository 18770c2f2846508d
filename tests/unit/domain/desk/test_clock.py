"""A clock as events left it, and what the next event has to say."""

from datetime import timedelta

from fairclaim.domain.desk.clock import Clock, Running, deadline, spent_until
from fairclaim.domain.desk.working_calendar import CHINA, Counting
from unit.domain.desk.story import HOUR, MONDAY, Story, screening


def asked() -> Story:
    return screening().ask_evidence()


def clock_of(story: Story) -> Clock:
    assert story.claim.clock is not None
    return story.claim.clock


def test_a_running_clock_spends_time_and_is_late_at_its_end() -> None:
    story = asked()
    clock = clock_of(story)
    assert spent_until(clock, CHINA, at=clock.spans[0].since + 5 * HOUR) == 5 * HOUR
    assert not clock.is_late(story.due - timedelta(microseconds=1))
    assert clock.is_late(story.due)


def test_a_paused_clock_spends_nothing_and_is_never_late() -> None:
    story = asked().wait(4 * HOUR).pause()
    clock = clock_of(story)
    assert clock.running is Running.PAUSED
    assert clock.spent == 5 * HOUR
    assert spent_until(clock, CHINA, at=story.now + 1000 * HOUR) == 5 * HOUR
    assert not clock.is_late(story.now + 1000 * HOUR)


def test_a_warning_comes_before_the_end_or_not_at_all() -> None:
    def at(left: int, before: int) -> timedelta | None:
        end = deadline(CHINA, at=MONDAY, left=left * HOUR, warn_before=before * HOUR, counting=Counting.CALENDAR_HOURS)
        assert end.due_at == MONDAY + left * HOUR
        return end.warn_at - MONDAY if end.warn_at else None

    assert at(10, 4) == 6 * HOUR
    assert at(10, 0) is None
    assert at(4, 4) is None
    assert at(3, 4) is None
