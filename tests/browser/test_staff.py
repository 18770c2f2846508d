"""A measure from its proposal to its appeal, what people ask for, duties and accounts, in a real browser."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from browser.desk import DemoDesk, demo_desk
from browser.review_desk import ONE, QuickExaminer
from browser.staff_desk import ask_for_things, contradict_two
from chromium import Chromium, Page
from fairclaim.demo.shop import TENANT
from fairclaim.domain.desk.party import PersonId
from fairclaim.services.identity.passkeys import add_passkey, options_to_add
from fairclaim.services.identity.sessions import signed_in
from fairclaim.services.identity.sign_in import sign_in
from software_authenticator import SoftwareAuthenticator

AXE = Path(__file__).resolve().parents[2] / "web-ui" / "node_modules" / "axe-core" / "axe.min.js"
PHONE: dict[str, Any] = {"width": 390, "height": 844}
DESK: dict[str, Any] = {"width": 1280, "height": 900}


@dataclass(frozen=True)
class Told:
    desk: DemoDesk
    buyer: PersonId


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    with demo_desk(tmp_path_factory.mktemp("desk"), ONE, examiner=QuickExaminer(), name="localhost") as served:
        buyer, _ = contradict_two(served)
        ask_for_things(served)
        yield Told(served, buyer)


def sound(page: Page) -> None:
    """Nothing sticks out, nothing was refused by the page's policy, and axe has no serious finding."""
    assert page.value("document.documentElement.scrollWidth <= innerWidth"), "nothing sticks out"
    if AXE.exists():
        page.value(AXE.read_text(encoding="utf-8") + "; 0")
        found = page.value(
            "axe.run().then(found => found.violations.map(one => [one.id, one.impact, one.nodes[0].html]))"
        )
        assert [one for one in found if one[1] in {"serious", "critical"}] == []
    assert page.complaints() == []


def said(page: Page) -> str:
    return str(page.value("document.querySelector('main').innerText"))


def fill(page: Page, **fields: str) -> None:
    """Write into fields as typing does."""
    for name, value in fields.items():
        page.value(f"document.querySelector('main [name={name}]').value = {json.dumps(value)}")


def agree(told: Told, chromium: Chromium, login: str, path: str) -> str:
    """Agree to a measure as somebody, and return what the page says then."""
    page = told.desk.come_in(chromium, login, path, language="zh", **PHONE)
    sound(page)
    page.follow("#decide button[value=yes]")
    text = said(page)
    page.close()
    return text


def test_a_measure_goes_from_an_order_number_to_its_appeal(chromium: Chromium, told: Told) -> None:
    senior = told.desk.come_in(chromium, "sue", "/people", **DESK)
    fill(senior, named="R-0")
    senior.follow("main form button")
    assert senior.value("location.pathname") == f"/people/{told.buyer}"
    sound(senior)
    limit = senior.value("document.querySelector('[name=en]').value")
    senior.value("document.querySelector('[name=kind][value=closing]').click()")
    assert senior.value("document.querySelector('[name=en]').value") != limit, "the suggestion fits what is chosen"
    assert senior.value("document.querySelector('[name=days]').max") == "365"
    fill(senior, en="Two pictures are the packing photo with a crack added.")
    senior.value("document.querySelector('[name=kind][value=limit]').click()")
    assert senior.value("document.querySelector('[name=en]').value").startswith("Two pictures"), "own words stay"
    senior.follow("form[data-propose] button")
    path = str(senior.value("location.pathname"))
    assert path.startswith("/people/measures/")
    assert "others go on from here" in said(senior)
    sound(senior)

    assert "一人已同意" in agree(told, chromium, "eve", path)
    assert "生效中" in agree(told, chromium, "ben", path)

    buyer = told.desk.come_in(chromium, "buyer", "/own-data", **PHONE)
    assert "Two pictures are the packing photo with a crack added." in said(buyer)
    assert "ben" not in said(buyer), "who decided is not told"
    fill(buyer, words="The parcel went to my sister, who took the pictures.")
    buyer.follow("form[action$='/appeal'] button")
    assert "appealed, and resting" in said(buyer)
    sound(buyer)

    third = told.desk.come_in(chromium, "ann", path, **PHONE)
    assert "went to my sister" in said(third)
    fill(third, zh="说明成立。", en="The explanation holds.")
    third.follow("#decide button[value=no]")
    assert "lifted" in said(third)
    again = told.desk.come_in(chromium, "buyer", "/own-data", **PHONE)
    assert "The explanation holds." in said(again)
    for page in (senior, buyer, third, again):
        page.close()


