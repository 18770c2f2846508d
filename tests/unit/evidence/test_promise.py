"""A promise binds the log to an entry's place, and opens to what was handed in."""

from dataclasses import replace

import pytest

from evidence_case import LOG, ORIGIN, PHOTO, START, WITNESS_1, salt
from fairclaim.domain.errors import IntegrityError
from fairclaim.evidence.checkpoint import parse_checkpoint
from fairclaim.evidence.commitment import commit
from fairclaim.evidence.digests import sha256
from fairclaim.evidence.entry import Entry
from fairclaim.evidence.promise import Promise, parse_promise, sign_promise, verify_promise
from fairclaim.evidence.signed_note import PLAIN, NoteKey, parse_note

KEY = NoteKey(ORIGIN, PLAIN, LOG.public_key.raw)
ENTRY = Entry(
    case="c-1", number=2, kind="evidence-attached", at=START, actor="buyer", commitment=commit(salt(1), sha256(PHOTO))
)


def promise() -> Promise:
    note = sign_promise(ORIGIN, 7, ENTRY.leaf(), LOG)
    return Promise(ENTRY, ORIGIN, 7, note, salt(1), sha256(PHOTO), (KEY,))


def test_a_promise_is_verified_by_the_logs_key_and_the_file() -> None:
    data = promise().to_bytes()
    assert parse_promise(data) == promise()
    assert verify_promise(data, log_keys=[KEY], digest=sha256(PHOTO)).index == 7
    with pytest.raises(IntegrityError, match="another file"):
        verify_promise(data, log_keys=[KEY], digest=sha256(b"other"))


@pytest.mark.parametrize(
    "changed",
    [
        {"index": 8},
        {"origin": "other.example/log"},
        {"salt": salt(2)},
        {"sha256": sha256(b"other")},
        {"entry": replace(ENTRY, number=3)},
        {"entry": replace(ENTRY, commitment=None)},
        {"note": sign_promise(ORIGIN, 7, ENTRY.leaf(), WITNESS_1)},
        {"note": b"nothing"},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_a_promise_that_was_changed_does_not_hold(changed: dict[str, object]) -> None:
    false = replace(promise(), **changed)  # type: ignore[arg-type]  # one field each
    with pytest.raises(IntegrityError):
        verify_promise(false.to_bytes(), log_keys=[KEY])


def test_a_promise_about_an_entry_without_a_commitment_is_none() -> None:
    bare = replace(ENTRY, commitment=None)
    false = replace(promise(), entry=bare, note=sign_promise(ORIGIN, 7, bare.leaf(), LOG))
    with pytest.raises(IntegrityError, match="commits to no file"):
        verify_promise(false.to_bytes(), log_keys=[KEY])


@pytest.mark.parametrize("data", [b"", b"{}", b'{"schema":"fairclaim.promise/2"}'])
def test_what_is_no_promise_is_refused(data: bytes) -> None:
    with pytest.raises(IntegrityError):
        parse_promise(data)


def test_a_note_field_of_another_type_is_refused() -> None:
    data = promise().to_bytes().replace(b'"note":"', b'"note":["').replace(b'","origin"', b'"],"origin"')
    with pytest.raises(IntegrityError, match="note"):
        parse_promise(data)


def test_no_promise_can_be_read_as_a_checkpoint() -> None:
    with pytest.raises(IntegrityError):
        parse_checkpoint(parse_note(promise().note).text)
