"""What follows from a decision, and from nothing less."""

from dataclasses import replace

import pytest

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.decision import (
    ConsequenceKind,
    Decision,
    as_tally,
    check_reasons,
    consequences_of,
    consequences_of_settling,
    consequences_of_upholding,
    says_the_same,
)
from fairclaim.domain.desk.judgement import Outcome, View
from fairclaim.domain.desk.party import PersonId
from fairclaim.domain.desk.refusals import ReasonsMissingError
from fairclaim.domain.finding import Grade
from unit.domain.desk.story import BASIS, MONDAY, PART, RETURN, WHY

AGAINST = Decision(
    number=1,
    outcome=Outcome.REFUSE,
    view=View.CONTRADICTS,
    grade=Grade.A,
    remedy=None,
    reasons=WHY,
    basis=BASIS,
    by=(PersonId("a"), PersonId("b")),
    at=MONDAY,
)
GRANT = replace(AGAINST, outcome=Outcome.GRANT, view=View.SUPPORTS, grade=None, remedy=RETURN)
TOLD = {ConsequenceKind.NOTICE_BUYER, ConsequenceKind.NOTICE_MERCHANT, ConsequenceKind.STATISTICS}


def kinds(decision: Decision) -> set[ConsequenceKind]:
    return {one.kind for one in consequences_of(decision)}


@pytest.mark.parametrize(
    ("decision", "more"),
    [
        (GRANT, {ConsequenceKind.REMEDY}),
        (AGAINST, {ConsequenceKind.MARK, ConsequenceKind.SHARED_HASH}),
        (replace(AGAINST, grade=Grade.B), {ConsequenceKind.MARK}),
        (replace(AGAINST, view=View.INSUFFICIENT, grade=None), set()),
    ],
)
def test_a_mark_follows_contradicting_evidence_and_a_shared_hash_proof_only(
    decision: Decision, more: set[ConsequenceKind]
) -> None:
    assert kinds(decision) == TOLD | more


def test_upholding_tells_both_sides_and_settling_gives_the_remedy() -> None:
    assert {one.kind for one in consequences_of_upholding(AGAINST)} == TOLD
    assert consequences_of_settling()[0].kind is ConsequenceKind.REMEDY
    assert consequences_of_upholding(replace(AGAINST, number=2))[0].id == "decision-2/notice-buyer"


def test_a_decision_is_upheld_by_the_same_and_by_nothing_else() -> None:
    assert says_the_same(AGAINST, as_tally(AGAINST))
    assert says_the_same(replace(GRANT, view=None), as_tally(GRANT))
    assert says_the_same(GRANT, as_tally(replace(GRANT, view=None)))
    for other in (
        GRANT,
        replace(AGAINST, view=View.INSUFFICIENT, grade=None),
        replace(AGAINST, grade=Grade.B),
    ):
        assert not says_the_same(AGAINST, as_tally(other))
    assert not says_the_same(GRANT, as_tally(replace(GRANT, remedy=PART)))


@pytest.mark.parametrize(("reasons", "basis"), [(Bilingual("", ""), BASIS), (WHY, ())])
def test_reasons_and_basis_are_owed(reasons: Bilingual, basis: tuple[str, ...]) -> None:
    check_reasons(WHY, BASIS)
    with pytest.raises(ReasonsMissingError):
        check_reasons(reasons, basis)
