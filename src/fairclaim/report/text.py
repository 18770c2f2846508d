"""Strings from outside, made safe to show: file names, cases and reasons may quote hostile bytes."""

import unicodedata
from pathlib import PurePosixPath, PureWindowsPath

from fairclaim.domain.bilingual import Bilingual

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def printable(text: str) -> str:
    """Return the text without characters that steer a terminal, reverse writing or hide.

    Control, format, surrogate and private-use characters become U+FFFD, so that a reader sees that something stood
    there; line breaks and tabs become spaces.
    """
    return "".join(_seen(character) for character in text)


def printable_bilingual(text: Bilingual) -> Bilingual:
    """Apply :func:`printable` to both languages."""
    return Bilingual(printable(text.zh), printable(text.en))


def file_name(path: str) -> str:
    """Return the last part of a path: a report that travels need not tell how somebody's folders are called."""
    return printable(PurePosixPath(PureWindowsPath(path).name).name)


def _seen(character: str) -> str:
    if character in "\n\r\t":
        return " "
    return REPLACEMENT if unicodedata.category(character) in _UNSEEN else character
