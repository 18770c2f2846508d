from datetime import timedelta

import pytest

from fairclaim.domain.verdict import Call
from fairclaim.services.count_figures import figures_of
from fairclaim.services.errors import NotAllowedError
from fairclaim.services.figures_in_time import BINS, PERIODS, figures_in_time, periods_of, step_of, waits_of
from unit.services.counter import ADMIN, ANN, EDITOR, Counter
from unit.services.test_count_figures import refused


def test_periods_together_hold_what_the_whole_holds() -> None:
    counter, _ = refused()
    found = figures_in_time(counter.desk, ADMIN)
    assert sum(one.figures.claims for one in found.periods) == found.whole.claims == 1
    assert sum(found.waits) == found.whole.decided == 1
    assert found.scored == 1
    assert {call: sum(bins) for call, bins in found.scores.items()} == {
        Call.FORGED: 1,
        Call.NO_TRACE: 0,
        Call.CANNOT_TELL: 0,
    }
    assert found.scores[Call.FORGED][BINS - 1] == 1


def test_a_stretch_without_claims_has_periods_all_the_same() -> None:
    counter, _ = refused()
    later = counter.now + timedelta(days=1)
    found = figures_in_time(counter.desk, EDITOR, filed_from=later, filed_before=later + timedelta(days=30))
    assert found.whole == figures_of([])
    assert [one.begins - later for one in found.periods] == [timedelta(days=3 * number) for number in range(10)]
    assert found.scored == 0
    nothing = figures_in_time(Counter().desk, EDITOR)
    assert len(nothing.periods) == 1


@pytest.mark.parametrize("days", [0, 1, 13, 14, 91, 364, 3_650])
def test_there_are_never_more_periods_than_a_plot_shows(days: int) -> None:
    ends = Counter().now
    begins = ends - timedelta(days=days, minutes=5)
    step = step_of(ends - begins)
    periods = periods_of([], begins=begins, ends=ends, step=step)
    assert 1 <= len(periods) <= PERIODS
    assert periods[0].begins == begins or days == 0
    assert waits_of([]) == (0,) * 7


def test_figures_are_for_who_steers_the_desk() -> None:
    with pytest.raises(NotAllowedError):
        figures_in_time(Counter().desk, ANN)
