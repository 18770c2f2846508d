"""People judge: blind first, in two for a refusal, with a senior where two differ."""

from dataclasses import replace

import pytest

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk import reviewing
from fairclaim.domain.desk.claim import Stance
from fairclaim.domain.desk.decision import ConsequenceKind
from fairclaim.domain.desk.judgement import Outcome, Seat, View
from fairclaim.domain.desk.party import Actor, ActorKind
from fairclaim.domain.desk.refusals import (
    ConflictOfInterestError,
    ConsentMissingError,
    DisagreementError,
    GradeTooLowError,
    JudgeFirstError,
    JudgementMissingError,
    MerchantUnheardError,
    NotBlindError,
    ReasonsMissingError,
    RemedyError,
    SamePersonError,
    SecondPersonError,
    WrongActorError,
)
from fairclaim.domain.desk.reviewing import open_seat, visible_judgements, visible_verdict
from fairclaim.domain.desk.states import State
from fairclaim.domain.finding import Grade
from unit.domain.desk.story import (
    AGAINST,
    ANN,
    BASIS,
    BEN,
    BUYER,
    EVE,
    FORGED,
    GRANT,
    MERCHANT,
    OPERATOR,
    PLATFORM_PAYS,
    REFUND_ONLY,
    REFUSE,
    RETURN,
    SUE,
    TOM,
    WHY,
    Story,
    granted,
    in_review,
    refused,
    screening,
    yuan,
)


def second() -> Story:
    return in_review().judged(ANN, AGAINST).second()


def disagreed() -> Story:
    return second().judged(BEN, GRANT)


def test_the_verdict_is_shown_after_a_first_judgement_only() -> None:
    story = in_review()
    with pytest.raises(JudgeFirstError):
        story.reveal(ANN)
    with pytest.raises(JudgeFirstError):
        visible_verdict(story.claim, ANN.id)
    story.judge(ANN, GRANT)
    with pytest.raises(JudgeFirstError):
        story.confirm(ANN, GRANT)
    with pytest.raises(JudgeFirstError):
        story.reveal(BEN)
    story.reveal(ANN)
    assert visible_verdict(story.claim, ANN.id) == FORGED


def test_a_claim_without_an_examination_has_no_verdict_to_show() -> None:
    story = Story().screen().send_to_review().judge(ANN, REFUSE).reveal(ANN)
    assert visible_verdict(story.claim, ANN.id) is None


def test_who_has_seen_the_verdict_gives_no_first_judgement_in_any_round() -> None:
    story = in_review().judge(ANN, GRANT).reveal(ANN)
    with pytest.raises(NotBlindError):
        story.judge(ANN, REFUSE)
    story.ask_evidence().complete().send_to_review()
    with pytest.raises(NotBlindError):
        story.judge(ANN, REFUSE)


def test_a_mind_may_be_changed_with_a_reason_and_both_answers_stay() -> None:
    story = in_review().judge(ANN, GRANT).reveal(ANN)
    with pytest.raises(ReasonsMissingError):
        story.confirm(ANN, AGAINST)
    with pytest.raises(ReasonsMissingError):
        story.confirm(ANN, AGAINST, Bilingual("看到了对比图", " "))
    story.confirm(ANN, AGAINST, WHY)
    (judgement,) = story.claim.judgements
    assert (judgement.blind, judgement.final, judgement.changed_because) == (GRANT, AGAINST, WHY)


def test_who_stands_by_a_judgement_gives_no_reason_for_a_change() -> None:
    with pytest.raises(ReasonsMissingError):
        in_review().judge(ANN, GRANT).reveal(ANN).confirm(ANN, GRANT, WHY)


@pytest.mark.parametrize("bare", [{"reasons": None}, {"reasons": Bilingual("", "x")}, {"basis": ()}])
def test_a_refusal_is_confirmed_with_reasons_and_basis(bare: dict[str, object]) -> None:
    opinion = replace(REFUSE, **bare)  # type: ignore[arg-type]  # each is one field of the record
    with pytest.raises(ReasonsMissingError):
        in_review().judged(ANN, opinion)


def test_an_opinion_is_checked_when_it_is_given() -> None:
    with pytest.raises(GradeTooLowError):
        in_review().judge(ANN, replace(AGAINST, grade=Grade.C))
    with pytest.raises(RemedyError):
        in_review().judge(ANN, replace(GRANT, remedy=replace(RETURN, amount=yuan(101))))


def test_one_person_grants() -> None:
    claim = granted().claim
    assert claim.state is State.DECIDED
    assert claim.decision is not None
    assert (claim.decision.outcome, claim.decision.by) == (Outcome.GRANT, (ANN.id,))


def test_one_person_never_refuses() -> None:
    story = in_review().judged(ANN, REFUSE)
    with pytest.raises(SecondPersonError):
        story.decide()
    with pytest.raises(SecondPersonError):
        story.second().decide()
    with pytest.raises(JudgementMissingError):
        in_review().decide()


