"""The part of a bundle that speaks of the log: checkpoint, cosignatures, the case's entries and their proofs."""

from collections.abc import Mapping
from dataclasses import dataclass

from fairclaim.evidence.bundle.archive import Archive
from fairclaim.evidence.bundle.key_book import KeyBook
from fairclaim.evidence.bundle.manifest import CHECKPOINT, Item, Manifest, Shown, entry_path, proof_path
from fairclaim.evidence.checkpoint import VerifiedCheckpoint, verify_checkpoint
from fairclaim.evidence.commitment import verify_commitment
from fairclaim.evidence.cosignature import Cosignature, verify_cosignatures
from fairclaim.evidence.entry import Entry, parse_entry
from fairclaim.evidence.faults import at, broken
from fairclaim.evidence.merkle import leaf_hash
from fairclaim.evidence.merkle_proofs import verify_inclusion
from fairclaim.evidence.tlog_proof import parse_tlog_proof


@dataclass(frozen=True, slots=True)
class LogPart:
    """What the log says of the case, verified: entries by their number in the log."""

    checkpoint: VerifiedCheckpoint
    cosignatures: tuple[Cosignature, ...]
    entries: Mapping[int, Entry]

    @property
    def has_no_gap(self) -> bool:
        """Whether the case's entries are numbered from 1 on without a gap."""
        return [entry.number for entry in self.entries.values()] == list(range(1, len(self.entries) + 1))


def verify_log(archive: Archive, manifest: Manifest, keys: KeyBook) -> LogPart:
    """Return the log's part if every signature and every proof holds.

    Raises
    ------
    IntegrityError
        If one does not.
    """
    data = archive.read(CHECKPOINT)
    with at(CHECKPOINT):
        checkpoint = verify_checkpoint(data, keys.log)
        cosignatures = verify_cosignatures(checkpoint.note, keys.witnesses)
    entries = {index: _verify_entry(archive, manifest, index, data, checkpoint) for index in manifest.entries}
    numbers = [entry.number for entry in entries.values()]
    if numbers != sorted(set(numbers)):
        raise broken("本案记录的编号与日志顺序不符", "the case's entries are numbered against the log's order")
    return LogPart(checkpoint, cosignatures, entries)


def verify_items(archive: Archive, manifest: Manifest, log: LogPart) -> int:
    """Hold every item that is logged and shown against its commitment; return how many.

    Raises
    ------
    IntegrityError
        If one is not what was entered in the log.
    """
    logged = [one for one in manifest.items if one.entry is not None]
    return sum(_verify_item(archive, item, log.entries[item.entry]) for item in logged if item.entry is not None)


def _verify_entry(
    archive: Archive, manifest: Manifest, index: int, checkpoint: bytes, verified: VerifiedCheckpoint
) -> Entry:
    data, proof_data = archive.read(entry_path(index)), archive.read(proof_path(index))
    with at(entry_path(index)):
        entry = parse_entry(data)
        if entry.case != manifest.case:
            raise broken("日志条目属于另一案件", "the log's entry is of another case")
    with at(proof_path(index)):
        proof = parse_tlog_proof(proof_data)
        if proof.checkpoint != checkpoint or proof.inclusion.index != index:
            raise broken("证明所指的检查点或条目不同", "the proof is about another checkpoint or entry")
        verify_inclusion(proof.inclusion, leaf=leaf_hash(data), root=verified.checkpoint.root)
    return entry


def _verify_item(archive: Archive, item: Item, entry: Entry) -> bool:
    with at(item.path or item.id):
        if entry.commitment is None:
            raise broken("日志条目没有承诺任何文件", "the log's entry commits to no file")
        if item.shown is not Shown.WHOLE or item.path is None or item.salt is None:
            return False
        verify_commitment(entry.commitment, salt=item.salt, digest=archive.members[item.path].digest.sha256)
    return True
