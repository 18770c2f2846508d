"""What any file that we know states about itself, picture, film or sound; no pixel is decoded."""

from dataclasses import dataclass

from fairclaim.domain.errors import EmptyFileError, UnknownFormatError
from fairclaim.imaging.limits import DEFAULT_LIMITS, Limits
from fairclaim.imaging.metadata import Metadata
from fairclaim.imaging.read_metadata import read_metadata
from fairclaim.imaging.read_recording import read_recording
from fairclaim.imaging.sniff import sniff
from fairclaim.imaging.source import ByteSource
from fairclaim.imaging.structure import Structure
from fairclaim.imaging.walk.ledger import refuse_beyond
from fairclaim.imaging.walk.recording import walk_recording
from fairclaim.imaging.walk.walk import walk

_LOOK_BYTES = 1024


@dataclass(frozen=True, slots=True)
class Stated:
    """A file's structure and what its metadata says."""

    structure: Structure
    metadata: Metadata


def read_stated(data: ByteSource, *, limits: Limits = DEFAULT_LIMITS) -> Stated:
    """Read a picture as `walk` and `read_metadata` do, and a recording as `walk_recording` and `read_recording` do.

    Parameters
    ----------
    data : ByteSource
        The whole file. A picture is loaded into memory, a recording is read in pieces.
    limits : Limits
        What is refused of a picture, and how much metadata is kept of either.

    Raises
    ------
    EmptyFileError, UnknownFormatError, BrokenFileError, OverLimitError
        If the file cannot be read; the message says why.
    """
    if not len(data):
        raise EmptyFileError
    try:
        sniff(data[:_LOOK_BYTES])
    except UnknownFormatError:
        structure = walk_recording(data)
        return Stated(structure, read_recording(data, structure, limits=limits))
    refuse_beyond("size_bytes", len(data), limits.size_bytes)
    whole = data[0 : len(data)]
    structure = walk(whole, limits=limits)
    return Stated(structure, read_metadata(whole, structure, limits=limits))
