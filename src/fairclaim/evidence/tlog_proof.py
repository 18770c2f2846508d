"""A proof that travels alone (C2SP tlog-proof): an entry's number, its way to the root, and the checkpoint, in one text file."""

import base64
import binascii
import re
from dataclasses import dataclass
from typing import Final

from fairclaim.evidence.checkpoint import parse_checkpoint
from fairclaim.evidence.faults import broken
from fairclaim.evidence.merkle import HASH_BYTES
from fairclaim.evidence.merkle_proofs import LONGEST_PATH, Inclusion
from fairclaim.evidence.signed_note import parse_note

_HEAD: Final = "c2sp.org/tlog-proof@v1\n"
_INDEX: Final = re.compile(r"index (0|[1-9][0-9]{0,18})")


@dataclass(frozen=True, slots=True)
class TlogProof:
    """An inclusion, and the checkpoint that it is about, as it was signed."""

    inclusion: Inclusion
    checkpoint: bytes

    def to_bytes(self) -> bytes:
        """Return the file, usually named ``.tlog-proof``."""
        path = "".join(f"{base64.b64encode(one).decode()}\n" for one in self.inclusion.path)
        return f"{_HEAD}index {self.inclusion.index}\n{path}\n".encode() + self.checkpoint


def parse_tlog_proof(data: bytes) -> TlogProof:
    """Read a proof without believing it. Extra data, which the format allows and nobody vouches for, is refused.

    Raises
    ------
    IntegrityError
        If it is none.
    """
    head, blank, checkpoint = data.partition(b"\n\n")
    try:
        lines = head.decode("ascii").split("\n")
        path = tuple(base64.b64decode(line, validate=True) for line in lines[2:])
    except (ValueError, binascii.Error) as exc:
        raise broken("日志证明无法读取", "the log proof cannot be read") from exc
    found = _INDEX.fullmatch(lines[1]) if len(lines) > 1 else None
    if not blank or found is None or len(path) > LONGEST_PATH or any(len(one) != HASH_BYTES for one in path):
        raise broken("不是日志证明", "it is no log proof")
    size = parse_checkpoint(parse_note(checkpoint).text).size
    proof = TlogProof(Inclusion(int(found[1]), size, path), checkpoint)
    if proof.to_bytes() != data:
        raise broken("日志证明写法不规范", "the log proof is not in plain form")
    return proof
