"""Check a photo in a real browser: drop, watch, read, look, take home; and files that mean harm."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from browser.check_page import carry
from chromium import Chromium, Page
from fairclaim.benchmark.channels import jpeg, resize_jpeg
from fairclaim.compose import open_desk
from fairclaim.settings import Settings
from fairclaim.web.server import WebServer, free_port
from hostile_files import assert_nothing_happened, hostile_files, with_evil_metadata
from unit.forensics.material import cracked, picture

PHONE = {"width": 390, "height": 844, "dark": True, "still": True}


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A desk that examines."""
    folder = tmp_path_factory.mktemp("desk")
    settings = Settings(data=folder, port=free_port("127.0.0.1"), examiners=1)
    with open_desk(settings) as opened:
        server = WebServer(opened.application(opened.door()), port=settings.port)
        server.start()
        yield server.url
        server.stop()
    assert not (folder / "checks").exists(), "nothing is kept"


def come(chromium: Chromium, url: str, language: str, **look: Any) -> Page:
    page = chromium.open(f"{url}/check", **look)
    if page.value("document.documentElement.lang") != {"en": "en", "zh": "zh-CN"}[language]:
        page.submit("form[action='/language']")
    return page


def thumbs(page: Page, role: str) -> list[str]:
    found: list[str] = page.value(
        f"[...document.querySelectorAll('.drop[data-role={role}] .thumbs bdi')].map((one) => one.textContent)"
    )
    return found


def text(page: Page, selector: str) -> str:
    return str(page.value(f"document.querySelector({selector!r})?.innerText ?? ''"))


def assert_accessible(page: Page, checkout: Path) -> None:
    axe = checkout / "web-ui" / "node_modules" / "axe-core" / "axe.min.js"
    if axe.is_file():
        page.value(axe.read_text(encoding="utf-8") + ";0")
        found = page.value(
            "axe.run(document, {resultTypes: ['violations']}).then((result) => result.violations.map((one) =>"
            " [one.id, one.nodes.map((node) => node.target.join(' '))]))"
        )
        assert found == []


LOOKS: dict[str, dict[str, Any]] = {"en": {}, "zh": PHONE}
HEADLINES = {
    "en": "The claim photo is the listing picture with a local change.",
    "zh": "索赔照片就是商家的商品图，只是局部有改动。",
}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_merchant_drops_two_pictures_and_reads_the_answer(
    chromium: Chromium, url: str, checkout: Path, language: str
) -> None:
    claim, listing = resize_jpeg(cracked("coffee").pixels).data, jpeg(picture("coffee"), quality=92)
    page = come(chromium, url, language, **LOOKS[language])
    carry(page, "claim", [("wrong.jpg", listing), ("buyer.jpg", claim)])
    carry(page, "claim", [("buyer.jpg", claim)], how="paste")
    carry(page, "listing", [("listing.jpg", listing)], how="paste")
    assert (thumbs(page, "claim")[:2], thumbs(page, "listing")) == (["wrong.jpg", "buyer.jpg"], ["listing.jpg"])
    while len(thumbs(page, "claim")) > 1:
        which = 0 if thumbs(page, "claim")[0] == "wrong.jpg" else 1
        page.value(f"document.querySelectorAll('.drop[data-role=claim] .thumbs button')[{which}].click()")
    assert page.value("document.querySelector('input[name=claim]').files.length") == 1
    assert_accessible(page, checkout)
    page.value("document.querySelector('button.primary').focus()")
    page.press(" ")
    page.wait(
        "document.querySelector('.checks li[data-outcome=fail] .says')?.textContent || document.querySelector('.answer')"
    )
    page.wait("document.querySelector('.answer h1')", 60)
    assert text(page, ".answer h1") == HEADLINES[language]
    assert (
        page.value("document.querySelector('.answer').compareDocumentPosition(document.querySelector('#evidence'))") & 4
    )
    page.wait("document.querySelector('evidence-viewer').pictures?.claim")
    assert page.value("document.querySelector('evidence-viewer').regions.length") >= 1
    assert_accessible(page, checkout)
    page.value("document.querySelector('.finding[data-outcome=fail] button.look').click()")
    page.wait("document.querySelector('evidence-viewer').region === 0")
    page.value("document.querySelector('.strip a[data-role=listing]').click()")
    assert page.value("document.querySelector('evidence-viewer').getAttribute('homography')")
    for file in ("report.html", f"report-{language}.pdf", "examination.json"):
        got = page.value(f"fetch(location.href + '/files/{file}').then((answer) => answer.status)")
        assert got in ({200, 503} if file.endswith(".pdf") else {200}), file  # a machine may lack typst or the font
    about = page.value("document.querySelector('.finding a').href")
    assert "/check/about/derived-from-reference" in about
    assert_nothing_happened(page, url)
    gone = page.value("location.href")
    page.submit("form[action$='/remove']")
    assert page.value("location.search") == "?removed=1"
    assert page.value(f"fetch({gone!r}).then((answer) => answer.status)") == 404
    page.close()


