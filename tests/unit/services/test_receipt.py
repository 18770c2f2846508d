import json
from datetime import UTC, datetime, timedelta

import pytest

from fairclaim.domain.desk.party import ClaimId
from fairclaim.domain.desk.states import State
from fairclaim.services.receipt import Receipt, fingerprint, receipt_from_record
from unit.services.counter import AGAINST, GRANT, RETURN, WISH, photo


@pytest.mark.parametrize("made", [None, "offer-3"])
def test_a_receipt_comes_back_from_its_record(made: str | None) -> None:
    receipt = Receipt(claim=ClaimId("claim-1"), sequence=3, state=State.FILED, made=made)
    assert receipt_from_record(json.loads(json.dumps(receipt.to_record()))) == receipt


def test_the_same_request_has_the_same_fingerprint_and_another_has_another() -> None:
    values = [
        (GRANT,),
        (AGAINST,),
        (RETURN,),
        (WISH,),
        (photo(data=b"a"),),
        (photo(data=b"b"),),
        ("a", "b"),
        ("ab",),
        (),
    ]
    values += [(datetime(2026, 1, 1, tzinfo=UTC),), (timedelta(hours=1),), (None,), (frozenset({"a", "b"}),)]
    assert len({fingerprint(*value) for value in values}) == len(values)
    assert fingerprint(frozenset({"b", "a"})) == fingerprint({"a", "b"})


def test_what_has_no_fixed_form_is_no_request() -> None:
    with pytest.raises(TypeError):
        fingerprint(object())
