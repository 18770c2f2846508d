import json
from dataclasses import replace
from datetime import timedelta

import pytest

from fairclaim.services import try_policy as module
from fairclaim.services.change_policy import draft_policy
from fairclaim.services.errors import NotAllowedError, NotFoundError
from fairclaim.services.import_history import import_history
from fairclaim.services.past_claim import jsonl_rows
from fairclaim.services.try_policy import Source, try_policy
from unit.services.counter import ADMIN, ANN, EDITOR, Counter
from unit.services.test_change_policy import FILE, live
from unit.services.test_past_claim import GOOD
from unit.services.test_see_looks import another_claim


def with_a_draft() -> Counter:
    counter = Counter()
    counter.screened()
    draft_policy(counter.desk, EDITOR, FILE)
    return counter


def test_a_version_is_tried_on_the_desks_own_claims_beside_the_one_in_force() -> None:
    counter = with_a_draft()
    another_claim(counter)
    found = try_policy(counter.desk, EDITOR, version=1)
    assert (found.simulation.figures.claims, found.left_out, found.is_cut) == (1, 1, False)
    assert found.simulation.figures == found.simulation.other, (
        "the draft is what is shipped, and so is what is in force"
    )
    assert found.currencies == ("CNY", "CNY")
    later = try_policy(counter.desk, EDITOR, version=1, filed_from=counter.now + timedelta(days=1))
    earlier = try_policy(counter.desk, EDITOR, version=1, filed_before=counter.now)
    assert later.simulation.figures.claims == earlier.simulation.figures.claims == 0


def test_a_version_is_tried_on_the_claims_that_its_policies_decide() -> None:
    counter = with_a_draft()
    live(counter, category="tableware")
    assert try_policy(counter.desk, EDITOR, version=1).simulation.figures.claims == 0
    own = try_policy(counter.desk, EDITOR, version=1, category="tableware")
    assert own.simulation.figures.claims == 1


def test_claims_of_an_earlier_system_are_another_source() -> None:
    counter = with_a_draft()
    lines = "\n".join(json.dumps({**GOOD, "id": f"old-{number}"}) for number in range(3))
    import_history(counter.desk, ADMIN, jsonl_rows(lines))
    found = try_policy(counter.desk, EDITOR, version=1, source=Source.IMPORTED)
    assert (found.simulation.figures.claims, found.left_out) == (3, 0)


def test_more_than_can_be_read_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    counter = with_a_draft()
    another_claim(counter)
    monkeypatch.setattr(module, "MOST_TRIED", 1)
    assert try_policy(counter.desk, EDITOR, version=1).is_cut


def test_nobody_else_tries_and_nothing_is_tried_that_is_not_there() -> None:
    counter = with_a_draft()
    for who in (ANN, ADMIN, replace(EDITOR, roles=frozenset())):
        with pytest.raises(NotAllowedError):
            try_policy(counter.desk, who, version=1)
    with pytest.raises(NotFoundError):
        try_policy(counter.desk, EDITOR, version=9)
