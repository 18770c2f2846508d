"""The sides end it themselves."""

from dataclasses import replace

import pytest

from fairclaim.domain.desk.decision import ConsequenceKind, Route, Standing
from fairclaim.domain.desk.party import Actor
from fairclaim.domain.desk.refusals import OfferError, RemedyError, RouteError, WrongActorError
from fairclaim.domain.desk.states import OPEN, State
from unit.domain.desk.story import (
    ANN,
    BUYER,
    GRANT,
    MACHINE,
    MERCHANT,
    OPERATOR,
    PART,
    PLATFORM_PAYS,
    REPAIR,
    RETURN,
    granted,
    in_review,
    in_state,
    refused,
    screening,
    yuan,
)


def test_a_merchant_accepts_what_was_asked_for() -> None:
    claim = screening().accept(MERCHANT, "asked").claim
    assert claim.state is State.SETTLED
    assert claim.agreed == RETURN
    assert [one.kind for one in claim.consequences] == [
        ConsequenceKind.REMEDY,
        ConsequenceKind.NOTICE_BUYER,
        ConsequenceKind.NOTICE_MERCHANT,
    ]


def test_a_buyer_accepts_what_the_merchant_offers() -> None:
    story = in_review().offer(MERCHANT, PART)
    assert story.accept_last(BUYER).claim.agreed == PART
    assert story.claim.clock is None


def test_nobody_accepts_the_own_offer_or_one_that_is_not_there() -> None:
    story = screening()
    for who, name in ((BUYER, "asked"), (MERCHANT, "offer-99")):
        with pytest.raises(OfferError):
            story.accept(who, name)
    with pytest.raises(WrongActorError):
        story.accept(ANN, "asked")


def test_a_new_offer_replaces_the_sides_old_one() -> None:
    story = screening().offer(MERCHANT, PART)
    old = story.claim.offers[-1].id
    story.offer(MERCHANT, REPAIR)
    with pytest.raises(OfferError):
        story.accept(BUYER, old)
    assert [one.remedy for one in story.claim.offers] == [RETURN, REPAIR]


def test_policy_offers_what_it_proposed_to_the_buyer_and_until_it_proposes_anew() -> None:
    story = screening()
    with pytest.raises(RouteError):
        story.offer(MACHINE, PLATFORM_PAYS)
    story.propose(Route.OFFER_REMEDY, PLATFORM_PAYS)
    with pytest.raises(RouteError):
        story.offer(MACHINE, RETURN)
    story.offer(MACHINE, PLATFORM_PAYS)
    with pytest.raises(OfferError):
        story.accept_last(MERCHANT)
    assert len(story.propose(Route.REVIEW).claim.offers) == 1
    again = screening().propose(Route.OFFER_REMEDY, PLATFORM_PAYS).offer(MACHINE, PLATFORM_PAYS)
    assert again.accept_last(BUYER).claim.agreed == PLATFORM_PAYS


def test_the_sides_offer_what_the_order_holds_and_the_merchant_bears() -> None:
    with pytest.raises(RemedyError):
        screening().offer(MERCHANT, replace(PART, amount=yuan(100)))
    with pytest.raises(RemedyError):
        screening().offer(BUYER, PLATFORM_PAYS)


def test_an_old_offer_does_not_undo_a_decision() -> None:
    story = in_review().offer(MERCHANT, PART).judged(ANN, GRANT).decide()
    assert story.claim.offers == ()
    with pytest.raises(OfferError):
        story.accept(MERCHANT, "asked")


def test_a_settlement_takes_the_place_of_a_decision() -> None:
    claim = refused().execute_everything().offer(MERCHANT, PART).accept_last(BUYER).claim
    before = [one for one in claim.consequences if one.id.startswith("decision-1/")]
    assert {one.standing for one in before} == {Standing.TO_UNWIND}
    assert {one.standing for one in claim.consequences if one.id.startswith("settlement/")} == {Standing.DUE}


@pytest.mark.parametrize("state", sorted(OPEN), ids=lambda state: state.value)
def test_a_buyer_takes_the_claim_back_at_any_time(state: State) -> None:
    claim = in_state(state).withdraw().claim
    assert claim.state is State.WITHDRAWN
    assert claim.clock is None


@pytest.mark.parametrize("who", [MERCHANT, ANN, OPERATOR, MACHINE])
def test_nobody_else_does(who: Actor) -> None:
    with pytest.raises(WrongActorError):
        screening().withdraw(who)


def test_taking_a_claim_back_takes_the_remedy_back_and_nothing_that_was_found() -> None:
    assert [one.kind for one in granted().withdraw().claim.consequences if one.standing is Standing.TO_UNWIND] == [
        ConsequenceKind.REMEDY
    ]
    assert {one.standing for one in refused().withdraw().claim.consequences} == {Standing.DUE}
