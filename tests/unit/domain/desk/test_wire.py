"""Events and claims as JSON: exact both ways, strict, and in a format that nothing changes by accident."""

import json
import re
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairclaim.domain.desk import facts
from fairclaim.domain.desk.claim import Claim
from fairclaim.domain.desk.clock_rules import ClockKind
from fairclaim.domain.desk.facts import FACTS, Event
from fairclaim.domain.desk.history import replay
from fairclaim.domain.desk.states import State
from fairclaim.domain.desk.wire import (
    CLAIM_SCHEMA,
    EVENT_SCHEMA,
    KINDS,
    RecordError,
    claim_from_record,
    claim_to_record,
    event_from_record,
    event_to_record,
    kind_name,
)
from properties.strategies import json_values
from unit.domain.desk.story import EVE, GRANT, HOUR, Story, after, in_re_review, in_state, screening

FORMAT = Path(__file__).with_name("format.txt")


def through_json(record: object) -> object:
    return json.loads(json.dumps(record, ensure_ascii=False))


@pytest.mark.parametrize("state", State, ids=lambda state: state.value)
def test_everything_survives_json(state: State) -> None:
    story = in_state(state)
    read = [event_from_record(through_json(event_to_record(event))) for event in story.events]
    assert tuple(read) == story.events
    assert replay(read) == story.claim
    assert claim_from_record(through_json(claim_to_record(story.claim))) == story.claim


def test_a_record_is_readable_by_itself() -> None:
    record = event_to_record(screening().ask_evidence().events[-1])
    assert record["schema"] == EVENT_SCHEMA
    assert record["kind"] == "clock-started"
    assert record["move"] is None
    assert record["state"] == "waiting-evidence"
    assert record["at"] == "2026-03-02T04:00:00+00:00"
    assert record["by"] == {"kind": "reviewer", "id": "ann"}
    fact = record["fact"]
    assert isinstance(fact, dict)
    assert (fact["allowance"], fact["due_at"]) == ("PT259200S", "2026-03-05T04:00:00+00:00")


@given(st.timedeltas(timedelta(days=-9999), timedelta(days=9999)))
def test_every_length_of_time_is_exact(length: timedelta) -> None:
    event = after(Story(), replace(CLOCK_STOPPED, spent=length))
    assert event_from_record(through_json(event_to_record(event))) == event


@given(st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_every_moment_is_exact(moment: datetime) -> None:
    event = replace(after(Story(), CLOCK_STOPPED), at=moment)
    assert event_from_record(through_json(event_to_record(event))) == event


CLOCK_STOPPED = facts.ClockStopped(kind=ClockKind.REVIEW, spent=HOUR)


def changed(**change: object) -> dict[str, object]:
    return {**event_to_record(after(Story(), CLOCK_STOPPED)), **change}


@pytest.mark.parametrize(
    ("record", "where"),
    [
        (None, "event"),
        ([], "event"),
        (changed(extra=1), "event"),
        ({}, "event"),
        (changed(schema="fairclaim.claim-event/2"), "schema"),
        (changed(kind="nonsense"), "kind"),
        (changed(kind=7), "kind"),
        (changed(sequence="1"), "sequence"),
        (changed(sequence=True), "sequence"),
        (changed(claim=7), "claim"),
        (changed(at="yesterday"), "at"),
        (changed(at="2026-03-02T04:00:00"), "at"),
        (changed(at=7), "at"),
        (changed(state="nowhere"), "state"),
        (changed(move="nothing"), "move"),
        (changed(by={"kind": "reviewer"}), "by"),
        (changed(by=None), "by"),
        (changed(fact={"kind": "review"}), "fact"),
        (changed(fact={"kind": "review", "spent": "1 h"}), "fact.spent"),
        (changed(fact={"kind": "review", "spent": f"PT{'9' * 20}S"}), "fact.spent"),
        (changed(kind="evidence-asked", fact={"missing": 7}), "fact.missing"),
    ],
    ids=repr,
)
def test_a_record_that_is_none_says_where(record: object, where: str) -> None:
    with pytest.raises(RecordError) as caught:
        event_from_record(record)
    assert caught.value.where == where
    assert caught.value.code == "record"


def test_an_impossible_amount_is_no_record() -> None:
    text = json.dumps(event_to_record(Story().events[0])).replace('"CNY"', '"XXX"')
    with pytest.raises(RecordError, match="not known"):
        event_from_record(json.loads(text))


@pytest.mark.parametrize("record", [{"schema": "x", "claim": {}}, {"schema": CLAIM_SCHEMA}, 7])
def test_a_claim_that_is_none_is_refused(record: object) -> None:
    with pytest.raises(RecordError):
        claim_from_record(record)


@given(json_values())
def test_any_json_is_an_event_or_a_record_error(record: object) -> None:
    with pytest.raises(RecordError):
        event_from_record(record)
    with pytest.raises(RecordError):
        event_from_record(changed(fact=record))
    with pytest.raises(RecordError):
        claim_from_record({"schema": CLAIM_SCHEMA, "claim": record})


def shape() -> list[str]:
    """List every field that stands in a record, with its type, in the order of the format."""
    found: dict[str, list[str]] = {}

    def visit(kind: type[object]) -> None:
        if kind.__name__ in found:
            return
        hints = get_type_hints(kind)
        found[kind.__name__] = [f"{field.name}: {_plain(hints[field.name])}" for field in fields(kind)]  # type: ignore[arg-type]
        for hint in hints.values():
            for inner in _inside(hint):
                visit(inner)

    for kind in (*FACTS, Event, Claim):
        visit(kind)
    return [line for name in found for line in (f"{name}", *(f"  {field}" for field in found[name]))]


def _inside(hint: object) -> list[type[object]]:
    if isinstance(hint, type) and is_dataclass(hint):
        return [hint]
    return [inner for arg in getattr(hint, "__args__", ()) for inner in _inside(arg)]


def _plain(hint: object) -> str:
    args = getattr(hint, "__args__", None)
    if args and len(args) > 4:
        return "one of the facts"
    text = re.sub(r"[\w.]+\.(\w+)", r"\1", str(hint) if args else getattr(hint, "__name__", str(hint)))
    return re.sub(r"Optional\[(\w+)\]", r"\1 | None", text)


def test_the_format_is_the_one_that_was_agreed() -> None:
    """Where this fails on purpose, a new schema number and a reader of the old one are due (ADR 5)."""
    assert "\n".join(shape()) + "\n" == FORMAT.read_text(encoding="utf-8")


def test_every_kind_has_a_name_of_its_own() -> None:
    assert len(KINDS) == len(FACTS)
    assert kind_name(facts.ReReviewOpened) == "re-review-opened"


def test_no_record_holds_a_persons_words() -> None:
    story = in_re_review().judged(EVE, GRANT).decide_appeal()
    for event in story.events:
        fact = event_to_record(event)["fact"]
        assert isinstance(fact, dict)
        assert fact.get("words") in (None, "text-1")
