from dataclasses import replace

import pytest

from fairclaim.services.notary import NoNotaryError, notary_of
from fairclaim.services.sign_checkpoint import sign_log
from unit.services.counter import NOTARY, TENANT, Counter


def test_a_log_is_named_by_its_desk_and_tenant() -> None:
    assert NOTARY.origin("shop-street") == "desk.example/log/shop-street"
    odd = NOTARY.origin("店 街+")
    assert odd.startswith("desk.example/log/")
    assert odd.isascii()
    assert NOTARY.key(odd).name == odd


def test_a_desk_that_moves_does_not_rename_its_logs() -> None:
    counter = Counter()
    counter.screened()
    sign_log(counter.desk, TENANT)
    newest = counter.rows.checkpoints[max(counter.rows.checkpoints)]
    assert replace(NOTARY, host="elsewhere.example").origin(TENANT, newest) == "desk.example/log/shop-street"


def test_a_desk_without_a_key_says_what_to_do() -> None:
    assert notary_of(NOTARY) is NOTARY
    with pytest.raises(NoNotaryError, match="make-evidence-key"):
        notary_of(None)
