"""The viewer in a real browser: what is seen is held against what should be seen, pixel by pixel."""

import io
import json
import time
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from chromium import Page
from picture_house import House

VIEWER = "document.querySelector('evidence-viewer')"
ROOT = f"{VIEWER}.shadowRoot"
STAGE = f"{ROOT}.querySelector('.stage')"
SIZE = (600, 450)
BOX = {"row0": 90, "col0": 400, "row1": 130, "col1": 460}
OTHER_BOX = {"row0": 300, "col0": 60, "row1": 420, "col1": 200}
MAPS: dict[str, list[list[float]]] = {
    "smaller": [[2.0, 0, 0.5], [0, 2.0, 0.5], [0, 0, 1]],
    "turned": [[0, -1.0, 599], [1.0, 0, 0], [0, 0, 1]],
    "mirrored": [[-1.0, 0, 599], [0, 1.0, 0], [0, 0, 1]],
    "mirrored-and-turned": [[0, -1.0, 599], [-1.0, 0, 449], [0, 0, 1]],
    "projective": [[0.92, 0.05, 12], [-0.04, 0.95, 20], [6e-5, -9e-5, 1]],
}
"""From reference to claim pixel centres."""

ALIKE = 3.0
"""Mean difference of levels of one scene drawn from two pictures of other grids; two other parts of it differ by 70."""

Pixels = npt.NDArray[np.uint8]
Visit = Callable[..., Page]


def png(pixels: Pixels) -> bytes:
    return cv2.imencode(".png", cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR))[1].tobytes()


def scene(seed: int = 7) -> Pixels:
    """Soft blots of every colour: no two places look alike, and half a pixel's shift is a small change."""
    coarse = np.random.default_rng(seed).integers(0, 255, (18, 24, 3), dtype=np.uint8)
    return np.asarray(cv2.resize(coarse, SIZE, interpolation=cv2.INTER_CUBIC), np.uint8)


