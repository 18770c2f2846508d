"""What a sender called a file, fit to be shown: never a path, never opened, no control characters, not endless."""

import unicodedata

_MOST = 200
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
"""Categories of Unicode that show nothing or turn the writing direction, so that a name reads as another."""


def file_name(given: str | None) -> str:
    r"""Return the last part of a given name, without what cannot be seen.

    Examples
    --------
    >>> file_name("C:\\photos\\crack.jpg")
    'crack.jpg'
    """
    last = (given or "").replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(letter for letter in last if unicodedata.category(letter) not in _HIDDEN)
    return unicodedata.normalize("NFC", shown).strip()[:_MOST]
