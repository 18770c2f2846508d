"""Films of exhibits for a browser: opened in the sandbox first, then sent piece by piece under the type that their own bytes name.

What the sender called a film, and said that it is, is used for nothing. Stills stand in where a browser cannot play it.

A browser asks for many pieces of one film. So that not each of them unseals the whole, the film lies unsealed in a folder of bounded
size, as tiles do; it can be thrown away at any time and is thrown away when a person is erased.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import InputError, UsageError
from fairclaim.imaging.sandbox import Sandbox
from fairclaim.imaging.sniff_recording import sniff_recording
from fairclaim.services.see_photo import SeenPhoto
from fairclaim.services.undated import undated
from fairclaim.web.view_folder import ViewFolder

STILL_TYPE: Final = "image/jpeg"
_OPENED: Final = frozenset({"video/mp4", "video/quicktime", "video/webm", "video/x-matroska", "video/x-msvideo"})
_PLAYED: Final = {"video/mp4": "mp4", "video/quicktime": "mov", "video/webm": "webm", "video/x-matroska": "mkv"}
"""Containers that browsers play, and how their files' names end."""


class NoFilmError(UsageError):
    """The file is no film, or has no such still."""

    code = "no-film"

    def __init__(self) -> None:
        super().__init__(Bilingual("这不是可以播放的视频。", "This is no film that can be shown."))


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmFacts:
    """What is known of a film.

    Parameters
    ----------
    ending : str
        How the name of the file ends that a browser may try to play; "" if there is none.
    media_type : str
        By its first bytes; "" where it is not known or the film could not be opened.
    codec : str
        Four characters, as the container names it.
    height, width : int
        Upright, in pixels; 0 if it could not be opened.
    fps, seconds : float
        Frames a second on average, and how long it is; 0 if unknown.
    stills : tuple of float
        The second of each still.
    """

    ending: str = ""
    media_type: str = ""
    codec: str = ""
    height: int = 0
    width: int = 0
    fps: float = 0.0
    seconds: float = 0.0
    stills: tuple[float, ...] = ()


class Films:
    """Opens films and keeps them. One may serve all threads of a process, and processes may share a folder.

    Parameters
    ----------
    folder : Path
        Made if it is not there, readable by its owner alone. Nothing else may lie in it.
    sandbox : Sandbox
        Where originals are opened.
    max_bytes : int
        What the folder may hold; the longest unused go first.
    """

    def __init__(self, folder: Path, *, sandbox: Sandbox, max_bytes: int = 4 << 30) -> None:
        self._views = ViewFolder(folder, max_bytes=max_bytes)
        self._sandbox = sandbox

    def facts(self, film: SeenPhoto) -> FilmFacts:
        """Return what is known of a film; nothing, if the sandbox could not open it: then it can only be downloaded.

        Raises
        ------
        UnavailableError
            If there is no sandbox, or the bytes are not what was received.
        """
        kept = self._views.read(self._facts_path(film))
        if kept is None:
            return self._opened(film)
        record = json.loads(kept)
        return FilmFacts(**{**record, "stills": tuple(record["stills"])})

    def still(self, film: SeenPhoto, number: int) -> bytes:
        """Return a still as a JPEG without metadata.

        Raises
        ------
        NoFilmError
            If there is none of this number.
        """
        if not 0 <= number < len(self.facts(film).stills):
            raise NoFilmError
        path = self._still_path(film, number)
        found = self._views.read(path)
        if found is None:  # thrown away for room; the facts were used more lately
            self._opened(film)
            found = self._views.read(path)
        if found is None:
            raise NoFilmError
        return found

    def file(self, film: SeenPhoto) -> tuple[Path, FilmFacts]:
        """Return where the film's bytes lie for now, and what is known of it.

        Raises
        ------
        NoFilmError
            If no browser plays it, or the sandbox could not open it.
        """
        facts = self.facts(film)
        if not facts.ending:
            raise NoFilmError
        path = self._film_path(film)
        if not self._views.has(path):
            self._views.keep(film.sha256, path, _shown(film))
        if not self._views.has(path):
            raise NoFilmError
        return path, facts

    def _opened(self, film: SeenPhoto) -> FilmFacts:
        data = _shown(film)
        facts, stills = _seen(data, self._sandbox)
        for number, still in enumerate(stills):
            self._views.keep(film.sha256, self._still_path(film, number), still)
        if facts.ending:
            self._views.keep(film.sha256, self._film_path(film), data)
        record = {name: getattr(facts, name) for name in FilmFacts.__slots__}
        self._views.keep(film.sha256, self._facts_path(film), json.dumps(record).encode())
        return facts

    def _facts_path(self, film: SeenPhoto) -> Path:
        return self._views.path(film.sha256, "facts.json")

    def _still_path(self, film: SeenPhoto, number: int) -> Path:
        return self._views.path(film.sha256, f"still_{number}.jpg")

    def _film_path(self, film: SeenPhoto) -> Path:
        return self._views.path(film.sha256, "undated" if film.is_blind else "film")


def _shown(film: SeenPhoto) -> bytes:
    return undated(film.load()) if film.is_blind else film.load()


def _seen(data: bytes, sandbox: Sandbox) -> tuple[FilmFacts, list[bytes]]:
    try:
        media_type = sniff_recording(data)
        if media_type not in _OPENED:
            return FilmFacts(), []
        told, payload = sandbox.call("film-view", data, media_type)
    except InputError:
        return FilmFacts(), []
    stills: list[bytes] = []
    at = 0
    for one in told["stills"]:
        stills.append(payload[at : at + one["size"]])
        at += one["size"]
    return _facts(media_type, told), stills


def _facts(media_type: str, told: Mapping[str, Any]) -> FilmFacts:
    return FilmFacts(
        ending=_PLAYED.get(media_type, ""),
        media_type=media_type,
        codec=str(told["codec"])[:4],
        height=int(told["height"]),
        width=int(told["width"]),
        fps=float(told["fps"]),
        seconds=float(told["seconds"]),
        stills=tuple(float(one["at"]) for one in told["stills"]),
    )
