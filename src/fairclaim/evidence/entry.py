"""An entry of the evidence log: what happened, when, by which kind of actor, and a salted commitment to the rest.

The log forgets nothing, so an entry holds no personal data and no bare digest of any: case and actor are random names.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from fairclaim.evidence.canonical import canonical_json, parse_canonical
from fairclaim.evidence.merkle import leaf_hash
from fairclaim.evidence.reading import (
    number,
    optional_hex,
    optional_text,
    require_fields,
    require_schema,
    text,
    time,
    to_time,
)

SCHEMA: Final = "fairclaim.entry/1"
_FIELDS: Final = ("schema", "case", "number", "kind", "at", "actor", "commitment")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry.

    Parameters
    ----------
    case : str
        Random name of the case.
    number : int
        Which of the case's entries, from 1 on, without gaps: a left-out entry shows.
    kind : str
        What happened, such as ``exhibit-received``.
    at : datetime
        When, by the log's own clock; UTC, to the second.
    actor : str or None
        Random name of who did it, or the fingerprint of a key.
    commitment : bytes or None
        Salted commitment to a file (`fairclaim.evidence.commitment`), 32 bytes.
    """

    case: str
    number: int
    kind: str
    at: datetime
    actor: str | None = None
    commitment: bytes | None = None

    def to_bytes(self) -> bytes:
        """Return the bytes that the log hashes: RFC 8785 JSON."""
        return canonical_json(
            {
                "schema": SCHEMA,
                "case": self.case,
                "number": self.number,
                "kind": self.kind,
                "at": to_time(self.at),
                "actor": self.actor,
                "commitment": self.commitment.hex() if self.commitment is not None else None,
            }
        )

    def leaf(self) -> bytes:
        """Return the entry's leaf hash."""
        return leaf_hash(self.to_bytes())


def parse_entry(data: bytes) -> Entry:
    """Read an entry.

    Raises
    ------
    IntegrityError
        If it is none.
    """
    record = parse_canonical(data)
    require_schema(record, SCHEMA)
    require_fields(record, _FIELDS)
    return Entry(
        case=text(record, "case"),
        number=number(record, "number"),
        kind=text(record, "kind"),
        at=time(record, "at"),
        actor=optional_text(record, "actor"),
        commitment=optional_hex(record, "commitment"),
    )
