"""Entries, commitments, travelling proofs and receipts."""

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence_case import LOG, ORIGIN, PHOTO, START, Log, logged, note_of, salt
from fairclaim.domain.errors import IntegrityError
from fairclaim.evidence.commitment import commit, verify_commitment
from fairclaim.evidence.digests import sha256
from fairclaim.evidence.entry import Entry, parse_entry
from fairclaim.evidence.merkle_proofs import prove_inclusion
from fairclaim.evidence.receipt import Receipt, parse_receipt, verify_receipt
from fairclaim.evidence.signed_note import PLAIN, NoteKey
from fairclaim.evidence.tlog_proof import TlogProof, parse_tlog_proof

KEY = NoteKey(ORIGIN, PLAIN, LOG.public_key.raw)


def receipt() -> Receipt:
    log, entries, places = logged([("claim-filed", None), ("exhibit-received", PHOTO)])
    inclusion = prove_inclusion(places[1], log.frontier.size, log.read)
    return Receipt(entries[1], TlogProof(inclusion, note_of(log).to_bytes()), salt(2), sha256(PHOTO), (KEY,))


def test_a_receipt_holds_without_us() -> None:
    data = receipt().to_bytes()
    found = verify_receipt(data, log_keys=[KEY], digest=sha256(PHOTO))
    assert found.receipt == parse_receipt(data) == receipt()
    assert found.checkpoint.checkpoint.origin == ORIGIN


def test_a_receipt_for_another_file_log_or_entry_is_refused() -> None:
    good = receipt()
    other_log = Log([bytes(32)])
    for bad in (
        replace(good, sha256=sha256(b"other")),
        replace(good, salt=bytes(32)),
        replace(good, entry=replace(good.entry, kind="other")),
        replace(good, entry=replace(good.entry, commitment=None)),
        replace(good, proof=replace(good.proof, checkpoint=note_of(other_log).to_bytes())),
    ):
        with pytest.raises(IntegrityError):
            verify_receipt(bad.to_bytes(), log_keys=[KEY])
    with pytest.raises(IntegrityError):
        verify_receipt(good.to_bytes(), log_keys=[])
    with pytest.raises(IntegrityError, match="another file"):
        verify_receipt(good.to_bytes(), log_keys=[KEY], digest=sha256(b"other"))


@given(st.data())
def test_every_flipped_bit_of_a_receipt_is_noticed_or_changes_only_what_this_reader_does_not_use(
    data: st.DataObject,
) -> None:
    whole = bytearray(receipt().to_bytes())
    bit = data.draw(st.integers(0, 8 * len(whole) - 1))
    whole[bit // 8] ^= 1 << bit % 8
    try:
        verify_receipt(bytes(whole), log_keys=[KEY])
    except IntegrityError:
        return
    # Only witnesses, whom this reader does not know, and keys, which this reader has from elsewhere, may differ.
    assert verify_receipt(bytes(whole), log_keys=[KEY]).receipt.proof.inclusion == receipt().proof.inclusion


def test_a_receipt_with_a_broken_key_is_refused() -> None:
    data = receipt().to_bytes()
    with pytest.raises(IntegrityError, match="key in the receipt"):
        parse_receipt(data.replace(KEY.to_text().encode(), b"no key"))


def test_without_its_salt_a_commitment_means_nothing() -> None:
    digest = sha256(PHOTO)
    commitment = commit(salt(1), digest)
    assert commitment == sha256(salt(1) + digest)
    assert verify_commitment(commitment, salt=salt(1), digest=digest) == digest
    for other, found in ((salt(2), digest), (salt(1), sha256(b"other"))):
        with pytest.raises(IntegrityError):
            verify_commitment(commitment, salt=other, digest=found)
    with pytest.raises(ValueError, match="32 bytes"):
        commit(b"short", digest)


def test_an_entry_is_read_as_written() -> None:
    entry = Entry(case="c", number=1, kind="k", at=START, commitment=bytes(32))
    assert parse_entry(entry.to_bytes()) == entry
    assert parse_entry(entry.to_bytes()).leaf() == entry.leaf()


def test_an_entry_without_a_time_zone_is_not_written() -> None:
    with pytest.raises(ValueError, match="time zone"):
        Entry(case="c", number=1, kind="k", at=datetime(2026, 1, 1)).to_bytes()  # noqa: DTZ001  (the point)


def test_a_proof_has_one_spelling() -> None:
    data = receipt().proof.to_bytes()
    assert data.startswith(b"c2sp.org/tlog-proof@v1\nindex ")
    assert parse_tlog_proof(data).to_bytes() == data
    for bad in (
        *(b"", data[:40], data.replace(b"index ", b"index 0"), data.replace(b"@v1", b"@v2")),
        *(data.replace(b"\nindex", b"\nextra AAAA\nindex"), data.replace(b"\nindex 4", b"\nindex -4")),
    ):
        with pytest.raises(IntegrityError):
            parse_tlog_proof(bad)


@given(st.binary(max_size=300))
def test_any_bytes_are_refused(data: bytes) -> None:
    for parse in (parse_entry, parse_receipt, parse_tlog_proof):
        with pytest.raises(IntegrityError):
            parse(data)