def test_two_people_refuse_together() -> None:
    claim = refused().claim
    assert claim.decision is not None
    assert claim.decision.by == (ANN.id, BEN.id)
    assert claim.decision.view is View.CONTRADICTS
    assert {ConsequenceKind.MARK, ConsequenceKind.SHARED_HASH} <= {one.kind for one in claim.consequences}


def test_the_second_is_somebody_else_and_sees_no_answer() -> None:
    story = second()
    with pytest.raises(SamePersonError):
        story.judge(ANN, AGAINST)
    assert visible_judgements(story.claim, BEN.id) == ()
    assert [one.by for one in visible_judgements(story.claim, ANN.id)] == [ANN.id]
    with pytest.raises(JudgeFirstError):
        visible_verdict(story.claim, BEN.id)


def test_a_grant_is_passed_to_nobody() -> None:
    with pytest.raises(JudgementMissingError):
        in_review().judged(ANN, GRANT).second()
    with pytest.raises(JudgementMissingError):
        in_review().judge(ANN, REFUSE).second()
    with pytest.raises(JudgementMissingError):
        in_review().second()


def test_two_who_differ_call_a_senior_who_is_neither() -> None:
    story = disagreed()
    with pytest.raises(DisagreementError):
        story.decide(BEN)
    with pytest.raises(WrongActorError):
        story.judge(SUE, GRANT)
    story.senior()
    with pytest.raises(WrongActorError):
        story.judge(EVE, GRANT)
    assert len(visible_judgements(story.claim, SUE.id)) == 2
    with pytest.raises(JudgementMissingError):
        story.senior()
    story.judged(SUE, AGAINST).decide(SUE)
    assert story.claim.decision is not None
    assert story.claim.decision.by == (ANN.id, SUE.id)


def test_a_senior_who_judged_does_not_judge_again() -> None:
    story = in_review().judged(SUE, AGAINST).second().judged(BEN, GRANT).senior()
    with pytest.raises(SamePersonError):
        story.judge(SUE, AGAINST)
    assert story.judged(TOM, GRANT).decide(TOM).claim.state is State.DECIDED


def test_two_who_agree_call_nobody() -> None:
    with pytest.raises(JudgementMissingError):
        second().judged(BEN, AGAINST).senior()
    with pytest.raises(JudgementMissingError):
        second().senior()


def test_nobodys_absence_holds_a_claim_up() -> None:
    story = in_review().judge(ANN, REFUSE).reveal(ANN)
    assert open_seat(story.claim) is Seat.FIRST
    story.judged(BEN, GRANT)
    assert [one.by for one in story.claim.judgements] == [BEN.id]
    assert open_seat(story.claim) is None
    with pytest.raises(WrongActorError):
        story.judge(EVE, GRANT)


@pytest.mark.parametrize("tied", [BUYER, MERCHANT])
def test_who_is_tied_to_a_party_does_not_judge(tied: Actor) -> None:
    story = in_review()
    with pytest.raises(ConflictOfInterestError):
        reviewing.judge(story.claim, GRANT, tied_to=[tied.id], by=ANN, at=story.now)
    with pytest.raises(ConflictOfInterestError):
        story.judge(Actor(kind=ActorKind.REVIEWER, id=tied.id), GRANT)


@pytest.mark.parametrize("who", [BUYER, MERCHANT, OPERATOR])
def test_only_reviewers_judge(who: Actor) -> None:
    with pytest.raises(WrongActorError):
        in_review().judge(who, GRANT)


def test_who_did_not_judge_does_not_decide() -> None:
    with pytest.raises(WrongActorError):
        in_review().judged(ANN, GRANT).decide(BEN)


@pytest.mark.parametrize(("reasons", "basis"), [(Bilingual("", "x"), BASIS), (WHY, ()), (WHY, (" ",))])
def test_a_decision_has_reasons_in_both_languages_and_a_basis(reasons: Bilingual, basis: tuple[str, ...]) -> None:
    with pytest.raises(ReasonsMissingError):
        in_review().judged(ANN, GRANT).decide(ANN, reasons, basis)


def test_nothing_is_decided_at_the_cost_of_a_merchant_who_was_not_asked() -> None:
    story = screening().send_to_review()
    with pytest.raises(MerchantUnheardError):
        story.judged(ANN, GRANT).decide()
    story = screening().send_to_review().ask_merchant(ANN)
    story.at(story.due).expire()
    assert story.judged(ANN, GRANT).decide().claim.state is State.DECIDED


def test_the_platform_may_bear_it_without_asking() -> None:
    story = screening().send_to_review()
    assert story.judged(ANN, replace(GRANT, remedy=PLATFORM_PAYS)).decide().claim.state is State.DECIDED


def test_refund_only_at_the_merchants_cost_takes_consent() -> None:
    opinion = replace(GRANT, remedy=REFUND_ONLY)
    with pytest.raises(ConsentMissingError):
        in_review(REFUND_ONLY).judged(ANN, opinion).decide()
    assert in_review(REFUND_ONLY, Stance.NO_OBJECTION).judged(ANN, opinion).decide().claim.state is State.DECIDED


def test_everything_can_be_seen_once_it_is_decided() -> None:
    assert len(visible_judgements(refused().claim, EVE.id)) == 2
    assert open_seat(refused().claim) is None
