"""A receipt says what it proves and what not, by keys that came along or by those that the reader believes."""

from dataclasses import replace

import pytest

from evidence_case import LOG, ORIGIN, PHOTO, START, WITNESS_1, logged, note_of, salt
from fairclaim.domain.errors import IntegrityError
from fairclaim.evidence.bundle.manifest import Use
from fairclaim.evidence.bundle.trust import NOBODY, Trust, TrustedKey
from fairclaim.evidence.digests import sha256
from fairclaim.evidence.merkle_proofs import prove_inclusion
from fairclaim.evidence.promise import Promise, sign_promise
from fairclaim.evidence.receipt import Receipt
from fairclaim.evidence.receipt_result import is_receipt, verify_any_receipt
from fairclaim.evidence.signed_note import COSIGNATURE, PLAIN, NoteKey
from fairclaim.evidence.tlog_proof import TlogProof

KEY = NoteKey(ORIGIN, PLAIN, LOG.public_key.raw)
WITNESS = NoteKey("witness1.example/w", COSIGNATURE, WITNESS_1.public_key.raw)
BELIEVED = Trust(keys=(TrustedKey(use=Use.LOG, name=ORIGIN, fingerprint=LOG.public_key.fingerprint),))


def receipt(*, witnesses: int = 1) -> Receipt:
    log, entries, places = logged([("evidence-attached", PHOTO)])
    proof = TlogProof(
        prove_inclusion(places[0], log.frontier.size, log.read), note_of(log, witnesses=witnesses).to_bytes()
    )
    return Receipt(entries[0], proof, salt(1), sha256(PHOTO), (KEY, WITNESS))


def codes(record: dict[str, object], part: str) -> list[str]:
    found = record[part]
    assert isinstance(found, list)
    return [one["code"] for one in found]


def test_a_receipt_with_a_witness_says_so() -> None:
    data = receipt().to_bytes()
    assert is_receipt(data)
    record = verify_any_receipt(data, trust=BELIEVED)
    assert record["intact"] is True
    assert codes(record, "proven") == ["logged", "witnessed"]
    assert codes(record, "not_proven") == ["compare", "scene"]
    keys = record["keys"]
    assert isinstance(keys, list)
    assert [one["trusted"] for one in keys] == [True, False]


def test_a_receipt_without_a_witness_says_so_too() -> None:
    record = verify_any_receipt(receipt(witnesses=0).to_bytes(), trust=NOBODY)
    assert codes(record, "not_proven") == ["not-witnessed", "compare", "scene"]


def test_a_promise_says_that_it_is_one() -> None:
    entry = receipt().entry
    note = sign_promise(ORIGIN, 3, entry.leaf(), LOG)
    data = Promise(entry, ORIGIN, 3, note, salt(1), sha256(PHOTO), (KEY,)).to_bytes()
    assert is_receipt(data)
    record = verify_any_receipt(data, trust=NOBODY)
    assert codes(record, "proven") == ["promised"]
    assert record["made_at"] == "2026-03-01T09:00:00Z"
    assert entry.at > START


def test_a_log_that_the_reader_does_not_believe_is_refused() -> None:
    other = Trust(keys=(TrustedKey(use=Use.LOG, name=ORIGIN, fingerprint=WITNESS_1.public_key.fingerprint),))
    with pytest.raises(IntegrityError, match="none that you believe"):
        verify_any_receipt(receipt().to_bytes(), trust=other)


def test_a_key_of_another_name_does_not_make_the_log_its_own() -> None:
    renamed = replace(receipt(), keys=(NoteKey("other.example/log", PLAIN, LOG.public_key.raw),))
    with pytest.raises(IntegrityError):
        verify_any_receipt(renamed.to_bytes(), trust=NOBODY)


def test_what_was_changed_does_not_hold_and_a_bundle_is_no_receipt() -> None:
    with pytest.raises(IntegrityError):
        verify_any_receipt(replace(receipt(), sha256=sha256(b"other")).to_bytes(), trust=NOBODY)
    with pytest.raises(IntegrityError):
        verify_any_receipt(b'{"schema":"fairclaim.receipt/1"}', trust=NOBODY)
    assert not is_receipt(b"PK\x03\x04")
    assert not is_receipt(b'{"schema":"fairclaim.bundle/1"}')