def test_what_people_ask_for_is_answered_and_an_account_invited(chromium: Chromium, told: Told) -> None:
    page = told.desk.come_in(chromium, "admin", "/wishes", **DESK)
    assert "14 days left" in said(page) or "15 days left" in said(page)
    sound(page)
    fill(page, reasons="Compared with the order, and corrected.")
    page.follow("article button[value=yes]")
    assert "what is held was replaced" in said(page)
    page.go(f"{told.desk.url}/accounts")
    sound(page)
    fill(page, buyer="buyer")
    page.follow("form[action='/accounts/buyers'] button")
    link = page.value("document.querySelector('input.link').value")
    assert link.startswith(f"{told.desk.url}/sign-in/invitation#")
    sound(page)
    assert "invited until" in said(page)
    page.value("document.querySelector('tr:has(form[action$=withdrawal]) details').open = true")
    page.follow("form[action$=withdrawal] button")
    assert "invited until" not in said(page)
    page.close()


def test_who_has_a_passkey_shows_by_it_who_is_there(chromium: Chromium, told: Told) -> None:
    door, address = told.desk.opened.door(), "/sign-in/again?to=/policy"
    opened = sign_in(door, TENANT, "pat", told.desk.passwords["pat"], address="203.0.113.7")
    who, key = signed_in(door, opened.token), SoftwareAuthenticator(door.site.origin)
    add_passkey(door, who, key.create(options_to_add(door, who)))
    page = told.desk.come_in(chromium, "pat", address, **DESK)
    private = key.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    page.carry_passkey(credential=key.credential, private_key=private, host="localhost")
    sound(page)
    page.follow("button[data-passkey]")
    assert page.value("location.pathname") == "/policy"
    page.close()


def test_a_passkey_is_added_on_the_page_and_opens_the_desk_without_a_password(chromium: Chromium, told: Told) -> None:
    page = told.desk.come_in(chromium, "eve", "/own-access", **DESK)
    page.carry_authenticator()
    sound(page)
    page.follow("button[data-passkey=add]")
    assert "on one device" in said(page)
    sound(page)
    page.submit("form[action='/sign-out']")
    fill(page, tenant=TENANT)
    page.follow("button[data-passkey=come-in]")
    assert page.value("location.pathname") == "/"
    page.go(f"{told.desk.url}/own-access")
    assert "passkey" in str(page.value("document.querySelector('tr:has(span.soft)').innerText"))
    page.close()


@pytest.mark.parametrize(
    ("login", "pages"),
    [
        ("aud", {"/duties": "本系统无记录", "/law": "个人信息保护法"}),
        ("sue", {"/people": "账户措施", "/review/load": "ann"}),
        ("admin", {"/sign-in/again?to=/accounts": "确认身份", "/wishes": "个人信息请求"}),
    ],
)
def test_pages_are_sound_in_chinese_on_a_phone_in_the_dark(
    chromium: Chromium, told: Told, login: str, pages: dict[str, str]
) -> None:
    page = told.desk.come_in(chromium, login, next(iter(pages)), language="zh", dark=True, **PHONE)
    for path, words in pages.items():
        page.go(told.desk.url + path)
        assert words in said(page)
        if path != "/review/load":  # its plots have a test of their own
            sound(page)
    page.close()
