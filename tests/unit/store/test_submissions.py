"""An event of the desk says who did what; one of any other form commits to its own record, and nothing is made of it."""

import json

import pytest
from sqlalchemy import select

from fairclaim.store.claim_ledger import EventDraft
from fairclaim.store.submissions import Submission
from fairclaim.store.tables.claims import ClaimEvent
from fairclaim.store.work import Work
from store_engines import NOON, Desk
from unit.store.samples import buyer, exhibit


def submitted(work: Work, kind: str, body: dict[str, object]) -> Submission:
    work.claims.file("claim-1", state="x", snapshot={}, events=[EventDraft(kind=kind, at=NOON, body=body)])
    return work.submissions.of(work.session.scalars(select(ClaimEvent)).all())[0]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"by": 3, "fact": 4},
        {"by": {"kind": 1, "id": []}, "fact": {"item": "x", "words": 7, "answer": []}},
        {"fact": {"item": {"exhibit": None}, "words": "text-unknown"}},
    ],
)
def test_a_body_of_another_form_is_committed_to_as_it_is(desk: Desk, body: dict[str, object]) -> None:
    with desk.store.write(desk.mine) as work:
        found = submitted(work, "evidence-attached", body)
    assert (found.actor, found.person, found.exhibit) == (None, None, None)
    assert found.record is not None
    assert json.loads(found.record)["event"]["body"] == body


def test_what_the_machine_did_is_nobodys(desk: Desk) -> None:
    with desk.store.write(desk.mine) as work:
        found = submitted(work, "route-proposed", {"by": {"kind": "machine", "id": "policy"}})
    assert (found.actor, found.person) == ("machine", None)


def test_a_file_belongs_to_who_gave_it_whoever_handed_it_in(desk: Desk) -> None:
    body = {"by": {"kind": "machine", "id": "desk"}, "fact": {"item": {"exhibit": "exhibit-1"}}}
    with desk.store.write(desk.mine) as work:
        buyer(work)
        work.claims.file(
            "claim-1", state="x", snapshot={}, events=[EventDraft(kind="evidence-attached", at=NOON, body=body)]
        )
        work.evidence.add(exhibit())
        found = work.submissions.of(work.session.scalars(select(ClaimEvent)).all())[0]
    assert (found.person, found.exhibit, found.record) == ("buyer-1", "exhibit-1", None)
    assert found.sha256 == bytes.fromhex("a" * 64)


def test_words_of_an_answer_belong_to_who_said_them(desk: Desk) -> None:
    body = {"by": {"kind": "merchant", "id": "m"}, "fact": {"answer": {"words": "text-1"}}}
    with desk.store.write(desk.mine) as work:
        buyer(work, "merchant-1")
        work.persons.add_text("text-1", "packed with care", person="merchant-1", at=NOON)
        found = submitted(work, "merchant-answered", body)
    assert found.person == "merchant-1"
    assert found.record is not None
    assert json.loads(found.record)["words"] == "packed with care"
