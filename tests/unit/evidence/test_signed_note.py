"""Signed notes, against the examples of the specification and of its reference implementation."""

import base64
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence_case import LOG, WITNESS_1
from fairclaim.domain.errors import IntegrityError, UsageError
from fairclaim.evidence.signature import Ed25519Signer
from fairclaim.evidence.signed_note import (
    PLAIN,
    NoteKey,
    SignedNote,
    parse_note,
    parse_note_key,
    sign_note,
    verify_note,
)

# Example of c2sp.org/signed-note.
SPEC_KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
SPEC_NOTE = (
    "This is an example message.\n\n"
    "— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
).encode()
# Example of golang.org/x/mod/sumdb/note, where the format comes from: the key signs deterministically.
GO_SEED = base64.b64decode("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")[1:]
GO_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
GO_LINE = (
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)


def test_the_example_of_the_specification_holds() -> None:
    key = parse_note_key(SPEC_KEY)
    assert key.to_text() == SPEC_KEY
    assert verify_note(parse_note(SPEC_NOTE), [key]) == (key,)


def test_the_example_of_the_reference_is_made_byte_for_byte() -> None:
    signer = Ed25519Signer.from_seed(GO_SEED)
    assert NoteKey("PeterNeumann", PLAIN, signer.public_key.raw).to_text() == GO_KEY
    assert sign_note(GO_TEXT, name="PeterNeumann", signer=signer).to_line() == GO_LINE


def test_unknown_keys_say_nothing_and_a_known_one_must_fit() -> None:
    text = "a\n"
    lines = sign_note(text, name="a", signer=LOG), sign_note(text, name="b", signer=WITNESS_1)
    note = SignedNote(text, lines)
    first, second = NoteKey("a", PLAIN, LOG.public_key.raw), NoteKey("b", PLAIN, WITNESS_1.public_key.raw)
    assert verify_note(note, [first]) == (first,)
    assert verify_note(note, [second, first]) == (second, first)
    for keys in ([], [NoteKey("c", PLAIN, LOG.public_key.raw)]):
        with pytest.raises(IntegrityError, match="no known key"):
            verify_note(note, keys)
    with pytest.raises(IntegrityError, match="does not fit"):
        verify_note(SignedNote("b\n", lines), [first])
    with pytest.raises(IntegrityError, match="twice"):
        verify_note(SignedNote(text, (lines[0], lines[0])), [first])


@pytest.mark.parametrize(
    "data",
    [
        *(b"", b"\n\n", b"a\n", b"a\n\n", b"a\n\nb\n", SPEC_NOTE[:-1], SPEC_NOTE.replace(b"\n\n", b"\n"), b"\xff\n\n"),
        *(
            SPEC_NOTE.replace(b"aQM=", b"aQN="),
            SPEC_NOTE.replace(b"an", b"\x01"),
            SPEC_NOTE + b"\n",
            b"x" * (1 << 20) + SPEC_NOTE,
        ),
        *(
            SPEC_NOTE.replace("— ".encode(), b"- "),
            SPEC_NOTE.replace(b"foo ", b"f+o "),
            SPEC_NOTE.replace(b"foo ", b"foo  "),
        ),
        b"a\n\n" + "— a AAAA\n".encode(),
        b"a\n\n" + "— a AAAAAAA=\n".encode() * 65,
    ],
)
def test_what_is_no_note_is_refused(data: bytes) -> None:
    with pytest.raises(IntegrityError):
        parse_note(data)


@given(st.binary() | st.text().map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes_are_a_note_in_one_spelling_or_refused(data: bytes) -> None:
    with suppress(IntegrityError):
        assert parse_note(data).to_bytes() == data


@pytest.mark.parametrize(
    "text", ["", "a", "a+b", "a+530d903a+", SPEC_KEY[:-1], SPEC_KEY.replace("530d", "530e"), SPEC_KEY + "A"]
)
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        parse_note_key(text)


def test_a_text_without_an_end_is_not_signed() -> None:
    with pytest.raises(ValueError, match="newline"):
        sign_note("a", name="a", signer=LOG)
