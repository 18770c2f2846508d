"""What operators are told, counted after a claim went through the desk."""

from pathlib import Path

import pytest

from contracts.desks import DeskOnStore
from fairclaim.services.examine_claim import examine_claim
from fairclaim.store.desk.figures import read_figures
from fairclaim.telemetry.metrics import MEANINGS
from store_engines import Desk
from unit.services.counter import ALL_SHOTS, MACHINE


@pytest.fixture
def filled(desk: Desk, tmp_path: Path) -> DeskOnStore:
    return DeskOnStore(desk, tmp_path)


def test_a_claim_in_review_is_counted_where_it_waits(filled: DeskOnStore) -> None:
    claim = filled.file(*ALL_SHOTS).receipt.claim
    examine_claim(filled.desk, MACHINE, claim)
    told = {
        (one.name, one.kind): one.value
        for one in read_figures(filled.on.store, now=filled.now)
        if one.tenant == filled.on.mine
    }
    assert {name for name, _ in told} <= set(MEANINGS)
    assert sum(value for (name, _), value in told.items() if name == "claims_open") == 1
    assert told["photos_examined", ""] == len(ALL_SHOTS)
    assert told["deadlines_overdue", ""] == 0
    assert told["messages_given_up", ""] == 0
    waiting = {kind: value for (name, kind), value in told.items() if name == "tasks_open"}
    assert waiting == {} or set(waiting.values()) == {1}
