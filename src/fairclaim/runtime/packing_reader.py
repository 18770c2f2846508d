"""Opens what merchants hand in of their packing: films in a sandbox of their own, so that nobody waits for them to see a photo."""

from contextlib import suppress

from fairclaim.domain.errors import FairclaimError
from fairclaim.forensics.labels.capture_time import CaptureTime, capture_time
from fairclaim.forensics.labels.recording_time import recording_time
from fairclaim.imaging.film import FilmMoment, read_film
from fairclaim.imaging.film_sketch import is_one_film
from fairclaim.imaging.sandbox import Sandbox
from fairclaim.imaging.sniff_recording import RECORDINGS
from fairclaim.imaging.stated import read_stated
from fairclaim.services.ports.packing_films import KeyFrame, Packed


class SandboxedReader:
    """See :class:`~fairclaim.services.ports.packing_films.PackingReader`. Its process starts with the first film."""

    def __init__(self, sandbox: Sandbox | None = None) -> None:
        self._sandbox = Sandbox(tasks=("film",)) if sandbox is None else sandbox

    def close(self) -> None:
        """End the process."""
        self._sandbox.close()

    def read(self, data: bytes) -> Packed:
        """See :class:`~fairclaim.services.ports.packing_films.PackingReader`."""
        recorded: CaptureTime | None = None
        moments: tuple[FilmMoment, ...] = ()
        with suppress(FairclaimError):
            recorded, is_film = _recorded(data)
            moments = self._moments(data) if is_film else ()
        return Packed(
            frames=tuple(KeyFrame(at_ms=one.at_ms, data=one.frame) for one in moments if one.frame is not None),
            sketch=b"".join(one.sketch for one in moments) or None,
            recorded=None if recorded is None else recorded.text,
            recorded_by=None if recorded is None else recorded.latest,
        )

    def is_one_film(self, one: bytes, other: bytes) -> bool:
        """See :class:`~fairclaim.services.ports.packing_films.PackingReader`."""
        return is_one_film(one, other)

    def _moments(self, data: bytes) -> tuple[FilmMoment, ...]:
        try:
            return read_film(data, self._sandbox)
        except FairclaimError:  # what cannot be decoded is kept all the same, and nothing is made of that
            return ()


def _recorded(data: bytes) -> tuple[CaptureTime | None, bool]:
    """Return when a file says it was recorded, and whether it is a film."""
    stated = read_stated(data)
    if stated.structure.media_type in RECORDINGS:
        return recording_time(data, stated.structure, stated.metadata), True
    return capture_time(stated.metadata), False
