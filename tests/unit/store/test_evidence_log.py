"""Every event has its entry, by the same commit; the tree over them is that of RFC 6962; what opens an entry goes with its person."""

import threading
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import delete, select

from fairclaim.evidence.commitment import verify_commitment
from fairclaim.evidence.entry import parse_entry
from fairclaim.evidence.merkle import leaf_hash, subtree_root
from fairclaim.evidence.merkle_proofs import prove_consistency, prove_inclusion, verify_consistency, verify_inclusion
from fairclaim.store.claim_ledger import EventDraft
from fairclaim.store.errors import NotThereError
from fairclaim.store.evidence_log import completed_by, split_hashes
from fairclaim.store.tables.claims import ClaimEvent, LogHead
from fairclaim.store.tables.evidence_log import LogEntry, LogSalt
from fairclaim.store.work import Work
from store_engines import NOON, Desk, sql
from unit.store.samples import buyer, exhibit, filed, moved


def attached(work: Work, name: str, *, seen: int) -> None:
    body = {"by": {"kind": "buyer", "id": "buyer-1"}, "fact": {"item": {"exhibit": name}}}
    draft = EventDraft(kind="evidence-attached", at=NOON, body=body)
    work.claims.move("claim-1", expected_version=seen, state="filed", snapshot={}, events=[draft])


def said(work: Work, words: str, *, seen: int) -> None:
    body = {"by": {"kind": "buyer", "id": "buyer-1"}, "fact": {"words": words}}
    draft = EventDraft(kind="appealed", at=NOON + timedelta(hours=1), body=body)
    work.claims.move("claim-1", expected_version=seen, state="filed", snapshot={}, events=[draft])


def test_every_event_is_entered_by_the_commit_that_makes_it(desk: Desk) -> None:
    with desk.store.write(desk.mine) as work:
        filed(work, events=3)
    with desk.store.read(desk.mine) as work:
        entries = work.log.of_claim("claim-1")
        assert [(one.index, one.entry.number, one.entry.kind) for one in entries] == [
            (0, 1, "filed"),
            (1, 2, "noted"),
            (2, 3, "noted"),
        ]
        assert work.log.size == 3
        assert all(one.salt is not None for one in entries)


def test_what_is_undone_is_not_entered(desk: Desk) -> None:
    def fail() -> None:
        with desk.store.write(desk.mine) as work:
            filed(work)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with desk.store.read(desk.mine) as work:
        assert work.log.size == 0
        assert work.session.scalars(select(LogEntry)).all() == []


def test_the_tree_is_that_of_its_leaves_at_every_size(desk: Desk) -> None:
    for number in range(9):
        with desk.store.write(desk.mine) as work:
            filed(work, f"claim-{number}", events=number % 4 + 1)
    with desk.store.read(desk.mine) as work:
        leaves = [leaf_hash(entry) for _, entry, _ in work.log.rows(start=0, end=work.log.size)]
        whole = {(0, place): leaf for place, leaf in enumerate(leaves)}
        size = len(leaves)
        roots = [subtree_root(0, count, work.log.node) for count in range(size + 1)]
        for index in range(size):
            verify_inclusion(prove_inclusion(index, size, work.log.node), leaf=whole[0, index], root=roots[size])
        for old in range(1, size):
            proof = prove_consistency(old, size, work.log.node)
            verify_consistency(proof, old_root=roots[old], root=roots[size])
        with pytest.raises(NotThereError):
            work.log.node(0, size)


def test_an_entry_completes_as_many_subtrees_as_its_place_says() -> None:
    assert [completed_by(place) for place in (0, 1, 2, 3, 7, 11)] == [1, 2, 1, 3, 4, 3]
    assert split_hashes(b"") == ()
    assert split_hashes(bytes(64)) == (bytes(32), bytes(32))


def test_a_file_is_committed_to_by_its_own_digest(desk: Desk) -> None:
    with desk.store.write(desk.mine) as work:
        buyer(work)
        filed(work, events=1)
        attached(work, "exhibit-1", seen=1)
        work.evidence.add(exhibit())  # written after its event, as a filing does
    with desk.store.read(desk.mine) as work:
        entry = work.log.of_claim("claim-1")[1]
    assert entry.entry.actor == "buyer"
    assert entry.entry.commitment is not None
    assert entry.salt is not None
    verify_commitment(entry.entry.commitment, salt=entry.salt, digest=bytes.fromhex("a" * 64))


