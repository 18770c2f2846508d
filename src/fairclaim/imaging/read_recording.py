"""What a film or a sound states about itself; like `read_metadata`, and as forgiving."""

from fairclaim.imaging.carriers.flv import collect_flv
from fairclaim.imaging.carriers.id3 import collect_mpeg_sound
from fairclaim.imaging.carriers.matroska import collect_matroska
from fairclaim.imaging.carriers.movie import collect_movie
from fairclaim.imaging.carriers.riff_recording import collect_riff_recording
from fairclaim.imaging.carriers.vorbis import collect_flac, collect_ogg
from fairclaim.imaging.found import Found
from fairclaim.imaging.limits import DEFAULT_LIMITS, Limits
from fairclaim.imaging.metadata import Metadata
from fairclaim.imaging.sniff_recording import MOVIES
from fairclaim.imaging.source import ByteSource
from fairclaim.imaging.structure import Structure

_CARRIERS = {
    **dict.fromkeys(MOVIES, collect_movie),
    "video/x-matroska": collect_matroska,
    "video/webm": collect_matroska,
    "video/x-msvideo": collect_riff_recording,
    "audio/wav": collect_riff_recording,
    "video/x-flv": collect_flv,
    "audio/mpeg": collect_mpeg_sound,
    "audio/flac": collect_flac,
    "audio/ogg": collect_ogg,
}


def read_recording(data: ByteSource, structure: Structure, *, limits: Limits = DEFAULT_LIMITS) -> Metadata:
    """Read XMP, texts and the presence of content credentials out of a walked recording.

    Parameters
    ----------
    data : ByteSource
        The whole file, in memory or on disk.
    structure : Structure
        What `walk_recording` said of the same bytes.
    limits : Limits
        How much is kept.

    Returns
    -------
    Metadata
        Empty where the file states nothing or nothing that can be read.
    """
    found = Found(limits)
    _CARRIERS[structure.media_type](data, structure, found)
    return found.to_metadata(jpeg=None)
