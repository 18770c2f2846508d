"""IPTC digital source types, in every spelling that writers use for the same code.

Seen: the vocabulary's address with ``http`` or ``https``, with and without a closing slash or a language behind it; the
short form ``digsrctype:``; the bare code in any case; schema.org's ``…DigitalSource``; the code's English name; and
``compositedWith…``, a slip in a published guide that its readers copied.

Sources: IPTC NewsCodes *digitalsourcetype* (cv.iptc.org/newscodes/digitalsourcetype); schema.org
IPTCDigitalSourceEnumeration.
"""

import re
from collections.abc import Mapping

from fairclaim.forensics.labels.trace import TraceKind

SOURCE_PROPERTIES = frozenset({"digitalsourcetype", "digitalsourcefiletype"})
"""Names of the XMP property in lower case; the second is its name before 2010."""

_KINDS: Mapping[str, TraceKind] = {
    "trainedalgorithmicmedia": TraceKind.GENERATED,
    "algorithmicmedia": TraceKind.GENERATED,
    "compositewithtrainedalgorithmicmedia": TraceKind.AI_EDITED,
    "compositesynthetic": TraceKind.AI_EDITED,
    "algorithmicallyenhanced": TraceKind.EDITED,
    "composite": TraceKind.EDITED,
    "compositecapture": TraceKind.EDITED,
    "humanedits": TraceKind.EDITED,
    "minorhumanedits": TraceKind.EDITED,
    "datadrivenmedia": TraceKind.EDITED,
    "digitalart": TraceKind.EDITED,
    "digitalcreation": TraceKind.EDITED,
    "softwareimage": TraceKind.EDITED,
    "virtualrecording": TraceKind.EDITED,
}
"""Codes in lower case. Those of captures and scans are left out: they say nothing against a photo."""

_OTHER_WORDS: Mapping[str, str] = {
    "compositedwithtrainedalgorithmicmedia": "compositewithtrainedalgorithmicmedia",
    "createdusinggenerativeai": "trainedalgorithmicmedia",
    "editedusinggenerativeai": "compositewithtrainedalgorithmicmedia",
    "editedwithgenerativeai": "compositewithtrainedalgorithmicmedia",
    "purealgorithmicmedia": "algorithmicmedia",
    "compositeincludinggenerativeaielements": "compositesynthetic",
}
_BEHIND = re.compile(r"[?&].*\Z", re.DOTALL)
_NOT_LETTERS = re.compile(r"[^a-z]+")
_LONGEST = 256


def kind_of_source(value: str) -> TraceKind | None:
    """Return what a digital source type means for a photo; None where it says nothing against one."""
    code = source_code(value)
    return _KINDS.get(code)


def source_code(value: str) -> str:
    """Reduce any spelling of a digital source type to its code in lower case; "" where there is none."""
    path = _BEHIND.sub("", value[:_LONGEST].strip()).rstrip("/#: ")
    word = _NOT_LETTERS.sub("", re.split(r"[/:#]", path)[-1].casefold())
    word = word if word in _KINDS else word.removesuffix("digitalsource")
    return _OTHER_WORDS.get(word, word)
