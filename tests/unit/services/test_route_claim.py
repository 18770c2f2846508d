from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairclaim.domain.desk.claim import Stance
from fairclaim.domain.desk.decision import Route
from fairclaim.domain.desk.facts import Decided, RouteProposed
from fairclaim.domain.desk.judgement import Outcome
from fairclaim.domain.desk.party import PersonId
from fairclaim.domain.desk.remedy import BorneBy, Remedy, RemedyKind
from fairclaim.domain.desk.states import State
from fairclaim.domain.verdict import Call
from fairclaim.services.add_evidence import add_evidence
from fairclaim.services.examine_claim import examine_claim
from fairclaim.services.ports.people import Counts
from fairclaim.services.ports.routing import RouteFacts
from unit.services.counter import (
    ALL_SHOTS,
    BUYER,
    MACHINE,
    PLAIN,
    REFUND_ONLY,
    RETURN,
    SOME_SHOTS,
    Counter,
    advice,
    yuan,
)


def routed(counter: Counter, asked: Remedy = RETURN) -> State:
    claim = counter.file(*ALL_SHOTS, asked=asked).receipt.claim
    return examine_claim(counter.desk, MACHINE, claim).state


def proposed(counter: Counter) -> RouteProposed:
    (fact,) = [event.fact for event in counter.rows.events if isinstance(event.fact, RouteProposed)]
    return fact


def test_the_machine_says_yes_with_policys_reasons_and_digest() -> None:
    counter = Counter(lambda _: advice(Route.APPROVE))
    assert routed(counter) is State.DECIDED
    (decision,) = counter.rows.decisions.values()
    assert (decision.outcome, decision.remedy, decision.by) == (Outcome.GRANT, RETURN, ())
    assert (decision.reasons, decision.basis) == (PLAIN, ("sha256:live",))


def test_refund_only_is_not_approved_over_the_merchants_head() -> None:
    counter = Counter(lambda _: advice(Route.APPROVE))
    assert routed(counter, REFUND_ONLY) is State.WAITING_MERCHANT
    assert proposed(counter).proposal.route is Route.REVIEW
    assert "consent" in proposed(counter).why.en
    assert "同意" in proposed(counter).why.zh


def test_the_first_remedy_that_fits_is_offered_and_the_merchant_is_asked() -> None:
    kinds = (RemedyKind.REFUND_ONLY, RemedyKind.PART_REFUND, RemedyKind.REPAIR)
    counter = Counter(lambda _: advice(Route.OFFER_REMEDY, *kinds, percent=30))
    assert routed(counter) is State.WAITING_MERCHANT
    offer = next(iter(counter.rows.claims.values())).offers[-1]
    assert offer.remedy == Remedy(kind=RemedyKind.PART_REFUND, borne_by=BorneBy.MERCHANT, amount=yuan(30))
    counter = Counter(lambda _: advice(Route.OFFER_REMEDY, *kinds))
    routed(counter)
    assert next(iter(counter.rows.claims.values())).offers[-1].remedy.kind is RemedyKind.REPAIR


def test_an_offer_that_fits_nothing_goes_to_people() -> None:
    counter = Counter(lambda _: advice(Route.OFFER_REMEDY, RemedyKind.PART_REFUND, percent=100))
    assert routed(counter) is State.WAITING_MERCHANT
    assert proposed(counter).proposal.route is Route.REVIEW


def test_the_machine_asks_once_and_people_look_when_no_more_can_be_shown() -> None:
    counter = Counter()
    claim = counter.screened(*SOME_SHOTS)
    assert counter.claim(claim).state is State.WAITING_EVIDENCE
    add_evidence(counter.desk, BUYER, claim)
    assert examine_claim(counter.desk, MACHINE, claim).state is State.WAITING_MERCHANT
    assert counter.claim(claim).proposal is not None
    last = [event.fact for event in counter.rows.events if isinstance(event.fact, RouteProposed)][-1]
    assert (last.proposal.route, "asked once" in last.why.en) == (Route.REVIEW, True)


def test_nothing_is_asked_where_all_is_there() -> None:
    counter = Counter(lambda _: advice(Route.ASK_MORE))
    assert routed(counter) is State.WAITING_MERCHANT


