"""Checkpoints, against one that the Go checksum database published in 2019."""

from dataclasses import replace

import pytest

from evidence_case import LOG, ORIGIN, Log
from fairclaim.domain.errors import IntegrityError
from fairclaim.evidence.checkpoint import (
    Checkpoint,
    parse_checkpoint,
    sign_checkpoint,
    verify_checkpoint,
    verify_growth,
)
from fairclaim.evidence.merkle_proofs import prove_consistency
from fairclaim.evidence.signed_note import PLAIN, NoteKey, parse_note_key
from unit.evidence.test_merkle import leaves_of

SUMDB_KEY = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"
SUMDB_TEXT = "go.sum database tree\n13485\n/ZWur4obeiqK+ASdnPK+/Rmz6LPQMUeSmHh0+UkL54Y=\n"
SUMDB = (
    f"{SUMDB_TEXT}\n— sum.golang.org "
    "Az3grnQReYTvpCrRxT+w50vixbqBlB/aPS8bL8f8KW4HHP+UjLSXOJgCh4f54n8hO6lrESglzyRXMXnhaWzaeY3zqw8=\n"
).encode()


def test_a_published_checkpoint_holds() -> None:
    found = verify_checkpoint(SUMDB, [parse_note_key(SUMDB_KEY)]).checkpoint
    assert (found.origin, found.size, found.to_text()) == ("go.sum database tree", 13485, SUMDB_TEXT)
    with pytest.raises(IntegrityError):
        verify_checkpoint(SUMDB.replace(b"13485", b"13486"), [parse_note_key(SUMDB_KEY)])


def test_what_is_signed_is_verified() -> None:
    checkpoint = Log(leaves_of(7)).checkpoint()
    note = sign_checkpoint(checkpoint, name=ORIGIN, signer=LOG)
    key = NoteKey(ORIGIN, PLAIN, LOG.public_key.raw)
    found = verify_checkpoint(note.to_bytes(), [key])
    assert (found.checkpoint, found.signed_by) == (checkpoint, (key,))


def test_further_lines_are_kept() -> None:
    checkpoint = Checkpoint("o", 0, bytes(32), ("more", "lines"))
    assert parse_checkpoint(checkpoint.to_text()) == checkpoint


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "a\n",
            "a\n1\n",
            "a\n1\nAAAA\n",
            "a\n01\n{root}\n",
            "a\n-1\n{root}\n",
            "a\n9999999999999999999\n{root}\n",
        ),
        *("\n1\n{root}\n", "a\n1\n{root}\n\n", "a\n1\n{root}", "a\n1\n{root} \n", "a\n1\n{loose}\n", "a\n1\n!\n"),
    ],
)
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(IntegrityError):
        parse_checkpoint(text.format(root="A" * 43 + "=", loose="A" * 42 + "B="))


def test_a_witness_follows_a_log_that_grows_and_no_other() -> None:
    log = Log(leaves_of(20))
    older = log.checkpoint()
    log.append(*leaves_of(30))
    newer, proof = log.checkpoint(), prove_consistency(20, 50, log.read)
    assert verify_growth(older, newer, proof) == newer
    split = Log([*leaves_of(19), bytes(32)]).checkpoint()
    with pytest.raises(IntegrityError, match="rewritten"):
        verify_growth(split, newer, proof)
    with pytest.raises(IntegrityError, match="two histories"):
        verify_growth(split, older, prove_consistency(20, 20, log.read))
    with pytest.raises(IntegrityError, match="different logs"):
        verify_growth(replace(older, origin="other"), newer, proof)
    with pytest.raises(IntegrityError, match="other sizes"):
        verify_growth(older, newer, replace(proof, old_size=19))
