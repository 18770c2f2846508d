"""Pictures taken now, in a real browser with a camera that is none; what the desk signs of them is checked by our own reader."""

import base64
import hashlib
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import credential_forge as forge
from browser.desk import DemoDesk, demo_desk
from browser.test_parties import buyer_of, no_trouble, text
from chromium import Chromium, Page, find_chromium
from fairclaim.demo.shop import TENANT
from fairclaim.demo.stories import PLOTS
from fairclaim.domain.desk.evidence_rules import Capture
from fairclaim.domain.desk.party import ClaimId
from fairclaim.domain.desk.states import State
from fairclaim.domain.verdict import Call
from fairclaim.imaging.credentials import Anchors, read_store_json
from fairclaim.services.list_claims import own_claims
from unit.services.counter import Examiner

ROOT = forge.root("Desk root")
LEAF = forge.leaf(ROOT, "desk.example")
OURS = Anchors(signers=ROOT.pem, timestamps="")
FLAGS = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
CAMERA = "document.querySelector('.camera')"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Chromium]:
    """Chromium with a camera that shows a moving pattern."""
    program = find_chromium()
    if program is None:
        pytest.skip("no Chromium: apt-get install chromium")
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile,
        Chromium(program, Path(profile), more=FLAGS) as browser,
    ):
        yield browser


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoDesk]:
    """A desk that signs, with a claim that waits for its buyer."""
    folder = tmp_path_factory.mktemp("live")
    key, chain = folder / "key.pem", folder / "chain.pem"
    key.write_text(LEAF.key_pem)
    key.chmod(0o600)
    chain.write_text(LEAF.pem + ROOT.pem)
    plots = tuple(plot for plot in PLOTS if plot.ends is State.WAITING_EVIDENCE)[:1]
    with demo_desk(
        folder / "data",
        plots,
        examiner=Examiner(call=Call.NO_TRACE),
        capture_key=key,
        capture_certificate=chain,
    ) as opened:
        yield opened


def photos_of(desk: DemoDesk) -> str:
    """Return the address of the photos that the buyer is asked for."""
    rows = own_claims(desk.opened.desk, buyer_of(desk)).things
    return f"/claims/{next(row.claim for row in rows if row.state is State.WAITING_EVIDENCE)}/photos"


def press(page: Page, words: str) -> None:
    """Press the camera's button that says something."""
    found = f"[...{CAMERA}.querySelectorAll('button')].find((one) => one.textContent === {words!r})"
    page.wait(found)
    page.value(f"{found}.click()")


def test_a_buyer_takes_a_photo_now_looks_at_it_and_takes_it_again(chromium: Chromium, desk: DemoDesk) -> None:
    page = desk.come_in(chromium, "buyer", "/claims", language="zh", width=390, height=844)
    photos = photos_of(desk)
    claim = photos.split("/")[2]
    page.go(desk.url + photos)
    page.submit("#more form[action$='/live']")
    code = str(page.value("document.getElementById('digits').textContent"))
    assert len(code.replace(" ", "")) == 6
    page.wait("document.getElementById('until').textContent.startsWith('还剩 9:')")
    press(page, "打开摄像头")
    page.wait(f"{CAMERA}.querySelector('video')?.videoWidth > 0")
    no_trouble(page)
    press(page, "拍照")
    press(page, "重拍")
    page.wait(f"{CAMERA}.querySelector('video')?.videoWidth > 0")
    press(page, "拍照")
    press(page, "使用这一份")
    page.wait("location.pathname.endsWith('/photos') && document.querySelector('#more .thumbs img')?.complete")
    assert "在本页现场拍摄" in text(page)
    assert f"编码 {code}" in text(page)
    no_trouble(page)
    found = desk.opened.desk.units.read(TENANT, lambda work: work.claims.find(ClaimId(claim)))
    assert found is not None
    assert found.evidence[-1].capture is Capture.LIVE
    signed_and_true(page, claim, found.evidence[-1].exhibit)
    page.close()


