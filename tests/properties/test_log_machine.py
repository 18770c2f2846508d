"""A log that grows at will, and a witness and holders of receipts who hold it to everything that it ever said."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from evidence_case import LOG, ORIGIN, WITNESS_1, Log
from fairclaim.domain.errors import IntegrityError
from fairclaim.evidence.checkpoint import Checkpoint, sign_checkpoint, verify_checkpoint, verify_growth
from fairclaim.evidence.merkle import leaf_hash, read_frontier
from fairclaim.evidence.merkle_proofs import prove_consistency, prove_inclusion, verify_inclusion
from fairclaim.evidence.signed_note import PLAIN, NoteKey
from unit.evidence.test_merkle import naive_root

KEY = NoteKey(ORIGIN, PLAIN, LOG.public_key.raw)
WRONG = NoteKey(ORIGIN, PLAIN, WITNESS_1.public_key.raw)


class LogMachine(RuleBasedStateMachine):
    """What may happen to a log, in any order."""

    @initialize()
    def begin(self) -> None:
        self.log = Log()
        self.leaves: list[bytes] = []
        self.said: list[Checkpoint] = []

    @rule(entries=st.lists(st.binary(max_size=8), max_size=9))
    def append(self, entries: list[bytes]) -> None:
        leaves = [leaf_hash(entry) for entry in entries]
        self.log.append(*leaves)
        self.leaves += leaves

    @rule()
    def sign(self) -> None:
        note = sign_checkpoint(self.log.checkpoint(), name=ORIGIN, signer=LOG).to_bytes()
        self.said.append(verify_checkpoint(note, [KEY]).checkpoint)
        try:
            verify_checkpoint(note, [WRONG])
        except IntegrityError:
            return
        raise AssertionError("another key has signed it")

    @precondition(lambda self: len(self.said) > 1)
    @rule(data=st.data())
    def demand_growth(self, data: st.DataObject) -> None:
        older, newer = sorted(
            (data.draw(st.sampled_from(self.said)) for _ in range(2)), key=lambda checkpoint: checkpoint.size
        )
        proof = prove_consistency(older.size, newer.size, self.log.read)
        assert verify_growth(older, newer, proof) == newer

    @precondition(lambda self: any(checkpoint.size for checkpoint in self.said))
    @rule(data=st.data())
    def demand_an_entry(self, data: st.DataObject) -> None:
        checkpoint = data.draw(st.sampled_from([one for one in self.said if one.size]))
        index = data.draw(st.integers(0, checkpoint.size - 1))
        proof = prove_inclusion(index, checkpoint.size, self.log.read)
        assert verify_inclusion(proof, leaf=self.leaves[index], root=checkpoint.root) == proof

    @rule()
    def restart(self) -> None:
        """Forget the right edge and read it back from the nodes."""
        self.log.frontier = read_frontier(len(self.leaves), self.log.read)

    @invariant()
    def the_root_is_the_plain_one(self) -> None:
        if hasattr(self, "log"):
            assert self.log.frontier.root() == naive_root(self.leaves)


TestLogMachine = LogMachine.TestCase
TestLogMachine.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
