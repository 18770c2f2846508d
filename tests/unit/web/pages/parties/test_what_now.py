from fairclaim.domain.desk.claim import Stance
from fairclaim.domain.verdict import Call
from fairclaim.services.answer_claim import answer_claim
from fairclaim.services.caller import Caller
from fairclaim.services.decide_claim import decide_claim
from fairclaim.services.settle_claim import offer_remedy, withdraw_claim
from fairclaim.web.pages.parties.party_claim import party_view_of
from fairclaim.web.pages.parties.what_now import what_now
from journeys.desk_steps import STEPS
from unit.services.counter import AGENT, ANN, BASIS, BEN, BUYER, REFUSE, RETURN, SOME_SHOTS, WHY, Counter


def title(counter: Counter, who: Caller, claim: str) -> str:
    return what_now(party_view_of(counter.desk, who, claim)).title.en


def test_each_side_is_told_when_it_is_waited_for() -> None:
    counter = Counter(call=Call.NO_TRACE)
    claim = counter.filed(*SOME_SHOTS)
    assert title(counter, BUYER, claim) == "Your claim is filed"
    claim = Counter.screened(counter := Counter(), *SOME_SHOTS)
    view = party_view_of(counter.desk, BUYER, claim)
    assert what_now(view).is_yours
    assert title(counter, BUYER, claim) == "Please show a little more"
    assert title(counter, AGENT, claim) == "The buyer was asked for more"
    withdraw_claim(counter.desk, BUYER, claim)
    assert title(counter, AGENT, claim) == "Taken back"


def test_an_offer_is_a_thing_to_do() -> None:
    counter = Counter()
    claim = counter.screened()
    offer_remedy(counter.desk, AGENT, claim, RETURN)
    assert title(counter, BUYER, claim) == "There is an offer for you"


def test_a_decision_says_whether_it_can_be_appealed() -> None:
    counter = Counter()
    claim = counter.screened()
    answer_claim(counter.desk, AGENT, claim, Stance.CONTESTS)
    for who in (ANN, BEN):
        counter.judged(who, claim, REFUSE)
    assert what_now(party_view_of(counter.desk, AGENT, claim)).text.en.startswith("Your answer is in.")
    decide_claim(counter.desk, BEN, claim, reasons=WHY, basis=BASIS)
    found = what_now(party_view_of(counter.desk, BUYER, claim))
    assert found.title.en == "The claim was not granted"
    assert "appeal" in found.text.en


def test_every_state_that_a_claim_can_reach_has_words_for_both_sides() -> None:
    counter = Counter()
    seen = set()
    for step in STEPS:
        step(counter)
        for claim, found in counter.rows.claims.items():
            seen.add(found.state)
            for who in (BUYER, AGENT):
                said = what_now(party_view_of(counter.desk, who, claim))
                assert said.title.zh
                assert said.text.en
    assert len(seen) > 6
