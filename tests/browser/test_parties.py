"""Buyers and merchants in a real browser: a claim from filing to appeal, on a phone in Chinese and at a desk in English."""

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest

from browser.desk import DemoDesk, demo_desk
from chromium import Chromium, Page
from fairclaim.demo.goods import GOODS
from fairclaim.demo.photos import Story, buyer_photos, packing_photo
from fairclaim.demo.shop import TENANT
from fairclaim.demo.stories import PLOTS
from fairclaim.domain.desk.claim import Claim
from fairclaim.domain.desk.judgement import Opinion, Outcome, View
from fairclaim.domain.desk.party import ClaimId, PersonId
from fairclaim.domain.desk.states import State
from fairclaim.domain.verdict import Call
from fairclaim.services.caller import Caller, Role
from fairclaim.services.decide_claim import decide_claim
from fairclaim.services.examine_claim import examine_claim
from fairclaim.services.judge_claim import confirm_judgement, judge_claim, reveal_verdict
from fairclaim.services.list_claims import own_claims
from fairclaim.services.take_task import take_next
from unit.services.counter import BASIS, WHY, Examiner

CHOOSER = "input[type=file]:not([capture])"
"""Of two fields of a shot: the camera's own, and this one."""
MACHINE = Caller(tenant=TENANT, person=PersonId("test-machine"), roles=frozenset({Role.MACHINE}))
REFUSE = Opinion(outcome=Outcome.REFUSE, view=View.INSUFFICIENT, reasons=WHY, basis=BASIS)
STATES = (State.DECIDED, State.WAITING_EVIDENCE)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoDesk]:
    plots = tuple(next(plot for plot in PLOTS if plot.ends is state) for state in STATES)
    folder = tmp_path_factory.mktemp("parties")
    with demo_desk(folder, plots, examiner=Examiner(call=Call.NO_TRACE)) as opened:
        yield opened


def give(page: Page, selector: str, name: str, data: bytes, media_type: str = "image/jpeg") -> None:
    """Choose a file in a field, as a person would."""
    script = f"""(() => {{
        const bytes = Uint8Array.from(atob("{base64.b64encode(data).decode()}"), (one) => one.charCodeAt(0));
        const chosen = new DataTransfer();
        chosen.items.add(new File([bytes], "{name}", {{type: "{media_type}"}}));
        const field = document.querySelector({selector!r});
        field.files = chosen.files;
        field.dispatchEvent(new Event("change", {{bubbles: true}}));
    }})()"""
    page.value(script)


def follow(page: Page, selector: str) -> None:
    """Follow a link."""
    page.go(page.value(f"document.querySelector({selector!r}).href"))


def text(page: Page) -> str:
    return str(page.value("document.querySelector('main').innerText"))


def claim_of(desk: DemoDesk, claim: str) -> Claim:
    found = desk.opened.desk.units.read(TENANT, lambda work: work.claims.find(ClaimId(claim)))
    assert found is not None
    return found


def people(desk: DemoDesk, role: Role) -> list[Caller]:
    """Return the staff of a role."""
    door = desk.opened.door()
    accounts = door.units.read(TENANT, lambda work: work.accounts.all())
    return [Caller(tenant=TENANT, person=one.person, roles=one.roles) for one in accounts if role in one.roles]


def refused(desk: DemoDesk, claim: str) -> None:
    """Let two people refuse, each without the other's answer."""
    opened = desk.opened.desk
    for who in people(desk, Role.REVIEWER)[:2]:
        taken = take_next(opened, who)
        while taken is not None and taken.claim != claim:
            taken = take_next(opened, who)
        judge_claim(opened, who, ClaimId(claim), REFUSE)
        reveal_verdict(opened, who, ClaimId(claim))
        confirm_judgement(opened, who, ClaimId(claim), REFUSE)
    decide_claim(opened, who, ClaimId(claim), reasons=WHY, basis=BASIS)


