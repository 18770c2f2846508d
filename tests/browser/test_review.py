"""A reviewer works through the queue by keyboard alone, in a real browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from browser.desk import DemoDesk, demo_desk
from browser.review_desk import ONE, QuickExaminer, file_waiting
from chromium import Chromium, Page
from fairclaim.demo.shop import TENANT
from fairclaim.domain.desk.judgement import Outcome
from fairclaim.domain.desk.party import ClaimId

CASES = 14
AXE = Path(__file__).resolve().parents[2] / "web-ui" / "node_modules" / "axe-core" / "axe.min.js"
STEP = "document.getElementById('task')?.dataset.step"
CLAIM = "document.getElementById('task')?.dataset.claim"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoDesk]:
    with demo_desk(tmp_path_factory.mktemp("desk"), ONE, examiner=QuickExaminer()) as served:
        file_waiting(served.opened.desk, CASES)
        yield served


def last_words(desk: DemoDesk, claim: str) -> list[Outcome]:
    """Return what was said last by everybody who has judged a claim to the end."""
    found = desk.opened.desk.units.read(TENANT, lambda work: work.claims.find(ClaimId(claim)))
    assert found is not None
    return [one.final.outcome for one in found.judgements if one.final is not None]


def become(page: Page, desk: DemoDesk, claim: str, count: int) -> None:
    """Wait until so many have judged a claim to the end; what was held back is sent while the page goes."""
    for _ in range(100):
        if len(last_words(desk, claim)) == count:
            return
        page.settle(0.1)
    raise AssertionError(last_words(desk, claim))


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
    done, before = [], {}
    for number in range(10):
        assert page.value("document.getElementById('findings')") is None, "blind first"
        judge(page, "G" if number % 2 else "FI")
        page.press("o")
        page.wait("document.querySelector('.finding.seen')")
        claim = str(page.value(CLAIM))
        before[claim] = len(last_words(desk, claim))
        done.append(conclude(page))
    page.wait("document.getElementById('held')")
    page.go(f"{desk.url}/review")
    for claim in done:
        become(page, desk, claim, before[claim] + 1)
    assert [last_words(desk, one)[before[one] :] for one in done] == [[Outcome.REFUSE], [Outcome.GRANT]] * 5
    # OpenSeadragon says so when a picture is exchanged before its last tile has come.
    assert [one for one in page.complaints() if not one.startswith("Ignoring tile")] == []
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
    before = len(last_words(desk, str(page.value(CLAIM))))
    claim = conclude(page)
    page.press("u")
    page.wait(f"{CLAIM} === {claim!r}")
    assert page.value("document.querySelector('[name=zh]').value") == "G n u"
    assert page.value("document.querySelector('[name=texts]:checked').value") == "shows-damage"
    page.go(f"{desk.url}/review/claims/{claim}")
    assert page.value("document.querySelector('[name=zh]').value") == "G n u", "a reload loses nothing"
    assert len(last_words(desk, claim)) == before
    page.press("H", shift=True)
    page.wait("location.pathname === '/review'")
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


@pytest.mark.parametrize(("who", "path"), [("sue", "/review/load"), ("edi", "/policy"), ("aud", "/audit")])
def test_the_rooms_of_seniors_editors_and_auditors_are_accessible(
    chromium: Chromium, desk: DemoDesk, who: str, path: str
) -> None:
    if not AXE.exists():
        pytest.skip("axe-core is not here: run make web")
    page = desk.come_in(chromium, who, path, language="zh", width=390, height=844)
    assert serious(page) == []
    assert page.value("document.documentElement.scrollWidth <= innerWidth")
    assert page.complaints() == []
    page.close()


def serious(page: Page) -> list[str]:
    """Return what axe-core finds serious or critical; nothing where it is not here, so that the rest of a test goes on."""
    page.settle(0.3)
    if not AXE.exists():
        return []
    page.value(AXE.read_text(encoding="utf-8") + "; 1")
    found = page.value(
        "axe.run(document, {resultTypes: ['violations']}).then(done => done.violations"
        ".filter(one => ['serious', 'critical'].includes(one.impact))"
        ".map(one => one.id + ': ' + one.nodes.map(node => node.html.slice(0, 200)).join(' | ')))"
    )
    return list(found)


def test_the_time_of_a_task_is_seen_warned_of_and_renewed(chromium: Chromium, desk: DemoDesk) -> None:
    page = desk.come_in(chromium, "ben", "/review")
    start(page)
    assert page.value("/^1[45]:\\d\\d$/.test(document.getElementById('lease-left').textContent)")
    page.value("const real = Date.now; window.late = 0; Date.now = () => real.call(Date) + window.late; 1")
    page.value("window.late = 13.5 * 60000")
    page.wait("!document.getElementById('lease-warning').hidden")
    page.value("window.late = 15.5 * 60000")
    page.wait("!document.getElementById('lease-over').hidden")
    page.value("window.late = 0")
    page.press("K", shift=True)
    page.wait("document.querySelector('#trouble .good')")
    assert page.value("document.getElementById('lease-warning').hidden")
    page.press("H", shift=True)
    page.wait("location.pathname === '/review'")
    page.close()
