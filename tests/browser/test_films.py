"""Films in the viewer, in a real browser: single frames both ways, two in step, and what is said where a film cannot be played."""

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from browser.conftest import VIEWER
from chromium import Chromium, Page
from picture_house import House
from small_films import WIDTH, number_film

ROOT = f"{VIEWER}.shadowRoot"
AXE = Path(__file__).resolve().parents[2] / "web-ui" / "node_modules" / "axe-core" / "axe.min.js"
Visit = Callable[..., Page]


@pytest.fixture(scope="module")
def films(house: House, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the addresses of films: of a claim, of packing (another pace), and one that no browser plays."""
    folder = tmp_path_factory.mktemp("films")
    made = {
        "claim": number_film(folder / "claim.webm", frames=60),
        "packing": number_film(folder / "packing.webm", frames=50, fps=20.0, tint=120),
        "old": number_film(folder / "old.avi", frames=30, codec="MJPG"),
        "broken": b"\x1aE\xdf\xa3" + bytes(500),
    }
    return {name: house.film(name, data) for name, data in made.items()}


@pytest.fixture
def visit(chromium: Chromium, house: House) -> Visit:
    """Open a page with a viewer of films and wait until they are there."""

    def open_page(*, lang: str = "en", look: dict[str, object] | None = None, **attributes: object) -> Page:
        page = chromium.open(house.page(f"films-{len(attributes)}-{lang}", lang=lang, **attributes), **(look or {}))
        page.wait(f"{VIEWER}?.shadowRoot")
        page.value("window.ready = [], window.addEventListener('picture-ready', (one) => ready.push(one.detail.side))")
        for side in ("claim", "reference"):
            if side in attributes and "film" in str(attributes[side]):
                page.wait(f"{VIEWER}.moments.{side} !== null")
        page.value(f"{VIEWER}.focus()")
        return page

    return open_page


def number_seen(page: Page, side: str = "claim") -> int:
    """Return which frame is on the screen: as many columns of 4 pixels are white."""
    page.settle(0.15)
    pixels = np.asarray(Image.open(io.BytesIO(page.screenshot())).convert("L"), int)
    box = page.value(f"{ROOT}.querySelector('.film.at-{side}').getBoundingClientRect().toJSON()")
    top, left, width, height = (box[name] for name in ("top", "left", "width", "height"))
    across = min(width, height * 16 / 9)
    row = pixels[int(top + height / 2 - across * 9 / 16 / 4), int(left) : int(left + width)]
    return round(float((row > 150).sum()) / float(across) * WIDTH / 4)


def moments(page: Page) -> dict[str, float]:
    return dict(page.value(f"{VIEWER}.moments"))


def press(page: Page, key: str, *, shift: bool = False) -> None:
    before = page.value(f"JSON.stringify({VIEWER}.moments)")
    page.press(key, shift=shift)
    page.wait(f"JSON.stringify({VIEWER}.moments) !== {before!r}", 5)


def test_every_frame_is_stepped_through_both_ways(visit: Visit, films: dict[str, str]) -> None:
    page = visit(claim=films["claim"])
    assert number_seen(page) == 0
    for number in range(1, 6):
        press(page, ".")
        assert moments(page)["claim"] == pytest.approx(number / 25, abs=0.002)
        assert number_seen(page) == number
    for number in (4, 3):
        press(page, ",")
        assert number_seen(page) == number
    press(page, "PageDown")
    assert number_seen(page) == 28
    press(page, "Home")
    assert number_seen(page) == 0
    page.press(",")
    page.settle()
    assert number_seen(page) == 0, "before the first frame there is none"
    assert page.complaints() == []


def test_a_film_plays_pauses_changes_speed_and_loops(visit: Visit, films: dict[str, str]) -> None:
    page = visit(claim=films["claim"])
    video = f"{ROOT}.querySelector('video')"
    page.press(">", shift=True)
    page.press(">", shift=True)
    assert page.value(f"{video}.playbackRate") == 2
    assert page.value(f"{ROOT}.querySelector('.rate').value") == "2×"
    page.press("i")
    page.press(" ")
    page.wait(f"!{video}.paused && {VIEWER}.moments.claim > 0.2")
    page.value(f"{video}.addEventListener('ended', () => {{ window.hasEnded = true }}); {video}.currentTime = 2.2; 0")
    page.wait(f"window.hasEnded && !{video}.paused && {VIEWER}.moments.claim > 0.1 && {VIEWER}.moments.claim < 2", 5)
    page.press(" ")
    page.wait(f"{video}.paused")
    at = moments(page)["claim"]
    page.settle()
    assert moments(page)["claim"] == pytest.approx(at, abs=0.05)
    assert page.value(f"{ROOT}.querySelector('[data-action=film-loop]').ariaPressed") == "true"


def test_two_films_go_in_step_and_keep_the_distance_that_was_chosen(visit: Visit, films: dict[str, str]) -> None:
    page = visit(claim=films["claim"], reference=films["packing"], look={"width": 1200})
    assert page.value(f"{VIEWER}.shownMode") == "side"
    page.press("J", shift=True)  # each by itself, to bring the packing to the moment that fits
    press(page, "PageDown")
    assert moments(page) == {"claim": pytest.approx(1.0, abs=0.05), "reference": 0}
    page.press("X", shift=True)
    press(page, ".")
    assert moments(page) == {"claim": pytest.approx(1.0, abs=0.05), "reference": pytest.approx(0.05, abs=0.003)}
    page.press("J", shift=True)  # and in step from here on
    for _ in range(5):
        press(page, ".")
    page.settle(0.3)
    assert (number_seen(page), number_seen(page, "reference")) == (30, 5), (
        "a fifth of a second on, by each one's own pace"
    )
    page.press(" ")
    page.wait(f"{VIEWER}.moments.claim > 1.7")
    apart = page.value(f"{VIEWER}.moments.claim - {VIEWER}.moments.reference")
    assert apart == pytest.approx(0.95, abs=0.15)
    page.press(" ")
    assert page.complaints() == []


def test_both_films_are_zoomed_and_moved_together(visit: Visit, films: dict[str, str]) -> None:
    page = visit(claim=films["claim"], reference=films["packing"])
    page.press("+")
    page.press("ArrowRight")
    found = page.value(f"[...{ROOT}.querySelectorAll('.film-frame')].map((one) => one.style.transform)")
    assert found[0] == found[1]
    assert "scale(1.25" in found[0]
    assert "translate(-1" in found[0]
    page.press("f")
    assert "scale(1)" in page.value(f"{ROOT}.querySelector('.film-frame').style.transform")


def test_where_a_film_cannot_be_played_there_are_frames_and_the_download(visit: Visit, films: dict[str, str]) -> None:
    page = visit(claim=films["old"], lang="zh")
    said = f"{ROOT}.querySelector('.film.at-claim .film-note')"
    assert page.value(f"{said}.textContent").startswith("此浏览器无法播放该视频（MJPG）。以下是其中 12 帧")
    assert page.value(f"{said}.querySelector('a').getAttribute('href')").endswith("/pictures/old")
    first = number_seen(page)
    press(page, ".")
    assert number_seen(page) > first
    assert page.value(f"{ROOT}.querySelector('[data-action=film-play]').disabled")
    page = visit(claim=films["broken"])
    assert page.value(f"{said}.textContent").startswith("This film could not be opened")


@pytest.mark.parametrize("width", [390, 1200])
def test_the_controls_are_accessible(visit: Visit, films: dict[str, str], width: int) -> None:
    if not AXE.exists():
        pytest.skip("axe-core is not here: run make web")
    page = visit(
        claim=films["claim"], reference=films["packing"], look={"width": width, "height": 844, "dark": width > 1000}
    )
    page.value(AXE.read_text(encoding="utf-8") + "; 1")
    found = page.value("axe.run(document).then((done) => done.violations.map((one) => one.id))")
    assert found == []
    assert page.value("document.documentElement.scrollWidth <= innerWidth")
