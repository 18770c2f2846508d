"""What a page needs to show an examination in a browser: copies of the photos, the maps, the answer in words, and the reports.

Copies are drawn from decoded pixels, so that nothing a file carries beside them comes near a browser.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Final

import cv2
import numpy as np

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.examination import Examination
from fairclaim.domain.exhibit import ExhibitId
from fairclaim.imaging.photo import Photo
from fairclaim.report.html import render_page
from fairclaim.report.pdf import print_page
from fairclaim.report.pictures import Pixels, display_size, jpeg, resize
from fairclaim.report.view import build_page
from fairclaim.report.wording import DOES_NOT_MEAN

COPY_PIXELS: Final = 16_000_000
"""A photo with more is shown reduced: every phone can hold so many."""
COPY_QUALITY: Final = 92
SMALL_PX: Final = 240
"""Longest side of a picture in a strip."""


def exhibition(
    examination: Examination, photos: Mapping[ExhibitId, Photo], *, titles: Mapping[str, Bilingual]
) -> Iterator[tuple[str, bytes]]:
    """Yield files by their names.

    ``ID.jpg`` is a photo, ``small-ID.jpg`` the same for a strip, ``map-N.png`` the map of the finding at place N, and ``page.json``
    the words: what :func:`fairclaim.report.view.build_page` settles, what the answer does not mean, and for each photo the size of its
    copy in pixels.
    """
    sizes: dict[str, dict[str, int]] = {}
    for name, photo in photos.items():
        shown = copy(photo.raster.pixels)
        sizes[name] = {"height": shown.shape[0], "width": shown.shape[1]}
        yield f"{name}.jpg", _encoded(shown)
        small = display_size(shown.shape[0], shown.shape[1], longest=SMALL_PX)
        yield f"small-{name}.jpg", jpeg(resize(shown, *small), quality=80)
    for position, finding in enumerate(examination.findings):
        if finding.map is not None:
            yield f"map-{position}.png", finding.map.png
    words = asdict(build_page(examination, {}, titles))
    meaning = asdict(DOES_NOT_MEAN[examination.verdict.call])
    yield "page.json", json.dumps({**words, "does_not_mean": meaning, "copies": sizes}, ensure_ascii=False).encode()


def reports(
    examination: Examination,
    photos: Mapping[ExhibitId, Photo],
    *,
    titles: Mapping[str, Bilingual],
    fonts: Path | None = None,
) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Yield what can be taken home, by name, with what makes it: that takes a second, and a part for it may be missing."""
    page = build_page(examination, photos, titles)
    yield "report.html", lambda: render_page(page).encode(errors="replace")
    for language in ("zh", "en"):
        yield f"report-{language}.pdf", partial(print_page, page, examination, language=language, fonts=fonts)


def copy(pixels: Pixels) -> Pixels:
    """Return a photo's pixels as they are shown, reduced if they are very many."""
    height, width = pixels.shape[:2]
    if height * width <= COPY_PIXELS:
        return pixels
    longest = int(max(height, width) * (COPY_PIXELS / (height * width)) ** 0.5)
    return resize(pixels, *display_size(height, width, longest=longest))


def _encoded(pixels: Pixels) -> bytes:
    """Encode a large picture quickly; colours at full resolution, so that edges can be compared."""
    settings = [
        cv2.IMWRITE_JPEG_QUALITY,
        COPY_QUALITY,
        cv2.IMWRITE_JPEG_SAMPLING_FACTOR,
        cv2.IMWRITE_JPEG_SAMPLING_FACTOR_444,
    ]
    done, data = cv2.imencode(".jpg", np.ascontiguousarray(pixels[..., ::-1]), settings)
    return bytes(data) if done else jpeg(pixels, quality=COPY_QUALITY, full_colour=True)
