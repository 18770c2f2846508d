"""A witness cosigns what grew, and nothing else; what contradicts its memory is kept as evidence of that."""

from datetime import timedelta

import pytest

from evidence_case import LOG, ORIGIN, START, WITNESS_1, Log
from fairclaim.domain.errors import IntegrityError
from fairclaim.evidence.checkpoint import sign_checkpoint
from fairclaim.evidence.cosignature import verify_cosignatures
from fairclaim.evidence.digests import sha256
from fairclaim.evidence.merkle_proofs import prove_consistency
from fairclaim.evidence.signature import Ed25519Signer
from fairclaim.evidence.signed_note import COSIGNATURE, PLAIN, NoteKey, parse_note
from fairclaim.evidence.witnessing import LogRewrittenError, Witnessed, witness

KEY = NoteKey(ORIGIN, PLAIN, LOG.public_key.raw)
WITNESS = NoteKey("witness.example/w", COSIGNATURE, WITNESS_1.public_key.raw)


def log_of(*entries: str) -> Log:
    return Log([sha256(one.encode()) for one in entries])


def shown(log: Log, signer: Ed25519Signer = LOG, origin: str = ORIGIN) -> bytes:
    state = log.checkpoint()
    return sign_checkpoint(type(state)(origin, state.size, state.root), name=origin, signer=signer).to_bytes()


def looked(log: Log, last: bytes | None, *, note: bytes | None = None) -> Witnessed:
    return witness(
        note or shown(log),
        last=last,
        log_key=KEY,
        prove=lambda old, new: prove_consistency(old, new, log.read),
        name=WITNESS.name,
        signer=WITNESS_1,
        at=START + timedelta(hours=1),
    )


def test_a_log_that_grows_is_cosigned_each_time() -> None:
    log = log_of("a", "b", "c")
    first = looked(log, None)
    (line,) = verify_cosignatures(parse_note(first.cosigned()), [WITNESS])
    assert (line.witness, line.at) == (WITNESS, START + timedelta(hours=1))
    log.append(sha256(b"d"), sha256(b"e"))
    second = looked(log, shown(log_of("a", "b", "c")))
    assert second.is_new
    assert not looked(log, shown(log)).is_new


@pytest.mark.parametrize(
    "now",
    [("a", "B", "c", "d"), ("a", "B", "c"), ("a", "b")],
    ids=["a rewritten history", "a split view of the same size", "a log that lost entries"],
)
def test_what_contradicts_the_memory_is_an_alarm_with_both_states(now: tuple[str, ...]) -> None:
    last, other = shown(log_of("a", "b", "c")), log_of(*now)
    with pytest.raises(LogRewrittenError) as caught:
        looked(other, last)
    assert (caught.value.older, caught.value.newer) == (last, shown(other))


def test_what_the_log_did_not_sign_is_no_alarm_and_is_not_cosigned() -> None:
    log = log_of("a")
    for note in (shown(log, WITNESS_1), shown(log, LOG, "other.example/log"), b"nothing"):
        with pytest.raises(IntegrityError) as caught:
            looked(log, None, note=note)
        assert not isinstance(caught.value, LogRewrittenError)
