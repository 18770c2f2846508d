"""What was signed of the log: our own checkpoints, witnesses' cosignatures, time authorities' tokens."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cryptography.x509 import Certificate

from fairclaim.evidence.checkpoint import verify_checkpoint
from fairclaim.evidence.cosignature import verify_cosignatures
from fairclaim.evidence.signed_note import PLAIN, NoteKey, parse_note
from fairclaim.store.fsck.damage import damaged, looking_at
from fairclaim.store.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Outsiders:
    """Whose word can be checked.

    Parameters
    ----------
    log_key : bytes or None
        Our own public key, 32 bytes; None leaves checkpoints' signatures unchecked.
    witnesses : sequence of NoteKey
        Those that the desk knows.
    roots : mapping of str to certificates
        Of time authorities, by name.
    """

    log_key: bytes | None = None
    witnesses: Sequence[NoteKey] = ()
    roots: Mapping[str, Sequence[Certificate]] | None = None


def check_checkpoints(work: Work, outsiders: Outsiders, roots: Mapping[int, bytes]) -> int:
    """Check every checkpoint against the tree, and what stands under it; return how many signatures nobody here can check.

    Parameters
    ----------
    roots : mapping of int to bytes
        The tree's roots at the checkpoints' sizes.

    Raises
    ------
    DamageError
        At the first that does not hold.
    """
    unchecked = 0
    for size in work.checkpoints.sizes():
        kept = work.checkpoints.of_size(size)
        if kept is None:
            continue
        where = f"checkpoint {size}"
        with looking_at(where):
            note = parse_note(kept.note)
            name = note.text.partition("\n")[0]
            if outsiders.log_key is None:
                unchecked += 1
            else:
                state = verify_checkpoint(kept.note, [NoteKey(name, PLAIN, outsiders.log_key)]).checkpoint
                if state.size != size or state.root != roots.get(size):
                    raise damaged(where, "日志与签名的检查点不符", "the log is not what this checkpoint has signed")
        with looking_at(f"cosignature under {where}"):
            cosigned = len(verify_cosignatures(note, outsiders.witnesses))
        unchecked += len(note.signatures) - 1 - cosigned
        unchecked += _check_tokens(kept.tokens, note.text.encode(), outsiders, where)
    return unchecked


def _check_tokens(tokens: Mapping[str, bytes], message: bytes, outsiders: Outsiders, where: str) -> int:
    known = outsiders.roots or {}
    if tokens.keys() & known.keys():
        from fairclaim.evidence.timestamp import verify_timestamp  # noqa: PLC0415  (an optional part)
    for name in tokens.keys() & known.keys():
        with looking_at(f"time token of {name} over {where}"):
            verify_timestamp(tokens[name], message=message, roots=known[name])
    return len(tokens.keys() - known.keys())
