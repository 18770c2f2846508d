"""The report as PDF/A-3b, for platforms and courts that take no HTML; the examination's JSON is attached to it.

It says what the HTML report says, in one language, and shows the same pictures. What came from files is data to the template, never
markup; a character that the font lacks is written as its code, because PDF/A holds no empty boxes.
"""

import json
import re
from base64 import b64decode
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import lru_cache
from importlib import resources
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.examination import Examination
from fairclaim.domain.exhibit import ExhibitId
from fairclaim.imaging.photo import Photo
from fairclaim.report.view import PageView, build_page
from fairclaim.report.wording import DOES_NOT_MEAN
from fairclaim.typesetting import FAMILIES, typeset

STANDARD: Final = "a-3b"
"""PDF/A-3b (ISO 19005-3): for keeping, with a file attached."""
Language = Literal["zh", "en"]
_NO_TITLES: Mapping[str, Bilingual] = MappingProxyType({})
_DATA_URI: Final = re.compile(r"data:image/(jpeg|png);base64,(.+)", re.DOTALL)
_SUFFIX: Final = {"jpeg": "jpg", "png": "png"}
_UNSETTABLE: Final = re.compile(
    "[^ -~\u00a0-\u00ac\u00ae-\u00ff\u0391-\u03a1\u03a3-\u03a9\u03b1-\u03c9\u0401\u0410-\u044f\u0451\u2010-\u2016\u2018-\u201a\u201c-\u201e"
    "\u2020-\u2022\u2025-\u2027\u2030\u2039-\u203a\u2103\u2116\u2122\u2190-\u2199\u2212\u2248\u2260\u2264-\u2267\u2460-\u25ab\u25cb\u25cf"
    "\u2605-\u2606\u3000-\u303f\u3041-\u3096\u3099-\u30ff\u3400-\u4db5\u4e00-\u9fef\uac00-\ud7a3\uff01-\uff9f\uffe0-\uffe6\ufffd]"
)
"""What not every one of the fonts holds."""


def render_pdf(
    examination: Examination,
    photos: Mapping[ExhibitId, Photo],
    *,
    titles: Mapping[str, Bilingual] = _NO_TITLES,
    language: Language = "zh",
    fonts: Path | None = None,
    families: Sequence[str] = FAMILIES,
) -> bytes:
    """Return one examination as PDF/A-3b; the same arguments give the same bytes.

    Parameters
    ----------
    examination, photos, titles
        As :func:`fairclaim.report.html.render_report`.
    language : {"zh", "en"}
        In which it is written.
    fonts : Path, optional
        Folder that is searched for fonts beside the system's own.
    families : sequence of str
        Fonts to set it in; the first that is installed.

    Raises
    ------
    UnavailableError
        If ``typst`` is not installed.
    FontMissingError
        If no font with Chinese characters is.
    """
    page = build_page(examination, photos, titles)
    return print_page(page, examination, language=language, fonts=fonts, families=families)


def print_page(
    view: PageView,
    examination: Examination,
    *,
    language: Language,
    fonts: Path | None = None,
    families: Sequence[str] = FAMILIES,
) -> bytes:
    """Print what is settled already, with the examination attached; see :func:`render_pdf`."""
    files: dict[str, bytes] = {}
    meaning = DOES_NOT_MEAN[examination.verdict.call]
    said = {**asdict(view), "does_not_mean": asdict(meaning)}
    page = {"language": language, "said": _plain(said, language, files)}
    record = json.dumps(examination.to_record(), ensure_ascii=False, indent=1)
    return typeset(
        _template(),
        {},
        standard=STANDARD,
        files={**files, "page.json": json.dumps(page).encode(), "examination.json": record.encode()},
        folder=fonts,
        families=families,
    )


@lru_cache(maxsize=1)
def _template() -> bytes:
    return resources.files("fairclaim.report").joinpath("templates", "report.typ").read_bytes()


def settable(text: str) -> str:
    """Return a text of characters that the fonts hold; others as their code points.

    >>> settable("裂纹 😀.jpg")
    '裂纹 [U+1F600].jpg'
    """
    return _UNSETTABLE.sub(lambda found: f"[U+{ord(found.group()):04X}]", text)


def _plain(value: object, language: Language, files: dict[str, bytes]) -> object:
    """Return what the template reads: one language, pictures as names of files."""
    match value:
        case {"zh": str() as zh, "en": str() as en}:
            return settable(zh if language == "zh" else en)
        case dict():
            return {name: _plain(item, language, files) for name, item in value.items()}
        case list() | tuple():
            return [_plain(item, language, files) for item in value]
        case str():
            picture = _DATA_URI.fullmatch(value)
            if picture is None:
                return settable(value)
            name = f"{len(files)}.{_SUFFIX[picture[1]]}"
            files[name] = b64decode(picture[2])
            return name
        case _:
            return value
