import pytest

from fairclaim.domain.desk.claim import Stance
from fairclaim.domain.desk.party import ActorKind
from fairclaim.services.answer_claim import answer_claim
from fairclaim.services.errors import NotFoundError
from fairclaim.services.see_history import remedy_in_words, see_history
from journeys.desk_steps import STEPS
from unit.services.counter import AGENT, ALL_SHOTS, ANN, BUYER, REFUSE, RETURN, STRANGER, Counter


def test_both_sides_read_what_happened_in_words() -> None:
    counter = Counter()
    claim = counter.screened(*ALL_SHOTS)
    answer_claim(counter.desk, AGENT, claim, Stance.CONTESTS, words="出库时完好")
    for who in (BUYER, AGENT):
        found = see_history(counter.desk, who, claim)
        assert [one.what.en for one in found] == [
            "The merchant disagrees",
            "The merchant was asked to answer"
            if counter.claim(claim).merchant_asked
            else "People were asked to look at it",
            "The buyer added files",
            "The buyer filed the claim",
        ]
        assert found[0].said == "出库时完好"
        assert found[0].side is ActorKind.MERCHANT
        assert found[-1].said == "杯口有裂纹"
        assert found[2].files == len(ALL_SHOTS)


def test_nobody_else_reads_it() -> None:
    counter = Counter()
    claim = counter.screened()
    for who in (STRANGER, ANN):
        with pytest.raises(NotFoundError):
            see_history(counter.desk, who, claim)


def test_a_long_history_names_no_judgement_and_no_verdict() -> None:
    counter = Counter()
    for step in STEPS:
        step(counter)
    for claim in counter.rows.claims:
        told = str(see_history(counter.desk, BUYER, claim))
        for word in ("ann", "ben", "forged", "verdict", "Judge", "senior"):
            assert f"'{word}" not in told
        assert REFUSE.view.value not in told


def test_a_remedy_is_said_with_its_amount() -> None:
    assert remedy_in_words(RETURN).en == f"return and refund, {RETURN.amount}"
