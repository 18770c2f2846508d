"""People judge: blind first, then with the verdict before them, then alone, in two or with a senior.

The order is fixed. A first judgement is recorded before its author has seen any verdict of this claim. Then the verdict is
shown, and the judgement is confirmed or changed, the change with its reason. A grant needs one person; a refusal needs two who
did not see each other's answer; where two differ, a senior who is neither of them judges too.
"""

from collections.abc import Collection
from datetime import datetime

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.claim import Claim, Examined
from fairclaim.domain.desk.clock_rules import ClockKind, DeskRules
from fairclaim.domain.desk.decision import Decision, as_tally, check_reasons, consequences_of
from fairclaim.domain.desk.draft import Draft, Moved
from fairclaim.domain.desk.facts import (
    Decided,
    Judged,
    JudgementConfirmed,
    SecondAsked,
    SeniorCalled,
    VerdictRevealed,
)
from fairclaim.domain.desk.filing import consents
from fairclaim.domain.desk.judgement import (
    Judgement,
    Opinion,
    Outcome,
    Seat,
    Tally,
    check_opinion,
    has_basis,
    has_words,
    tally,
)
from fairclaim.domain.desk.party import JUDGES, Actor, ActorKind, PersonId
from fairclaim.domain.desk.refusals import (
    ConflictOfInterestError,
    DisagreementError,
    JudgeFirstError,
    JudgementMissingError,
    MerchantUnheardError,
    NotBlindError,
    ReasonsMissingError,
    SamePersonError,
    SecondPersonError,
    TookPartError,
)
from fairclaim.domain.desk.remedy import BorneBy, Remedy, check_consent, check_remedy
from fairclaim.domain.desk.states import Move, State


def open_seat(claim: Claim) -> Seat | None:
    """Return whose judgement the claim waits for; None if nobody's.

    A judgement that was given and not confirmed leaves its seat open to somebody else, so that nobody's absence holds a claim up.
    """
    done = tuple(judgement for judgement in claim.this_round if judgement.final is not None)
    if claim.state is State.IN_REVIEW:
        return None if done else Seat.FIRST
    if claim.state not in (State.SECOND_REVIEW, State.RE_REVIEW):
        return None
    if not done:
        return Seat.FIRST
    if len(done) == 1:
        return Seat.SECOND if _needs_second(claim, done) else None
    return Seat.SENIOR if claim.has_senior and len(done) == 2 else None


def _needs_second(claim: Claim, done: tuple[Judgement, ...]) -> bool:
    try:
        tally(done, standing=_standing(claim))
    except SecondPersonError:
        return True
    return False


def _standing(claim: Claim) -> Tally | None:
    return as_tally(claim.decision) if claim.decision is not None and claim.state is State.RE_REVIEW else None


def judge(claim: Claim, opinion: Opinion, *, tied_to: Collection[PersonId] = (), by: Actor, at: datetime) -> Moved:
    """Give a first judgement, without having seen the verdict or another's answer.

    Parameters
    ----------
    tied_to : collection of PersonId
        Parties that this reviewer has to do with.

    Raises
    ------
    NotBlindError
        If this person has seen a verdict of this claim.
    SamePersonError
        If this person has judged in this round.
    TookPartError
        If it is an appeal and this person had a part in the claim.
    ConflictOfInterestError
        If this person is, or is tied to, a party.
    WrongActorError
        If nobody's judgement is waited for, or it takes a senior.
    RemedyError, UsageError, GradeTooLowError
        If the opinion is none.
    """
    draft = Draft(claim, Move.JUDGE, by=by, at=at, allowed=JUDGES)
    if {claim.buyer, claim.merchant} & {by.id, *tied_to}:
        raise ConflictOfInterestError
    if claim.state is State.RE_REVIEW and by.id in claim.barred:
        raise TookPartError
    if any(one.by == by.id and one.final is not None for one in claim.this_round):
        raise SamePersonError
    if by.id in claim.seen_by:
        raise NotBlindError
    seat = open_seat(claim)
    if seat is None or (seat is Seat.SENIOR and by.kind is not ActorKind.SENIOR):
        raise draft.wrong_actor()
    _check(claim, opinion)
    draft.add(Judged(judgement=Judgement(round=claim.round, seat=seat, by=by.id, blind=opinion)))
    return draft.done()


def reveal(claim: Claim, *, by: Actor, at: datetime) -> Moved:
    """Show the verdict to the person whose judgement stands unconfirmed.

    Raises
    ------
    JudgeFirstError
        If this person has not just judged.
    """
    draft = Draft(claim, Move.REVEAL, by=by, at=at, allowed=JUDGES)
    if not _is_pending(claim, by.id):
        raise JudgeFirstError
    draft.add(VerdictRevealed(to=by.id, examination=claim.examined.examination if claim.examined else None))
    return draft.done()


def confirm(
    claim: Claim, final: Opinion, *, changed_because: Bilingual | None = None, by: Actor, at: datetime
) -> Moved:
    """Stand by the judgement, or change it and say why.

    Raises
    ------
    JudgeFirstError
        If this person has not judged, or has not looked at the verdict.
    ReasonsMissingError
        If outcome, view, grade or remedy changed without a reason, or a refusal has no reasons or no basis.
    """
    draft = Draft(claim, Move.CONFIRM, by=by, at=at, allowed=JUDGES)
    if not _is_pending(claim, by.id) or by.id not in claim.seen_by:
        raise JudgeFirstError
    _check(claim, final)
    is_changed = _substance(final) != _substance(claim.judgements[-1].blind)
    if is_changed != (changed_because is not None) or (is_changed and not has_words(changed_because)):
        raise ReasonsMissingError
    if final.outcome is Outcome.REFUSE and not (has_words(final.reasons) and has_basis(final.basis)):
        raise ReasonsMissingError
    draft.add(JudgementConfirmed(by=by.id, final=final, changed_because=changed_because))
    return draft.done()


