"""A film as a few of its frames, which the sandbox has taken out of it."""

from dataclasses import dataclass

from fairclaim.domain.errors import BrokenFileError
from fairclaim.imaging.film_sketch import SKETCH_BYTES
from fairclaim.imaging.sandbox import Sandbox
from fairclaim.imaging.sniff_recording import sniff_recording

_FILMS = frozenset({"video/mp4", "video/quicktime", "video/x-matroska", "video/webm", "video/x-msvideo"})


@dataclass(frozen=True, slots=True)
class FilmMoment:
    """One moment of a film.

    Parameters
    ----------
    at_ms : int
        Since its beginning, in milliseconds.
    sketch : bytes
        16 × 16 means of grey, row by row.
    frame : bytes or None
        A JPEG; None of a moment that looks like an earlier one, and beyond the bound.
    """

    at_ms: int
    sketch: bytes
    frame: bytes | None


def read_film(data: bytes, sandbox: Sandbox) -> tuple[FilmMoment, ...]:
    """Return moments of a film in order; see `fairclaim.imaging.film_frames`.

    Raises
    ------
    UnknownFormatError
        If its first bytes are those of no film that we know: nothing else is opened.
    InputError
        If it cannot be decoded, or not within the sandbox's limits.
    UnavailableError
        If there is no sandbox.
    """
    media_type = sniff_recording(data)
    if media_type not in _FILMS:
        return ()
    told, payload = sandbox.call("film", data, media_type)
    found, at = [], 0
    facts = told.get("moments")
    for fact in facts if isinstance(facts, list) else []:
        size, at_ms = (_whole(fact, name) for name in ("size", "at_ms"))
        sketch, frame = payload[at : at + SKETCH_BYTES], payload[at + SKETCH_BYTES : at + SKETCH_BYTES + size]
        if len(sketch) < SKETCH_BYTES or len(frame) < size:
            raise BrokenFileError("film: impossible answer")
        found.append(FilmMoment(at_ms, sketch, frame or None))
        at += SKETCH_BYTES + size
    return tuple(found)


def _whole(fact: object, name: str) -> int:
    value = fact.get(name) if isinstance(fact, dict) else None
    if not isinstance(value, int) or value < 0:
        raise BrokenFileError("film: impossible answer")
    return value
