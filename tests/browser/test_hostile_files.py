"""Hostile files, and scripts in every field, on the pages of the desk: nothing runs, and nothing is fetched from elsewhere."""

import base64
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import quote

import pytest

from browser.desk import DemoDesk, demo_desk
from browser.review_desk import MACHINE, ONE, PAID, PLATFORM
from chromium import Chromium, Page
from fairclaim.benchmark.channels import jpeg
from fairclaim.demo.shop import BUYER, MERCHANT, TENANT
from fairclaim.domain.desk.claim import Stance
from fairclaim.domain.desk.evidence_rules import Reason, Shot
from fairclaim.domain.desk.order_line import ClaimedItem, LineId
from fairclaim.domain.desk.party import ClaimId, PersonId
from fairclaim.domain.desk.remedy import BorneBy, Remedy, RemedyKind
from fairclaim.domain.desk.states import State
from fairclaim.domain.exhibit import Role as ExhibitRole
from fairclaim.services.add_evidence import add_evidence
from fairclaim.services.answer_claim import answer_claim
from fairclaim.services.caller import Caller, Role
from fairclaim.services.examine_claim import examine_claim
from fairclaim.services.file_claim import ClaimRequest, file_claim
from fairclaim.services.intake import Upload
from fairclaim.services.keep_listing import add_listing, show_picture
from fairclaim.services.ports.trade import OrderDates, SoldLine
from fairclaim.services.register_order import register_order
from fairclaim.services.told_order import ToldOrder
from hostile_files import EVIL, NOT_A_PHOTO, assert_nothing_happened, bombs, hostile_files, with_evil_metadata
from unit.forensics.material import cracked, picture

RETURN = Remedy(kind=RemedyKind.RETURN_AND_REFUND, borne_by=BorneBy.MERCHANT, amount=PAID)
LOOKED = (
    "document.querySelector('evidence-viewer')?.pictures?.claim"
    " || document.querySelector('evidence-viewer')?.shadowRoot?.querySelector('.note.bad')"
)
"""The viewer shows the first photo, or says that it cannot: files that came at once stand in any order."""
SHOTS = (Shot.WHOLE, Shot.CLOSE_UP, Shot.OTHER_ANGLE)


@dataclass(frozen=True, kw_only=True)
class Infested:
    """A desk with a claim whose every field means harm; ``names`` are those of its files, by exhibit."""

    desk: DemoDesk
    claim: ClaimId
    names: dict[str, str]


@pytest.fixture(scope="module")
def infested(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Infested]:
    with demo_desk(tmp_path_factory.mktemp("hostile"), ONE) as served:
        claim = filed(served)
        kept = served.opened.desk.units.read(TENANT, lambda work: work.exhibits.of_claim(claim))
        yield Infested(desk=served, claim=claim, names={one.id: one.name for one in kept})


def filed(served: DemoDesk) -> ClaimId:
    """File the claim, and bring it to where people look at it."""
    desk, at = served.opened.desk, served.opened.desk.now()
    photo = with_evil_metadata(jpeg(cracked("coffee").pixels, quality=85))
    add_listing(desk, PLATFORM, "evil", title=EVIL, category="food", merchant=MERCHANT)
    listing = with_evil_metadata(jpeg(picture("coffee"), quality=92))
    show_picture(desk, PLATFORM, "evil", listing, media_type="image/jpeg")
    line = SoldLine(
        id=LineId("1"), title=EVIL, category="food", quantity=1, amount_minor=PAID.amount_minor, listing="evil"
    )
    told = ToldOrder(
        number="evil",
        buyer=BUYER,
        merchant=MERCHANT,
        currency="CNY",
        lines=(line,),
        dates=OrderDates(placed_at=at + timedelta(seconds=1), delivered_at=at + timedelta(seconds=1)),
    )
    order = register_order(desk, PLATFORM, told).order
    buyer = Caller(tenant=TENANT, person=order.buyer, roles=frozenset({Role.BUYER}))
    files = [(f"{EVIL}-1.jpg", photo), *hostile_files(photo), *bombs(photo)]
    photos = tuple(
        Upload(data=data, role=ExhibitRole.CLAIM, name=name, shot=SHOTS[number] if number < len(SHOTS) else None)
        for number, (name, data) in enumerate(files)
    )
    wish = ClaimRequest(
        order=order.id,
        items=(ClaimedItem(line=order.lines[0].id, quantity=1),),
        reason=Reason.DAMAGED,
        asked=RETURN,
        words=EVIL,
        photos=photos,
    )
    claim = file_claim(desk, buyer, wish).receipt.claim
    if examine_claim(desk, MACHINE, claim).state is State.WAITING_EVIDENCE:
        add_evidence(desk, buyer, claim)
        examine_claim(desk, MACHINE, claim)
    agent = Caller(
        tenant=TENANT, person=PersonId("agent-0"), roles=frozenset({Role.MERCHANT_AGENT}), acts_for=order.merchant
    )
    answer_claim(desk, agent, claim, Stance.CONTESTS, words=EVIL)
    return claim


