"""The built files of the pages: scripts and styles by the names their sources have, served under hashed ones.

``make web`` builds them from ``web-ui/`` into ``static/`` beside this module, together with ``manifest.json``. A hashed
name stands for one content for ever, so a browser may keep it. Nothing but what the manifest lists is ever served.
"""

import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Self

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UnavailableError, UsageError

BUILT = Path(__file__).with_name("static")
CACHE_CONTROL = "public, max-age=31536000, immutable"
_MEDIA_TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}


class NotBuiltError(UnavailableError):
    """The pages' files are not there."""

    code = "pages-not-built"

    def __init__(self, folder: Path) -> None:
        super().__init__(
            Bilingual(
                f"{folder.name} 中没有网页文件。请运行 make web，或安装发布的 wheel。",
                f"The pages' files are not in {folder.name}. Run make web, or install a released wheel.",
            )
        )


class NoSuchFileError(UsageError):
    """No built file has this name."""

    code = "no-such-file"

    def __init__(self, name: str) -> None:
        super().__init__(
            Bilingual(f"没有名为 {name[:80]} 的网页文件。", f"No file of the pages is called {name[:80]}.")
        )


@dataclass(frozen=True, slots=True)
class StaticFile:
    """One built file, ready to be sent.

    Parameters
    ----------
    name : str
        As its source is called, such as ``evidence-viewer.js``.
    served_as : str
        The hashed name.
    media_type : str
        For ``Content-Type``; send ``X-Content-Type-Options: nosniff`` with it.
    integrity : str
        For the attribute ``integrity``: ``sha256-`` and base64.
    data : bytes
    gzipped : bytes
        The same for a browser that takes ``Content-Encoding: gzip``; send ``Vary: Accept-Encoding`` with either.
    """

    name: str
    served_as: str
    media_type: str
    integrity: str
    data: bytes
    gzipped: bytes


class StaticFiles:
    """All built files, read once.

    Parameters
    ----------
    files : mapping of str to StaticFile
        By the names of their sources.
    prefix : str
        Where they are served.

    Examples
    --------
    >>> StaticFiles.load().href("tokens.css").startswith("/static/tokens-")
    True
    """

    def __init__(self, files: Mapping[str, StaticFile], *, prefix: str = "/static/") -> None:
        self._files = dict(files)
        self._served = {file.served_as: file for file in files.values()}
        self.prefix = prefix

    @classmethod
    def load(cls, folder: Path = BUILT, *, prefix: str = "/static/") -> Self:
        """Read what ``make web`` built.

        Raises
        ------
        NotBuiltError
            If the manifest or a file of it is missing or malformed.
        """
        try:
            manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
            files = {name: _read(folder, name, entry) for name, entry in manifest["files"].items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as exc:
            raise NotBuiltError(folder) from exc
        return cls(files, prefix=prefix)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the sources, sorted."""
        return tuple(sorted(self._files))

    def href(self, name: str) -> str:
        """Return the address of a file for a page.

        Raises
        ------
        NoSuchFileError
            If no file is called so.
        """
        return self.prefix + self._find(self._files, name).served_as

    def integrity(self, name: str) -> str:
        """Return the digest of a file for the attribute ``integrity``; errors as `href`."""
        return self._find(self._files, name).integrity

    def served(self, hashed_name: str) -> StaticFile:
        """Return the file that is served under a hashed name; errors as `href`."""
        return self._find(self._served, hashed_name)

    @staticmethod
    def _find(files: Mapping[str, StaticFile], name: str) -> StaticFile:
        try:
            return files[name]
        except KeyError as exc:
            raise NoSuchFileError(name) from exc


@cache
def built_files() -> StaticFiles:
    """Return the files of this installation; errors as `StaticFiles.load`."""
    return StaticFiles.load()


def _read(folder: Path, name: str, entry: Mapping[str, str]) -> StaticFile:
    served_as = entry["file"]
    if Path(served_as).name != served_as:
        raise ValueError(served_as)
    data = (folder / served_as).read_bytes()
    return StaticFile(
        name=name,
        served_as=served_as,
        media_type=_MEDIA_TYPES[Path(served_as).suffix],
        integrity=entry["integrity"],
        data=data,
        gzipped=gzip.compress(data, mtime=0),
    )
