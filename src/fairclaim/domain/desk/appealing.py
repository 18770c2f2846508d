"""A side asks for another look: by people who had no part in the claim, and with everything undone where they see it otherwise.

Source of the right: Measures on the Supervision of Online Trading Platform Rules (SAMR and CAC Order 116, in force 2026-02-01):
merchants and consumers may appeal, and a person decides where only a machine did.
"""

from datetime import datetime

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.claim import Claim
from fairclaim.domain.desk.clock_rules import ClockKind, DeskRules
from fairclaim.domain.desk.decision import (
    AppealResult,
    as_tally,
    consequences_of,
    consequences_of_upholding,
    says_the_same,
)
from fairclaim.domain.desk.draft import Draft, Moved
from fairclaim.domain.desk.facts import AppealDecided, Appealed, AppealWithdrawn, ReReviewOpened, RoundOpened
from fairclaim.domain.desk.judgement import tally
from fairclaim.domain.desk.party import JUDGES, PARTIES, Actor, ActorKind, TextId
from fairclaim.domain.desk.refusals import DeadlinePassedError
from fairclaim.domain.desk.reviewing import decision_of
from fairclaim.domain.desk.states import Move, State


def appeal(claim: Claim, *, words: TextId | None, by: Actor, at: datetime, rules: DeskRules) -> Moved:
    """Appeal, once per side and in time. The other side may join within the same time.

    Raises
    ------
    DeadlinePassedError
        If the time to appeal is over, whether or not a timer has noted it.
    WrongActorError
        If this side has appealed already.
    """
    draft = Draft(claim, Move.APPEAL, by=by, at=at, allowed=PARTIES)
    if any(one.by is by.kind for one in claim.appeals):
        raise draft.wrong_actor()
    is_first = claim.state is State.DECIDED
    until = claim.clock.due_at if is_first and claim.clock else claim.appeal_until
    if until is not None and draft.at >= until:
        raise DeadlinePassedError(until)
    draft.add(Appealed(words=words))
    if is_first:
        draft.stop_clock(rules)
        draft.start_clock(ClockKind.RE_REVIEW, rules)
    return draft.done()


def open_re_review(claim: Claim, *, by: Actor, at: datetime) -> Moved:
    """Begin the review of the appeal. Its clock has run since the appeal."""
    draft = Draft(claim, Move.OPEN_RE_REVIEW, by=by, at=at, allowed=JUDGES | {ActorKind.MACHINE})
    draft.add(ReReviewOpened())
    draft.add(RoundOpened(round=claim.round + 1))
    return draft.done()


def decide_appeal(
    claim: Claim, *, reasons: Bilingual, basis: tuple[str, ...], by: Actor, at: datetime, rules: DeskRules
) -> Moved:
    """Decide the appeal, and close the claim.

    Where the judgements differ from the decision in outcome, view, grade or remedy, it is overturned: every consequence of it
    that stands is ordered to be taken back, one event each, before those of the new decision are imposed.

    Raises
    ------
    JudgementMissingError, SecondPersonError, DisagreementError
        If the judgements of this round do not decide anything yet. One person may uphold a refusal or make it milder;
        a new or harsher refusal takes two.
    ReasonsMissingError, WrongActorError, MerchantUnheardError, ConsentMissingError
        As :func:`~fairclaim.domain.desk.reviewing.decide`.
    """
    draft = Draft(claim, Move.DECIDE_APPEAL, by=by, at=at, allowed=JUDGES)
    standing = claim.decisions[-1]
    found = tally(claim.this_round, standing=as_tally(standing))
    decision = decision_of(draft, found, reasons=reasons, basis=basis)
    is_upheld = says_the_same(standing, found)
    result = AppealResult.UPHELD if is_upheld else AppealResult.OVERTURNED
    draft.add(AppealDecided(result=result, decision=decision))
    draft.stop_clock(rules)
    if is_upheld:
        draft.impose(consequences_of_upholding(decision))
    else:
        draft.unwind(claim.consequences)
        draft.impose(consequences_of(decision))
    return draft.done()


def withdraw_appeal(claim: Claim, *, by: Actor, at: datetime, rules: DeskRules) -> Moved:
    """Take the own appeal back; the decision stands and the claim is closed.

    Raises
    ------
    WrongActorError
        If this side has not appealed, or the other side has too.
    """
    draft = Draft(claim, Move.WITHDRAW_APPEAL, by=by, at=at, allowed=PARTIES)
    if any(one.by is not by.kind for one in claim.appeals):
        raise draft.wrong_actor()
    draft.add(AppealWithdrawn())
    draft.stop_clock(rules)
    return draft.done()
