"""What a reviewer looks at in the console beside photos, in a real browser: films in step, and the maps of findings."""

from collections.abc import Iterator

import pytest

from browser.desk import DemoDesk, demo_desk
from browser.review_desk import ONE, QuickExaminer, file_filmed
from browser.test_review import STEP, judge, serious, start
from chromium import Chromium
from fairclaim.demo.shop import TENANT

VIEWER = "document.querySelector('evidence-viewer')"
ROOT = f"{VIEWER}.shadowRoot"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoDesk]:
    with demo_desk(tmp_path_factory.mktemp("desk"), ONE, examiner=QuickExaminer()) as served:
        file_filmed(served.opened.desk, tmp_path_factory.mktemp("films"))
        yield served


def test_two_films_are_stepped_together_by_keys_of_the_console(chromium: Chromium, desk: DemoDesk) -> None:
    page = desk.come_in(chromium, "ann", "/review", width=1440, height=900)
    start(page)
    page.press("4")
    page.wait(f"{VIEWER}.moments.claim === 0")
    while page.value(f"{VIEWER}.moments.reference") is None:
        page.press("q")
        page.settle(0.5)
    for number in (1, 2):
        page.press(".")
        page.wait(f"Math.abs({VIEWER}.moments.claim - {number} / 25) < 0.005")
    page.wait(f"Math.abs({VIEWER}.moments.reference - 0.05) < 0.02")
    page.press(",")
    page.wait(f"Math.abs({VIEWER}.moments.claim - 1 / 25) < 0.005")
    page.press(" ")
    page.wait(f"{VIEWER}.moments.claim > 0.4 && {VIEWER}.moments.reference > 0.3")
    page.press(" ")
    assert serious(page) == []
    page.press("1")
    page.wait(f"{VIEWER}.moments.claim === null && {VIEWER}.pictures.claim")
    page.press("H", shift=True)
    page.wait("location.pathname === '/review'")
    assert [one for one in page.complaints() if not one.startswith("Ignoring tile")] == []
    page.close()


def test_a_findings_map_is_laid_over_the_photo_after_the_own_judgement(chromium: Chromium, desk: DemoDesk) -> None:
    page = desk.come_in(chromium, "ben", "/review", width=1440, height=900)
    start(page)
    claim = page.value("document.getElementById('task').dataset.claim")
    assert page.value(f"fetch('/review/claims/{claim}/maps/0').then((answer) => answer.status)") == 404
    judge(page, "G")
    page.press("o")
    canvas = f"{ROOT}.querySelector('canvas.heat-map')"
    page.wait(f"{ROOT} && {canvas}.width === 1200 && !{canvas}.hidden")
    ink = f"(() => {{ const found = {canvas}.getContext('2d').getImageData(0, 0, 1200, 900).data;"
    ink += " return found.filter((one, place) => place % 4 === 3 && one > 0).length; })()"
    most = page.value(ink)
    assert 0 < most < 300 * 450
    page.press("k")
    assert page.value(ink) < most, "a higher threshold colours less"
    page.press(";")
    assert page.value(f"{canvas}.style.opacity") == "0.4", "half at first, so that what lies below is seen"
    page.press("n")
    page.wait(f"{VIEWER}.region === 0")
    page.value(f"{VIEWER}.act('mode-overlay')")
    assert page.value(f"{VIEWER}.shownMode") == "overlay"
    placed = page.value(f"new DOMMatrix({canvas}.style.transform).a")
    assert placed == pytest.approx(page.value(f"{VIEWER}.view.scale"), rel=1e-3), "it lies on the photo at its size"
    page.press("h")
    assert page.value(f"{canvas}.hidden")
    assert page.value(STEP) == "last-word"
    page.press("H", shift=True)
    page.wait("location.pathname === '/review'")
    page.close()


def test_a_film_that_was_handed_in_as_a_photo_is_played_all_the_same(chromium: Chromium, desk: DemoDesk) -> None:
    page = desk.come_in(chromium, "eve", "/review", width=1440, height=900)
    start(page)
    page.value(
        "(() => { const film = document.querySelector('.thumb[data-number=\"4\"]');"
        " film.dataset.photo = film.dataset.photo.replace('film.json', 'photo.dzi'); })()"
    )
    page.press("4")
    page.wait(f"{VIEWER}.moments.claim === 0")
    page.press("H", shift=True)
    page.wait("location.pathname === '/review'")
    page.close()


def test_kept_films_go_with_the_person(desk: DemoDesk) -> None:
    folder = desk.opened.settings.data / "films"
    kept = folder / "0123" / "film"  # as one that was opened: the tests come in any order
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(b"film")
    desk.opened._forget_views(TENANT, "anybody")  # what erasing calls
    assert not any(folder.rglob("*"))
