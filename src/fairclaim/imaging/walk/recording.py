"""The one door to the walkers of films and sounds."""

from fairclaim.imaging.limits import Limits
from fairclaim.imaging.sniff_recording import MOVIES, sniff_recording
from fairclaim.imaging.source import ByteSource
from fairclaim.imaging.structure import Structure
from fairclaim.imaging.walk.flv import walk_flv
from fairclaim.imaging.walk.ledger import refuse_beyond
from fairclaim.imaging.walk.matroska import walk_matroska
from fairclaim.imaging.walk.movie import walk_movie
from fairclaim.imaging.walk.riff_recording import walk_riff_recording
from fairclaim.imaging.walk.sound import walk_flac, walk_mpeg_sound, walk_ogg

RECORDING_LIMITS = Limits(size_bytes=1 << 40, parts=100_000)
"""Films are long: only the number of their parts costs anything, since they are read piece by piece."""

_WALKERS = {
    **dict.fromkeys(MOVIES, walk_movie),
    "video/x-matroska": walk_matroska,
    "video/webm": walk_matroska,
    "video/x-msvideo": walk_riff_recording,
    "audio/wav": walk_riff_recording,
    "video/x-flv": walk_flv,
    "audio/mpeg": walk_mpeg_sound,
    "audio/flac": walk_flac,
    "audio/ogg": walk_ogg,
}


def walk_recording(data: ByteSource, *, limits: Limits = RECORDING_LIMITS) -> Structure:
    """Read a recording's structure, decoding nothing and reading no media data.

    Parameters
    ----------
    data : ByteSource
        The whole file, in memory or on disk.
    limits : Limits
        What is refused.

    Returns
    -------
    Structure
        Without height and width.

    Raises
    ------
    UnknownFormatError
        As `sniff_recording`.
    BrokenFileError
        If no structure can be found in it.
    OverLimitError
        If it holds more parts than any honest recording.
    """
    refuse_beyond("size_bytes", len(data), limits.size_bytes)
    media_type = sniff_recording(data)
    if media_type == "audio/mpeg" and data[:3] == b"ID3" and _is_flac(data):
        media_type = "audio/flac"
    return _WALKERS[media_type](data, media_type, limits=limits)


def _is_flac(data: ByteSource) -> bool:
    """Tell whether FLAC stands behind one ID3v2 tag, where some programs put it."""
    size = 0
    for byte in data[6:10]:
        size = size << 7 | byte & 0x7F
    return data[10 + size : 14 + size] == b"fLaC"
