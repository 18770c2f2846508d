import pytest

from fairclaim.domain.desk.refusals import IllegalMoveError
from fairclaim.domain.exhibit import Role
from fairclaim.services.attach_exhibit import attach_exhibit
from fairclaim.services.errors import NotAllowedError, OtherRequestError
from fairclaim.services.settle_claim import withdraw_claim
from unit.services.counter import AGENT, ANN, BUYER, Counter, photo


def test_the_answer_names_the_exhibit() -> None:
    counter = Counter()
    claim = counter.filed()
    made = attach_exhibit(counter.desk, BUYER, claim, photo()).made
    assert made == counter.rows.exhibits[0].id == counter.claim(claim).evidence[0].exhibit


def test_another_file_under_the_same_key_is_another_request() -> None:
    counter = Counter()
    claim = counter.filed()
    attach_exhibit(counter.desk, BUYER, claim, photo(data=b"1"), key="k")
    with pytest.raises(OtherRequestError):
        attach_exhibit(counter.desk, BUYER, claim, photo(data=b"2"), key="k")


def test_a_claim_that_has_ended_takes_no_file_and_keeps_no_bytes() -> None:
    counter = Counter()
    claim = counter.filed()
    withdraw_claim(counter.desk, BUYER, claim)
    with pytest.raises(IllegalMoveError):
        attach_exhibit(counter.desk, AGENT, claim, photo(None, role=Role.DISPATCH))
    assert not counter.memory.blobs


def test_who_judges_adds_no_evidence() -> None:
    counter = Counter()
    with pytest.raises(NotAllowedError):
        attach_exhibit(counter.desk, ANN, counter.filed(), photo())
