"""Random histories of claims: whatever people, machines and timers try, the rules of the desk hold."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from fairclaim.domain.desk import facts
from fairclaim.domain.desk.claim import Examined, Stance
from fairclaim.domain.desk.clock_rules import STANDARD
from fairclaim.domain.desk.decision import AppealResult, Route, Standing
from fairclaim.domain.desk.facts import Event
from fairclaim.domain.desk.history import replay
from fairclaim.domain.desk.judgement import Opinion, Outcome, View
from fairclaim.domain.desk.party import Actor, ActorKind, PersonId
from fairclaim.domain.desk.remedy import Remedy
from fairclaim.domain.desk.states import MOVES, TERMINAL, TIMED, Move, State, moves_from
from fairclaim.domain.desk.timing import time_left
from fairclaim.domain.desk.unwinding import to_execute, to_unwind
from fairclaim.domain.desk.wire import claim_from_record, claim_to_record, event_from_record, event_to_record
from fairclaim.domain.desk.working_calendar import CalendarRangeError, Counting
from fairclaim.domain.errors import RuleError, UsageError
from fairclaim.domain.finding import Grade
from fairclaim.domain.verdict import Call
from unit.domain.desk import story as desk
from unit.domain.desk.story import HOUR, Story
from unit.domain.desk.witness_calendar import counted

JUDGES = [desk.ANN, desk.BEN, desk.EVE, desk.DAN, desk.SUE, desk.TOM]
EVERYONE = [*JUDGES, desk.BUYER, desk.MERCHANT, desk.MACHINE, desk.OPERATOR]
REMEDIES = [desk.RETURN, desk.REFUND_ONLY, desk.PART, desk.REPAIR, desk.PLATFORM_PAYS]
OPINIONS = [
    desk.GRANT,
    Opinion(outcome=Outcome.GRANT, view=View.INSUFFICIENT, remedy=desk.PLATFORM_PAYS),
    Opinion(outcome=Outcome.GRANT, view=View.SUPPORTS, remedy=desk.REFUND_ONLY),
    desk.REFUSE,
    desk.AGAINST,
    Opinion(outcome=Outcome.REFUSE, view=View.CONTRADICTS, grade=Grade.B, reasons=desk.WHY, basis=desk.BASIS),
    Opinion(outcome=Outcome.REFUSE, view=View.CONTRADICTS, grade=Grade.C, reasons=desk.WHY, basis=desk.BASIS),
]
EXAMINED = [Examined(examination=f"exam-{call.value}", call=call, grade=None) for call in Call]


def _heard(story: Story) -> Story:
    return story.screen().examined().ask_merchant().answer(Stance.NO_OBJECTION)


def _second(story: Story) -> Story:
    return _heard(story).judged(desk.ANN, desk.AGAINST).second()


def _refused(story: Story) -> Story:
    return _second(story).judged(desk.BEN, desk.AGAINST).decide(desk.BEN).execute_everything()


CHAPTERS: list[Callable[[Story], Story]] = [
    lambda story: story,
    lambda story: story.screen().examined(),
    lambda story: story.screen().examined().ask_evidence(),
    _heard,
    _second,
    lambda story: _second(story).judged(desk.BEN, desk.GRANT).senior(),
    _refused,
    lambda story: _refused(story).appeal().open_re_review(),
    lambda story: _refused(story).appeal().appeal(desk.MERCHANT).open_re_review(),
    lambda story: _heard(story).judged(desk.ANN, desk.GRANT).decide().execute_everything(),
    lambda story: _heard(story).judged(desk.ANN, desk.GRANT).decide().appeal(desk.MERCHANT).open_re_review(),
]
"""Where a random history begins, so that many of them come to its end."""
FIRST_DAY = datetime(2026, 1, 1, tzinfo=UTC)
MINUTES = 60 * 24 * 240


class ClaimMachine(RuleBasedStateMachine):
    """One claim, and everybody who may try something with it."""

    story: Story
    ended: State | None = None

    @initialize(minute=st.integers(0, MINUTES), asked=st.sampled_from(REMEDIES[:4]), chapter=st.sampled_from(CHAPTERS))
    def open_the_book(self, minute: int, asked: Remedy, chapter: Callable[[Story], Story]) -> None:
        self.story = chapter(Story(now=FIRST_DAY + timedelta(minutes=minute), asked=asked))

    @rule(hours=st.integers(0, 30), minutes=st.integers(0, 59))
    def wait(self, hours: int, minutes: int) -> None:
        self.story.wait(timedelta(hours=hours, minutes=minutes))

    @rule(early=st.booleans())
    def wait_until_due(self, early: bool) -> None:  # noqa: FBT001  (hypothesis passes it by name)
        clock = self.story.claim.clock
        moment = clock and (clock.warn_at if early else clock.due_at)
        if moment and moment > self.story.now:
            self.story.at(moment)

    @rule(data=st.data())
    def try_what_the_table_allows(self, data: st.DataObject) -> None:
        self._try(data.draw(st.sampled_from(moves_from(self.story.claim.state) or (Move.EXECUTE,))), data)

    @rule(data=st.data())
    def try_again_what_the_table_allows(self, data: st.DataObject) -> None:
        self.try_what_the_table_allows(data)

    @rule(who=st.sampled_from(JUDGES), opinion=st.sampled_from(OPINIONS))
    def judge_to_the_end(self, who: Actor, opinion: Opinion) -> None:
        steps: list[Callable[[Story], Story]] = [
            lambda story: story.judge(who, opinion),
            lambda story: story.reveal(who),
            lambda story: story.confirm(who, opinion),
        ]
        for step in steps:
            self._attempt(step)

    @rule(who=st.sampled_from(JUDGES))
    def go_on(self, who: Actor) -> None:
        """Do what brings a review to its next step."""
        steps: list[Callable[[Story], Story]] = [
            lambda story: story.second(),
            lambda story: story.senior(),
            lambda story: story.decide(story_judge(story, who)),
            lambda story: story.open_re_review(),
            lambda story: story.decide_appeal(story_judge(story, who)),
        ]
        for step in steps:
            if self._attempt(step):
                return

    @rule(data=st.data(), move=st.sampled_from([move for move in Move if move is not Move.FILE]))
    def try_anything(self, data: st.DataObject, move: Move) -> None:
        self._try(move, data)

    def _try(self, move: Move, data: st.DataObject) -> None:
        who = data.draw(st.sampled_from(EVERYONE))
        remedy = data.draw(st.sampled_from(REMEDIES))
        opinion = data.draw(st.sampled_from(OPINIONS))
        stance = data.draw(st.sampled_from(Stance))
        steps: dict[Move, Callable[[Story], Story]] = {
            Move.SCREEN: lambda story: story.screen(),
            Move.RECORD_EXAMINATION: lambda story: story.examined(data.draw(st.sampled_from(EXAMINED))),
            Move.PROPOSE_ROUTE: lambda story: story.propose(data.draw(st.sampled_from(Route)), remedy),
            Move.ATTACH: lambda story: story.attach(desk.item(f"file-{story.claim.sequence}"), who),
            Move.ASK_EVIDENCE: lambda story: story.ask_evidence(who),
            Move.COMPLETE_EVIDENCE: lambda story: story.complete(),
            Move.ASK_MERCHANT: lambda story: story.ask_merchant(who),
            Move.ANSWER: lambda story: story.answer(stance),
            Move.SEND_TO_REVIEW: lambda story: story.send_to_review(who),
            Move.APPROVE_BY_POLICY: lambda story: story.approve(),
            Move.JUDGE: lambda story: story.judge(who, opinion),
            Move.REVEAL: lambda story: story.reveal(who),
            Move.CONFIRM: lambda story: story.confirm(who, opinion, data.draw(st.sampled_from([None, desk.WHY]))),
            Move.PASS_TO_SECOND: lambda story: story.second(who),
            Move.CALL_SENIOR: lambda story: story.senior(who),
            Move.DECIDE: lambda story: story.decide(who),
            Move.APPEAL: lambda story: story.appeal(data.draw(st.sampled_from([desk.BUYER, desk.MERCHANT]))),
            Move.OPEN_RE_REVIEW: lambda story: story.open_re_review(who),
            Move.DECIDE_APPEAL: lambda story: story.decide_appeal(who),
            # Ending a claim is easy; it is tried seldom, so that histories grow long.
            Move.WITHDRAW_APPEAL: lambda story: story.withdraw_appeal(who) if remedy is desk.PART else story,
            Move.OFFER: lambda story: story.offer(who, remedy),
            Move.ACCEPT_OFFER: lambda story: story.accept(who, "asked") if remedy is desk.PART else story,
            Move.WITHDRAW: lambda story: story.withdraw(who) if remedy is desk.PART else story,
            Move.PAUSE_CLOCK: lambda story: story.pause(who),
            Move.RESUME_CLOCK: lambda story: story.resume(),
            Move.EXTEND_CLOCK: lambda story: story.extend(data.draw(st.integers(0, 99)) * HOUR, who),
            Move.WARN_CLOCK: lambda story: story.warn(),
            Move.EXPIRE_CLOCK: lambda story: story.expire(),
            Move.EXECUTE: lambda story: story.execute(next((one.id for one in to_execute(story.claim)), "none")),
            Move.UNWIND: lambda story: story.unwound(next((one.id for one in to_unwind(story.claim)), "none")),
        }
        self._attempt(steps[move])

    def _attempt(self, step: Callable[[Story], Story]) -> bool:
        claim, events, now = self.story.claim, self.story.events, self.story.now
        refusal: RuleError | CalendarRangeError | UsageError | None = None
        try:
            step(self.story)
        except (RuleError, CalendarRangeError, UsageError) as error:
            refusal = error
        if refusal is not None:
            assert refusal.message.zh
            assert refusal.message.en
            assert (self.story.claim, self.story.events, self.story.now) == (claim, events, now)
            return False
        assert claim.sequence == len(events)  # what was handed out before is as it was
        return self.story.claim is not claim

    @invariant()
    def no_state_is_reached_but_by_the_table(self) -> None:
        state = State.FILED
        for event in self.story.events[1:]:
            assert event.state is (MOVES[state, event.move] if event.move else state)
            state = event.state
        assert self.story.claim.state is state

    @invariant()
    def the_end_is_the_end(self) -> None:
        state = self.story.claim.state
        assert self.ended in (None, state)
        self.ended = state if state in TERMINAL else None

    @invariant()
    def replaying_what_was_written_gives_the_same_claim(self) -> None:
        written = json.loads(json.dumps([event_to_record(event) for event in self.story.events]))
        read = [event_from_record(record) for record in written]
        assert tuple(read) == self.story.events
        assert replay(read) == self.story.claim
        picture = json.loads(json.dumps(claim_to_record(self.story.claim)))
        assert claim_from_record(picture) == self.story.claim

    @invariant()
    def a_clock_is_there_when_something_is_waited_for(self) -> None:
        assert (self.story.claim.clock is not None) == (self.story.claim.state in TIMED)

    @invariant()
    def a_deadline_is_the_sum_of_the_stretches_that_ran(self) -> None:
        for allowance, counting, spans, due_at in promised(self.story.events):
            ran = [counted(start, end, counting) for start, end in spans]
            assert sum(ran, timedelta(0)) == allowance
            since = spans[-1][0]
            assert counted(since, due_at - timedelta(microseconds=1), counting) < ran[-1]  # and not a moment later

    @invariant()
    def a_paused_clock_stands_still(self) -> None:
        clock = self.story.claim.clock
        if clock and clock.due_at is None:
            now = time_left(self.story.claim, at=self.story.now, rules=STANDARD)
            later = time_left(self.story.claim, at=self.story.now + 1000 * HOUR, rules=STANDARD)
            assert now == later == clock.allowance - clock.spent

    @invariant()
    def a_refusal_is_held_by_two_people_and_a_machine_never_refuses(self) -> None:
        said = {(one.by, one.final.view) for one in self.story.claim.judgements if one.final and refuses(one.final)}
        for decision in self.story.claim.decisions:
            assert decision.reasons.zh
            assert decision.basis
            if decision.outcome is Outcome.REFUSE:
                assert len(set(decision.by)) >= 2
                assert all(any(by == person for person, _ in said) for by in decision.by)
                if decision.view is View.CONTRADICTS:
                    assert decision.grade in (Grade.A, Grade.B)
                    assert all((by, View.CONTRADICTS) in said for by in decision.by[:2])
        for event in self.story.events:
            if isinstance(event.fact, facts.Decided | facts.AppealDecided) and event.by.kind is ActorKind.MACHINE:
                assert event.fact.decision.outcome is Outcome.GRANT

    @invariant()
    def a_first_judgement_is_blind_and_an_appeal_is_independent(self) -> None:
        seen: set[PersonId] = set()
        busy: set[PersonId] = set()
        barred: set[PersonId] = set()
        for event in self.story.events:
            if isinstance(event.fact, facts.Judged):
                assert event.by.id not in seen
                assert event.by.kind in (ActorKind.REVIEWER, ActorKind.SENIOR)
                if event.state is State.RE_REVIEW:
                    assert event.by.id not in barred
            if isinstance(event.fact, facts.VerdictRevealed):
                seen.add(event.fact.to)
            if isinstance(event.fact, facts.Appealed):
                barred |= busy
            if event.by not in (desk.BUYER, desk.MERCHANT, desk.MACHINE):
                busy.add(event.by.id)
        assert barred == self.story.claim.barred

    @invariant()
    def a_changed_mind_says_why(self) -> None:
        for one in self.story.claim.judgements:
            if one.final and (one.final.outcome, one.final.view) != (one.blind.outcome, one.blind.view):
                assert one.changed_because

    @invariant()
    def an_overturned_decision_leaves_nothing_standing(self) -> None:
        claim = self.story.claim
        if claim.appeal_result is AppealResult.OVERTURNED:
            old = [one for one in claim.consequences if one.id.startswith("decision-1/")]
            ordered = {event.fact.id for event in self.story.events if isinstance(event.fact, facts.UnwindingOrdered)}
            assert {one.id for one in old} == ordered
            assert all(one.standing in (Standing.TO_UNWIND, Standing.UNWOUND) for one in old)
        assert len({one.id for one in claim.consequences}) == len(claim.consequences)


def refuses(opinion: Opinion) -> bool:
    return opinion.outcome is Outcome.REFUSE


def story_judge(story: Story, other: Actor) -> Actor:
    """Return somebody who has judged in this round, so that a decision is not refused for who asks."""
    by = {one.by for one in story.claim.this_round}
    return next((judge for judge in JUDGES if judge.id in by), other)


Promise = tuple[timedelta, Counting, list[tuple[datetime, datetime]], datetime]


def promised(events: tuple[Event, ...]) -> list[Promise]:
    """Return what each event promised: time in all, how it counts, the stretches so far (the last up to the deadline), the deadline."""
    found: list[Promise] = []
    allowance, counting = timedelta(0), Counting.CALENDAR_HOURS
    ran: list[tuple[datetime, datetime]] = []
    since = FIRST_DAY
    for event in events:
        fact = event.fact
        if isinstance(fact, facts.ClockStarted):
            allowance, counting, ran, since = fact.allowance, fact.counting, [], event.at
        if isinstance(fact, facts.ClockPaused):
            ran = [*ran, (since, event.at)]
        if isinstance(fact, facts.ClockResumed):
            since = event.at
        if isinstance(fact, facts.ClockExtended):
            allowance += fact.more
        if isinstance(fact, facts.ClockStarted | facts.ClockResumed | facts.ClockExtended) and fact.due_at:
            found.append((allowance, counting, [*ran, (since, fact.due_at)], fact.due_at))
    return found


TestClaimMachine = ClaimMachine.TestCase
TestClaimMachine.settings = settings(max_examples=60, stateful_step_count=40)