def reference_of(claim: Pixels, name: str) -> Pixels:
    """Return the picture that a map carries onto the claim."""
    sides = {"turned": SIZE[::-1], "mirrored-and-turned": SIZE[::-1], "smaller": (SIZE[0] // 2, SIZE[1] // 2)}
    flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    return np.asarray(cv2.warpPerspective(claim, np.array(MAPS[name]), sides.get(name, SIZE), flags=flags), np.uint8)


def seen(page: Page) -> Pixels:
    bgr = cv2.imdecode(np.frombuffer(page.screenshot(), np.uint8), cv2.IMREAD_COLOR)
    assert bgr is not None
    return np.asarray(cv2.cvtColor(bgr, cv2.COLOR_BGR2RGB), np.uint8)


def frame(page: Page, selector: str) -> tuple[slice, slice]:
    box = page.value(f"{ROOT}.querySelector('{selector}').getBoundingClientRect().toJSON()")
    return slice(round(box["top"]), round(box["bottom"])), slice(round(box["left"]), round(box["right"]))


def middle(pixels: Pixels, share: float = 0.5) -> Pixels:
    rows, cols = pixels.shape[:2]
    row, col = int(rows * (1 - share) / 2), int(cols * (1 - share) / 2)
    return pixels[row : rows - row, col : cols - col]


def unlikeness(one: Pixels, other: Pixels) -> float:
    return float(np.abs(one.astype(np.int16) - other.astype(np.int16)).mean())


def focus(page: Page) -> None:
    page.value(f"{STAGE}.focus()")


def view(page: Page) -> dict[str, float]:
    found: dict[str, float] = page.value(f"{VIEWER}.view")
    return found


@pytest.fixture(scope="module")
def claim() -> Pixels:
    return scene()


@pytest.fixture
def pair(house: House, claim: Pixels) -> Callable[[str], dict[str, object]]:
    def attributes(name: str) -> dict[str, object]:
        matrix = np.array(MAPS[name])
        return {
            "claim": house.picture("claim", png(claim)),
            "reference": house.picture(f"reference-{name}", png(reference_of(claim, name))),
            "homography": " ".join(str(cell) for cell in matrix.ravel()),
            "regions": [BOX, OTHER_BOX],
        }

    return attributes


@pytest.mark.parametrize("name", MAPS)
def test_the_registered_reference_lies_on_the_claim(
    name: str, pair: Callable[..., dict[str, object]], visit: Visit
) -> None:
    page = visit(**{**pair(name), "regions": []}, mode="single")
    focus(page)
    for key in ("+", "ArrowRight", "r", "ArrowUp"):
        page.press(key)
        page.settle(0.5)
        place = frame(page, ".pictures")
        as_claim = middle(seen(page)[place])
        page.press("x")
        page.settle()
        as_reference = middle(seen(page)[place])
        page.press("x")
        assert unlikeness(as_claim, as_reference) < ALIKE, key
        assert as_claim.std() > 20


@pytest.mark.parametrize("name", ["smaller", "turned", "mirrored", "mirrored-and-turned"])
def test_both_panes_show_the_same_thing_whichever_is_moved(
    name: str, pair: Callable[..., dict[str, object]], visit: Visit
) -> None:
    page = visit(**{**pair(name), "regions": []})
    left, right = frame(page, ".layer.at-claim"), frame(page, ".layer.at-reference")

    def apart() -> float:
        page.settle(0.6)
        pixels = seen(page)
        return unlikeness(middle(pixels[left], 0.7), middle(pixels[right], 0.7))

    assert apart() < ALIKE
    before = view(page)
    page.mouse("mouseWheel", 950, 420, deltaX=0, deltaY=-120)
    assert apart() < ALIKE
    page.drag((900, 400), (960, 330))
    assert apart() < ALIKE
    focus(page)
    page.press("r")
    assert apart() < ALIKE
    page.drag((300, 400), (380, 450))
    assert apart() < ALIKE
    after = view(page)
    page.press("2")
    page.press("1")
    assert apart() < ALIKE
    assert after["scale"] > before["scale"] * 1.1
    assert after["degrees"] == pytest.approx(90)
    assert after["mirrored"] is False


def test_the_strict_policy_is_kept_and_nothing_is_fetched_from_elsewhere(
    pair: Callable[..., dict[str, object]], house: House, visit: Visit
) -> None:
    grey = np.zeros(SIZE[::-1], np.uint8)
    heat = house.picture("heat", cv2.imencode(".png", grey)[1].tobytes(), tiled=False)
    page = visit(**pair("projective"), map=heat)
    focus(page)
    for key in "234561nplmrgbvhjk[]{}xcfz.,?":
        page.press(key)
    page.settle()
    assert page.complaints() == []
    assert {address.split("/")[2] for address in page.requested() if address.startswith("http")} == {
        page.value("location.host")
    }


def test_zoom_place_and_turn_stay_through_all_modes(pair: Callable[..., dict[str, object]], visit: Visit) -> None:
    page = visit(**pair("smaller"))
    focus(page)
    for key in ("+", "+", "ArrowRight", "r"):
        page.press(key)
    page.settle(0.6)
    before = view(page)
    for key in "2345616":
        page.press(key)
        page.settle(0.1)
        assert view(page) == pytest.approx(before, rel=1e-3), key


def test_zoom_and_place_stay_when_the_next_item_comes(
    pair: Callable[..., dict[str, object]], house: House, visit: Visit
) -> None:
    page = visit(**pair("smaller"))
    focus(page)
    for key in ("+", "+", "ArrowRight"):
        page.press(key)
    page.settle(0.6)
    before = view(page)
    larger = house.picture("next", png(np.asarray(cv2.resize(scene(9), (1200, 900)), np.uint8)))
    page.value(f"{VIEWER}.addEventListener('picture-ready', () => {{ window.ready = true }}); 0")
    page.value(f"{VIEWER}.setAttribute('claim', '{larger}')")
    page.wait("window.ready")
    page.settle()
    after = view(page)
    assert after["x"] == pytest.approx(2 * before["x"], rel=1e-3)
    assert after["scale"] == pytest.approx(before["scale"] / 2, rel=1e-3)


def test_a_viewer_that_is_taken_away_and_put_back_shows_the_same(
    pair: Callable[..., dict[str, object]], visit: Visit
) -> None:
    page = visit(**pair("smaller"))
    focus(page)
    for key in ("+", "+", "ArrowRight"):
        page.press(key)
    page.settle(0.6)
    before = view(page)
    page.value(
        f"window.viewer = {VIEWER}; window.viewer.addEventListener('picture-ready', () => {{ window.ready = true }});"
        "window.viewer.remove(); 0"
    )
    page.settle(0.2)
    page.value("document.querySelector('main').append(window.viewer)")
    page.wait("window.ready")
    page.settle()
    assert view(page) == pytest.approx(before, rel=1e-3)


def test_each_item_is_shown_whole_if_asked(pair: Callable[..., dict[str, object]], house: House, visit: Visit) -> None:
    page = visit(**pair("smaller"), fit_each="")
    fitted = view(page)
    focus(page)
    page.press("+")
    page.settle()
    page.value(f"{VIEWER}.addEventListener('picture-ready', () => {{ window.ready = true }}); 0")
    page.value(f"{VIEWER}.setAttribute('claim', '{house.picture('same-size', png(scene(12)))}')")
    page.wait("window.ready")
    page.settle()
    assert view(page) == pytest.approx(fitted)


def test_the_next_item_is_there_in_a_third_of_a_second(house: House, visit: Visit, claim: Pixels) -> None:
    large = np.asarray(cv2.resize(scene(21), (4000, 3000)), np.uint8)
    page = visit(claim=house.picture("claim", png(claim)))
    ahead = house.picture("photo-ahead", cv2.imencode(".jpg", large)[1].tobytes())
    page.value(f"{VIEWER}.prefetch('{ahead}')")
    took_ms = page.value(
        f"""new Promise((resolve) => {{
          const started = performance.now();
          {VIEWER}.addEventListener('picture-ready', () => requestAnimationFrame(() => resolve(performance.now() - started)));
          {VIEWER}.setAttribute('claim', '{ahead}');
        }})"""
    )
    print(f"next item after {took_ms:.0f} ms")  # noqa: T201  (kept by pytest -s)
    assert took_ms < 1000  # the goal is 300 ms; a loaded machine is no fault of the page


def test_regions_are_stepped_by_key_with_no_jump_of_the_zoom(
    pair: Callable[..., dict[str, object]], visit: Visit
) -> None:
    page = visit(**pair("smaller"))
    page.value(
        f"window.told = []; {VIEWER}.addEventListener('region-change', (event) => window.told.push(event.detail.index)); 0"
    )
    focus(page)
    for _ in range(4):
        page.press("+")
    page.settle(0.6)
    scale = view(page)["scale"]
    indices = []
    for key in ("n", "n", "n", "p"):
        page.press(key)
        page.settle(0.5)
        indices.append(page.value(f"{VIEWER}.region"))
    assert indices == page.value("window.told") == [0, 1, 0, 1]
    assert view(page)["scale"] <= scale
    assert view(page)["x"] == pytest.approx((OTHER_BOX["col0"] + OTHER_BOX["col1"]) / 2, abs=1)
    boxes = page.value(f"{ROOT}.querySelectorAll('.at-claim .marks polygon.current:not(.under)').length")
    assert boxes == 1
    page.press("c")
    assert page.value(f"{ROOT}.querySelectorAll('.marks polygon').length") == 0


def test_a_box_is_drawn_around_its_pixels_in_both_pictures(
    pair: Callable[..., dict[str, object]], visit: Visit
) -> None:
    page = visit(**pair("smaller"))
    page.value(f"{VIEWER}.view = {{x: 430, y: 110, scale: 4, degrees: 0}}; 0")
    page.settle(0.5)
    for side in ("claim", "reference"):
        points = page.value(
            f"[...{ROOT}.querySelectorAll('.over.at-{side} polygon:not(.under)')].map((one) => one.getAttribute('points'))"
        )
        size = page.value(f"[{ROOT}.querySelector('.layer.at-{side}').clientWidth, {STAGE}.clientHeight]")
        corners = np.array([[float(cell) for cell in pair_.split(",")] for pair_ in points[0].split()])
        expected = np.array(size) / 2 + 4 * np.array([[-30, -20], [30, -20], [30, 20], [-30, 20]])
        assert np.abs(corners - expected).max() < 1.5, side


def test_the_map_is_laid_on_the_claim_from_its_threshold_on(
    pair: Callable[..., dict[str, object]], house: House, visit: Visit
) -> None:
    grey = np.zeros(SIZE[::-1], np.uint8)
    grey[90:130, 400:460] = 128
    heat = house.picture("heat", cv2.imencode(".png", grey)[1].tobytes(), tiled=False)
    page = visit(**{**pair("smaller"), "regions": []}, map=heat, mode="single")
    focus(page)

    def coloured() -> npt.NDArray[np.intp]:
        page.press("h")
        page.settle()
        without = seen(page)
        page.press("h")
        page.settle()
        return np.argwhere(
            np.abs(seen(page)[frame(page, ".stage")].astype(int) - without[frame(page, ".stage")]).max(2) > 24
        )

    where = coloured()
    now = view(page)
    size = page.value(f"[{STAGE}.clientHeight, {STAGE}.clientWidth]")
    low = (where.min(0) - np.array(size) / 2) / now["scale"] + (now["y"], now["x"])
    high = (where.max(0) + 1 - np.array(size) / 2) / now["scale"] + (now["y"], now["x"])
    assert np.abs(low - (90, 400)).max() < 1.5
    assert np.abs(high - (130, 460)).max() < 1.5
    for _ in range(6):
        page.press("k")
    assert len(coloured()) == 0


@pytest.mark.parametrize("tiled", [True, False])
def test_the_loupe_shows_the_pixels_as_they_are(tiled: bool, claim: Pixels, house: House, visit: Visit) -> None:  # noqa: FBT001  (a parameter of the test)
    page = visit(claim=house.picture("claim", png(claim), tiled=tiled))
    page.value(f"{VIEWER}.view = {{x: 100.5, y: 60.5, scale: 3}}; 0")
    focus(page)
    page.press("l")
    page.wait(f"{ROOT}.querySelector('.loupe figcaption').textContent.includes('RGB')")
    red, green, blue = claim[60, 100]
    text = page.value(f"{ROOT}.querySelector('.loupe figcaption').textContent")
    assert text == f"Claim photo · x 100 y 60 · RGB {red} {green} {blue}"


def test_a_measure_is_in_pixels_of_the_claim_by_mouse_and_by_key(
    pair: Callable[..., dict[str, object]], visit: Visit
) -> None:
    page = visit(**pair("smaller"), mode="single")
    page.value(f"{VIEWER}.view = {{x: 300, y: 225, scale: 2, degrees: 0}}; 0")
    focus(page)
    page.press("m")
    before = view(page)
    page.drag((500, 300), (560, 380))
    length = page.value(f"{ROOT}.querySelector('.readout').value")
    assert length.startswith("50.0 px (Δx 30.0, Δy 40.0")
    assert view(page) == before
    page.press("m")
    page.press("m")
    page.press("Enter")
    page.press("ArrowRight")
    page.settle(0.6)
    page.press("Enter")
    width = page.value(f"{STAGE}.clientWidth")
    length = page.value(f"{ROOT}.querySelector('.readout').value")
    assert float(length.split()[0]) == pytest.approx(0.15 * width / 2, abs=0.5)


def test_a_changed_look_is_marked_as_view_only_and_taken_back(
    pair: Callable[..., dict[str, object]], visit: Visit
) -> None:
    page = visit(**pair("smaller"))
    note = f"{ROOT}.querySelector('.note.look')?.textContent"
    assert page.value(note) is None
    place = frame(page, ".layer.at-claim")
    as_received = middle(seen(page)[place])
    focus(page)
    page.press("]")
    page.press("}", shift=True)
    page.settle()
    assert page.value(note) == "View only: not as received"
    assert unlikeness(middle(seen(page)[place]), as_received) > 5
    page.press("v")
    page.settle()
    assert page.value(note) is None
    assert unlikeness(middle(seen(page)[place]), as_received) < 0.1


def test_unpleasant_pictures_come_grey_and_blurred_if_asked(
    pair: Callable[..., dict[str, object]], visit: Visit
) -> None:
    page = visit(**{**pair("smaller"), "regions": []}, guard="grey blur")
    pixels = middle(seen(page)[frame(page, ".layer.at-claim")])
    assert np.abs(pixels.astype(int) - pixels.mean(2, keepdims=True)).max() < 3
    assert page.value(f"{ROOT}.querySelector('.note.look').textContent") == "View only: not as received"


def test_little_motion_means_that_flicker_waits_for_a_key(pair: Callable[..., dict[str, object]], visit: Visit) -> None:
    page = visit(**pair("smaller"), mode="flicker", look={"still": True})
    shown = f"{ROOT}.querySelector('.layer.at-reference').style.opacity"
    focus(page)
    states = {page.value(shown)}
    for _ in range(6):
        page.settle(0.3)
        states.add(page.value(shown))
    assert states == {"0"}
    page.press(" ")
    assert page.value(shown) == "1"


def test_flicker_changes_by_itself_and_never_more_than_three_times_a_second(
    pair: Callable[..., dict[str, object]], visit: Visit
) -> None:
    page = visit(**pair("smaller"), mode="flicker")
    focus(page)
    for _ in range(9):
        page.press(".")
    page.value(
        f"window.changes = 0; new MutationObserver((all) => {{ window.changes += all.length ? 1 : 0 }}).observe("
        f"{ROOT}.querySelector('.over.at-claim .caption'), {{attributes: true, attributeFilter: ['hidden']}}); 0"
    )
    page.settle(2.1)
    assert 4 <= page.value("window.changes") <= 7


def test_keys_can_be_changed_in_the_help_and_are_remembered(
    pair: Callable[..., dict[str, object]], visit: Visit
) -> None:
    page = visit(**pair("smaller"), remember="test-keys")
    page.value("localStorage.clear()")
    focus(page)
    page.press("?", shift=True)
    dialog = f"{ROOT}.querySelector('dialog')"
    assert page.value(f"{dialog}.open")
    page.click(f"{dialog}.querySelector('[data-action=next-region]')")
    page.press("w")
    assert page.value(f"{VIEWER}.keys") == {"next-region": ["w"]}
    page.press("Escape")
    assert not page.value(f"{dialog}.open")
    focus(page)
    page.press("n")
    assert page.value(f"{VIEWER}.region") == -1
    page.press("w")
    assert page.value(f"{VIEWER}.region") == 0
    assert json.loads(page.value("localStorage.getItem('test-keys')"))["keys"] == {"next-region": ["w"]}
    again = visit(**pair("smaller"), remember="test-keys")
    assert again.value(f"{VIEWER}.keys") == {"next-region": ["w"]}


def test_everything_is_reached_by_keyboard_and_named(pair: Callable[..., dict[str, object]], visit: Visit) -> None:
    page = visit(**pair("smaller"), mode="slider")
    nameless = page.value(
        f"[...{ROOT}.querySelectorAll('button, input, [tabindex=\"0\"]')].filter((one) => !(one.ariaLabel || one.textContent"
        " || one.closest('label'))).map((one) => one.outerHTML)"
    )
    assert nameless == []
    stops = page.value(
        f"[...{ROOT}.querySelectorAll('.toolbar button, .toolbar input')]"
        ".filter((one) => one.tabIndex === 0 && !one.closest('[hidden]')).length"
    )
    assert stops == 1
    page.press("Tab")
    assert page.value(f"{ROOT}.activeElement.closest('.toolbar') !== null")
    page.press("ArrowRight")
    assert page.value(f"{ROOT}.activeElement.dataset.action") in {"mode-overlay", "mode-flicker"}
    page.value(f"{ROOT}.querySelector('.divider').focus()")
    before = page.value(f"{ROOT}.querySelector('.divider').ariaValueNow")
    page.press("ArrowRight")
    assert int(page.value(f"{ROOT}.querySelector('.divider').ariaValueNow")) == int(before) + 2


def test_keys_outside_of_the_viewer_are_left_alone(pair: Callable[..., dict[str, object]], visit: Visit) -> None:
    page = visit(**pair("smaller"))
    page.press("2")
    assert page.value(f"{VIEWER}.mode") == "side"


def test_chinese_pages_speak_chinese(pair: Callable[..., dict[str, object]], visit: Visit) -> None:
    page = visit(**pair("smaller"), lang="zh-Hans")
    assert page.value(f"[...{ROOT}.querySelectorAll('.modes button')].map((one) => one.textContent)") == [
        "并排",
        "叠加",
        "滑块",
        "闪烁",
        "差异",
        "单图",
    ]
    assert page.value(f"{ROOT}.querySelector('.over.at-claim .caption').textContent") == "申诉图片"


def test_labels_are_text_and_run_nothing(pair: Callable[..., dict[str, object]], visit: Visit) -> None:
    label = "<img src=x onerror='window.ran = 1'><script>window.ran = 1</script>"
    page = visit(**{**pair("smaller"), "regions": [{**BOX, "label": label}]}, claim_label=label)
    focus(page)
    page.press("n")
    page.settle()
    assert page.value(f"{ROOT}.querySelector('.over.at-claim .caption').textContent") == label
    assert page.value(f"{ROOT}.querySelector('.said').textContent") == f"Region 1 / 1: {label}"
    assert page.value("window.ran ?? null") is None


def test_a_picture_that_cannot_be_shown_says_so(pair: Callable[..., dict[str, object]], visit: Visit) -> None:
    page = visit(**{**pair("smaller"), "claim": "/tiles/nothing.dzi"}, lang="zh")
    page.wait(f"{ROOT}.querySelector('.note.bad')")
    assert page.value(f"{ROOT}.querySelector('.note.bad').textContent").startswith("图片无法显示")


def test_pictures_that_were_not_registered_say_so_when_laid_over_each_other(
    pair: Callable[..., dict[str, object]], visit: Visit
) -> None:
    page = visit(**{**pair("smaller"), "homography": "none"}, mode="overlay")
    text = page.value(f"{ROOT}.querySelector('.notes').textContent")
    assert "Not registered" in text
    assert "malformed" in text


def test_without_a_reference_there_is_one_picture_and_no_way_to_compare(
    claim: Pixels, house: House, visit: Visit
) -> None:
    page = visit(claim=house.picture("claim", png(claim), tiled=False))
    assert page.value(f"{VIEWER}.shownMode") == "single"
    assert page.value(f"[...{ROOT}.querySelectorAll('.modes button')].filter((one) => one.disabled).length") == 5
    assert seen(page)[frame(page, ".pictures")].std() > 20


def test_a_picture_with_a_missing_tile_says_that_it_is_incomplete(house: House, visit: Visit) -> None:
    address = house.picture("torn", png(np.asarray(cv2.resize(scene(5), (3000, 2250)), np.uint8)))
    page = visit(claim=address, lang="zh")
    house.lose("torn")
    page.value(f"{VIEWER}.view = {{scale: 2}}; 0")
    page.wait(f"{ROOT}.querySelector('.notes').textContent.includes('不完整')")


def test_the_next_item_can_be_fetched_ahead(house: House, visit: Visit, claim: Pixels) -> None:
    page = visit(claim=house.picture("claim", png(claim)))
    ahead = house.picture("ahead", png(scene(11)))
    page.value(f"{VIEWER}.prefetch('{ahead}')")
    assert any("/ahead_files/10/0_0.png" in address for address in page.requested())


def test_a_plain_photo_stands_upright(house: House, visit: Visit) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turn clockwise to see it
    file = io.BytesIO()
    Image.fromarray(scene()).save(file, "JPEG", quality=95, exif=exif)
    page = visit(claim=house.picture("upright", file.getvalue(), tiled=False))
    assert (view(page)["x"], view(page)["y"]) == (SIZE[1] / 2, SIZE[0] / 2)
    focus(page)
    page.value(f"{VIEWER}.view = {{x: 100.5, y: 60.5, scale: 3}}; 0")
    page.press("l")
    page.wait(f"{ROOT}.querySelector('.loupe figcaption').textContent.includes('RGB')")
    said = page.value(f"{ROOT}.querySelector('.loupe figcaption').textContent").split("RGB ")[1].split()
    assert np.abs(np.array(said, int) - np.rot90(scene(), -1)[60, 100].astype(int)).max() < 12


@pytest.mark.slow
def test_fifty_million_pixels_are_seen_soon_and_move_smoothly(house: House, visit: Visit) -> None:
    coarse = scene(3)
    photo = np.asarray(cv2.resize(coarse, (8660, 5773), interpolation=cv2.INTER_LINEAR), np.uint8)
    data = cv2.imencode(".jpg", photo, [cv2.IMWRITE_JPEG_QUALITY, 90])[1].tobytes()
    other = cv2.imencode(".jpg", photo[::-1], [cv2.IMWRITE_JPEG_QUALITY, 90])[1].tobytes()
    started = time.monotonic()
    page = visit(claim=house.picture("large", data), reference=house.picture("large-too", other))
    assert time.monotonic() - started < 20
    focus(page)
    rate = page.value(
        f"""(async () => {{
          const viewer = {VIEWER};
          let frames = 0;
          const started = performance.now();
          while (performance.now() - started < 3000) {{
            viewer.view = {{scale: 0.08 + 0.04 * Math.sin(frames / 15), x: 4330 + 600 * Math.sin(frames / 20)}};
            await new Promise(requestAnimationFrame);
            frames += 1;
          }}
          return frames / 3;
        }})()"""
    )
    print(f"50 MP: {rate:.0f} frames/s, both panes, software drawing")  # noqa: T201  (kept by pytest -s)
    assert rate > 20
    page.press("z")
    page.settle(3)
    finest = [address for address in page.requested() if "/large_files/14/" in address]
    assert 0 < len(finest) < 40


@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing(
    dark: bool,  # noqa: FBT001  (a parameter of the test)
    pair: Callable[..., dict[str, object]],
    visit: Visit,
    checkout: Path,
) -> None:
    axe = checkout / "web-ui" / "node_modules" / "axe-core" / "axe.min.js"
    if not axe.is_file():
        pytest.skip("no axe-core: run make web")
    page = visit(**pair("smaller"), look={"dark": dark})
    page.value(axe.read_text(encoding="utf-8") + ";0")
    focus(page)
    for key in ("n", "3", "?"):
        page.press(key)
        found = page.value(
            "axe.run(document, {resultTypes: ['violations']}).then((result) => result.violations.map((one) =>"
            " [one.id, one.nodes.map((node) => node.target.join(' '))]))"
        )
        assert found == [], key
