"""One statement of a program about its own work, as it stands in a file's metadata."""

from dataclasses import dataclass
from enum import StrEnum

MAX_QUOTE = 300
"""Characters of a statement that are kept."""


class TraceKind(StrEnum):
    """What the program says it did."""

    GENERATED = "generated"
    AI_EDITED = "ai-edited"
    EDITED = "edited"


@dataclass(frozen=True, slots=True)
class Trace:
    """One statement.

    Parameters
    ----------
    kind : TraceKind
        What it means.
    tool : str
        Program or vocabulary.
    carrier : str
        Where it stands.
    quote : str
        The deciding text, at most 300 characters; untrusted.
    """

    kind: TraceKind
    tool: str
    carrier: str
    quote: str
