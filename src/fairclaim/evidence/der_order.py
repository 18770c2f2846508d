"""Certificates of a time token in the order that DER asks for.

The certificates stand in a SET, whose elements DER sorts by their bytes. Many authorities send the chain in the order of the chain, and a
strict parser refuses it. No signature covers these certificates and their order has no meaning, so they are sorted before they are read:
lengths stay as they are, and nothing else is touched.
"""

from itertools import pairwise
from typing import Final

_SEQUENCE: Final = 0x30
_FIRST: Final = 0xA0
"""Tag [0], constructed: the content of ContentInfo, and the certificates of SignedData (RFC 5652, sections 3 and 5.1)."""


def with_sorted_certificates(reply: bytes) -> bytes:
    """Return a time authority's reply with its certificates in DER's order; bytes that are no such reply as they came."""
    try:
        _, token = _children(reply, *_whole(reply))  # status, token
        _, content = _children(reply, *token[1:])  # which kind, [0]
        (signed_data,) = _children(reply, *content[1:])
        places = [one for one in _children(reply, *signed_data[1:]) if one[0] == _FIRST]
        (_, start, end) = places[0]
        inner = _children(reply, start, end)
    except (ValueError, IndexError):
        return reply
    begins = [start, *(one[2] for one in inner)]
    elements = sorted(reply[begin:following] for begin, following in pairwise(begins))
    return reply[:start] + b"".join(elements) + reply[end:]


def _whole(data: bytes) -> tuple[int, int]:
    tag, start, end = _element(data, 0, len(data))
    if tag != _SEQUENCE:
        raise ValueError("no SEQUENCE")
    return start, end


def _children(data: bytes, start: int, end: int) -> list[tuple[int, int, int]]:
    """Return the elements between two places: tag, where the content starts, where it ends."""
    found = []
    while start < end:
        found.append(_element(data, start, end))
        start = found[-1][2]
    return found


def _element(data: bytes, start: int, end: int) -> tuple[int, int, int]:
    length, content = data[start + 1], start + 2
    if length & 0x80:
        count = length & 0x7F
        length, content = int.from_bytes(data[content : content + count], "big"), content + count
    if content + length > end:
        raise ValueError("cut short")
    return data[start], content, content + length
