"""The desk's pages in a real browser: coming in by an invitation's link, going out, coming in by password, in both languages."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from chromium import Chromium, Page
from contracts.desks import WISH_1
from fairclaim.compose import OpenDesk, open_desk
from fairclaim.services.caller import Caller, Role
from fairclaim.services.file_claim import file_claim
from fairclaim.services.identity.accounts import Wanted, add_account, first_admin
from fairclaim.settings import Settings
from fairclaim.web.server import WebServer, free_port
from furnished import furnished
from unit.services.counter import ALL_SHOTS, BUYER, TENANT, Examiner

PASSWORD = "a sentence is easy to remember"  # noqa: S105  (of a test)


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[OpenDesk]:
    settings = Settings(data=tmp_path, port=free_port("127.0.0.1"))
    with furnished(open_desk(settings, examiner=Examiner())) as desk:
        file_claim(desk.desk, BUYER, replace(WISH_1, photos=ALL_SHOTS))
        server = WebServer(desk.application(desk.door()), port=settings.port)
        server.start()
        yield desk
        server.stop()


@pytest.fixture
def link(opened: OpenDesk) -> str:
    """The link of an auditor's invitation."""
    door = opened.door()
    chief = first_admin(door, TENANT, "chief")
    admin = Caller(tenant=TENANT, person=chief.person, roles=frozenset({Role.ADMIN}))
    invited = add_account(door, admin, Wanted(login="aud", roles=frozenset({Role.AUDITOR})))
    return f"{door.site.origin}/sign-in/invitation#{invited.token}"


def _fill(page: Page, **words: str) -> None:
    for name, value in words.items():
        page.value(f"document.querySelector('input[name={name}]').value = {value!r}")


def _submit(page: Page, action: str) -> None:
    page.value(f"document.querySelector('form[action=\"{action}\"]').requestSubmit()")


def test_an_invited_person_comes_in_goes_out_and_comes_back(chromium: Chromium, link: str) -> None:
    page = chromium.open(link)
    page.wait("document.querySelector('input[name=token]')?.value")
    assert page.value("location.hash") == "", "the secret does not stay in the address"
    _fill(page, password=PASSWORD, again=PASSWORD + "!")
    _submit(page, "/sign-in/invitation")
    page.wait("document.querySelector('[role=alert]')?.textContent.includes('differ')")
    _fill(page, password=PASSWORD, again=PASSWORD)
    _submit(page, "/sign-in/invitation")
    page.wait("document.querySelector('.state')")
    assert page.value("document.querySelector('tbody .id').textContent").startswith("claim-")
    _submit(page, "/language")
    page.wait("document.documentElement.lang === 'zh-CN'")
    assert page.value("document.querySelector('.state').textContent") == "已提交"
    _submit(page, "/sign-out")
    page.wait("location.pathname === '/sign-in'")
    _fill(page, tenant=TENANT, login="aud", password="wrong " + PASSWORD)
    _submit(page, "/sign-in")
    page.wait("document.querySelector('[role=alert]')")
    page.wait("document.querySelector('input[name=login]')?.value === 'aud'")
    assert page.value("document.querySelector('input[name=password]').value") == ""
    _fill(page, password=PASSWORD)
    _submit(page, "/sign-in")
    page.wait("document.querySelector('.state')")
    assert [one for one in page.complaints() if "Content Security Policy" in str(one)] == []
    page.close()
