"""Receipts: each side gets proof of what it handed in, and may take it away.

As long as no checkpoint covers an entry, its receipt is a promise that the log has signed.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from fairclaim.domain.desk.party import ActorKind, ClaimId
from fairclaim.domain.desk.wire import kind_name
from fairclaim.domain.exhibit import ExhibitId
from fairclaim.evidence.promise import Promise, sign_promise
from fairclaim.evidence.receipt import Receipt
from fairclaim.evidence.signed_note import COSIGNATURE, NoteKey, parse_note
from fairclaim.evidence.tlog_proof import TlogProof
from fairclaim.services.caller import Caller, Role
from fairclaim.services.desk import Desk
from fairclaim.services.grants import Action
from fairclaim.services.notary import Notary, notary_of
from fairclaim.services.ports.proofs import KeptCheckpoint, Opened
from fairclaim.services.ports.work import Work
from fairclaim.services.receipt import SUBMITTED, receipt_id
from fairclaim.services.shown import shown_to

SUBMISSIONS: Final = frozenset(kind_name(one) for one in SUBMITTED)
"""Kinds of entries for which a side gets a receipt."""
_SIDES: Final = {Role.BUYER: ActorKind.BUYER, Role.MERCHANT_AGENT: ActorKind.MERCHANT}


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A receipt.

    Parameters
    ----------
    id : str
        Its name in the claim, which the answer to the submission has told already.
    is_promise : bool
        No checkpoint covers the entry yet; ask again later for the proof.
    data : bytes
        The receipt as a file, which ``fairclaim verify`` reads.
    record : bytes or None
        What its ``sha256`` is of, unless it is a file that was handed in.
    """

    id: str
    kind: str
    at: datetime
    is_promise: bool
    data: bytes
    record: bytes | None
    exhibit: ExhibitId | None


def give_receipts(desk: Desk, who: Caller, claim: ClaimId) -> tuple[Given, ...]:
    """Return the receipts of a claim for the caller's own side; for the tenant's systems, those of both sides.

    What was erased has none: its commitment can be opened by nobody.

    Raises
    ------
    NotFoundError
        If there is no such claim, or the caller may not see it.
    NoNotaryError
        If the desk signs nothing.
    """

    def whole(work: Work) -> tuple[Given, ...]:
        found, role = shown_to(desk, work, who, Action.RECEIPTS, claim)
        notary = notary_of(desk.notary)
        side = _SIDES.get(role)
        newest = work.proofs.newest()
        origin = notary.origin(who.tenant, newest)
        return tuple(
            _given(work, notary, origin, newest, one)
            for one in work.proofs.of_claim(found.source)
            if one.entry.kind in SUBMISSIONS
            and (side is None or one.entry.actor == side.value)
            and one.salt is not None
        )

    return desk.units.read(who.tenant, whole)


def _given(work: Work, notary: Notary, origin: str, newest: KeptCheckpoint | None, one: Opened) -> Given:
    key = notary.key(origin)
    salt, digest = one.salt or b"", one.sha256 or b""
    is_promise = newest is None or one.index >= newest.size
    if newest is None or is_promise:
        note = sign_promise(origin, one.index, one.entry.leaf(), notary.signer)
        data = Promise(one.entry, origin, one.index, note, salt, digest, (key,)).to_bytes()
    else:
        proof = TlogProof(work.proofs.prove_inclusion(one.index, newest.size), newest.note)
        data = Receipt(one.entry, proof, salt, digest, (key, *_witnesses(notary, newest.note))).to_bytes()
    return Given(
        id=receipt_id(one.entry.number),
        kind=one.entry.kind,
        at=one.entry.at,
        is_promise=is_promise,
        data=data,
        record=one.record,
        exhibit=one.exhibit,
    )


def _witnesses(notary: Notary, note: bytes) -> tuple[NoteKey, ...]:
    """Return the witnesses that have cosigned a checkpoint."""
    lines = parse_note(note).signatures
    return tuple(one for one in notary.witnesses if one.kind == COSIGNATURE and any(line.is_of(one) for line in lines))
