from fairclaim.domain.desk.claim import Stance
from fairclaim.domain.desk.party import ClaimId
from fairclaim.domain.desk.states import State
from fairclaim.domain.verdict import Call as Said
from fairclaim.policy.history import Outcome, Past
from fairclaim.policy.words import Call, Merchant, Remedy
from fairclaim.services.add_evidence import add_evidence
from fairclaim.services.answer_claim import answer_claim
from fairclaim.services.decide_claim import decide_claim
from fairclaim.services.examine_claim import examine_claim
from fairclaim.services.own_past import imported_past, own_past
from fairclaim.services.past_claim import parse_past_claim
from fairclaim.services.settle_claim import accept_offer
from unit.services.counter import (
    AGENT,
    ANN,
    BASIS,
    BUYER,
    GRANT,
    MACHINE,
    OTHER_SHOTS,
    SOME_SHOTS,
    TENANT,
    WHY,
    Counter,
)
from unit.services.test_past_claim import GOOD


def past(counter: Counter, claim: ClaimId) -> Past | None:
    found = counter.claim(claim)
    return counter.memory.read(TENANT, lambda work: own_past(counter.desk, work, found, tenant=TENANT))


def test_a_claim_is_taken_as_it_stood_before_merchant_and_people_had_spoken() -> None:
    counter = Counter()
    claim = counter.screened(*SOME_SHOTS)
    first = past(counter, claim)
    assert first is not None
    assert first.facts.missing
    add_evidence(counter.desk, BUYER, claim, OTHER_SHOTS)
    examine_claim(counter.desk, MACHINE, claim)
    answer_claim(counter.desk, AGENT, claim, Stance.CONTESTS)
    counter.judged(ANN, claim, GRANT)
    decide_claim(counter.desk, ANN, claim, reasons=WHY, basis=BASIS)
    found = past(counter, claim)
    assert found is not None
    assert (found.facts.missing, found.facts.call, found.facts.merchant) == ((), Call.FORGED, Merchant.NOT_ASKED)
    assert found.facts.standing.confirmed_adverse is None, "what this claim led to is not held against it"
    assert (found.outcome, found.remedy) == (Outcome.UPHELD, Remedy.RETURN_AND_REFUND)


def test_what_stays_missing_after_asking_goes_to_people_and_is_not_asked_for_again() -> None:
    counter = Counter()
    claim = counter.screened(*SOME_SHOTS)
    add_evidence(counter.desk, BUYER, claim)
    examine_claim(counter.desk, MACHINE, claim)
    found = past(counter, claim)
    assert found is not None
    assert found.facts.missing is None


def test_a_yes_of_the_machine_is_no_decision_of_people() -> None:
    counter = Counter(call=Said.NO_TRACE)
    claim = counter.screened()
    assert counter.claim(claim).state is State.DECIDED
    found = past(counter, claim)
    assert found is not None
    assert (found.outcome, found.remedy, found.facts.probability) == (Outcome.OPEN, Remedy.RETURN_AND_REFUND, 0.01)


def test_who_agreed_was_not_found_right_and_who_was_not_asked_about_is_left_out() -> None:
    counter = Counter()
    claim = counter.filed(*SOME_SHOTS)
    assert past(counter, claim) is None
    examine_claim(counter.desk, MACHINE, claim)
    accept_offer(counter.desk, AGENT, claim, "asked")
    found = past(counter, claim)
    assert found is not None
    assert found.outcome is Outcome.SETTLED
    counter.rows.examinations.clear()
    assert past(counter, claim) is None


def test_nothing_is_known_of_the_evidence_of_an_earlier_system() -> None:
    rows = [parse_past_claim({**GOOD, "id": name, "outcome": name}) for name in ("grant", "refuse")]
    granted, refused = imported_past(rows, tenant=TENANT)
    assert granted is not None
    assert refused is not None
    assert (granted.facts.call, granted.facts.missing) == (Call.NOT_EXAMINED, None)
    assert (granted.outcome, granted.remedy, granted.paid_minor) == (
        Outcome.UPHELD,
        Remedy(str(GOOD["asked"])),
        GOOD["amount_minor"],
    )
    assert (refused.outcome, refused.remedy, refused.paid_minor) == (Outcome.NOT_UPHELD, None, 0)
