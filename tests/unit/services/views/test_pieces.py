from dataclasses import fields

from fairclaim.domain.desk.claim import Stance
from fairclaim.domain.desk.clock_rules import STANDARD, PauseReason
from fairclaim.services.answer_claim import answer_claim
from fairclaim.services.hold_clock import pause_clock
from fairclaim.services.views.pieces import DecisionSeen, answer_of, clock_of, files_of
from unit.services.counter import ADMIN, AGENT, SOME_SHOTS, WHY, Counter


def test_a_paused_clock_shows_paused_with_its_reason_and_the_same_time_left() -> None:
    counter = Counter()
    claim = counter.screened(*SOME_SHOTS)
    pause_clock(counter.desk, ADMIN, claim, PauseReason.EMERGENCY, note=WHY)
    now = clock_of(counter.claim(claim), at=counter.now, rules=STANDARD)
    later = clock_of(counter.claim(claim), at=counter.wait().now, rules=STANDARD)
    assert now is not None
    assert now == later
    assert (now.is_paused, now.paused_because, now.due_at) == (True, PauseReason.EMERGENCY, None)


def test_no_clock_and_no_answer_are_nothing() -> None:
    counter = Counter()
    found = counter.claim(counter.filed())
    assert clock_of(found, at=counter.now, rules=STANDARD) is None
    assert answer_of(found) is None
    assert files_of(found) == ()


def test_an_answer_is_shown_with_whether_it_was_late() -> None:
    counter = Counter()
    claim = counter.screened()
    answer_claim(counter.desk, AGENT, claim, Stance.NO_OBJECTION)
    seen = answer_of(counter.claim(claim))
    assert seen is not None
    assert (seen.stance, seen.is_late, seen.words) == (Stance.NO_OBJECTION, False, None)


def test_a_decision_as_it_is_shown_has_no_field_for_who_made_it() -> None:
    assert {field.name for field in fields(DecisionSeen)} == {"number", "outcome", "remedy", "reasons", "basis", "at"}
