"""Two policy editors take a policy from a draft to live in a real browser, and who steers the desk looks at its figures."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from browser.desk import DemoDesk, demo_desk
from browser.review_desk import ONE, QuickExaminer
from chromium import Chromium, Page
from fairclaim.demo.shop import TENANT
from fairclaim.services.ports.lists import Among
from fairclaim.services.ports.work import Work

AXE = Path(__file__).resolve().parents[2] / "web-ui" / "node_modules" / "axe-core" / "axe.min.js"
TEXT = "document.querySelector('textarea[name=text]')"
STEPS = {"en": ("draft", "in shadow", "in force"), "zh": ("草稿", "影子运行", "生效")}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoDesk]:
    with demo_desk(tmp_path_factory.mktemp("desk"), ONE, examiner=QuickExaminer()) as served:
        yield served


def write(page: Page, before: str, after: str) -> None:
    """Change a place of the text as typing does."""
    page.value(f"{TEXT}.value = {TEXT}.value.replace({json.dumps(before)}, {json.dumps(after)})")
    page.value(f"{TEXT}.dispatchEvent(new Event('input', {{bubbles: true}}))")


def facts(page: Page) -> str:
    return str(page.value("document.querySelector('dl.facts').textContent"))


def no_grave_findings(page: Page) -> None:
    if not AXE.exists():
        return
    page.value(AXE.read_text(encoding="utf-8") + "; 0")
    found = page.value("axe.run().then(found => found.violations.map(one => [one.id, one.impact, one.nodes[0].html]))")
    assert [one for one in found if one[1] in {"serious", "critical"}] == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_two_editors_take_a_policy_from_a_draft_to_live(chromium: Chromium, desk: DemoDesk, language: str) -> None:
    drafted, proposed, live = STEPS[language]
    author, other = {"en": ("edi", "pat"), "zh": ("pat", "edi")}[language]
    limit = {"en": "100 CNY", "zh": "150 CNY"}[language]
    page = desk.come_in(chromium, author, "/policy/edit", language=language)
    page.wait("document.querySelector('.gutter span')")
    write(page, "merchant: disputes", "merchnt: disputes")
    page.wait("document.querySelector('.gutter .wrong')")
    wrong = page.value("document.querySelector('.gutter .wrong').textContent")
    assert page.value("document.querySelector('#checked .wrong').dataset.line") == wrong
    page.value("document.querySelector('#checked .wrong button.line').click()")
    assert "merchnt" in page.value(f"{TEXT}.value.slice({TEXT}.selectionStart, {TEXT}.selectionEnd)")
    no_grave_findings(page)
    write(page, "merchnt: disputes", "merchant: disputes")
    page.wait("!document.querySelector('#checked .wrong')")
    before = page.value(f"{TEXT}.value.match(/amount: <= ([0-9]+ CNY)/)[1]")
    write(page, f"amount: <= {before}", f"amount: <= {limit}")
    page.wait(f"document.querySelector('#checked .changed')?.textContent.includes({limit.split()[0]!r})")
    page.submit("#edit")
    assert drafted in facts(page)
    number = int(page.value("location.pathname").removeprefix("/policy/versions/"))
    no_grave_findings(page)
    page.submit("form[action='/policy/shadow']")
    page.go(f"{desk.url}/policy/versions/{number}")
    assert proposed in facts(page)
    assert page.value("document.querySelector(\"form[action='/policy/confirmation']\")") is None
    page.close()

    second = desk.come_in(chromium, other, f"/policy/versions/{number}", language=language)
    assert limit.split()[0] in second.value("document.querySelector('#changes').textContent")
    second.submit("form[action='/policy/confirmation']")
    no_grave_findings(second)
    second.go(f"{desk.url}/policy/in-force")
    assert live in facts(second)
    assert limit.split()[0] in second.value("document.querySelector('table.rules').textContent")
    second.go(f"{desk.url}/policy/explanation?reason=damaged&amount=45&asked=refund-only")
    assert "small-offer" in second.value("document.querySelector('#said').textContent")
    no_grave_findings(second)
    assert [one for one in second.complaints() if "Content Security Policy" in str(one)] == []
    second.close()
    found = desk.opened.desk.units.read(TENANT, lambda work: work.policy_versions.all(None))
    assert [one.stage for one in found] == ["retired"] * (number - 1) + ["live"]


@pytest.mark.parametrize("look", [{"width": 1280, "height": 900}, {"width": 390, "height": 844}])
def test_figures_are_drawn_with_their_tables(chromium: Chromium, desk: DemoDesk, look: dict[str, object]) -> None:
    page = desk.come_in(chromium, "aud", "/desk-figures?days=0", language="en", **look)
    page.wait("[...document.querySelectorAll('plot-figure')].every(one => one.shadowRoot?.querySelector('canvas'))")
    assert page.value("document.querySelectorAll('plot-figure').length") >= 1
    assert page.value("document.documentElement.scrollWidth <= innerWidth"), "nothing sticks out"
    no_grave_findings(page)
    assert page.complaints() == []
    page.close()


def test_an_auditor_finds_a_claim_by_its_order_and_reads_that_its_history_adds_up(
    chromium: Chromium, desk: DemoDesk
) -> None:
    def named(work: Work) -> tuple[str, str]:
        claim = work.lists.claims(Among(), after=None, limit=1)[0]
        order = work.registry.find(claim.order)
        assert order is not None
        assert order.number is not None
        return claim.id, order.number

    claim, number = desk.opened.desk.units.read(TENANT, named)
    page = desk.come_in(chromium, "aud", "/audit")
    page.value(f"document.querySelector('input[name=claim]').value = {json.dumps(number)}")
    page.submit("form[action='/audit']")
    assert page.value("location.pathname") == f"/audit/claims/{claim}"
    assert "Verified just now" in page.value("document.querySelector('[role=status]').textContent")
    no_grave_findings(page)
    page.close()


@pytest.mark.parametrize(
    ("language", "look"), [("en", {"width": 1280, "height": 900}), ("zh", {"width": 390, "height": 844, "dark": True})]
)
def test_an_auditor_sees_who_looked_at_what(
    chromium: Chromium, desk: DemoDesk, language: str, look: dict[str, Any]
) -> None:
    page = desk.come_in(chromium, "aud", "/audit", language=language, **look)
    claim = str(page.value("document.querySelector('a[href^=\"/audit/claims/\"]').textContent"))
    page.go(f"{desk.url}/audit/claims/{claim}")
    page.go(str(page.value("document.querySelector('a[href*=\"looks?about\"]').href")))
    assert claim in page.value("document.querySelector('tbody').textContent")
    table = page.value("fetch(document.querySelector('a[href*=\".csv\"]').href).then((answer) => answer.text())")
    assert table.splitlines()[0] == "at,person,role,action,kind,thing,claim,details"
    assert claim in table
    for path in ("/audit/looks?acts=1", "/audit/looks/people"):
        page.go(desk.url + path)
        assert page.value("document.querySelectorAll('tbody tr').length") >= 1
        assert page.value("document.documentElement.scrollWidth <= innerWidth"), "nothing sticks out"
        no_grave_findings(page)
    assert page.complaints() == []
    page.close()


def test_an_editor_tries_a_draft_on_the_desks_own_claims_and_reads_the_history(
    chromium: Chromium, desk: DemoDesk
) -> None:
    page = desk.come_in(chromium, "edi", "/policy/edit?category=ceramics", dark=True)
    page.submit("#edit")
    page.go(f"{desk.url}/policy?category=ceramics")
    page.submit("form[action^='/policy/trial']")
    page.wait("document.querySelector('plot-figure')?.shadowRoot?.querySelector('canvas')")
    assert "1 claims are left out" in page.value("document.querySelector('#tried').textContent"), "it is not routed yet"
    no_grave_findings(page)
    page.go(f"{desk.url}/policy/history?category=ceramics")
    assert "drafted" in page.value("document.querySelector('tbody').textContent")
    no_grave_findings(page)
    assert page.complaints() == []
    page.close()
