"""Receipts: each side gets proof of what it handed in, and may take it away.

As long as no checkpoint covers an entry, its receipt is a promise that the log has signed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from fairclaim.domain.desk.party import ActorKind, ClaimId
from fairclaim.domain.desk.wire import kind_name
from fairclaim.domain.exhibit import ExhibitId
from fairclaim.evidence.promise import Promise, sign_promise
from fairclaim.evidence.receipt import Receipt
from fairclaim.evidence.signed_note import COSIGNATURE, NoteKey, parse_note
from fairclaim.evidence.tlog_proof import TlogProof
from fairclaim.services.authorize import Resource, authorize
from fairclaim.services.caller import Caller, Role
from fairclaim.services.desk import Desk
from fairclaim.services.errors import NotFoundError
from fairclaim.services.grants import Action
from fairclaim.services.notary import Notary, notary_of
from fairclaim.services.packing_proof import checkpoint_over
from fairclaim.services.ports.proofs import KeptCheckpoint, Opened
from fairclaim.services.ports.trade import ParcelStep
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
    stamps : mapping of str to (datetime, bytes)
        What time authorities have said of its checkpoint's text: when, by their own clocks, and the token.
    """

    id: str
    kind: str
    at: datetime
    is_promise: bool
    data: bytes
    record: bytes | None
    exhibit: ExhibitId | None
    stamps: Mapping[str, tuple[datetime, bytes]] = field(default_factory=dict)


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
            _given(work, notary, origin, newest if newest is None or one.index < newest.size else None, one)
            for one in work.proofs.of_claim(found.source)
            if one.entry.kind in SUBMISSIONS
            and (side is None or one.entry.actor == side.value)
            and one.salt is not None
        )

    return desk.units.read(who.tenant, whole)


def give_packing_receipts(desk: Desk, who: Caller, parcel: str) -> tuple[Given, ...]:
    """Return the receipts of what was handed in for a parcel; for the tenant's systems, also of its code and of scans.

    Each holds the checkpoint that proves its entry best: the earliest with a time token, or else the earliest.

    Raises
    ------
    NotFoundError
        If there is no such parcel for this caller.
    NoNotaryError
        If the desk signs nothing.
    """

    def whole(work: Work) -> tuple[Given, ...]:
        found = work.packing.find(parcel)
        order = None if found is None else work.registry.find(found.order)
        if order is None:
            raise NotFoundError
        resource = Resource(tenant=who.tenant, merchant=order.merchant)
        is_merchant = authorize(who, Action.HAND_IN_DISPATCH, resource) is Role.MERCHANT_AGENT
        notary = notary_of(desk.notary)
        origin = notary.origin(who.tenant, work.proofs.newest())
        return tuple(
            _given(work, notary, origin, checkpoint_over(work, one.index), one)
            for one in work.proofs.of_parcel(parcel)
            if one.salt is not None and (not is_merchant or one.entry.kind == ParcelStep.RECEIVED)
        )

    return desk.units.read(who.tenant, whole)


def _given(work: Work, notary: Notary, origin: str, over: KeptCheckpoint | None, one: Opened) -> Given:
    """Return a receipt by the checkpoint over its entry; without one, a promise."""
    key = notary.key(origin)
    salt, digest = one.salt or b"", one.sha256 or b""
    if over is None:
        note = sign_promise(origin, one.index, one.entry.leaf(), notary.signer)
        data = Promise(one.entry, origin, one.index, note, salt, digest, (key,)).to_bytes()
    else:
        proof = TlogProof(work.proofs.prove_inclusion(one.index, over.size), over.note)
        data = Receipt(one.entry, proof, salt, digest, (key, *_witnesses(notary, over.note))).to_bytes()
    return Given(
        id=receipt_id(one.entry.number),
        kind=one.entry.kind,
        at=one.entry.at,
        is_promise=over is None,
        data=data,
        record=one.record,
        exhibit=one.exhibit,
        stamps={} if over is None else {name: (over.stamped_at[name], over.tokens[name]) for name in over.stamped_at},
    )


def _witnesses(notary: Notary, note: bytes) -> tuple[NoteKey, ...]:
    """Return the witnesses that have cosigned a checkpoint."""
    lines = parse_note(note).signatures
    return tuple(one for one in notary.witnesses if one.kind == COSIGNATURE and any(line.is_of(one) for line in lines))
