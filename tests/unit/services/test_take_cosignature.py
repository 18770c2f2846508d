from dataclasses import replace

import pytest

from fairclaim.evidence.cosignature import cosign, verify_cosignatures
from fairclaim.evidence.signature import Ed25519Signer
from fairclaim.evidence.signed_note import SignedNote, parse_note
from fairclaim.services.errors import NotFoundError
from fairclaim.services.see_log import newest_checkpoint
from fairclaim.services.sign_checkpoint import sign_log
from fairclaim.services.take_cosignature import CosignatureRefusedError, take_cosignatures
from unit.services.counter import MONDAY, NOTARY, TENANT, WITNESS, Counter

NAME = NOTARY.witnesses[0].name


def signed() -> tuple[Counter, SignedNote, int]:
    counter = Counter()
    counter.screened()
    sign_log(counter.desk, TENANT)
    state = newest_checkpoint(counter.desk, TENANT)
    return counter, parse_note(state.note), state.size


def cosigned(note: SignedNote, signer: Ed25519Signer = WITNESS, name: str = NAME) -> bytes:
    line = cosign(note.text, name=name, signer=signer, at=MONDAY)
    return replace(note, signatures=(*note.signatures, line)).to_bytes()


def test_a_known_witness_is_kept_once_and_shown_under_the_checkpoint() -> None:
    counter, note, size = signed()
    assert take_cosignatures(counter.desk, TENANT, size, cosigned(note)) == 1
    assert take_cosignatures(counter.desk, TENANT, size, cosigned(note)) == 0
    shown = parse_note(newest_checkpoint(counter.desk, TENANT).note)
    assert [one.witness.name for one in verify_cosignatures(shown, NOTARY.witnesses)] == [NAME]


def test_who_is_not_known_is_passed_over() -> None:
    counter, note, size = signed()
    stranger = Ed25519Signer.from_seed(bytes([7]) * 32)
    assert take_cosignatures(counter.desk, TENANT, size, cosigned(note, stranger, "stranger.example/w")) == 0
    assert take_cosignatures(counter.desk, TENANT, size, note.to_bytes()) == 0


def test_a_cosignature_of_another_state_is_refused() -> None:
    counter, note, size = signed()
    other = SignedNote(note.text.replace(f"\n{size}\n", f"\n{size + 1}\n"), note.signatures)
    with pytest.raises(CosignatureRefusedError):
        take_cosignatures(counter.desk, TENANT, size, cosigned(other))
    with pytest.raises(CosignatureRefusedError):
        take_cosignatures(counter.desk, TENANT, size, b"no note")
    with pytest.raises(NotFoundError):
        take_cosignatures(counter.desk, TENANT, size + 1, cosigned(note))
