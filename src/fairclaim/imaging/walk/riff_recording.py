"""AVI and WAV: RIFF chunks, and the chunks of an INFO list (Multimedia Programming Interface 1.0, 1991; RF64 of EBU 3306)."""

from fairclaim.domain.errors import BrokenFileError
from fairclaim.imaging.limits import Limits
from fairclaim.imaging.source import ByteSource
from fairclaim.imaging.structure import Structure
from fairclaim.imaging.walk.ledger import Ledger

_FORMS = frozenset({b"RIFF", b"RF64"})
_UNKNOWN_SIZE = 0xFFFFFFFF


def walk_riff_recording(data: ByteSource, media_type: str, *, limits: Limits) -> Structure:
    """Walk every form in the file (an AVI above 1 GB has several); ``INFO.XXXX`` are the chunks of an INFO list.

    Raises
    ------
    BrokenFileError
        If no RIFF form stands in front.
    OverLimitError
        If the file holds more chunks than the limits allow.
    """
    ledger = Ledger(limits)
    at = 0
    while data[at : at + 4] in _FORMS:
        end = _end(data, at, len(data))
        _chunks(data, at + 12, end, "", ledger, sound_bytes=_sound_bytes(data, at))
        ledger.step()
        at = end + (end - at) % 2
    if not at:
        raise BrokenFileError("RIFF: no header")
    return Structure(media_type=media_type, parts=tuple(ledger.parts), height=None, width=None)


def _end(data: ByteSource, at: int, limit: int) -> int:
    """Return where a chunk ends; the one whose size is not stated or that is cut off ends with its parent."""
    size = int.from_bytes(data[at + 4 : at + 8], "little")
    return limit if size == _UNKNOWN_SIZE else min(at + 8 + size, limit)


def _sound_bytes(data: ByteSource, at: int) -> int:
    """Return the size of the chunk ``data`` of an RF64 form, which its first chunk states in 64 bits (EBU 3306, 3)."""
    if data[at : at + 4] != b"RF64" or data[at + 12 : at + 16] != b"ds64":
        return _UNKNOWN_SIZE
    return int.from_bytes(data[at + 28 : at + 36], "little")


def _chunks(data: ByteSource, at: int, end: int, path: str, ledger: Ledger, *, sound_bytes: int) -> None:
    while at + 8 <= end:
        kind, stop = data[at : at + 4], _end(data, at, end)
        if kind == b"data" and stop == end and sound_bytes != _UNKNOWN_SIZE:
            stop = min(at + 8 + sound_bytes, end)
        if kind == b"LIST" and not path and data[at + 8 : at + 12] == b"INFO":
            _chunks(data, at + 12, stop, "INFO.", ledger, sound_bytes=sound_bytes)
        else:
            ledger.add(path + kind.decode("latin-1"), at + 8, stop - at - 8)
        at = stop + (stop - at) % 2
