"""A statement holds as it was signed, for its time; no bit of it may be another."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from fairclaim.domain.errors import IntegrityError
from fairclaim.evidence.bundle.manifest import Use
from fairclaim.evidence.bundle.trust import parse_trust
from fairclaim.evidence.signature import Ed25519Signer
from fairclaim.evidence.signed_note import PLAIN, NoteKey
from fairclaim.evidence.statement import Statement, is_statement, sign_statement, statement_result, verify_statement

SIGNER = Ed25519Signer.from_seed(bytes([1]) * 32)
OTHER = Ed25519Signer.from_seed(bytes([2]) * 32)
NOW = datetime(2026, 3, 2, 2, tzinfo=UTC)
MADE = Statement(
    id="statement-1",
    issuer="desk.example/log/shop",
    recipient="另一家平台",
    account="u-1",
    issued_at=NOW,
    expires_at=NOW + timedelta(days=30),
    granted=3,
    against=None,
)
KEY = NoteKey(MADE.issuer, PLAIN, SIGNER.public_key.raw)
NOBODY = parse_trust(b'{"schema": "fairclaim.trust/1", "quorum": 0, "keys": []}')


def test_what_was_signed_is_read_back() -> None:
    data = sign_statement(MADE, SIGNER)
    assert is_statement(data)
    assert verify_statement(data, keys=[KEY], at=NOW) == MADE
    assert verify_statement(data, keys=[KEY], at=NOW + timedelta(days=29)) == MADE


@pytest.mark.parametrize("at", [NOW - timedelta(seconds=1), NOW + timedelta(days=30)])
def test_it_ends(at: datetime) -> None:
    with pytest.raises(IntegrityError, match="not in force"):
        verify_statement(sign_statement(MADE, SIGNER), keys=[KEY], at=at)


@pytest.mark.parametrize(
    "changed",
    [{"against": 0}, {"granted": 4}, {"account": "u-2"}, {"recipient": "x"}, {"id": "s"}, {"issuer": "other"}],
)
def test_another_word_is_another_statement(changed: dict[str, object]) -> None:
    record = json.loads(sign_statement(MADE, SIGNER))
    record["statement"] |= changed
    data = json.dumps(record, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    with pytest.raises(IntegrityError):
        verify_statement(data, keys=[KEY], at=NOW)


def test_no_bit_may_be_another() -> None:
    data = bytearray(sign_statement(MADE, SIGNER))
    for place in range(0, len(data), 7):
        changed = bytearray(data)
        changed[place] ^= 1
        with pytest.raises(IntegrityError):
            verify_statement(bytes(changed), keys=[KEY], at=NOW)


def test_who_is_not_believed_states_nothing() -> None:
    data = sign_statement(MADE, OTHER)
    with pytest.raises(IntegrityError):
        verify_statement(data, keys=[KEY], at=NOW)
    other = NoteKey("other.example/log", PLAIN, SIGNER.public_key.raw)
    with pytest.raises(IntegrityError):
        verify_statement(sign_statement(MADE, SIGNER), keys=[other], at=NOW)


@pytest.mark.parametrize("broken", [{"note": 7}, {"note": "x"}, {"statement": []}, {"keys": 1}, {"more": 1}])
def test_what_is_no_statement_is_refused(broken: dict[str, object]) -> None:
    record = json.loads(sign_statement(MADE, SIGNER)) | broken
    data = json.dumps(record, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    with pytest.raises(IntegrityError):
        verify_statement(data, keys=[KEY], at=NOW)


def test_the_result_says_that_absence_means_nothing() -> None:
    found = statement_result(sign_statement(MADE, SIGNER), trust=NOBODY, at=NOW)
    told = json.dumps(found, ensure_ascii=False)
    assert "不详" in told
    assert "没有说明、数目不详都不说明任何问题" in told
    assert found["intact"] is True
    assert found["keys"] == [
        {
            "use": Use.LOG.value,
            "name": MADE.issuer,
            "algorithm": "ed25519",
            "fingerprint": SIGNER.public_key.fingerprint,
            "trusted": False,
        }
    ]


def test_an_issuer_may_have_to_be_believed() -> None:
    def believing(signer: Ed25519Signer) -> object:
        key = {"use": "log", "name": MADE.issuer, "fingerprint": signer.public_key.fingerprint}
        return parse_trust(json.dumps({"schema": "fairclaim.trust/1", "quorum": 0, "keys": [key]}).encode())

    data = sign_statement(replace(MADE, against=0), SIGNER)
    assert statement_result(data, trust=believing(SIGNER), at=NOW)["intact"]  # type: ignore[arg-type]  # a trust
    with pytest.raises(IntegrityError):
        statement_result(data, trust=believing(OTHER), at=NOW)  # type: ignore[arg-type]  # a trust
