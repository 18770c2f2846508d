"""Anybody tries anything in any order: what is written always agrees with the claim, and the promises of the desk hold."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

from hypothesis import event, given, settings
from hypothesis import strategies as st

from fairclaim.domain.desk.claim import Stance
from fairclaim.domain.desk.clock_rules import PauseReason
from fairclaim.domain.desk.decision import Standing
from fairclaim.domain.desk.facts import Judged
from fairclaim.domain.desk.history import replay
from fairclaim.domain.desk.judgement import Opinion, Outcome
from fairclaim.domain.desk.party import ActorKind, ClaimId, PersonId
from fairclaim.domain.errors import RuleError, UsageError
from fairclaim.domain.exhibit import Role
from fairclaim.domain.verdict import Call
from fairclaim.services.add_evidence import add_evidence
from fairclaim.services.answer_claim import answer_claim
from fairclaim.services.appeal_claim import appeal_claim, withdraw_appeal
from fairclaim.services.ask import ask_evidence, ask_merchant
from fairclaim.services.attach_exhibit import attach_exhibit
from fairclaim.services.awaited import awaited
from fairclaim.services.caller import Caller
from fairclaim.services.caller import Role as CallerRole
from fairclaim.services.carry_out import carry_out, key_of
from fairclaim.services.decide_claim import decide_claim
from fairclaim.services.examine_claim import examine_claim
from fairclaim.services.hold_clock import extend_clock, pause_clock, resume_clock
from fairclaim.services.judge_claim import confirm_judgement, judge_claim, reveal_verdict
from fairclaim.services.run_deadline import due_deadlines, run_deadline
from fairclaim.services.settle_claim import accept_offer, offer_remedy, withdraw_claim
from fairclaim.services.skip_reason import SkipReason
from fairclaim.services.take_task import release_task, skip_task, take_next
from fairclaim.services.views.reviewer_view import reviewer_view
from journeys.desk_steps import STEPS
from unit.domain.desk.story import NEED
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
    OTHER_SHOTS,
    REFUSE,
    RETURN,
    SOME_SHOTS,
    SUE,
    WHY,
    Counter,
    member,
    photo,
)

TOM = member("tom", CallerRole.SENIOR)
BOTH = member("buyer-1", CallerRole.BUYER, CallerRole.REVIEWER, CallerRole.SENIOR)
"""The buyer, who also works for the desk."""
TIED = DAN
PEOPLE = (ANN, BEN, EVE, SUE, TOM, BOTH, TIED, BUYER, AGENT, ADMIN, AUDITOR, MACHINE)
JUDGES = (ANN, BEN, EVE, SUE, TOM, BOTH, TIED)
Act = Callable[[Counter, Caller, ClaimId], object]


def review(opinion: Opinion) -> Act:
    """Do everything that one reviewer does."""

    def whole(counter: Counter, who: Caller, claim: ClaimId) -> None:
        if take_next(counter.desk, who) is not None:
            judge_claim(counter.desk, who, claim, opinion)
            reveal_verdict(counter.desk, who, claim)
            confirm_judgement(counter.desk, who, claim, opinion)

    return whole


def pass_on(counter: Counter, who: Caller, _: ClaimId) -> None:
    taken = take_next(counter.desk, who)
    if taken is not None:
        skip_task(counter.desk, who, taken.task, SkipReason.UNSURE)


def give_back(counter: Counter, who: Caller, _: ClaimId) -> None:
    taken = take_next(counter.desk, who)
    if taken is not None:
        release_task(counter.desk, who, taken.task)


def accept_any(counter: Counter, who: Caller, claim: ClaimId) -> None:
    for offer in counter.claim(claim).offers:
        accept_offer(counter.desk, who, claim, offer.id)


def run_due(counter: Counter, who: Caller, _: ClaimId) -> None:
    for due in due_deadlines(counter.desk, who):
        run_deadline(counter.desk, who, due)


def box(counter: Counter, who: Caller, claim: ClaimId) -> None:
    attach_exhibit(counter.desk, who, claim, photo(None, data=b"%d" % counter.ids, role=Role.DISPATCH))


LIKELY: tuple[Act, ...] = (
    lambda c, _, claim: examine_claim(c.desk, MACHINE, claim),
    lambda c, _, claim: answer_claim(c.desk, AGENT, claim, Stance.CONTESTS),
    lambda c, _, claim: add_evidence(c.desk, BUYER, claim, OTHER_SHOTS),
    review(GRANT),
    review(REFUSE),
    review(AGAINST),
    lambda c, who, claim: decide_claim(c.desk, who, claim, reasons=WHY, basis=BASIS),
    lambda c, _, claim: appeal_claim(c.desk, BUYER, claim),
    lambda c, _, claim: carry_out(c.desk, MACHINE, claim),
    lambda c, _, claim: run_due(c, MACHINE, claim),
)
UNLIKELY: tuple[Act, ...] = (
    lambda c, who, claim: examine_claim(c.desk, who, claim),
    lambda c, who, claim: answer_claim(c.desk, who, claim, Stance.NO_OBJECTION),
    lambda c, who, claim: add_evidence(c.desk, who, claim),
    lambda c, who, claim: appeal_claim(c.desk, who, claim),
    lambda c, who, claim: withdraw_appeal(c.desk, who, claim),
    lambda c, who, claim: offer_remedy(c.desk, who, claim, RETURN),
    lambda c, who, claim: withdraw_claim(c.desk, who, claim),
    lambda c, who, claim: judge_claim(c.desk, who, claim, GRANT),
    lambda c, who, claim: ask_merchant(c.desk, who, claim),
    lambda c, who, claim: ask_evidence(c.desk, who, claim, (NEED,)),
    lambda c, who, claim: pause_clock(c.desk, who, claim, PauseReason.OUTAGE, note=WHY),
    lambda c, who, claim: resume_clock(c.desk, who, claim),
    lambda c, who, claim: extend_clock(c.desk, who, claim, timedelta(hours=9), because=WHY),
    lambda c, who, claim: carry_out(c.desk, who, claim),
    accept_any,
    pass_on,
    give_back,
    run_due,
    box,
)
Tried = tuple[Act, Caller, int]
TRIED: st.SearchStrategy[Tried] = st.one_of(
    st.tuples(st.sampled_from(LIKELY), st.sampled_from(JUDGES), st.sampled_from((0, 0, 1, 30))),
    st.tuples(st.sampled_from(UNLIKELY), st.sampled_from(PEOPLE), st.sampled_from((0, 1, 100, 500))),
)


@settings(max_examples=100, deadline=None)
@given(st.lists(TRIED, max_size=40), st.sampled_from(list(Call)), st.integers(1, len(STEPS)))
def test_whatever_anybody_tries_the_promises_hold(tries: list[Tried], call: Call, start: int) -> None:
    counter = Counter(call=call if start == 1 else Call.FORGED)
    counter.rows.ties[TIED.person] = frozenset({PersonId("merchant-1")})
    for step in STEPS[:start]:
        step(counter)
    (claim,) = counter.rows.claims
    event(f"from {counter.claim(claim).state.value}")
    for act, who, hours in tries:
        counter.wait(timedelta(hours=hours))
        before = counter.rows
        with suppress(RuleError, UsageError):
            act(counter, who, claim)
        if counter.rows is not before:
            agrees(counter, claim)
            promises(counter, claim)
    carry_out(counter.desk, MACHINE, claim)
    found = counter.claim(claim)
    event(found.state.value)
    executed = {key_of(found, one) for one in found.consequences if one.standing is Standing.EXECUTED}
    assert counter.carrier.standing == executed


def agrees(counter: Counter, claim: ClaimId) -> None:
    """Assert that everything that is written says the same."""
    rows, found = counter.rows, counter.claim(claim)
    assert replay(rows.events) == found
    assert list(rows.decisions.values()) == list(found.decisions)
    waiting = awaited(found)
    assert {name for name, task in rows.tasks.items() if not task.is_done} == ({waiting.task} if waiting else set())
    running = [row.due for row in rows.deadlines.values() if not row.is_superseded and row.fired_at is None]
    clock = found.clock
    ends = [clock.due_at] if clock is not None and clock.due_at is not None else []
    assert [due.due_at for due in running if due.purpose == "expire"] == ends
    assert {one.exhibit for one in found.evidence} == {one.id for one in rows.exhibits}


def promises(counter: Counter, claim: ClaimId) -> None:
    """Assert what the desk promises to people."""
    found = counter.claim(claim)
    for decision in found.decisions:
        if decision.outcome is Outcome.REFUSE:
            assert len(set(decision.by)) >= 2
    assert not found.took_part & {TIED.person, BOTH.person}
    for one in counter.rows.events:
        if isinstance(one.fact, Judged):
            assert one.by.kind in (ActorKind.REVIEWER, ActorKind.SENIOR)
    for who in JUDGES:
        view = reviewer_view(found, who.person, at=counter.now, rules=counter.desk.rules)
        assert (view.after is None) == (who.person not in found.seen_by)
        if view.after is None:
            assert all(judgement.by == who.person for judgement in view.judgements)


def test_the_random_story_can_reach_the_end() -> None:
    counter = Counter()
    claim = counter.filed(*SOME_SHOTS)
    for act, who in (
        (LIKELY[0], ANN),
        (LIKELY[2], ANN),
        (LIKELY[0], ANN),
        (LIKELY[1], ANN),
        (LIKELY[5], ANN),
        (LIKELY[5], BEN),
        (LIKELY[6], BEN),
        (LIKELY[7], ANN),
        (LIKELY[3], EVE),
        (LIKELY[6], EVE),
    ):
        act(counter, who, claim)
    assert counter.claim(claim).state.value == "closed"