def no_trouble(page: Page) -> None:
    assert [one for one in page.complaints() if "Security Policy" in one or "Error" in one] == []
    wide = page.value("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0, f"the page is {wide} pixels wider than the screen"


def filed(page: Page, desk: DemoDesk) -> str:
    """File a claim question by question, and return its id."""
    follow(page, "a.button.primary")
    orders = "[...document.querySelectorAll('section.card:not(:has(p a)) a.line')]"
    page.go(
        page.value(f"{orders}.find((one) => !/青花餐盘|早安马克杯/.test(one.innerText)).href")
    )  # ceramics take a live film, too
    no_trouble(page)
    page.value("window.isLeft = true; document.querySelector('button[value=damaged]').click()")
    page.wait("!window.isLeft && document.querySelector('textarea[name=words]')")
    assert "须经商家同意" in text(page)
    page.value("document.querySelector('input[value=refund-only]').click()")
    page.value("document.querySelector('textarea').value = '盒子裂了'")
    page.value("document.querySelector('textarea').dispatchEvent(new Event('input', {bubbles: true}))")
    page.go(page.value("location.href"))
    assert page.value("document.querySelector('textarea').value") == "盒子裂了", "typed words survive"
    page.submit("form[data-draft]")
    claim = str(page.value("location.pathname").split("/")[2])
    assert claim_of(desk, claim).asked.kind.value == "refund-only"
    return claim


def shown(page: Page, desk: DemoDesk, claim: str) -> None:
    """Show two things at once, and the rest when asked."""
    photos = buyer_photos(GOODS[1], Story.BROKEN, 7, count=4)
    assert "为什么：用于确认是本订单的商品" in text(page)
    give(page, f"#whole {CHOOSER}", "IMG_1.jpg", photos[0])
    page.wait("document.querySelector('#whole.there')")
    give(page, f"#close-up {CHOOSER}", "IMG_2.jpg", photos[1])
    page.wait("document.querySelector('#close-up.there img')")
    no_trouble(page)
    page.submit("form[action$='/photos/done']")
    examine_claim(desk.opened.desk, MACHINE, ClaimId(claim))
    assert claim_of(desk, claim).state is State.WAITING_EVIDENCE
    page.go(f"{desk.url}/claims/{claim}")
    assert "请补充材料" in text(page)
    follow(page, "a.button.primary")
    asked = page.value("[...document.querySelectorAll('.shot:not(.there, #more)')].map((one) => one.id)")
    assert asked
    for number, shot in enumerate(asked):
        give(page, f"#{shot} {CHOOSER}", f"IMG_{number + 3}.jpg", photos[2 + number % 2] + bytes(number))
        page.wait(f"document.querySelector('#{shot}.there')")
    page.submit("form[action$='/photos/done']")
    examine_claim(desk.opened.desk, MACHINE, ClaimId(claim))


def answered(page: Page, desk: DemoDesk, claim: str) -> None:
    """Answer beside the photos."""
    follow(page, f".line.yours[href$='{claim}']")
    viewer = "document.querySelector('evidence-viewer')"
    page.wait(f"{viewer}.pictures?.claim && {viewer}.pictures.reference")
    second = page.value("document.querySelectorAll('a[data-side=claim]')[1].dataset.photo")
    page.value("document.querySelectorAll('a[data-side=claim]')[1].click()")
    assert page.value(f"{viewer}.getAttribute('claim')") == second
    page.value("document.querySelector('input[value=contests]').click()")
    page.value("document.querySelector('#answer textarea').value = 'It was whole when it left.'")
    give(page, "#answer input[name=packing]", "pack.jpg", packing_photo(GOODS[1], 3))
    page.submit("#answer")
    no_trouble(page)
    assert claim_of(desk, claim).answer is not None


def test_a_claim_from_filing_to_appeal(chromium: Chromium, desk: DemoDesk) -> None:
    page = desk.come_in(chromium, "buyer", "/claims", language="zh", width=390, height=844)
    claim = filed(page, desk)
    shown(page, desk, claim)
    assert claim_of(desk, claim).state is State.WAITING_MERCHANT
    page.go(f"{desk.url}/claims/{claim}")
    said = text(page)
    assert "按规则您可以得到" in said, "policy turns the refund without return into a return and refund"
    assert "退货退款" in said
    assert "不退货的退款须经商家同意，这个方案不用" in said, "and the page says why"
    page.close()

    page = desk.come_in(chromium, "shop", "/merchant")
    answered(page, desk, claim)
    page.close()
    refused(desk, claim)

    page = desk.come_in(chromium, "buyer", "/claims", language="zh", width=390, height=844)
    page.go(f"{desk.url}/claims/{claim}")
    said = text(page)
    for words in ("申请未获同意", WHY.zh, "It was whole when it left."):
        assert words in said
    follow(page, "a[href$='/appeal']")
    page.value("document.querySelector('textarea').value = '请看背面'")
    page.submit("form[action$='/appeal']")
    assert "正在复核" in text(page)
    assert claim_of(desk, claim).state is State.APPEALED
    no_trouble(page)
    page.close()


def test_an_upload_outlives_a_lost_line_and_a_closed_page(chromium: Chromium, desk: DemoDesk) -> None:
    (waiting,) = [
        row for row in own_claims(desk.opened.desk, buyer_of(desk)).things if row.state is State.WAITING_EVIDENCE
    ]
    address = f"{desk.url}/claims/{waiting.claim}/photos"
    page = desk.come_in(chromium, "buyer", "/claims", width=390, height=844)
    page.go(address)
    shot = page.value("document.querySelector('.shot:not(.there) form[data-media=photo]').dataset.shot")
    line(page, is_up=False)
    give(
        page,
        f"#{shot} input[type=file]:not([capture])",
        "late.jpg",
        buyer_photos(GOODS[2], Story.BROKEN, 9, count=1)[0],
    )
    page.wait("document.querySelector('.uploading')?.innerText.includes('waiting for the line')")
    page.go(address)
    page.wait("document.querySelector('.uploading')")
    before = len(claim_of(desk, waiting.claim).evidence)
    line(page, is_up=True)
    page.value("dispatchEvent(new Event('online'))")
    page.wait("!document.querySelector('.uploading') && document.querySelector('.thumbs')")
    found = claim_of(desk, waiting.claim).evidence
    assert len(found) == before + 1
    assert found[-1].shot is not None
    page.close()


def line(page: Page, *, is_up: bool) -> None:
    page._ask("Network.setBlockedURLs", urls=[] if is_up else ["*/api/v1/uploads*"])


def buyer_of(desk: DemoDesk) -> Caller:
    return next(one for one in people(desk, Role.BUYER))


def test_a_merchant_keeps_packing_and_pictures(chromium: Chromium, desk: DemoDesk) -> None:
    page = desk.come_in(chromium, "shop", "/orders")
    page.value("document.querySelector('details').open = true")
    page.value("document.querySelector('input[name=carrier]').value = 'SF'")
    page.value("document.querySelector('input[name=tracking]').value = 'SF-9'")
    page.submit("form[action$='/parcels']")
    assert page.value("document.querySelector('.code svg').getBoundingClientRect().width") > 100
    page.value("window.isLeft = true")
    give(page, ".upload input[type=file]:not([capture])", "packing.jpg", packing_photo(GOODS[0], 5))
    page.wait("!window.isLeft && document.querySelector('.kept img')?.complete")
    assert page.value("document.querySelector('.kept img').naturalWidth") > 100
    page.go(f"{desk.url}/listings")
    follow(page, "a.line")
    page.value("window.isLeft = true")
    give(page, ".upload input[type=file]", "new.jpg", packing_photo(GOODS[0], 6))
    page.wait("!window.isLeft && document.querySelectorAll('.thumbs img').length === 2")
    page.submit("form[action$='/withdrawal']")
    assert page.value("document.querySelectorAll('.thumbs .gone').length") == 1
    no_trouble(page)
    page.close()


@pytest.mark.parametrize("login", ["buyer", "shop"])
def test_axe_finds_nothing_serious(chromium: Chromium, desk: DemoDesk, checkout: Path, login: str) -> None:
    is_buyer = login == "buyer"
    axe = checkout / "web-ui" / "node_modules" / "axe-core" / "axe.min.js"
    if not axe.is_file():
        pytest.skip("no axe-core: run make web")
    paths = ("/claims", "/claims/new", "/own-data") if is_buyer else ("/merchant", "/orders", "/listings", "/figures")
    width, language = (390, "zh") if is_buyer else (1280, "en")
    page = desk.come_in(chromium, login, paths[0], language=language, width=width, height=844, dark=not is_buyer)
    page.go(desk.url + paths[0])
    links = page.value("[...document.querySelectorAll('a.line')].slice(0, 2).map((one) => one.href)")
    for address in (*(desk.url + path for path in paths), *links):
        page.go(address)
        page.value(axe.read_text(encoding="utf-8") + ";0")
        found = page.value(
            "axe.run(document, {resultTypes: ['violations']}).then((result) => result.violations"
            ".filter((one) => ['serious', 'critical'].includes(one.impact))"
            ".map((one) => `${one.id}: ${one.nodes.map((node) => node.target).join(' ')}`))"
        )
        assert found == [], address
        no_trouble(page)
    page.close()
