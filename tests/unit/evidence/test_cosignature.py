"""Cosignatures of witnesses."""

import base64
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from evidence_case import LOG, WITNESS_1, Log, note_of
from fairclaim.domain.errors import IntegrityError
from fairclaim.evidence.cosignature import cosign, verify_cosignatures
from fairclaim.evidence.signed_note import COSIGNATURE, PLAIN, NoteKey, parse_note

AT = datetime(2024, 10, 3, 14, 6, 7, tzinfo=UTC)
NAME = "witness1.example/w"
KEY = NoteKey(NAME, COSIGNATURE, WITNESS_1.public_key.raw)
# A line of github.com/transparency-dev/formats, whose time is known: 1727964367.
FOREIGN = "ZGhGuQAAAABm/qTPeyKXD+R2rzyQsxPiP8mXum7qq/iF0u4vanlqJyocWODBt97w9uL+8qT7S5gxEHWWOworDcFiEBYJXORmnFBOBA=="


def test_a_cosignature_stands_as_the_specification_says() -> None:
    text = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
    line = cosign(text, name=NAME, signer=WITNESS_1, at=AT)
    assert line.signature[:8] == base64.b64decode(FOREIGN)[4:12] == (1727964367).to_bytes(8, "big")
    Ed25519PublicKey.from_public_bytes(KEY.public).verify(
        line.signature[8:], b"cosignature/v1\ntime 1727964367\n" + text.encode()
    )
    assert line.key_id == KEY.key_id != NoteKey(NAME, PLAIN, KEY.public).key_id


def test_known_witnesses_are_told_with_their_time_and_others_passed_over() -> None:
    note = note_of(Log([bytes(32)]))
    (found,) = verify_cosignatures(note, [KEY, NoteKey(NAME, COSIGNATURE, LOG.public_key.raw)])
    assert (found.witness, found.at.isoformat()) == (KEY, "2026-03-08T08:01:00+00:00")
    assert verify_cosignatures(parse_note(note.to_bytes()), []) == ()


def test_another_text_time_or_form_is_refused() -> None:
    note = note_of(Log([bytes(32)]), witnesses=1)
    log, line = note.signatures
    later = (int.from_bytes(line.signature[:8], "big") + 1).to_bytes(8, "big")
    for bad in (
        replace(note, text=note.text.replace("\n1\n", "\n2\n")),
        replace(note, signatures=(log, replace(line, signature=later + line.signature[8:]))),
        replace(note, signatures=(log, replace(line, signature=b"\xff" * 8 + line.signature[8:]))),
        replace(note, signatures=(log, replace(line, signature=line.signature[:8]))),
        replace(note, signatures=(log, line, line)),
    ):
        with pytest.raises(IntegrityError):
            verify_cosignatures(bad, [KEY])
