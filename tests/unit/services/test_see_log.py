import pytest

from fairclaim.domain.desk.claim import Stance
from fairclaim.domain.errors import UsageError
from fairclaim.evidence.checkpoint import verify_checkpoint
from fairclaim.evidence.merkle import Frontier, append
from fairclaim.evidence.merkle_proofs import verify_consistency, verify_inclusion
from fairclaim.evidence.signed_note import parse_note_key
from fairclaim.services.answer_claim import answer_claim
from fairclaim.services.errors import NotFoundError
from fairclaim.services.see_log import newest_checkpoint, prove_entry, prove_growth, see_leaves
from fairclaim.services.sign_checkpoint import sign_log
from unit.services.counter import AGENT, OTHER_TENANT, TENANT, Counter


def test_a_stranger_can_compute_the_root_and_check_every_proof() -> None:
    counter = Counter()
    counter.screened()
    sign_log(counter.desk, TENANT)
    state = newest_checkpoint(counter.desk, TENANT)
    signed = verify_checkpoint(state.note, [parse_note_key(state.key)]).checkpoint
    leaves = see_leaves(counter.desk, TENANT, start=0, limit=10_000)
    grown, _ = append(Frontier(), leaves)
    assert (grown.size, grown.root()) == (signed.size, signed.root)
    proof = prove_entry(counter.desk, TENANT, index=1, size=signed.size)
    verify_inclusion(proof, leaf=leaves[1], root=signed.root)
    older, _ = append(Frontier(), leaves[:2])
    growth = prove_growth(counter.desk, TENANT, old=2, new=signed.size)
    verify_consistency(growth, old_root=older.root(), root=signed.root)


def test_what_no_checkpoint_covers_is_not_spoken_of() -> None:
    counter = Counter()
    counter.screened()
    size = len(counter.rows.events)
    for ask in (
        lambda: newest_checkpoint(counter.desk, TENANT),
        lambda: see_leaves(counter.desk, TENANT, start=0, limit=9),
        lambda: prove_entry(counter.desk, TENANT, index=0, size=1),
        lambda: prove_growth(counter.desk, OTHER_TENANT, old=0, new=0),
    ):
        with pytest.raises(NotFoundError):
            ask()
    sign_log(counter.desk, TENANT)
    answer_claim(counter.desk, AGENT, next(iter(counter.rows.claims)), Stance.CONTESTS)
    assert len(counter.rows.events) > size
    assert len(see_leaves(counter.desk, TENANT, start=0, limit=10_000)) == size
    assert see_leaves(counter.desk, TENANT, start=size, limit=3) == ()
    with pytest.raises(NotFoundError):
        prove_entry(counter.desk, TENANT, index=size, size=size)
    with pytest.raises(NotFoundError):
        prove_growth(counter.desk, TENANT, old=1, new=size + 1)
    with pytest.raises(UsageError):
        prove_growth(counter.desk, TENANT, old=3, new=2)
