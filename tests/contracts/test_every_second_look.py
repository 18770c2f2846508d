"""A second look on every desk: in memory, on SQLite, on PostgreSQL. It moves nothing, and no party ever sees it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from contracts.desks import SECRET_WORDS, DeskInMemory, DeskOnStore
from contracts.test_every_desk import counter, empty_sqlite, postgres_engine, refused, stored, together
from fairclaim.domain.desk.judgement import Outcome, View
from fairclaim.domain.desk.party import ClaimId, TextId
from fairclaim.domain.desk.states import State
from fairclaim.domain.exhibit import ExhibitId
from fairclaim.services.carry_out import carry_out
from fairclaim.services.count_figures import review_quality
from fairclaim.services.decide_claim import decide_claim
from fairclaim.services.errors import NotFoundError, SecondLookError
from fairclaim.services.export_audit import export_audit
from fairclaim.services.judge_claim import confirm_judgement, judge_claim, reveal_verdict
from fairclaim.services.list_claims import claim_exhibits, desk_claims, own_claims
from fairclaim.services.list_tasks import held_task, queue_tasks
from fairclaim.services.look_again import know_answer, look_again
from fairclaim.services.run_deadline import due_deadlines, run_deadline
from fairclaim.services.see_claim import see_claim, see_exhibit, see_words
from fairclaim.services.see_examination import see_examination
from fairclaim.services.skip_reason import SkipReason
from fairclaim.services.take_task import release_task, renew_task, skip_task, take_next
from fairclaim.services.views.reviewer_view import ReviewerView
from fairclaim.store.tables.claims import Claim, ClaimEvent
from fairclaim.store.tables.machine import Job
from fairclaim.store.tables.traffic import OutboxMessage
from unit.services.counter import (
    ADMIN,
    AGAINST,
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
    SUE,
    WHY,
)

__all__ = ["counter", "empty_sqlite", "postgres_engine", "stored"]


def ended(counter: DeskInMemory) -> ClaimId:
    claim = refused(counter)
    counter.wait(timedelta(days=40))
    for one in due_deadlines(counter.desk, MACHINE):
        run_deadline(counter.desk, MACHINE, one)
    assert counter.claim(claim).state is State.CLOSED
    assert look_again(counter.desk, MACHINE, claim)
    assert not look_again(counter.desk, MACHINE, claim)
    return claim


def written(stored: DeskOnStore) -> list[tuple[object, ...]]:
    """Return what a judgement of a claim would add to or change."""
    with stored.on.store.read(stored.on.mine) as work:
        claims = [(row.id, row.state, row.version, row.snapshot) for row in work.session.scalars(select(Claim))]
        events = [(row.claim, row.sequence, row.digest) for row in work.session.scalars(select(ClaimEvent))]
        jobs = [(row.key, row.done_at) for row in work.session.scalars(select(Job))]
        messages = [(row.id,) for row in work.session.scalars(select(OutboxMessage))]
    return [*sorted(claims, key=repr), *sorted(events), *sorted(jobs, key=repr), *messages]


def test_it_is_judged_like_any_claim_and_counted_beside_the_decision(counter: DeskInMemory) -> None:
    claim = ended(counter)
    desk, before = counter.desk, counter.claim(claim)
    assert take_next(desk, ANN) is None
    assert take_next(desk, BEN) is None
    task = take_next(desk, DAN)
    assert task is not None
    alias = task.claim
    assert alias != claim
    assert [row.claim for row in queue_tasks(desk, EVE).things] == [alias]
    assert held_task(desk, DAN) == task
    counter.wait()
    assert renew_task(desk, DAN, task.task).claim == alias
    seen = see_claim(desk, DAN, alias)
    assert isinstance(seen, ReviewerView)
    assert (seen.state, seen.after, seen.is_appeal) == (State.IN_REVIEW, None, False)
    files = claim_exhibits(desk, DAN, alias)
    assert all(see_exhibit(desk, DAN, alias, ExhibitId(one.exhibit)) for one in files)
    assert seen.words is not None
    assert see_words(desk, DAN, alias, TextId(seen.words)) == SECRET_WORDS
    judge_claim(desk, DAN, alias, GRANT, key="j")
    assert judge_claim(desk, DAN, alias, GRANT, key="j").state is State.IN_REVIEW
    reveal_verdict(desk, DAN, alias)
    assert see_examination(desk, DAN, alias)["verdict"]
    assert confirm_judgement(desk, DAN, alias, AGAINST, changed_because=WHY).state is State.CLOSED
    with pytest.raises(SecondLookError):
        decide_claim(desk, DAN, alias, reasons=WHY, basis=BASIS)
    assert counter.claim(claim) == before
    of = {one.person: one for one in review_quality(desk, ADMIN)}
    assert (of[DAN.person].second_looks.hits, of[DAN.person].second_looks.total) == (0, 1)
    assert (of[ANN.person].held_up.hits, of[BEN.person].held_up.total) == (0, 1)
    assert take_next(desk, EVE) is None


def test_no_party_and_no_system_ever_sees_it(counter: DeskInMemory) -> None:
    claim = ended(counter)
    task = take_next(counter.desk, DAN)
    assert task is not None
    for who in (BUYER, AGENT, PLATFORM, ADMIN, AUDITOR):
        with pytest.raises(NotFoundError):
            see_claim(counter.desk, who, task.claim)
    for rows in (own_claims(counter.desk, BUYER), own_claims(counter.desk, AGENT), desk_claims(counter.desk, PLATFORM)):
        assert [row.claim for row in rows.things] == [claim]
    assert task.claim not in str(export_audit(counter.desk, AUDITOR, after=0, limit=500).records)


def test_lists_of_who_judges_show_it_among_the_others(counter: DeskInMemory) -> None:
    claim = ended(counter)
    task = take_next(counter.desk, DAN)
    assert task is not None
    assert [row.claim for row in desk_claims(counter.desk, EVE).things] == [task.claim, claim]
    first = desk_claims(counter.desk, EVE, limit=1)
    assert [row.claim for row in first.things] == [task.claim]
    assert [row.claim for row in desk_claims(counter.desk, EVE, cursor=first.cursor, limit=1).things] == [claim]


def test_a_skipped_one_goes_to_somebody_else(counter: DeskInMemory) -> None:
    ended(counter)
    task = take_next(counter.desk, DAN)
    assert task is not None
    skip_task(counter.desk, DAN, task.task, SkipReason.UNSURE)
    assert take_next(counter.desk, DAN) is None
    other = take_next(counter.desk, EVE)
    assert other is not None
    assert other.claim == task.claim
    release_task(counter.desk, EVE, other.task)
    assert take_next(counter.desk, SUE) is not None


def test_nothing_else_is_written(stored: DeskOnStore) -> None:
    claim = ended(stored)
    carry_out(stored.desk, MACHINE, claim)
    before = written(stored)
    task = take_next(stored.desk, DAN)
    assert task is not None
    stored.desk.units.read(MACHINE.tenant, lambda work: work.second_looks.find(task.claim))
    judge_claim(stored.desk, DAN, task.claim, AGAINST)
    reveal_verdict(stored.desk, DAN, task.claim)
    confirm_judgement(stored.desk, DAN, task.claim, AGAINST)
    assert written(stored) == before
    of = {one.person: one for one in review_quality(stored.desk, ADMIN)}
    assert (of[DAN.person].second_looks.hits, of[BEN.person].held_up.hits) == (1, 1)


def test_a_known_answer_is_asked_of_one_person_at_a_time(counter: DeskInMemory) -> None:
    claim = ended(counter)
    assert not know_answer(counter.desk, SUE, claim, outcome=Outcome.REFUSE, view=View.CONTRADICTS)
    task = take_next(counter.desk, DAN)
    assert task is not None
    counter.judged(DAN, task.claim, AGAINST)
    assert know_answer(counter.desk, SUE, claim, outcome=Outcome.REFUSE, view=View.CONTRADICTS)
    assert take_next(counter.desk, SUE) is None
    assert take_next(counter.desk, DAN) is None
    again = take_next(counter.desk, EVE)
    assert again is not None
    counter.judged(EVE, again.claim, AGAINST)
    of = {one.person: one for one in review_quality(counter.desk, ADMIN)}
    assert (of[EVE.person].known_answers.hits, of[EVE.person].second_looks.total) == (1, 0)


def test_two_who_open_one_at_once_open_one(stored: DeskOnStore) -> None:
    claim = ended(stored)
    task = take_next(stored.desk, DAN)
    assert task is not None
    stored.judged(DAN, task.claim, AGAINST)
    opened: list[bool] = []
    together(
        lambda _: opened.append(know_answer(stored.desk, SUE, claim, outcome=Outcome.REFUSE, view=View.CONTRADICTS)),
        "1",
        "2",
    )
    assert sorted(opened) == [False, True]
