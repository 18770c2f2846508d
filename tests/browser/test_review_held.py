"""Last words wait a minute while their author goes on, in a real browser: undone, sent, refused, and never lost in silence."""

from collections.abc import Iterator

import pytest

from browser.desk import DemoDesk, demo_desk
from browser.review_desk import ONE, QuickExaminer, file_waiting
from browser.test_review import CLAIM, STEP, become, conclude, judge, last_words, serious, start
from chromium import Chromium

CASES = 7


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoDesk]:
    with demo_desk(tmp_path_factory.mktemp("desk"), ONE, examiner=QuickExaminer()) as served:
        file_waiting(served.opened.desk, CASES)
        yield served


def test_several_words_wait_a_minute_each_while_their_author_goes_on(chromium: Chromium, desk: DemoDesk) -> None:
    page = desk.come_in(chromium, "ben", "/review")
    start(page)
    done, before = [], []
    for _ in range(2):
        judge(page, "G")
        before.append(len(last_words(desk, str(page.value(CLAIM)))))
        done.append(conclude(page))
    judge(page, "F")  # something was begun of a third
    third = page.value(CLAIM)
    said = "document.querySelector('#held .time').textContent"
    assert page.value(f"/^Sent in (5\\d|60) s · 1 more wait/.test({said})"), page.value(said)
    page.press("u")
    page.wait(f"{CLAIM} === {done[1]!r} && {STEP} === 'last-word'")
    page.chord("Enter")  # the reason is still ticked
    page.wait(f"{CLAIM} === {third!r} && {STEP} === 'last-word'")  # and nothing of it is lost
    assert [len(last_words(desk, one)) for one in done] == before, "nothing was sent in between"
    page.value("const now = Date.now; window.late = 0; Date.now = () => now.call(Date) + window.late; 1")
    page.value("window.late = 58000")
    become(page, desk, done[0], before[0] + 1)
    assert len(last_words(desk, done[1])) == before[1], "each has its own minute"
    page.press("U", shift=True)
    become(page, desk, done[1], before[1] + 1)
    page.wait("!document.getElementById('held')")
    page.press("H", shift=True)
    page.wait("location.pathname === '/review'")
    page.close()


def test_what_the_desk_refuses_later_stays_on_the_screen(chromium: Chromium, desk: DemoDesk) -> None:
    page = desk.come_in(chromium, "eve", "/review", width=390, height=844, dark=True)
    start(page)
    judge(page, "G")
    claim = conclude(page)
    page.wait("document.getElementById('held')")
    assert serious(page) == []
    assert page.value("document.documentElement.scrollWidth <= innerWidth")
    page.value("const real = fetch; fetch = (a, b) => real(String(a).replace('/conclusion', '/nowhere'), b); 1")
    page.press("U", shift=True)
    page.wait("document.querySelector('#held .refused')")
    assert serious(page) == []
    page.value("fetch = real; 1")
    page.click("document.querySelector('#held .refused a')")
    page.wait(f"{CLAIM} === {claim!r} && {STEP} === 'last-word'")
    assert page.value("document.getElementById('held')") is None
    assert page.value("document.querySelector('[name=texts]:checked').value") == "shows-damage"
    page.press("H", shift=True)
    page.wait("location.pathname === '/review'")
    page.close()


def test_signing_out_sends_what_was_held_back(chromium: Chromium, desk: DemoDesk) -> None:
    page = desk.come_in(chromium, "eve", "/review")
    start(page)
    judge(page, "FI")
    before = len(last_words(desk, str(page.value(CLAIM))))
    claim = conclude(page)
    page.submit("form[action='/sign-out']")
    become(page, desk, claim, before + 1)
    page.close()


def test_leaving_the_page_sends_what_was_held_back(chromium: Chromium, desk: DemoDesk) -> None:
    page = desk.come_in(chromium, "eve", "/review")
    start(page)
    judge(page, "FI")
    before = len(last_words(desk, str(page.value(CLAIM))))
    claim = conclude(page)
    page.go("about:blank")
    become(page, desk, claim, before + 1)
    page.close()


def test_after_a_crash_the_desk_gives_the_claim_again(chromium: Chromium, desk: DemoDesk) -> None:
    page = desk.come_in(chromium, "sue", "/review")
    start(page)
    judge(page, "G")
    claim = conclude(page)
    before = len(last_words(desk, claim))
    page.value(
        "sessionStorage.clear(); window.stop(); navigator.sendBeacon = () => true"
    )  # as if nothing had been told
    page.go(f"{desk.url}/review")
    page.press("N", shift=True)
    page.wait(f"{STEP}")
    while page.value(CLAIM) != claim:  # what was begun afterwards is hers, too
        page.press("H", shift=True)
        page.wait("location.pathname === '/review' && document.querySelector('[data-action=take-next]')")
        page.press("N", shift=True)
        page.wait(f"{STEP}")
    assert page.value(STEP) == "last-word"
    assert len(last_words(desk, claim)) == before
    page.close()
