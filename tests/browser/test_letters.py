"""Letters in a real browser: a buyer writes an appeal on a phone in Chinese, an admin reads what is possible at a desk in English."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from browser.desk import DemoDesk, demo_desk
from browser.test_parties import no_trouble, text
from chromium import Chromium, Page
from fairclaim.demo.shop import TENANT
from fairclaim.demo.stories import PLOTS
from fairclaim.domain.desk.party import ClaimId, PersonId
from fairclaim.domain.desk.states import State
from fairclaim.domain.verdict import Call
from fairclaim.services.caller import Caller, Role
from fairclaim.services.list_claims import desk_claims
from fairclaim.services.ports.measures import Channel
from unit.services.counter import Examiner

ADMIN = Caller(tenant=TENANT, person=PersonId("test-admin"), roles=frozenset({Role.ADMIN}))
CLOSED = next(plot for plot in PLOTS if plot.ends is State.CLOSED and plot.is_refused and not plot.appeals)
DECIDED = replace(next(plot for plot in PLOTS if plot.ends is State.DECIDED), is_refused=True)
"""Honest, and refused: that of the buyer who can sign in."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoDesk]:
    with demo_desk(
        tmp_path_factory.mktemp("letters"), (DECIDED, CLOSED), examiner=Examiner(call=Call.FORGED)
    ) as opened:
        yield opened


def claim_in(desk: DemoDesk, state: State) -> ClaimId:
    return next(row.claim for row in desk_claims(desk.opened.desk, ADMIN).things if row.state is state)


def press(page: Page, button: str) -> None:
    """Press a button that leads to another page."""
    page._leave(lambda: page.value(f"document.querySelector({button!r}).click()"))


def axe_finds_nothing(page: Page, checkout: Path) -> None:
    axe = checkout / "web-ui" / "node_modules" / "axe-core" / "axe.min.js"
    if axe.is_file():
        page.value(axe.read_text(encoding="utf-8") + ";0")
        found = page.value(
            "axe.run(document, {resultTypes: ['violations']}).then((result) => result.violations.map((one) =>"
            " one.id + ': ' + one.nodes.map((node) => node.html).join(' ')))"
        )
        assert found == [], json.dumps(found, ensure_ascii=False, indent=1)


def test_a_buyer_writes_an_appeal_and_notes_it(chromium: Chromium, desk: DemoDesk, checkout: Path) -> None:
    claim = claim_in(desk, State.DECIDED)
    page = desk.come_in(chromium, "buyer", f"/claims/{claim}", language="zh", width=390, height=844)
    page.go(page.value("document.querySelector('a[href^=\"/letters/\"]').href"))
    assert "申诉书" in text(page)
    assert "现在不能写的，以及原因" in text(page)
    axe_finds_nothing(page, checkout)
    no_trouble(page)
    page.go(page.value("document.querySelector('a.button.primary').href"))
    press(page, "button[value=preview]")
    assert "全部填好后才能预览" in text(page)
    assert not page.value("document.querySelector('.letter')")
    filled = {"from-name": "王小明", "from-contact": "138 0000 0000", "field-reasons": "照片是收货当天拍的。"}
    for name, value in filled.items():
        page.value(f"document.querySelector('[name=\"{name}\"]').value = {value!r}")
    axe_finds_nothing(page, checkout)
    press(page, "button[value=preview]")
    letter = page.value("document.querySelector('.letter').innerText")
    for words in ("申诉书", "王小明", "照片是收货当天拍的。", "相关规定", "附件"):
        assert words in letter
    axe_finds_nothing(page, checkout)
    no_trouble(page)
    page.value("document.querySelector('[name=how]').value = 'web-form'")
    press(page, "button[value=sent]")
    assert page.value("location.pathname + location.hash") == f"/letters/{claim}#sent"
    assert "对方的网上表单" in text(page)
    (sent,) = desk.opened.desk.units.read(TENANT, lambda work: work.letters.of_claim(claim))
    assert (sent.kind, sent.how) == ("buyer-appeal", Channel.WEB_FORM)
    page.close()


@pytest.mark.parametrize("dark", [False, True])
def test_an_admin_reads_what_is_possible(chromium: Chromium, desk: DemoDesk, checkout: Path, *, dark: bool) -> None:
    claim = claim_in(desk, State.CLOSED)
    page = desk.come_in(chromium, "admin", "/letters", dark=dark)
    page.go(page.value(f"document.querySelector('a[href$=\"{claim}\"]').href"))
    said = text(page)
    assert f"fairclaim file police-report {claim}" in said
    assert "Not possible now, and why" in said
    axe_finds_nothing(page, checkout)
    no_trouble(page)
    page.go(f"{desk.url}/letters/{claim}/decision-notice")
    assert page.value("document.querySelector('[name=\"field-appeal_by\"]').value")
    axe_finds_nothing(page, checkout)
    no_trouble(page)
    page.close()
