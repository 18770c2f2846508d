"""A reviewer works through the queue by keyboard alone, in a real browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from browser.desk import DemoDesk, demo_desk
from browser.review_desk import ONE, QuickExaminer, file_waiting
from chromium import Chromium, Page
from fairclaim.demo.shop import TENANT
from fairclaim.domain.desk.states import State
from fairclaim.services.ports.lists import Among

CASES = 14
AXE = Path(__file__).resolve().parents[2] / "web-ui" / "node_modules" / "axe-core" / "axe.min.js"
STEP = "document.getElementById('task')?.dataset.step"
CLAIM = "document.getElementById('task')?.dataset.claim"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoDesk]:
    with demo_desk(tmp_path_factory.mktemp("desk"), ONE, examiner=QuickExaminer()) as served:
        file_waiting(served.opened.desk, CASES)
        yield served


def states(desk: DemoDesk) -> dict[str, State]:
    claims = desk.opened.desk.units.read(TENANT, lambda work: work.lists.claims(Among(), after=None, limit=100))
    return {one.id: one.state for one in claims}


def become(page: Page, desk: DemoDesk, claim: str, state: State) -> None:
    """Wait until a claim stands where it should; what was held back is sent while the page goes."""
    for _ in range(100):
        if states(desk)[claim] is state:
            return
        page.settle(0.1)
    raise AssertionError(states(desk)[claim])


def type_in(page: Page, text: str) -> None:
    for char in text:
        page.press(char, shift=char.isupper())


def start(page: Page) -> None:
    page.wait("document.querySelector('[data-action=take-next]')")
    page.press("N", shift=True)
    page.wait(f"{STEP} === 'blind'")
    page.wait("document.querySelector('evidence-viewer').pictures?.claim")


def judge(page: Page, keys: str) -> None:
    """Judge before the examination is shown, and look at it."""
    page.wait(f"{STEP} === 'blind'")
    type_in(page, keys)
    page.chord("Enter")
    page.wait(f"{STEP} === 'last-word'")


def conclude(page: Page) -> str:
    """Tick the first reason by keyboard and send; return which claim it was."""
    before = str(page.value(CLAIM))
    page.press("s")
    page.press(" ")
    page.chord("Enter")
    page.wait(f"{CLAIM} !== {before!r} || document.querySelector('#decision .error')")
    assert page.value("document.querySelector('#decision .error')?.textContent ?? ''") == ""
    return before


def test_ten_cases_in_a_row_without_a_mouse(chromium: Chromium, desk: DemoDesk) -> None:
    page = desk.come_in(chromium, "ann", "/review", width=1440, height=900)
    start(page)
    assert page.value("document.activeElement.id") == "viewer"
    done = []
    for number in range(10):
        assert page.value("document.getElementById('findings')") is None, "blind first"
        judge(page, "G" if number % 2 else "FI")
        page.press("o")
        page.wait("document.querySelector('.finding.seen')")
        done.append(conclude(page))
    page.wait("document.getElementById('held')")
    page.go(f"{desk.url}/review")
    become(page, desk, done[-1], State.DECIDED)
    after = states(desk)
    assert [after[one] for one in done] == [State.SECOND_REVIEW, State.DECIDED] * 5
    assert page.complaints() == []
    page.close()


def test_what_was_sent_can_be_undone_and_what_was_typed_is_still_there(chromium: Chromium, desk: DemoDesk) -> None:
    page = desk.come_in(chromium, "ben", "/review")
    start(page)
    judge(page, "G")
    page.press("w")
    type_in(page, "G n u")
    assert page.value("document.querySelector('[name=zh]').value") == "G n u", "no key works while somebody types"
    page.press("Escape")
    assert page.value("document.activeElement.id") == "viewer"
    claim = conclude(page)
    page.press("u")
    page.wait(f"{CLAIM} === {claim!r}")
    assert page.value("document.querySelector('[name=zh]').value") == "G n u"
    assert page.value("document.querySelector('[name=texts]:checked').value") == "shows-damage"
    page.go(f"{desk.url}/review/claims/{claim}")
    assert page.value("document.querySelector('[name=zh]').value") == "G n u", "a reload loses nothing"
    assert states(desk)[claim] is State.IN_REVIEW
    page.press("H", shift=True)
    page.wait("location.pathname === '/review'")
    page.close()


def test_leaving_the_page_sends_what_was_held_back(chromium: Chromium, desk: DemoDesk) -> None:
    page = desk.come_in(chromium, "eve", "/review")
    start(page)
    judge(page, "FI")
    claim = conclude(page)
    page.go("about:blank")
    become(page, desk, claim, State.SECOND_REVIEW)
    page.close()


def test_errors_stand_beside_the_field(chromium: Chromium, desk: DemoDesk) -> None:
    page = desk.come_in(chromium, "eve", "/review")
    start(page)
    type_in(page, "G")
    page.press("a")
    page.value("document.querySelector('[name=amount]').value = ''")
    type_in(page, "900")
    page.chord("Enter")
    page.wait("document.getElementById('error-amount')")
    assert page.value("document.querySelector('[name=amount]').value") == "900"
    assert page.value("document.querySelector('[name=amount]').getAttribute('aria-invalid')") == "true"
    page.close()


@pytest.mark.parametrize(("language", "width", "dark"), [("zh", 390, True), ("en", 1440, False)])
def test_every_page_is_accessible(chromium: Chromium, desk: DemoDesk, language: str, width: int, *, dark: bool) -> None:
    if not AXE.exists():
        pytest.skip("axe-core is not here: run make web")
    page = desk.come_in(chromium, "sue", "/review", language=language, width=width, height=844, dark=dark)
    assert serious(page) == []
    start(page)
    assert serious(page) == []
    assert page.value("document.documentElement.scrollWidth <= innerWidth")
    page.press("?")
    page.wait("document.querySelector('#keys[open]')")
    assert serious(page) == []
    page.press("Escape")
    page.chord("k")
    page.wait("document.querySelector('#palette[open]')")
    assert serious(page) == []
    type_in(page, "hand")
    page.press("Enter")
    page.wait("location.pathname === '/review'")
    page.close()


def serious(page: Page) -> list[str]:
    """Return what axe-core finds serious or critical."""
    page.settle(0.3)
    page.value(AXE.read_text(encoding="utf-8") + "; 1")
    found = page.value(
        "axe.run(document, {resultTypes: ['violations']}).then(done => done.violations"
        ".filter(one => ['serious', 'critical'].includes(one.impact))"
        ".map(one => one.id + ': ' + one.nodes.map(node => node.html.slice(0, 200)).join(' | ')))"
    )
    return list(found)
