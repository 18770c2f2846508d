from dataclasses import replace

import pytest

from fairclaim.domain.desk.claim import Stance
from fairclaim.domain.desk.party import ClaimId, PersonId
from fairclaim.services.answer_claim import answer_claim
from fairclaim.services.caller import Caller
from fairclaim.services.errors import NotFoundError
from fairclaim.services.judge_claim import judge_claim, reveal_verdict
from fairclaim.services.see_examination import see_examination
from fairclaim.services.take_task import take_next
from unit.services.counter import ADMIN, AGAINST, AGENT, ANN, AUDITOR, BEN, BUYER, PLATFORM, Counter


def test_a_reviewer_sees_it_after_the_own_judgement_and_not_before() -> None:
    counter = Counter()
    claim = counter.screened()
    answer_claim(counter.desk, AGENT, claim, Stance.CONTESTS)
    take_next(counter.desk, ANN)
    with pytest.raises(NotFoundError):
        see_examination(counter.desk, ANN, claim)
    judge_claim(counter.desk, ANN, claim, AGAINST)
    with pytest.raises(NotFoundError):
        see_examination(counter.desk, ANN, claim)
    reveal_verdict(counter.desk, ANN, claim)
    assert see_examination(counter.desk, ANN, claim)["schema"] == "fairclaim.examination/1"
    with pytest.raises(NotFoundError):
        see_examination(counter.desk, BEN, claim)


def test_an_auditor_sees_it_and_looking_is_noted() -> None:
    counter = Counter()
    claim = counter.screened()
    assert see_examination(counter.desk, AUDITOR, claim)["schema"] == "fairclaim.examination/1"
    noted = counter.rows.audit[-1]
    examined = counter.claim(claim).examined
    assert examined is not None
    assert (noted.kind, noted.thing, noted.details["examination"]) == ("examination", claim, examined.examination)


@pytest.mark.parametrize("who", [BUYER, AGENT, ADMIN, PLATFORM], ids=lambda who: who.person)
def test_parties_and_operators_find_none(who: Caller) -> None:
    counter = Counter()
    claim = counter.screened()
    with pytest.raises(NotFoundError):
        see_examination(counter.desk, who, claim)


def test_a_claim_that_was_not_examined_has_none() -> None:
    counter = Counter()
    claim = counter.filed()
    with pytest.raises(NotFoundError):
        see_examination(counter.desk, AUDITOR, claim)


def test_another_claim_is_named_to_who_may_see_that_one_only() -> None:
    counter = Counter()
    claim = counter.screened()
    other = ClaimId("claim-earlier")
    counter.rows.claims[other] = replace(counter.claim(claim), id=other, merchant=PersonId("merchant-9"))
    key, found = next(iter(counter.rows.examinations.items()))
    counter.rows.examinations[key] = {**found, "earlier_claims": {"A": other, "B": "claim-of-nobody"}}
    assert see_examination(counter.desk, AUDITOR, claim)["earlier_claims"] == {"A": other}
    counter.rows.ties[AUDITOR.person] = frozenset({PersonId("merchant-9")})
    assert see_examination(counter.desk, AUDITOR, claim)["earlier_claims"] == {}
