"""A claim that has ended is judged again, by somebody who had no part in it and cannot tell; nothing moves."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from fairclaim.domain.desk.claim import Stance
from fairclaim.domain.desk.clock_rules import PauseReason
from fairclaim.domain.desk.evidence_rules import Capture, Media, Requirement, Shot
from fairclaim.domain.desk.judgement import Outcome, View
from fairclaim.domain.desk.party import ClaimId
from fairclaim.domain.desk.refusals import ConflictOfInterestError, JudgeFirstError, NotBlindError
from fairclaim.domain.desk.states import State
from fairclaim.domain.exhibit import ExhibitId
from fairclaim.services.answer_claim import answer_claim
from fairclaim.services.ask import ask_evidence
from fairclaim.services.count_figures import review_quality
from fairclaim.services.decide_claim import decide_claim
from fairclaim.services.desk import DeskLimits
from fairclaim.services.erase_person import erase_person
from fairclaim.services.errors import NotAllowedError, NoTaskError, NotFoundError, SecondLookError
from fairclaim.services.hold_clock import pause_clock
from fairclaim.services.judge_claim import confirm_judgement, judge_claim, reveal_verdict
from fairclaim.services.list_claims import claim_exhibits, desk_claims, own_claims
from fairclaim.services.list_tasks import queue_tasks
from fairclaim.services.look_again import know_answer, look_again
from fairclaim.services.run_deadline import due_deadlines, run_deadline
from fairclaim.services.see_claim import see_claim, see_exhibit, see_words
from fairclaim.services.see_examination import see_examination
from fairclaim.services.take_task import take_next
from fairclaim.services.views.reviewer_view import ReviewerView
from unit.services.counter import (
    ADMIN,
    AGENT,
    ANN,
    AUDITOR,
    BASIS,
    BEN,
    BUYER,
    DAN,
    EVE,
    GRANT,
    MACHINE,
    PLATFORM,
    REFUSE,
    SUE,
    WHY,
    Counter,
)

ALWAYS = DeskLimits(second_looks=1.0)


def in_review(counter: Counter) -> ClaimId:
    claim = counter.screened()
    answer_claim(counter.desk, AGENT, claim, Stance.CONTESTS)
    assert counter.claim(claim).state is State.IN_REVIEW
    return claim


def ended(limits: DeskLimits = ALWAYS) -> tuple[Counter, ClaimId]:
    """Return a desk with a claim that two people have refused and that nobody has appealed."""
    counter = Counter(limits=limits)
    claim = in_review(counter)
    counter.judged(ANN, claim, REFUSE)
    counter.judged(BEN, claim, REFUSE)
    decide_claim(counter.desk, BEN, claim, reasons=WHY, basis=BASIS)
    counter.wait(timedelta(days=40))
    for due in due_deadlines(counter.desk, MACHINE):
        run_deadline(counter.desk, MACHINE, due)
    assert counter.claim(claim).state is State.CLOSED
    return counter, claim


def shown_again() -> tuple[Counter, ClaimId, ClaimId]:
    counter, claim = ended()
    assert look_again(counter.desk, MACHINE, claim)
    return counter, claim, next(iter(counter.rows.second_looks))


def taken(counter: Counter) -> ClaimId:
    task = take_next(counter.desk, DAN)
    assert task is not None
    return task.claim


def plain(seen: ReviewerView, at: datetime) -> ReviewerView:
    """Return a view without what differs from claim to claim."""
    return replace(seen, claim="", words=None, filed_at=at, clock=None, files=())


def untouched(counter: Counter) -> tuple[object, ...]:
    """Return everything that a judgement of a claim would change."""
    rows = counter.rows
    return tuple(map(repr, (rows.claims, rows.events, rows.decisions, rows.deadlines, rows.jobs, rows.messages)))


def test_a_claim_that_people_decided_is_drawn_when_it_ends() -> None:
    counter, claim = ended()
    _, subject, at = counter.rows.jobs[f"second-look/{claim}"]
    assert subject == claim
    closed_at = counter.claim(claim).updated_at
    assert closed_at <= at <= closed_at + ALWAYS.second_look_within
    assert not [key for key in ended(DeskLimits(second_looks=0))[0].rows.jobs if key.startswith("second-look")]


def test_the_copy_looks_like_any_claim_in_review() -> None:
    counter, claim, alias = shown_again()
    assert [row.claim for row in queue_tasks(counter.desk, DAN).things] == [alias]
    assert taken(counter) == alias
    assert alias.split("-")[0] == claim.split("-")[0]
    seen = see_claim(counter.desk, DAN, alias)
    real = Counter()
    other = see_claim(real.desk, DAN, in_review(real))
    assert isinstance(seen, ReviewerView)
    assert isinstance(other, ReviewerView)
    assert (seen.state, seen.round, seen.seat, seen.after, seen.judgements) == (State.IN_REVIEW, 1, None, None, ())
    assert not seen.is_appeal
    assert seen.clock is not None
    assert other.clock is not None
    assert seen.clock.kind == other.clock.kind
    assert counter.now < (seen.clock.due_at or counter.now)
    assert counter.now - seen.filed_at < timedelta(days=2)
    assert plain(seen, counter.now) == plain(other, counter.now)
    listed = [row.claim for row in desk_claims(counter.desk, DAN).things]
    assert listed == [alias, claim]
    assert [row.claim for row in desk_claims(counter.desk, DAN, limit=1).things] == [alias]


def test_files_words_and_afterwards_the_examination_are_there() -> None:
    counter, claim, alias = shown_again()
    taken(counter)
    files = claim_exhibits(counter.desk, DAN, alias)
    assert all(counter.now - one.received_at < timedelta(days=2) for one in files)
    assert see_exhibit(counter.desk, DAN, alias, ExhibitId(files[0].exhibit))
    words = counter.claim(claim).words
    assert words is not None
    assert see_words(counter.desk, DAN, alias, words) == "杯口有裂纹"
    with pytest.raises(NotFoundError):
        see_examination(counter.desk, DAN, alias)
    with pytest.raises(JudgeFirstError):
        reveal_verdict(counter.desk, DAN, alias)
    judge_claim(counter.desk, DAN, alias, REFUSE)
    reveal_verdict(counter.desk, DAN, alias)
    assert see_examination(counter.desk, DAN, alias)["verdict"]
    seen = see_claim(counter.desk, DAN, alias)
    assert isinstance(seen, ReviewerView)
    assert seen.after is not None
    assert seen.after.decisions == ()
    with pytest.raises(NotBlindError):
        judge_claim(counter.desk, DAN, alias, GRANT)


def test_the_judgement_is_kept_beside_the_decision_and_moves_nothing() -> None:
    counter, claim, alias = shown_again()
    before = untouched(counter)
    taken(counter)
    assert judge_claim(counter.desk, DAN, alias, GRANT).state is State.IN_REVIEW
    assert reveal_verdict(counter.desk, DAN, alias).state is State.IN_REVIEW
    done = confirm_judgement(counter.desk, DAN, alias, REFUSE, changed_because=WHY)
    assert done.state is State.CLOSED
    assert untouched(counter) == before
    with pytest.raises(SecondLookError):
        decide_claim(counter.desk, DAN, alias, reasons=WHY, basis=BASIS)
    of = {one.person: one for one in review_quality(counter.desk, ADMIN)}
    assert (of[DAN.person].second_looks.hits, of[DAN.person].second_looks.total) == (0, 1)
    assert (of[ANN.person].held_up.hits, of[ANN.person].held_up.total) == (0, 1)
    assert of[DAN.person].judgements == 0
    assert of[DAN.person].second_looks.high < 1
    assert take_next(counter.desk, EVE) is None
    assert not look_again(counter.desk, MACHINE, claim)
    assert queue_tasks(counter.desk, EVE).things == ()
    with pytest.raises(NotFoundError):
        see_claim(counter.desk, EVE, alias)


def test_a_second_judgement_that_agrees_is_a_hit_also_where_it_would_go_to_a_second_person() -> None:
    counter, _, _ = shown_again()
    alias = taken(counter)
    judge_claim(counter.desk, DAN, alias, REFUSE)
    reveal_verdict(counter.desk, DAN, alias)
    assert confirm_judgement(counter.desk, DAN, alias, REFUSE).state is State.CLOSED
    of = {one.person: one for one in review_quality(counter.desk, AUDITOR)}
    assert (of[DAN.person].second_looks.hits, of[BEN.person].held_up.hits) == (1, 1)
    assert review_quality(counter.desk, AUDITOR, filed_from=counter.now) == ()


def test_who_had_a_part_in_it_or_looked_at_it_does_not_get_it() -> None:
    counter, claim, alias = shown_again()
    for who in (ANN, BEN):
        assert take_next(counter.desk, who) is None
        assert queue_tasks(counter.desk, who).things == ()
        assert [row.claim for row in desk_claims(counter.desk, who).things] == [claim]
        with pytest.raises(NotFoundError):
            see_claim(counter.desk, who, alias)
    see_claim(counter.desk, EVE, claim)
    assert take_next(counter.desk, EVE) is None
    assert taken(counter) == alias


def test_who_looks_at_the_claim_itself_cannot_go_on() -> None:
    counter, claim, alias = shown_again()
    taken(counter)
    see_claim(counter.desk, DAN, claim)
    with pytest.raises(NotFoundError):
        judge_claim(counter.desk, DAN, alias, REFUSE)


def test_who_is_tied_to_a_party_does_not_get_it() -> None:
    counter, _, alias = shown_again()
    counter.rows.ties[DAN.person] = frozenset({BUYER.person})
    assert take_next(counter.desk, DAN) is None
    with pytest.raises(ConflictOfInterestError):
        see_claim(counter.desk, DAN, alias)


def test_nobody_else_ever_hears_of_it() -> None:
    counter, claim, alias = shown_again()
    for who in (BUYER, AGENT, PLATFORM, ADMIN, AUDITOR):
        with pytest.raises(NotFoundError):
            see_claim(counter.desk, who, alias)
    assert [row.claim for row in own_claims(counter.desk, BUYER).things] == [claim]
    assert [row.claim for row in own_claims(counter.desk, AGENT).things] == [claim]
    assert [row.claim for row in desk_claims(counter.desk, PLATFORM).things] == [claim]


def test_who_has_not_taken_the_task_cannot_judge() -> None:
    counter, _, alias = shown_again()
    with pytest.raises(NoTaskError):
        judge_claim(counter.desk, DAN, alias, REFUSE)


def test_asking_for_more_ends_it_without_a_judgement() -> None:
    counter, _, _ = shown_again()
    before = untouched(counter)
    alias = taken(counter)
    more = Requirement(shot=Shot.WHOLE, media=Media.PHOTO, capture=Capture.ANY, count=1, why=WHY)
    assert ask_evidence(counter.desk, DAN, alias, (more,)).state is State.WAITING_EVIDENCE
    assert untouched(counter) == before
    assert DAN.person not in {one.person for one in review_quality(counter.desk, ADMIN)}
    assert take_next(counter.desk, EVE) is None


def test_its_clock_can_be_held_like_any_other() -> None:
    counter, _, alias = shown_again()
    before = untouched(counter)
    pause_clock(counter.desk, SUE, alias, PauseReason.OUTAGE, note=WHY)
    seen = see_claim(counter.desk, DAN, alias)
    assert isinstance(seen, ReviewerView)
    assert seen.clock is not None
    assert seen.clock.is_paused
    assert untouched(counter) == before


def test_an_answer_that_is_known_is_asked_of_one_person_at_a_time() -> None:
    counter, claim = ended()
    assert know_answer(counter.desk, SUE, claim, outcome=Outcome.GRANT, view=View.SUPPORTS)
    assert not know_answer(counter.desk, SUE, claim, outcome=Outcome.GRANT, view=View.SUPPORTS)
    assert take_next(counter.desk, SUE) is None
    counter.judged(DAN, taken(counter), GRANT)
    assert know_answer(counter.desk, SUE, claim, outcome=Outcome.GRANT, view=View.SUPPORTS)
    assert take_next(counter.desk, DAN) is None
    counter.judged(EVE, [one.alias for one in counter.rows.second_looks.values()][-1], REFUSE)
    of = {one.person: one for one in review_quality(counter.desk, ADMIN)}
    assert (of[DAN.person].known_answers.hits, of[EVE.person].known_answers.hits) == (1, 0)
    assert of[DAN.person].second_looks.total == of[ANN.person].held_up.total == 0


def test_an_open_claim_and_another_persons_wish_are_refused() -> None:
    counter = Counter(limits=ALWAYS)
    claim = counter.screened()
    assert not know_answer(counter.desk, SUE, claim, outcome=Outcome.GRANT, view=View.SUPPORTS)
    assert not look_again(counter.desk, MACHINE, claim)
    with pytest.raises(NotAllowedError):
        know_answer(counter.desk, ANN, claim, outcome=Outcome.GRANT, view=View.SUPPORTS)
    with pytest.raises(NotAllowedError):
        look_again(counter.desk, ANN, claim)
    with pytest.raises(NotFoundError):
        look_again(counter.desk, MACHINE, ClaimId("claim-none"))


def test_it_ends_with_the_erasure_of_who_is_in_it_and_none_begins_after() -> None:
    counter, claim, alias = shown_again()
    taken(counter)
    erase_person(counter.desk, ADMIN, BUYER.person)
    with pytest.raises(NotFoundError):
        see_claim(counter.desk, DAN, alias)
    assert take_next(counter.desk, DAN) is None
    assert not know_answer(counter.desk, SUE, claim, outcome=Outcome.GRANT, view=View.SUPPORTS)
