"""From filing to a proposed route."""

from dataclasses import replace
from datetime import datetime

import pytest

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk import filing
from fairclaim.domain.desk.claim import Stance
from fairclaim.domain.desk.clock_rules import STANDARD, ClockKind
from fairclaim.domain.desk.decision import ConsequenceKind, Route
from fairclaim.domain.desk.draft import Moved
from fairclaim.domain.desk.evidence_rules import Reason
from fairclaim.domain.desk.judgement import Outcome
from fairclaim.domain.desk.order_line import ClaimedItem
from fairclaim.domain.desk.party import Actor, ActorKind, ClaimId, PersonId
from fairclaim.domain.desk.refusals import (
    ConsentMissingError,
    ReasonsMissingError,
    RemedyError,
    RouteError,
    WrongActorError,
)
from fairclaim.domain.desk.remedy import Remedy
from fairclaim.domain.desk.states import State
from fairclaim.domain.errors import UsageError
from unit.domain.desk.story import (
    ANN,
    BUYER,
    FORGED,
    LINE,
    MACHINE,
    MERCHANT,
    MONDAY,
    OPERATOR,
    PART,
    PLATFORM_PAYS,
    REFUND_ONLY,
    REPAIR,
    RETURN,
    WHY,
    Story,
    in_review,
    item,
    screening,
    yuan,
)


def filed(by: Actor = BUYER, merchant: PersonId = MERCHANT.id, asked: Remedy = RETURN, at: datetime = MONDAY) -> Moved:
    return filing.file_claim(
        ClaimId("claim-1"),
        order="o",
        buyer=BUYER.id,
        merchant=merchant,
        lines=(LINE,),
        items=(ClaimedItem(line=LINE.id, quantity=1),),
        reason=Reason.DAMAGED,
        asked=asked,
        words=None,
        by=by,
        at=at,
    )


@pytest.mark.parametrize("by", [BUYER, MACHINE])
def test_a_buyer_files_or_the_platform_for_them(by: Actor) -> None:
    claim, events = filed(by)
    assert claim.state is State.FILED
    assert claim.most == yuan(100)
    assert [event.sequence for event in events] == [1]
    assert claim.offers[0].by is ActorKind.BUYER


@pytest.mark.parametrize("by", [MERCHANT, ANN, replace(BUYER, id=PersonId("somebody"))])
def test_nobody_files_for_another(by: Actor) -> None:
    with pytest.raises(WrongActorError):
        filed(by)


def test_nobody_claims_against_themselves() -> None:
    with pytest.raises(WrongActorError):
        filed(merchant=BUYER.id)


@pytest.mark.parametrize("asked", [replace(RETURN, amount=yuan(101)), PLATFORM_PAYS])
def test_a_buyer_asks_the_merchant_for_what_was_bought(asked: Remedy) -> None:
    with pytest.raises(RemedyError):
        filed(asked=asked)


def test_a_claim_needs_a_moment_with_its_zone() -> None:
    with pytest.raises(UsageError):
        filed(at=datetime(2026, 3, 2))  # noqa: DTZ001  (that is what is refused)


def test_parties_attach_their_own_and_the_desk_for_either() -> None:
    story = screening().attach(item()).attach(item("m", ActorKind.MERCHANT), MERCHANT)
    story.attach(item("late", ActorKind.MERCHANT), OPERATOR)
    assert [one.exhibit for one in story.claim.evidence] == ["claim-1", "m", "late"]
    with pytest.raises(WrongActorError):
        story.attach(item("x"), MERCHANT)
    with pytest.raises(WrongActorError):
        story.attach(item("x"), replace(BUYER, id=PersonId("somebody")))


def test_an_examination_is_the_machines_and_the_newest_counts() -> None:
    newer = replace(FORGED, examination="exam-2")
    assert screening().examined(newer).claim.examined == newer
    with pytest.raises(WrongActorError):
        filing.record_examination(screening().claim, FORGED, by=ANN, at=MONDAY.replace(year=2027))


@pytest.mark.parametrize("route", Route)
def test_policy_proposes_and_never_refuses(route: Route) -> None:
    needs = route in (Route.APPROVE, Route.OFFER_REMEDY)
    assert screening().propose(route, RETURN if needs else None).claim.state is State.SCREENING
    with pytest.raises(RouteError):
        screening().propose(route, None if needs else RETURN)


def test_there_is_no_route_that_refuses() -> None:
    assert {route.value for route in Route} == {"approve", "ask-more", "review", "offer-remedy"}


def test_policy_gives_no_more_than_the_order_and_nothing_for_nothing() -> None:
    with pytest.raises(RemedyError):
        screening().propose(Route.APPROVE, replace(RETURN, amount=yuan(101)))
    with pytest.raises(ConsentMissingError):
        screening().propose(Route.OFFER_REMEDY, REFUND_ONLY)


def test_a_machine_says_yes_with_reasons_and_a_way_to_appeal() -> None:
    claim = screening().propose(Route.APPROVE, PLATFORM_PAYS).approve().claim
    assert claim.state is State.DECIDED
    assert claim.decision is not None
    assert (claim.decision.outcome, claim.decision.view, claim.decision.by) == (Outcome.GRANT, None, ())
    assert claim.decision.basis == ("sha256:abc",)
    assert claim.clock is not None
    assert claim.clock.kind is ClockKind.APPEAL_WINDOW
    assert ConsequenceKind.MARK not in {one.kind for one in claim.consequences}


@pytest.mark.parametrize("story", [screening(), screening().propose(Route.REVIEW)])
def test_a_machine_says_yes_to_what_policy_proposed_only(story: Story) -> None:
    with pytest.raises(RouteError):
        story.approve()


def test_a_machines_yes_is_explained_in_both_languages() -> None:
    story = screening().propose(Route.APPROVE, RETURN)
    with pytest.raises(ReasonsMissingError):
        filing.approve_by_policy(story.claim, reasons=Bilingual("可以", ""), by=MACHINE, at=story.now, rules=STANDARD)


def test_people_do_not_speak_for_policy() -> None:
    story = screening().propose(Route.APPROVE, RETURN)
    with pytest.raises(WrongActorError):
        filing.approve_by_policy(story.claim, reasons=WHY, by=ANN, at=story.now, rules=STANDARD)


@pytest.mark.parametrize(
    ("asked", "remedy", "stance", "agrees"),
    [
        (REFUND_ONLY, REFUND_ONLY, Stance.NO_OBJECTION, True),
        (REFUND_ONLY, replace(REFUND_ONLY, amount=yuan(60)), Stance.NO_OBJECTION, True),
        (replace(REFUND_ONLY, amount=yuan(60)), REFUND_ONLY, Stance.NO_OBJECTION, False),
        (REFUND_ONLY, PART, Stance.NO_OBJECTION, False),
        (REPAIR, REPAIR, Stance.NO_OBJECTION, False),
        (REFUND_ONLY, REFUND_ONLY, Stance.CONTESTS, False),
    ],
)
def test_a_merchant_consents_to_what_was_asked_and_no_more(
    asked: Remedy,
    remedy: Remedy,
    stance: Stance,
    agrees: bool,  # noqa: FBT001  (a parameter of the test)
) -> None:
    assert filing.consents(in_review(asked, stance).claim, remedy) == agrees


def test_silence_is_no_consent() -> None:
    assert not filing.consents(screening().claim, REFUND_ONLY)
