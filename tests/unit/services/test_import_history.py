import json
from dataclasses import replace

import pytest

from fairclaim.services.desk import DeskLimits
from fairclaim.services.errors import NotAllowedError
from fairclaim.services.import_history import import_history
from fairclaim.services.past_claim import jsonl_rows
from unit.services.counter import ADMIN, ANN, BUYER, PLATFORM, Counter
from unit.services.memory import CrashError
from unit.services.test_past_claim import GOOD


def lines(count: int) -> str:
    return "\n".join(json.dumps({**GOOD, "id": f"old-{n}"}) for n in range(count))


def test_bad_lines_are_reported_with_their_number_and_the_rest_is_taken_in() -> None:
    counter = Counter(limits=DeskLimits(import_batch=2))
    text = lines(3) + "\n{\n" + json.dumps({**GOOD, "currency": "RMB"}) + "\n" + lines(1)
    progress: list[int] = []
    done = import_history(counter.desk, ADMIN, jsonl_rows(text), progress=progress.append)
    assert (done.read, done.added, done.known) == (6, 3, 1)
    assert [(one.number, one.field) for one in done.refused] == [(4, "-"), (5, "currency")]
    assert progress == [2, 4, 6]
    assert len(counter.rows.history) == 3


def test_an_import_that_was_interrupted_is_run_again_and_adds_the_rest() -> None:
    counter = Counter(limits=DeskLimits(import_batch=10))
    counter.trap.at = counter.trap.count + 5
    with pytest.raises(CrashError):
        import_history(counter.desk, PLATFORM, jsonl_rows(lines(50)))
    counter.trap.at = None
    there = len(counter.rows.history)
    assert there % 10 == 0
    assert there < 50
    done = import_history(counter.desk, PLATFORM, jsonl_rows(lines(50)))
    assert (done.added, done.known) == (50 - there, there)


def test_nothing_is_read_for_who_may_not() -> None:
    counter = Counter()
    for who in (ANN, BUYER, replace(ADMIN, roles=frozenset())):
        with pytest.raises(NotAllowedError):
            import_history(counter.desk, who, jsonl_rows(lines(1)))
    assert not counter.rows.history


def test_what_another_system_decided_counts_against_nobody() -> None:
    counter = Counter()
    import_history(counter.desk, ADMIN, jsonl_rows(json.dumps({**GOOD, "outcome": "refuse"})))
    assert not counter.rows.counts
    assert not counter.rows.events
