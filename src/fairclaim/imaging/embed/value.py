"""Texts of a file that can be given another value in a copy: PNG texts, items of an MP4's metadata list."""

from collections.abc import Callable
from dataclasses import dataclass

from fairclaim.imaging.splice import Splice

Rewrite = Callable[[bytes], list[Splice]]


@dataclass(frozen=True, slots=True)
class Value:
    """One text and the way to replace it.

    Parameters
    ----------
    keyword : str
        The name under which it stands; "" for none.
    text : bytes
        As it is, decompressed.
    rewrite : callable
        From the new text (UTF-8) to the changes; raises UsageError where the file has no room.
    """

    keyword: str
    text: bytes
    rewrite: Rewrite
