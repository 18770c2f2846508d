"""One piece of evidence: the bytes as received, with the role they play in the case."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import NewType

ExhibitId = NewType("ExhibitId", str)


class Role(StrEnum):
    """Why an exhibit is in the case."""

    CLAIM = "claim"
    """The buyer's photo of the damage."""
    LISTING = "listing"
    """The merchant's public product picture."""
    DISPATCH = "dispatch"
    """A picture from the packing of this order."""
    CHAT = "chat"
    """An earlier picture that the buyer sent in this dispute."""


REFERENCE_ROLES = frozenset({Role.LISTING, Role.DISPATCH, Role.CHAT})
"""Roles that a claim photo may be compared against."""


@dataclass(frozen=True)
class Exhibit:
    """Original bytes and their role. The bytes are never changed.

    Parameters
    ----------
    data : bytes
        The file exactly as received.
    role : Role
        What the file is in the case.
    name : str
        Where it came from (a path, an upload's name); shown to people, never opened.
    """

    data: bytes
    role: Role
    name: str = ""

    @classmethod
    def from_file(cls, path: str | Path, role: Role) -> "Exhibit":
        """Read a file from disk, unchanged.

        Raises
        ------
        OSError
            If the file cannot be read.
        """
        return cls(data=Path(path).read_bytes(), role=role, name=str(path))

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the original bytes, 64 lowercase hexadecimal digits."""
        return hashlib.sha256(self.data).hexdigest()
