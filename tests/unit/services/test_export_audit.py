import json

import pytest

from fairclaim.domain.desk.history import replay
from fairclaim.domain.desk.wire import event_from_record
from fairclaim.services.errors import NotAllowedError
from fairclaim.services.export_audit import export_audit
from journeys.desk_steps import STEPS
from unit.services.counter import ADMIN, ANN, AUDITOR, Counter


def test_the_pages_together_are_the_whole_log_and_make_the_claim_again() -> None:
    counter = Counter()
    for step in STEPS:
        step(counter)
    after, records = 0, []
    while page := export_audit(counter.desk, AUDITOR, after=after, limit=7).records:
        records.extend(json.loads(json.dumps(page)))
        after = records[-1]["position"]
    assert [one["position"] for one in records] == list(range(1, len(counter.rows.events) + 1))
    (claim,) = counter.rows.claims.values()
    assert replay(event_from_record(one["event"]) for one in records) == claim
    assert counter.rows.audit[-1].action == "export-audit"


def test_the_end_is_where_it_was() -> None:
    counter = Counter()
    page = export_audit(counter.desk, AUDITOR, after=5, limit=-3)
    assert (page.records, page.after) == ((), 5)


def test_only_an_auditor_exports() -> None:
    counter = Counter()
    for who in (ANN, ADMIN):
        with pytest.raises(NotAllowedError):
            export_audit(counter.desk, who)
