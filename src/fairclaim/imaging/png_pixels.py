"""A PNG reduced to what its pixels need, so that the decoder never meets a text chunk."""

import zlib

_NEEDED = frozenset({b"PLTE", b"tRNS", b"IDAT", b"IEND", b"gAMA", b"cHRM", b"sRGB", b"cICP", b"eXIf", b"pHYs"})
_MAX_PROFILE_BYTES = 4 << 20


def only_pixels(data: bytes) -> bytes:
    """Return the file with the first IHDR and the chunks that say how pixels look, checksums unchanged.

    Texts, animation frames, a second IHDR and an ICC profile that inflates beyond 4 MiB are left out. What is cut off
    stays cut off.
    """
    kept = [data[:33]]  # signature and IHDR
    at = 33
    while at + 12 <= len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        kind = data[at + 4 : at + 8]
        end = at + 12 + size
        if kind in _NEEDED or (kind == b"iCCP" and _is_small_profile(data[at + 8 : at + 8 + size])):
            kept.append(data[at:end])
        if kind == b"IEND":
            break
        at = end
    return b"".join(kept)


def _is_small_profile(payload: bytes) -> bool:
    packed = payload.partition(b"\x00")[2][1:]
    try:
        return len(zlib.decompressobj().decompress(packed, _MAX_PROFILE_BYTES)) < _MAX_PROFILE_BYTES
    except zlib.error:
        return False
