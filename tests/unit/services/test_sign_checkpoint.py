from dataclasses import replace

import pytest

from fairclaim.domain.desk.claim import Stance
from fairclaim.domain.errors import IntegrityError
from fairclaim.evidence.checkpoint import Checkpoint, sign_checkpoint, verify_checkpoint
from fairclaim.evidence.signature import Ed25519Signer
from fairclaim.services.answer_claim import answer_claim
from fairclaim.services.notary import NoNotaryError
from fairclaim.services.ports.proofs import KeptCheckpoint
from fairclaim.services.sign_checkpoint import sign_log
from unit.services.counter import AGENT, MONDAY, NOTARY, TENANT, Counter

ORIGIN = "desk.example/log/shop-street"


def test_a_log_that_has_grown_is_signed_and_one_that_has_not_is_not() -> None:
    counter = Counter()
    assert sign_log(counter.desk, TENANT) is None
    counter.screened()
    signed = sign_log(counter.desk, TENANT)
    assert signed is not None
    assert (signed.origin, signed.size) == (ORIGIN, len(counter.rows.events))
    assert sign_log(counter.desk, TENANT) is None
    verified = verify_checkpoint(counter.rows.checkpoints[signed.size].note, [NOTARY.key(ORIGIN)])
    assert verified.checkpoint == signed
    answer_claim(counter.desk, AGENT, next(iter(counter.rows.claims)), Stance.CONTESTS)
    again = sign_log(counter.desk, TENANT)
    assert again is not None
    assert again.size > signed.size


def test_a_log_that_was_rewritten_is_not_signed() -> None:
    counter = Counter()
    counter.screened()
    false = Checkpoint(ORIGIN, 2, bytes(32))
    note = sign_checkpoint(false, name=ORIGIN, signer=NOTARY.signer).to_bytes()
    counter.rows.checkpoints[2] = KeptCheckpoint(size=2, note=note, made_at=MONDAY, tokens={})
    with pytest.raises(IntegrityError, match="rewritten"):
        sign_log(counter.desk, TENANT)
    assert set(counter.rows.checkpoints) == {2}


def test_another_key_does_not_go_on_with_a_log() -> None:
    counter = Counter()
    counter.screened()
    sign_log(counter.desk, TENANT)
    answer_claim(counter.desk, AGENT, next(iter(counter.rows.claims)), Stance.CONTESTS)
    other = replace(NOTARY, signer=Ed25519Signer.from_seed(bytes([9]) * 32))
    with pytest.raises(IntegrityError):
        sign_log(replace(counter.desk, notary=other), TENANT)


def test_without_a_key_nothing_is_signed() -> None:
    counter = Counter()
    with pytest.raises(NoNotaryError):
        sign_log(replace(counter.desk, notary=None), TENANT)
