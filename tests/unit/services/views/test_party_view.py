import pytest

from fairclaim.domain.desk.party import ActorKind
from fairclaim.domain.desk.states import Move, State
from fairclaim.services.see_claim import see_claim
from fairclaim.services.views.party_view import PartyView
from journeys.desk_steps import DAY, STEPS
from unit.services.counter import AGENT, BUYER, Counter

INSIDE: tuple[str, ...] = (
    "forged",
    "FORGED",
    "no-trace",
    "0.98",
    "sha256",
    "Grade.",
    "View.",
    "Judgement",
    "'ann'",
    "'ben'",
    "'eve'",
)
INSIDE += ("mark", "shared-hash", "statistics")


def shown(counter: Counter, who: object) -> PartyView:
    (claim,) = counter.rows.claims
    view = see_claim(counter.desk, who, claim)  # type: ignore[arg-type]
    assert isinstance(view, PartyView)
    return view


@pytest.mark.parametrize("number", range(1, len(STEPS) + 1))
def test_parties_see_no_verdict_no_judge_and_not_who_the_other_is(number: int) -> None:
    counter = Counter()
    for step in STEPS[:number]:
        step(counter)
    for who, other in ((BUYER, "merchant-1"), (AGENT, "buyer-1")):
        text = repr(shown(counter, who))
        assert [word for word in (*INSIDE, f"'{other}'", "'agent-1'") if word in text] == []


def test_the_buyer_reads_what_is_missing_and_why() -> None:
    counter = Counter()
    for step in STEPS[:2]:
        step(counter)
    view = shown(counter, BUYER)
    assert view.state is State.WAITING_EVIDENCE
    assert [text.en.split(":")[0] for text in view.missing] == [
        "1 photo of the same spot from another angle",
        "1 photo of the packaging, outside and inside",
    ]
    assert view.clock is not None
    assert view.clock.waits_for is ActorKind.BUYER
    assert shown(counter, AGENT).missing == ()


def test_what_a_side_can_do_is_what_it_is_shown() -> None:
    counter = Counter()
    for step in STEPS[:6]:
        step(counter)
    assert Move.ANSWER in shown(counter, AGENT).can
    assert Move.ANSWER not in shown(counter, BUYER).can
    assert Move.APPEAL not in shown(counter, BUYER).can
    assert Move.ACCEPT_OFFER in shown(counter, AGENT).can  # what the buyer asked for
    assert Move.ACCEPT_OFFER not in shown(counter, BUYER).can


def test_a_decision_is_shown_with_reasons_and_the_time_to_appeal() -> None:
    counter = Counter()
    for step in STEPS[:20]:
        step(counter)
    view = shown(counter, BUYER)
    assert view.decisions[0].reasons.zh
    assert view.decisions[0].reasons.en
    assert view.appeal_until is not None
    assert Move.APPEAL in view.can
    counter.wait(DAY * 15)
    late = shown(counter, BUYER)
    assert (late.appeal_until, Move.APPEAL in late.can) == (None, False)


def test_who_has_appealed_can_take_it_back_and_the_other_can_join() -> None:
    counter = Counter()
    for step in STEPS[:23]:
        step(counter)
    buyer, merchant = shown(counter, BUYER), shown(counter, AGENT)
    assert (Move.WITHDRAW_APPEAL in buyer.can, Move.APPEAL in buyer.can) == (True, False)
    assert (Move.WITHDRAW_APPEAL in merchant.can, Move.APPEAL in merchant.can) == (False, True)
