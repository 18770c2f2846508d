"""One piece of evidence: the bytes as received, with the role they play in the case."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import NewType

from fairclaim.domain.errors import InputError, NotReadableError

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
        NotReadableError
            If the file is not there or may not be read.
        """
        try:
            return cls(data=Path(path).read_bytes(), role=role, name=str(path))
        except (OSError, ValueError) as exc:  # ValueError: a path that no file system can hold
            cause = exc.strerror if isinstance(exc, OSError) else None
            raise NotReadableError(str(path), cause or type(exc).__name__) from exc

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the original bytes, 64 lowercase hexadecimal digits."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class MissingExhibit:
    """An exhibit that is named in the case but whose bytes could not be had. The rest of the case is examined."""

    role: Role
    name: str
    error: InputError


def read_exhibit(path: str | Path, role: Role) -> Exhibit | MissingExhibit:
    """Read a file from disk; a file that cannot be read becomes a :class:`MissingExhibit`, never an exception."""
    try:
        return Exhibit.from_file(path, role)
    except NotReadableError as error:
        return MissingExhibit(role, str(path), error)
