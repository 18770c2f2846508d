"""The README's pictures of the pages: of the demonstration's drawn goods, really examined. ``pytest --pictures`` draws them anew."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from browser.check_page import carry
from browser.desk import DemoDesk, demo_desk
from chromium import Chromium, Page
from fairclaim.demo.goods import GOODS
from fairclaim.demo.photos import Story, buyer_photos, listing_photo
from fairclaim.demo.shop import TENANT
from fairclaim.demo.stories import PLOTS
from fairclaim.domain.desk.states import State
from fairclaim.domain.verdict import Call
from fairclaim.policy.shipped import default_text
from fairclaim.services.caller import Caller, Role
from fairclaim.services.change_policy import draft_policy
from fairclaim.services.ports.lists import Among

LARGEST = 120_000
"""Bytes of a picture."""
DESK: dict[str, Any] = {"width": 1360, "height": 850, "still": True}
PHONE: dict[str, Any] = {"width": 390, "height": 844, "still": True}
VIEWER = "document.querySelector('evidence-viewer')?.pictures?.claim"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[DemoDesk]:
    if not request.config.getoption("--pictures"):
        pytest.skip("draws pictures into docs/images; run with --pictures")
    with demo_desk(tmp_path_factory.mktemp("desk"), PLOTS) as served:
        yield served


def claim_in(desk: DemoDesk, state: State, *, call: Call | None = None) -> str:
    """Return the oldest claim that stands so."""
    among = Among(states=frozenset({state}))
    found = desk.opened.desk.units.read(TENANT, lambda work: work.lists.claims(among, after=None, limit=100))
    fitting = [one for one in found if call is None or (one.examined is not None and one.examined.call is call)]
    return fitting[-1].id


def editor(desk: DemoDesk) -> Caller:
    door = desk.opened.door()
    accounts = door.units.read(TENANT, lambda work: work.accounts.all())
    found = next(one for one in accounts if Role.POLICY_EDITOR in one.roles)
    return Caller(tenant=TENANT, person=found.person, roles=found.roles)


def check(chromium: Chromium, desk: DemoDesk) -> Page:
    """A painted crack, found."""
    page = chromium.open(f"{desk.url}/check", **DESK | {"height": 1_300})
    if page.value("document.documentElement.lang") != "en":
        page.submit("form[action='/language']")
    carry(page, "claim", [("buyer.jpg", buyer_photos(GOODS[0], Story.PAINTED, 7, count=1)[0])])
    carry(page, "listing", [("listing.jpg", listing_photo(GOODS[0]))])
    page.value("document.querySelector('button.primary').click()")
    page.wait("document.querySelector('.answer h1')", 120)
    page.wait(VIEWER)
    return page


def review(chromium: Chromium, desk: DemoDesk) -> Page:
    """A reviewer's task after the blind judgement."""
    page = desk.come_in(chromium, "ann", "/review", **DESK)
    page.wait("document.querySelector('[data-action=take-next]')")
    page.press("N", shift=True)
    page.wait(VIEWER)
    for key in "FI":
        page.press(key, shift=True)
    page.chord("Enter")
    page.wait("document.getElementById('task')?.dataset.step === 'last-word'")
    page.press("o")
    return page


def buyer(chromium: Chromium, desk: DemoDesk) -> Page:
    """A buyer is told which shots are needed, and why."""
    page = desk.come_in(chromium, "buyer", "/claims", language="zh", **PHONE)
    page.go(str(page.value("document.querySelector('a.line[href$=\"/photos\"]').href")))
    return page


def merchant(chromium: Chromium, desk: DemoDesk) -> Page:
    """A merchant looks at the buyer's photos beside its own, and answers."""
    page = desk.come_in(chromium, "shop", "/merchant", **DESK)
    page.go(f"{desk.url}/merchant/claims/{claim_in(desk, State.WAITING_MERCHANT)}")
    page.wait(VIEWER)
    return page


def policy(chromium: Chromium, desk: DemoDesk) -> Page:
    """A draft tried on the desk's own claims."""
    people = "when: {evidence: unknown}\n    then: {route: review, reviewers: 1}"
    offer = "when: {evidence: unknown}\n    then: {route: offer-remedy, remedies: [return-and-refund]}"
    text = default_text().replace(people, offer)
    version = draft_policy(desk.opened.desk, editor(desk), text.encode()).version
    page = desk.come_in(chromium, "edi", "/policy", **DESK)
    page.go(f"{desk.url}/policy/trial?version={version}")
    page.wait("document.querySelector('plot-figure')?.shadowRoot?.querySelector('canvas')")
    assert page.value("document.querySelectorAll('#tried tbody').length") > 2, "some claims go another way"
    page.value("document.querySelector('#trial').scrollIntoView()")
    return page


def figures(chromium: Chromium, desk: DemoDesk) -> Page:
    """The desk's figures of three months."""
    page = desk.come_in(chromium, "sue", "/desk-figures?days=91", **DESK)
    page.wait("[...document.querySelectorAll('plot-figure')].every(one => one.shadowRoot?.querySelector('canvas'))")
    return page


PICTURES = (check, review, buyer, merchant, policy, figures)


@pytest.mark.parametrize("draw", PICTURES, ids=lambda one: one.__name__)
def test_a_page_is_drawn_for_the_readme(
    chromium: Chromium, desk: DemoDesk, checkout: Path, draw: Callable[[Chromium, DemoDesk], Page]
) -> None:
    page = draw(chromium, desk)
    page.settle(1.0)
    data = webp(page.screenshot())
    assert len(data) <= LARGEST, draw.__name__
    (checkout / "docs" / "images" / f"desk-{draw.__name__}.webp").write_bytes(data)
    page.close()


def webp(png: bytes) -> bytes:
    """Return a picture small enough for a README."""
    kept = io.BytesIO()
    Image.open(io.BytesIO(png)).convert("RGB").save(kept, "WEBP", quality=80, method=6)
    return kept.getvalue()
