"""Who sees the maps of an examination: exactly who sees the examination, and the bytes that the examiner made."""

import pytest

from fairclaim.domain.desk.party import ClaimId
from fairclaim.services.errors import NotFoundError
from fairclaim.services.judge_claim import judge_claim, reveal_verdict
from fairclaim.services.see_maps import see_maps
from fairclaim.services.take_task import take_next
from unit.services.counter import ADMIN, AGENT, ANN, AUDITOR, BEN, BUYER, GRANT, PLATFORM, STRANGER, Counter
from unit.services.test_take_task import in_review


def with_maps(counter: Counter) -> ClaimId:
    claim = in_review(counter)
    ((subject, version),) = counter.rows.examinations
    counter.rows.maps[subject, version] = {0: b"map"}
    return claim


def test_a_map_is_seen_after_the_own_judgement_and_by_nobody_sooner() -> None:
    counter = Counter()
    claim = with_maps(counter)
    take_next(counter.desk, ANN)
    for who in (ANN, BEN, BUYER, AGENT, ADMIN, PLATFORM, STRANGER):
        with pytest.raises(NotFoundError):
            see_maps(counter.desk, who, claim)
    assert see_maps(counter.desk, AUDITOR, claim) == {0: b"map"}
    judge_claim(counter.desk, ANN, claim, GRANT)
    with pytest.raises(NotFoundError):
        see_maps(counter.desk, ANN, claim)
    reveal_verdict(counter.desk, ANN, claim)
    assert see_maps(counter.desk, ANN, claim) == {0: b"map"}
    with pytest.raises(NotFoundError):
        see_maps(counter.desk, BEN, claim)


def test_a_claim_that_was_examined_without_maps_has_none() -> None:
    counter = Counter()
    assert see_maps(counter.desk, AUDITOR, in_review(counter)) == {}