def pass_to_second(claim: Claim, *, by: Actor, at: datetime, rules: DeskRules) -> Moved:
    """Ask a second person, who will see neither the verdict nor the first answer.

    Raises
    ------
    JudgementMissingError
        If the first judgement is not complete, or grants and needs no second.
    """
    draft = Draft(claim, Move.PASS_TO_SECOND, by=by, at=at, allowed=JUDGES | {ActorKind.MACHINE})
    finals = [one.final for one in claim.this_round if one.final is not None]
    if len(finals) != len(claim.this_round) or not finals or finals[0].outcome is Outcome.GRANT:
        raise JudgementMissingError
    draft.add(SecondAsked())
    draft.stop_clock(rules)
    draft.start_clock(ClockKind.REVIEW, rules)
    return draft.done()


def call_senior(claim: Claim, *, by: Actor, at: datetime) -> Moved:
    """Call a senior where two people differ.

    Raises
    ------
    JudgementMissingError
        If two have not judged to the end, or they agree, or a senior was called already.
    """
    draft = Draft(claim, Move.CALL_SENIOR, by=by, at=at, allowed=JUDGES | {ActorKind.MACHINE})
    if claim.has_senior or len(claim.this_round) != 2 or not _differ(claim):
        raise JudgementMissingError
    draft.add(SeniorCalled())
    return draft.done()


def _differ(claim: Claim) -> bool:
    try:
        tally(claim.this_round, standing=_standing(claim))
    except DisagreementError:
        return True
    return False


def decide(
    claim: Claim, *, reasons: Bilingual, basis: tuple[str, ...], by: Actor, at: datetime, rules: DeskRules
) -> Moved:
    """Decide what the judgements of this round say together, with reasons for both sides.

    Raises
    ------
    JudgementMissingError, SecondPersonError, DisagreementError
        If they do not decide anything yet.
    ReasonsMissingError
        If the reasons do not stand in both languages, or name no basis.
    WrongActorError
        If the actor did not judge in this round.
    MerchantUnheardError, ConsentMissingError
        If the merchant was not asked, or would bear a refund without return unasked.
    """
    draft = Draft(claim, Move.DECIDE, by=by, at=at, allowed=JUDGES)
    found = tally(claim.this_round)
    decision = decision_of(draft, found, reasons=reasons, basis=basis)
    draft.add(Decided(decision=decision))
    draft.stop_clock(rules)
    draft.impose(consequences_of(decision))
    draft.start_clock(ClockKind.APPEAL_WINDOW, rules)
    return draft.done()


def decision_of(draft: Draft, found: Tally, *, reasons: Bilingual, basis: tuple[str, ...]) -> Decision:
    """Return the decision that a tally makes, once everything that guards a decision has been kept.

    Raises
    ------
    WrongActorError, ReasonsMissingError, MerchantUnheardError, ConsentMissingError
        As :func:`decide`.
    """
    claim = draft.claim
    if all(one.by != draft.by.id for one in claim.this_round):
        raise draft.wrong_actor()
    check_reasons(reasons, basis)
    if found.remedy is not None:
        _check_cost(claim, found.remedy)
    return Decision(
        number=len(claim.decisions) + 1,
        outcome=found.outcome,
        view=found.view,
        grade=found.grade,
        remedy=found.remedy,
        reasons=reasons,
        basis=basis,
        by=found.by,
        at=draft.at,
    )


def _check_cost(claim: Claim, remedy: Remedy) -> None:
    is_appealed_by_merchant = any(appeal.by is ActorKind.MERCHANT for appeal in claim.appeals)
    is_heard = claim.merchant_asked or claim.answer is not None or is_appealed_by_merchant
    if remedy.borne_by is BorneBy.MERCHANT and not is_heard:
        raise MerchantUnheardError
    check_consent(remedy, merchant_consents=consents(claim, remedy))


def visible_verdict(claim: Claim, person: PersonId) -> Examined | None:
    """Return the verdict for a reviewer's screen.

    Raises
    ------
    JudgeFirstError
        If it was not revealed to this person. The server asks here, so that no page can show it too early.
    """
    if person not in claim.seen_by:
        raise JudgeFirstError
    return claim.examined


def visible_judgements(claim: Claim, person: PersonId) -> tuple[Judgement, ...]:
    """Return the judgements that a reviewer may see while judging goes on: the own ones only.

    Once decided, and after a senior was called to settle a difference, everything can be seen by the desk.
    """
    is_over = claim.state not in (State.IN_REVIEW, State.SECOND_REVIEW, State.RE_REVIEW)
    if is_over or claim.has_senior:
        return claim.judgements
    return tuple(one for one in claim.judgements if one.by == person)


def _is_pending(claim: Claim, person: PersonId) -> bool:
    last = claim.this_round[-1] if claim.this_round else None
    return last is not None and last.by == person and last.final is None


def _substance(opinion: Opinion) -> tuple[object, ...]:
    return opinion.outcome, opinion.view, opinion.grade, opinion.remedy


def _check(claim: Claim, opinion: Opinion) -> None:
    check_opinion(opinion)
    if opinion.remedy is not None:
        check_remedy(opinion.remedy, most=claim.most)