def test_the_shadow_is_kept_and_followed_by_nobody() -> None:
    counter = Counter(lambda _: advice(Route.REVIEW))
    counter.memory.shadow = lambda _: advice(Route.APPROVE, policy="sha256:shadow")
    assert routed(counter) is State.WAITING_MERCHANT
    (((_, digest), (live, shadow)),) = counter.rows.differences.items()
    assert (digest, live.route, shadow.route) == ("sha256:shadow", Route.REVIEW, Route.APPROVE)
    assert "sha256:shadow" not in repr(counter.rows.events)


def test_policy_is_asked_with_the_facts_of_the_claim() -> None:
    seen: list[RouteFacts] = []

    def ask(facts: RouteFacts) -> object:
        seen.append(facts)
        return advice(Route.REVIEW)

    counter = Counter(ask)  # type: ignore[arg-type]
    counter.rows.counts[PersonId("buyer-1")] = Counts(confirmed_adverse=1, upheld_claims=2, open_claims=0)
    counter.screened(*SOME_SHOTS)
    assert seen == [
        RouteFacts(
            reason="damaged",
            category="tableware",
            amount_minor=10_000,
            currency="CNY",
            asked="return-and-refund",
            call="forged",
            grade="A",
            probability=0.987654,
            checks=("derived-from-reference",),
            missing=("other-angle", "packaging"),
            merchant="not-asked",
            days_since_signed=3,
            standing=Counts(confirmed_adverse=1, upheld_claims=2, open_claims=0),
        )
    ]


def test_what_is_unknown_is_told_as_unknown() -> None:
    seen: list[RouteFacts] = []

    def ask(facts: RouteFacts) -> object:
        seen.append(facts)
        return advice(Route.REVIEW)

    counter = Counter(ask)  # type: ignore[arg-type]
    order = counter.rows.orders["order-1"]
    counter.rows.orders["order-1"] = replace(order, dates=replace(order.dates, delivered_at=None))
    claim = counter.filed()
    examine_claim(counter.desk, MACHINE, claim)
    facts = seen[-1]
    assert (facts.call, facts.grade, facts.probability, facts.days_since_signed) == ("not-examined", None, None, None)
    assert facts.standing == Counts()


@given(
    route=st.sampled_from(list(Route)),
    kinds=st.lists(st.sampled_from(list(RemedyKind)), max_size=3),
    percent=st.none() | st.integers(0, 100),
    asked=st.sampled_from([RETURN, REFUND_ONLY]),
    call=st.sampled_from(list(Call)),
    is_complete=st.booleans(),
)
def test_whatever_policy_proposes_the_machine_never_refuses_and_the_claim_always_goes_on(
    *, route: Route, kinds: list[RemedyKind], percent: int | None, asked: Remedy, call: Call, is_complete: bool
) -> None:
    counter = Counter(lambda _: advice(route, *kinds, percent=percent), call=call)
    claim = counter.file(*(ALL_SHOTS if is_complete else SOME_SHOTS), asked=asked).receipt.claim
    state = examine_claim(counter.desk, MACHINE, claim).state
    assert state in (State.DECIDED, State.WAITING_EVIDENCE, State.WAITING_MERCHANT)
    assert counter.claim(claim).clock is not None
    for event in counter.rows.events:
        if isinstance(event.fact, Decided):
            assert event.fact.decision.outcome is Outcome.GRANT
            assert asked is not REFUND_ONLY


@pytest.mark.parametrize("stance", Stance)
def test_where_the_merchant_stands_is_told_in_policys_words(stance: Stance) -> None:
    from fairclaim.services.answer_claim import answer_claim
    from fairclaim.services.ask import ask_evidence
    from fairclaim.services.take_task import take_next
    from unit.domain.desk.story import NEED
    from unit.services.counter import AGENT, ANN

    seen: list[str] = []

    def ask(facts: RouteFacts) -> object:
        seen.append(facts.merchant)
        return advice(Route.REVIEW)

    counter = Counter(ask)  # type: ignore[arg-type]
    claim = counter.screened()
    answer_claim(counter.desk, AGENT, claim, stance)
    take_next(counter.desk, ANN)
    ask_evidence(counter.desk, ANN, claim, (NEED,))
    add_evidence(counter.desk, BUYER, claim)
    assert examine_claim(counter.desk, MACHINE, claim).state is State.IN_REVIEW
    assert seen == ["not-asked", "agrees" if stance is Stance.NO_OBJECTION else "disputes"]
