"""What a verb answers, and how a repetition is told from another request."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, is_dataclass
from datetime import datetime, timedelta
from typing import Any, Final, cast

from fairclaim.domain.desk import facts
from fairclaim.domain.desk.claim import Claim
from fairclaim.domain.desk.facts import Event
from fairclaim.domain.desk.party import ClaimId
from fairclaim.domain.desk.states import State

SUBMITTED: Final = (
    facts.ClaimFiled,
    facts.EvidenceAttached,
    facts.EvidenceCompleted,
    facts.MerchantAnswered,
    facts.Appealed,
    facts.OfferMade,
    facts.OfferAccepted,
)
"""Whatever a side can hand in or say: it gets a receipt from the evidence log for each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What was done.

    Parameters
    ----------
    sequence : int
        Number of the claim's last event afterwards.
    made : str or None
        Id of what the verb made (an exhibit, an offer); None if nothing of its own.
    submitted : tuple of int
        Numbers of the events for which the evidence log gives a receipt.
    """

    claim: ClaimId
    sequence: int
    state: State
    made: str | None = None
    submitted: tuple[int, ...] = ()

    def to_record(self) -> dict[str, object]:
        """Return the JSON object that is kept for repetitions."""
        return {
            "claim": self.claim,
            "sequence": self.sequence,
            "state": self.state.value,
            "made": self.made,
            "submitted": list(self.submitted),
        }


def receipt_of(claim: Claim, *, made: str | None = None, events: Sequence[Event] = ()) -> Receipt:
    """Return a receipt for a claim as it stands after some events."""
    submitted = tuple(event.sequence for event in events if isinstance(event.fact, SUBMITTED))
    return Receipt(claim=claim.id, sequence=claim.sequence, state=claim.state, made=made, submitted=submitted)


def receipt_id(sequence: int) -> str:
    """Return the name of the evidence log's receipt for a claim's event."""
    return f"r{sequence}"


def receipt_from_record(record: Mapping[str, object]) -> Receipt:
    """Return the receipt that :meth:`Receipt.to_record` has written."""
    made, submitted = record["made"], record.get("submitted")
    return Receipt(
        claim=ClaimId(str(record["claim"])),
        sequence=int(str(record["sequence"])),
        state=State(str(record["state"])),
        made=None if made is None else str(made),
        submitted=tuple(map(int, submitted)) if isinstance(submitted, list) else (),
    )


def fingerprint(*parts: object) -> str:
    """Return the SHA-256 of a request, the same for the same values in every process.

    Records count by their fields, sets in order, bytes by their own digest.
    """
    text = json.dumps(parts, default=_plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return {"": type(value).__name__, **asdict(cast("Any", value))}
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    if isinstance(value, frozenset | set):
        return sorted(str(one) for one in value)
    if isinstance(value, datetime | timedelta):
        return str(value)
    raise TypeError(type(value).__name__)
