"""Damaged files for the label readers: whole files of the matrix, changed at random places in ways that formats fear."""

from collections.abc import Sequence

import numpy as np

EDGES = (
    *(bytes(1), b"\xff", bytes(2), b"\xff\xff", bytes(4), b"\xff" * 4, b"\x7f\xff\xff\xff", b"\x80" + bytes(3)),
    *(b"\0\0\0\1", b"\1\0\0\0", b"\xff\xff\xff\x7f", b"\xff" * 8, b"\x01" + b"\xff" * 7, b"\0\0\0\x08", b"\x7f" * 4),
)
"""Numbers at the edges of what formats count with."""

TOKENS = (
    *(b"AIGC", b"ilst", b"keys", b"meta", b"moov", b"uuid", b"data", b"----", b"name", b"LIST", b"INFO", b"RIFF"),
    *(b"TXXX", b"ID3", b"OggS", b"fLaC", b"\x67\xc8", b"\x45\xa3", b"\x12\x54\xc3\x67", b"\x1f\x43\xb6\x75"),
    *(b"{", b"}", b'{"AIGC":', b'"Label":"2",', b"NaN", b"9" * 400, b"\\ud800", b"[" * 300, b'{"a":' * 300),
    *(b"<", b"&quot;", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"TC260:AIGC=", b"\xff\xfe", b"\xef\xbb\xbf", b"\x81\x30"),
)
"""Words of the containers and of the labels."""

_LENGTHS = (1, 2, 4, 4, 16, 200)
_MAX_BYTES = 400_000


def mutated(data: bytes, others: Sequence[bytes], rng: np.random.Generator) -> bytes:
    """Return a file with one to eight changes.

    Parameters
    ----------
    data : bytes
        The whole file; unchanged.
    others : sequence of bytes
        Files to take pieces from.
    rng : numpy.random.Generator
        Decides everything: the same state makes the same file.
    """
    for _ in range(int(rng.choice((1, 1, 2, 3, 5, 8)))):
        data = _changed(data, others, rng)
    return data[:_MAX_BYTES]


def _changed(data: bytes, others: Sequence[bytes], rng: np.random.Generator) -> bytes:
    """Make one change: put something in, in place of some bytes or none; or cut the file."""
    at, length, how = int(rng.integers(len(data) + 1)), int(rng.choice(_LENGTHS)), int(rng.integers(8))
    if how == 7:
        return data[:at] if rng.random() < 0.3 else data
    piece, drop = _piece(data, others, rng, at=at, length=length, how=how)
    return data[:at] + piece + data[at + drop :]


def _piece(
    data: bytes, others: Sequence[bytes], rng: np.random.Generator, *, at: int, length: int, how: int
) -> tuple[bytes, int]:
    """Return what is put in, and how many bytes give way."""
    donor = others[int(rng.integers(len(others)))]
    start = int(rng.integers(len(donor)))
    edge, token = EDGES[int(rng.integers(len(EDGES)))], TOKENS[int(rng.integers(len(TOKENS)))]
    own = data[at : at + length]
    flipped = bytes([data[at] ^ 1 << int(rng.integers(8))]) if at < len(data) else b""
    choices = (
        (rng.bytes(length), length),
        (edge, len(edge)),
        (token, 0),
        (b"", length),
        (own * int(rng.choice((2, 3, 50))), length),
        (flipped, 1),
        (donor[start : start + length * 8], 0),
    )
    return choices[how]