def is_of_the_viewer(complaint: str) -> bool:
    """Tell what our own viewer says of a picture that cannot be shown; the style that it wants for its words is refused, too."""
    is_style = complaint.startswith("Applying inline style") and "/static/evidence-viewer-" in complaint
    return is_style or complaint.startswith("Error: no Deep Zoom descriptor")


def is_clean(page: Page, infested: Infested) -> None:
    """Assert that a page shows what it says, and came to no harm."""
    page.settle(0.3)
    assert_nothing_happened(page, infested.desk.url, known=is_of_the_viewer)
    assert page.value("document.querySelectorAll('main script, main [onerror], main [onload]').length") == 0
    assert page.value("document.querySelectorAll('img[src*=elsewhere], a[href^=javascript]').length") == 0


def shows_evil(page: Page) -> bool:
    return bool(page.value("document.querySelector('main').textContent.includes('window.hacked=1')"))


def test_the_buyers_pages(chromium: Chromium, infested: Infested) -> None:
    desk = infested.desk
    page = desk.come_in(chromium, "buyer", "/claims", width=390, height=844)
    for path in (
        "/claims",
        f"/claims/{infested.claim}",
        f"/claims/{infested.claim}/photos",
        "/claims/new",
        "/own-data",
    ):
        page.go(desk.url + path)
        is_clean(page, infested)
        assert shows_evil(page) or path in {"/own-data", f"/claims/{infested.claim}/photos"}, path
    page.go(f"{desk.url}/claims/{infested.claim}/photos")
    data = base64.b64encode(b"<html>" + EVIL.encode()).decode()
    page.value(f"""(() => {{
        const chosen = new DataTransfer();
        chosen.items.add(new File([atob("{data}")], {json.dumps(EVIL + ".jpg")}, {{type: "image/jpeg"}}));
        const field = document.querySelector("#more input[type=file]:not([capture])");
        field.files = chosen.files;
        field.dispatchEvent(new Event("change", {{bubbles: true}}));
    }})()""")
    page.wait("!document.querySelector('.uploading') || document.querySelector('.uploading .error, .uploading.failed')")
    is_clean(page, infested)
    page.close()


def test_pictures_of_them_are_pixels_or_nothing(chromium: Chromium, infested: Infested) -> None:
    desk = infested.desk
    page = desk.come_in(chromium, "shop", f"/merchant/claims/{infested.claim}")
    for exhibit, name in infested.names.items():
        for view in ("thumbnail.jpg", "photo.dzi"):
            status, kind, text = page.value(
                f"fetch('/photos/{infested.claim}/{exhibit}/{view}').then(async (answer) => [answer.status, "
                "answer.headers.get('content-type'), String.fromCharCode(...new Uint8Array("
                "(await answer.arrayBuffer()).slice(0, 4000)))])"
            )
            assert not re.search("hacked|Exif|adobe", text), (name, view)
            assert "html" not in kind, (name, view)
            if name.startswith((*NOT_A_PHOTO, "wide", "lying")):
                assert status >= 400, (name, view)
            if EVIL in name:
                assert status == 200, (name, view)
    page.close()


def test_the_merchants_pages(chromium: Chromium, infested: Infested) -> None:
    desk = infested.desk
    page = desk.come_in(chromium, "shop", "/merchant")
    is_clean(page, infested)
    assert shows_evil(page)
    page.go(f"{desk.url}/merchant/claims/{infested.claim}")
    page.wait(LOOKED)
    is_clean(page, infested)
    assert shows_evil(page)
    for path in ("/listings", "/orders"):
        page.go(desk.url + path)
        is_clean(page, infested)
    page.close()


def test_the_reviewers_task_before_and_after_the_examination_is_shown(chromium: Chromium, infested: Infested) -> None:
    desk = infested.desk
    page = desk.come_in(chromium, "ann", "/review")
    page.wait("document.querySelector('[data-action=take-next]')")
    page.press("N", shift=True)
    page.wait(LOOKED)
    assert page.value("document.getElementById('task').dataset.claim") == infested.claim
    is_clean(page, infested)
    assert page.value("document.querySelector('main').textContent.split('window.hacked=1').length") > 4, (
        "what each side says, and what the goods are called, is shown as it is"
    )
    for key in "FI":
        page.press(key, shift=True)
    page.chord("Enter")
    page.wait("document.getElementById('task')?.dataset.step === 'last-word'")
    for key in ("o", "n", "3", "?"):
        page.press(key)
    is_clean(page, infested)
    page.close()


def test_the_auditors_pages(chromium: Chromium, infested: Infested) -> None:
    desk = infested.desk
    page = desk.come_in(chromium, "aud", "/audit")
    is_clean(page, infested)
    for path in (
        f"/audit/claims/{infested.claim}",
        f"/audit/looks?about={infested.claim}&acts=1",
        f"/audit/looks?about={quote(EVIL)}&person={quote(EVIL)}",
        f"/audit?claim={quote(EVIL[:100])}",
        "/audit/looks/people",
    ):
        page.go(desk.url + path)
        is_clean(page, infested)
    page.close()