def test_without_scripts_the_form_waits_and_answers(chromium: Chromium, url: str, tmp_path: Path) -> None:
    files = {"claim": tmp_path / "claim.jpg", "listing": tmp_path / "listing.jpg"}
    files["claim"].write_bytes(resize_jpeg(cracked("coffee").pixels).data)
    files["listing"].write_bytes(jpeg(picture("coffee"), quality=92))
    page = come(chromium, url, "en")
    page._ask("Emulation.setScriptExecutionDisabled", value=True)
    page.go(f"{url}/check")
    for role, path in files.items():
        found = page._ask("Runtime.evaluate", expression=f"document.querySelector('input[name={role}]')")
        page._ask("DOM.setFileInputFiles", files=[str(path)], objectId=found["result"]["objectId"])
    page.click("document.querySelector('button.primary')")
    page.wait("document.querySelector('.answer h1')", 60)
    assert text(page, ".answer h1") == HEADLINES["en"]
    page.wait("document.querySelector('.plain-pair img')?.naturalWidth")
    assert_nothing_happened(page, url)
    page.close()


def test_hostile_files_and_scripts_in_every_field_are_shown_harmlessly(chromium: Chromium, url: str) -> None:
    photo = with_evil_metadata(jpeg(picture("coffee"), quality=85))
    page = come(chromium, url, "en")
    carry(page, "claim", hostile_files(photo))
    carry(page, "listing", [("listing.jpg", with_evil_metadata(jpeg(picture("coffee"), quality=92)))])
    page.settle(0.3)
    assert_nothing_happened(page, url)
    page.value("document.querySelector('button.primary').click()")
    page.wait("document.querySelector('.answer h1')", 60)
    page.wait("document.querySelector('evidence-viewer').pictures?.claim")
    assert page.value("document.querySelectorAll('.unread').length") == 4, "each that cannot be read says why"
    assert "script>" in page.value("document.querySelector('main').textContent"), (
        "what it says is shown as what it says"
    )
    assert_nothing_happened(page, url)
    assert page.value("document.querySelectorAll('main script, main img[onerror]').length") == 0
    copy = page.value(
        "fetch(document.querySelector('.strip a').href).then((answer) => answer.arrayBuffer())"
        ".then((data) => String.fromCharCode(...new Uint8Array(data.slice(0, 4000))))"
    )
    assert not re.search("hacked|Exif|adobe", copy), "copies carry nothing but pixels"
    page.value("document.querySelector('button[data-view]')?.click()")
    for key in ("n", "3", "?"):
        page.press(key)
    assert_nothing_happened(page, url)
    page.close()


def test_a_form_with_too_much_says_so_and_keeps_the_rest(chromium: Chromium, url: str) -> None:
    page = come(chromium, url, "en")
    photo = jpeg(picture("coffee"), quality=30)
    carry(page, "claim", [(f"{number}.jpg", photo + bytes([number])) for number in range(8)])
    assert len(thumbs(page, "claim")) == 6
    assert "left out" in text(page, "#said")
    page.close()


def test_the_sign_in_leads_to_it_and_it_is_light(chromium: Chromium, url: str) -> None:
    page = chromium.open(f"{url}/sign-in")
    assert page.value("document.querySelector('a[href=\"/check\"]') !== null")
    page.go(f"{url}/check")
    weight = page.value(
        "performance.getEntriesByType('resource').concat(performance.getEntriesByType('navigation'))"
        ".reduce((sum, one) => sum + one.transferSize, 0)"
    )
    assert 0 < weight < 400_000
    page.close()
