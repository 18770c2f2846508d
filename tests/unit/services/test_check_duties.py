"""Each duty green on a desk that keeps it, and red with the claim where the record shows otherwise."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.claim import Claim, Offer
from fairclaim.domain.desk.decision import Consequence, ConsequenceKind
from fairclaim.domain.desk.decision import Standing as Carried
from fairclaim.domain.desk.judgement import Outcome
from fairclaim.domain.desk.party import ActorKind, ClaimId
from fairclaim.law.duties import DutyFound, Standing
from fairclaim.services.appeal_claim import appeal_claim
from fairclaim.services.carry_out import carry_out
from fairclaim.services.check_duties import check_duties
from fairclaim.services.errors import NotAllowedError
from fairclaim.services.note_letter import note_letter
from fairclaim.services.own_data import ask_correction
from unit.services.against import contradicted, overturn
from unit.services.counter import ADMIN, AGENT, ANN, AUDITOR, BUYER, MACHINE, REFUND_ONLY, Counter
from unit.services.test_note_letter import TO_POLICE

DAY = timedelta(days=1)


def found(counter: Counter) -> dict[str, DutyFound]:
    return {one.duty.id: one for one in check_duties(counter.desk, AUDITOR).duties}


def appealed() -> tuple[Counter, ClaimId]:
    counter, claim = contradicted()
    overturn(counter, claim)
    carry_out(counter.desk, MACHINE, claim)
    return counter, claim


def test_a_desk_that_keeps_them_is_green_and_says_what_it_cannot_know() -> None:
    counter, _ = appealed()
    ask_correction(counter.desk, BUYER, "name", "周")
    stands = {name: one.standing for name, one in found(counter).items()}
    for name in ("reasons", "people-refuse", "appeal-by-others", "appeal-in-time", "corrections", "unwound"):
        assert stands[name] is Standing.KEPT, name
    assert found(counter)["reasons"].kept_in == tuple(counter.rows.claims)
    assert stands["refund-only"] is stands["share-consent"] is Standing.NOT_APPLICABLE
    assert stands["rule-notice"] is stands["impact-assessment"] is Standing.NOT_RECORDED


def changed(counter: Counter, claim: ClaimId, change: Callable[[Claim], Claim]) -> None:
    counter.rows.claims[claim] = change(counter.rows.claims[claim])


def decision(claim: Claim, number: int, **fields: object) -> Claim:
    made = list(claim.decisions)
    made[number] = replace(made[number], **fields)  # type: ignore[arg-type]  # a test's shorthand
    return replace(claim, decisions=tuple(made))


BROKEN: dict[str, Callable[[Claim], Claim]] = {
    "reasons": lambda claim: decision(claim, 0, reasons=Bilingual("因", "")),
    "people-refuse": lambda claim: decision(claim, 0, by=()),
    "appeal-by-others": lambda claim: decision(claim, 1, by=claim.decisions[0].by),
    "appeal-in-time": lambda claim: decision(claim, 1, at=claim.appeals[0].at + timedelta(days=31)),
    "refund-only": lambda claim: decision(claim, 1, remedy=REFUND_ONLY),
}


@pytest.mark.parametrize("duty", BROKEN)
def test_what_the_record_shows_otherwise_is_red_with_its_claim(duty: str) -> None:
    counter, claim = appealed()
    changed(counter, claim, BROKEN[duty])
    one = found(counter)[duty]
    assert (one.standing, one.against) == (Standing.BROKEN, (claim,))
    assert one.note is not None
    assert [name for name, other in found(counter).items() if other.standing is Standing.BROKEN] == [duty]


def test_an_appeal_decided_by_a_machine_is_red() -> None:
    counter, claim = appealed()
    changed(counter, claim, lambda one: decision(one, 1, by=(), outcome=Outcome.GRANT))
    assert found(counter)["appeal-by-others"].against == (claim,)


def test_a_refund_without_return_that_the_merchant_offered_is_green() -> None:
    counter, claim = appealed()
    offer = Offer(id="offer-1", by=ActorKind.MERCHANT, remedy=REFUND_ONLY)
    changed(counter, claim, lambda one: replace(decision(one, 1, remedy=REFUND_ONLY), offers=(*one.offers, offer)))
    assert found(counter)["refund-only"].standing is Standing.KEPT


def test_an_appeal_that_waits_too_long_is_red() -> None:
    counter, claim = contradicted()
    appeal_claim(counter.desk, BUYER, claim)
    assert found(counter)["appeal-in-time"].standing is Standing.KEPT
    counter.wait(31 * DAY)
    assert found(counter)["appeal-in-time"].against == (claim,)


def test_a_wish_that_waits_too_long_is_red() -> None:
    counter = Counter()
    wish = ask_correction(counter.desk, BUYER, "name", "周")
    counter.wait(16 * DAY)
    assert found(counter)["corrections"].against == (wish.id,)


def test_what_was_not_taken_back_after_a_day_is_red() -> None:
    counter, claim = appealed()
    left = Consequence(id="x", kind=ConsequenceKind.MARK, standing=Carried.TO_UNWIND)
    changed(counter, claim, lambda one: replace(one, consequences=(*one.consequences, left)))
    assert found(counter)["unwound"].standing is Standing.KEPT
    counter.wait(2 * DAY)
    assert found(counter)["unwound"].against == (claim,)


def test_a_letter_that_was_not_withdrawn_is_red() -> None:
    counter, claim = contradicted()
    note_letter(counter.desk, AGENT, claim, TO_POLICE)
    overturn(counter, claim)
    carry_out(counter.desk, MACHINE, claim)
    counter.wait(2 * DAY)
    assert found(counter)["unwound"].against == (claim,)


def test_a_label_that_was_found_and_is_in_no_basis_is_red() -> None:
    counter, claim = contradicted()
    for key, result in counter.rows.examinations.items():
        finding = {"check": "aigc-label", "outcome": "warn"}
        counter.rows.examinations[key] = {**result, "findings": [finding, {"check": "visible-mark", "outcome": "pass"}]}
    one = found(counter)["label-shown"]
    assert (one.standing, one.seen, one.against) == (Standing.BROKEN, 1, (claim,))
    changed(counter, claim, lambda it: decision(it, 0, basis=("aigc-label",)))
    assert found(counter)["label-shown"].standing is Standing.KEPT


def test_only_claims_filed_since_a_moment_are_looked_at() -> None:
    counter, _ = appealed()
    assert check_duties(counter.desk, ADMIN).claims == 1
    assert check_duties(counter.desk, ADMIN, filed_from=counter.now).claims == 0
    for who in (ANN, BUYER):
        with pytest.raises(NotAllowedError):
            check_duties(counter.desk, who)