def test_words_are_committed_to_with_their_event(desk: Desk) -> None:
    with desk.store.write(desk.mine) as work:
        buyer(work)
        filed(work, events=1)
        work.persons.add_text("text-1", "the lid was cracked", person="buyer-1", at=NOON)
        said(work, "text-1", seen=1)
    with desk.store.read(desk.mine) as work:
        events = work.session.scalars(select(ClaimEvent).order_by(ClaimEvent.sequence)).all()
        submission = work.submissions.of(events)[1]
        entry = work.log.of_claim("claim-1")[1]
    assert submission.record is not None
    assert b"the lid was cracked" in submission.record
    assert submission.sha256 is not None
    assert entry.entry.commitment is not None
    assert entry.salt is not None
    verify_commitment(entry.entry.commitment, salt=entry.salt, digest=submission.sha256)


def test_an_erasure_destroys_what_opens_the_commitments_and_every_proof_still_holds(desk: Desk) -> None:
    with desk.store.write(desk.mine) as work:
        buyer(work)
        filed(work, events=1)
        work.persons.add_text("text-1", "the lid was cracked", person="buyer-1", at=NOON)
        attached(work, "exhibit-1", seen=1)
        work.evidence.add(exhibit())
        said(work, "text-1", seen=2)
    with desk.store.read(desk.mine) as work:
        before = work.log.of_claim("claim-1")
        root = subtree_root(0, 3, work.log.node)
        salts = [one.salt for one in before]
    with desk.store.write(desk.mine) as work:
        work.persons.erase("buyer-1", at=NOON)
    with desk.store.read(desk.mine) as work:
        after = work.log.of_claim("claim-1")
        assert [one.salt for one in after] == [salts[0], None, None]  # the first is no person's
        assert [one.entry for one in after] == [one.entry for one in before]
        for one in after:
            proof = prove_inclusion(one.index, 3, work.log.node)
            verify_inclusion(proof, leaf=one.entry.leaf(), root=root)
        events = work.session.scalars(select(ClaimEvent).order_by(ClaimEvent.sequence)).all()
        # Neither the file's digest nor the words can be had any more, so nothing can be tried against the commitment.
        assert [one.sha256 is None for one in work.submissions.of(events)] == [False, True, True]
        assert work.session.scalars(select(LogSalt).where(LogSalt.person == "buyer-1")).all() == []


def test_events_from_before_there_was_a_log_are_entered_with_the_next_one(desk: Desk) -> None:
    with desk.store.write(desk.mine) as work:
        filed(work, events=5)
    sql(desk.engine.owner_url, *forgetting(desk))
    with desk.store.read(desk.mine) as work:
        assert work.log.size == 0
    with desk.store.write(desk.mine) as work:
        moved(work, seen=5)
    with desk.store.read(desk.mine) as work:
        assert [one.entry.number for one in work.log.of_claim("claim-1")] == [1, 2, 3, 4, 5, 6]
        rows = work.session.scalars(select(LogEntry).order_by(LogEntry.place)).all()
        assert [parse_entry(row.entry).number for row in rows] == [row.sequence for row in rows]


def forgetting(desk: Desk) -> list[str]:
    tables = ("log_salts", "log_entries")
    if desk.engine.is_sqlite:
        stop = ["drop trigger log_entries_no_delete"]
        again: list[str] = []
    else:
        stop = ["alter table log_entries disable trigger user"]
        again = ["alter table log_entries enable trigger user"]
    clear = [f"delete from {table} where tenant = '{desk.mine}'" for table in tables]  # noqa: S608
    head = f"update log_heads set entered = 0, peaks = null where tenant = '{desk.mine}'"  # noqa: S608
    return [*stop, *clear, head, *again]


def test_many_writers_leave_no_gap_in_the_log(desk: Desk) -> None:
    failures: list[BaseException] = []

    def write(name: str) -> None:
        try:
            for number in range(5):
                desk.store.run(desk.mine, partial(filed, claim=f"{name}-{number}"))
        except BaseException as exc:  # noqa: BLE001  (carried to the test's own thread)
            failures.append(exc)

    threads = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with desk.store.read(desk.mine) as work:
        rows = work.session.scalars(select(LogEntry).order_by(LogEntry.place)).all()
        events = work.session.scalars(select(ClaimEvent).order_by(ClaimEvent.position)).all()
        assert [row.place for row in rows] == list(range(40))
        assert [(row.claim, row.sequence) for row in rows] == [(one.claim, one.sequence) for one in events]


def test_tenants_have_evidence_logs_of_their_own(desk: Desk) -> None:
    for tenant in (desk.mine, desk.theirs):
        with desk.store.write(tenant) as work:
            filed(work)
    with desk.store.read(desk.theirs) as work:
        assert work.log.size == 2
        assert len(work.log.rows(start=0, end=9)) == 2


def test_a_tenant_without_a_log_has_an_empty_one(desk: Desk) -> None:
    with desk.store.write(desk.mine) as work:
        work.session.execute(delete(LogHead))
    with desk.store.read(desk.mine) as work:
        assert work.log.size == 0
        assert work.log.rows(start=0, end=3) == []
        assert not work.log.beyond(0)
        with pytest.raises(NotThereError):
            work.log.node(0, 0)