def signed_and_true(page: Page, claim: str, exhibit: str) -> None:
    """The copy is signed over the original's digest; a changed one fails; the original is what came."""
    original, copy = (fetched(page, f"/api/v1/claims/{claim}/exhibits/{exhibit}{end}") for end in ("", "/signed"))
    media_type = "image/png" if copy.startswith(b"\x89PNG") else "image/jpeg"
    store = read_store_json(copy, media_type, anchors=OURS)
    assert store["validation"]["signer"]["state"] == "Trusted"  # type: ignore[index]
    (action,) = store["manifests"][store["active"]]["actions"]  # type: ignore[index]
    assert (action["action"], action["source"]) == ("c2pa.created", forge.SOURCE + "digitalCapture")
    assert hashlib.sha256(original).hexdigest().encode() in copy
    assert read_store_json(original, media_type) == {"state": "absent"}
    tampered = copy[:-100] + bytes([copy[-100] ^ 1]) + copy[-99:]
    assert read_store_json(tampered, media_type, anchors=OURS)["validation"]["signer"]["state"] == "Invalid"  # type: ignore[index]


def fetched(page: Page, path: str) -> bytes:
    script = (
        f"fetch({path!r}).then((answer) => answer.blob()).then((blob) => new Promise((resolve) => {{"
        "const reader = new FileReader(); reader.onload = () => resolve(reader.result.split(',')[1]);"
        "reader.readAsDataURL(blob)}))"
    )
    return base64.b64decode(page.value(script))


def test_a_camera_that_may_not_be_used_leaves_the_other_ways_and_blames_nobody(
    chromium: Chromium, desk: DemoDesk
) -> None:
    page = desk.come_in(chromium, "buyer", "/claims", width=390, height=844)
    page.go(desk.url + photos_of(desk))
    page.submit("#more form[action$='/live']")
    page.value(
        "navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError')); 0"
    )
    press(page, "Open the camera")
    page.wait(f"{CAMERA}.innerText.includes('it does not count against you')")
    assert page.value("document.querySelector('.capture-form input[type=file]').getBoundingClientRect().width") > 0
    page.close()


def test_a_merchant_films_the_packing_now(chromium: Chromium, desk: DemoDesk) -> None:
    page = desk.come_in(chromium, "shop", "/orders", width=390, height=844)
    page.value("document.querySelector('details').open = true")
    page.value("document.querySelector('input[name=carrier]').value = 'SF'")
    page.value("document.querySelector('input[name=tracking]').value = 'SF-9'")
    page.submit("form[action$='/parcels']")
    page.submit("form[action$='/live']")
    press(page, "Open the camera")
    press(page, "Start filming")
    page.settle(1.0)
    press(page, "Stop filming")
    page.wait(f"{CAMERA}.innerText.includes('recorded')")
    press(page, "Use it")
    page.wait("!location.pathname.includes('/live') && document.querySelector('.thumbs .origin')")
    assert "taken on this page" in text(page)
    if "live.mp4" in text(page):  # a browser without MP4 records WebM, which can carry no signature
        copy = fetched(page, str(page.value("document.querySelector('a.origin').getAttribute('href')")))
        store = read_store_json(copy, "video/mp4", anchors=OURS)
        assert store["validation"]["signer"]["state"] == "Trusted"  # type: ignore[index]
        tampered = copy[:-100] + bytes([copy[-100] ^ 1]) + copy[-99:]
        assert read_store_json(tampered, "video/mp4", anchors=OURS)["validation"]["signer"]["state"] == "Invalid"  # type: ignore[index]
    no_trouble(page)
    page.close()


def test_axe_finds_nothing_serious_where_pictures_are_taken(chromium: Chromium, desk: DemoDesk, checkout: Path) -> None:
    axe = checkout / "web-ui" / "node_modules" / "axe-core" / "axe.min.js"
    if not axe.is_file():
        pytest.skip("no axe-core: run make web")
    for width, dark in ((390, False), (1280, True)):
        page = desk.come_in(chromium, "buyer", "/claims", width=width, height=844, dark=dark)
        page.go(desk.url + photos_of(desk))
        page.submit("#more form[action$='/live']")
        press(page, "Open the camera")
        page.wait(f"{CAMERA}.querySelector('video')?.videoWidth > 0")
        page.value(axe.read_text(encoding="utf-8") + ";0")
        found = page.value(
            "axe.run(document, {resultTypes: ['violations']}).then((result) => result.violations"
            ".filter((one) => ['serious', 'critical'].includes(one.impact))"
            ".map((one) => `${one.id}: ${one.nodes.map((node) => node.target).join(' ')}`))"
        )
        assert found == []
        no_trouble(page)
        page.close()
