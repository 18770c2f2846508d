import pytest

from fairclaim.services.identity.errors import StepUpNeededError
from fairclaim.services.own_data import ANSWERED_WITHIN, answer_correction, ask_correction
from unit.services.counter import ADMIN, BUYER, Counter
from unit.web.page_desk import NamedSession
from unit.web.pages.staff.test_people_pages import people


def test_the_queue_shows_clock_and_what_is_held_and_an_answer_says_what_was_done() -> None:
    counter = Counter()
    counter.rows.fields[BUYER.person] = {"platform-account": "b-7", "name": "州"}
    counter.rows.logins[ADMIN.person] = "root"
    asked = ask_correction(counter.desk, BUYER, "name", "周 <i>", why="打错了")
    admin = people(counter, "admin")
    page = admin.get("/wishes").text
    for words in ("15 days left", "b-7", "州", "周 &lt;i&gt;", "打错了", "replaced at once"):
        assert words in page, words
    counter.wait(ANSWERED_WITHIN * 2)
    assert "should have been answered by" in admin.get("/wishes").text
    assert admin.post(f"/wishes/{asked.id}/answer", data={"accepted": "yes", "reasons": " "}).status_code == 422
    done = admin.post(f"/wishes/{asked.id}/answer", data={"accepted": "yes", "reasons": "已更正"})
    assert done.headers["location"] == f"/wishes#{asked.id}"
    page = admin.get("/wishes").text
    for words in ("Nothing waits.", "Answered by root", "what is held was replaced", "已更正", "late"):
        assert words in page, words
    assert counter.rows.fields[BUYER.person]["name"] == "周 <i>"


def test_an_explanation_an_erasure_and_something_else_each_say_what_follows() -> None:
    counter = Counter()
    counter.screened()
    ask_correction(counter.desk, BUYER, "standing", "many-in-a-year", why="我替全家下单")
    ask_correction(counter.desk, BUYER, "other", "x")
    erasure = ask_correction(counter.desk, BUYER, "erasure", "everything")
    admin = people(counter, "admin")
    page = admin.get("/wishes").text
    for words in ("many claims in a year", "我替全家下单", "1 claim is open now", "in your own systems first"):
        assert words in page, words
    answer_correction(counter.desk, ADMIN, erasure.id, is_accepted=True, reasons="等申请结束后删除")
    page = admin.get("/wishes").text
    assert "waits: 1 claim is open" in page
    assert f"/wishes/{erasure.id}/erasure" not in page


def test_an_erasure_needs_a_fresh_proof_and_leaves_nothing_personal(monkeypatch: pytest.MonkeyPatch) -> None:
    counter = Counter()
    counter.rows.fields[BUYER.person] = {"name": "周小姐"}
    asked = ask_correction(counter.desk, BUYER, "erasure", "everything", why="不再使用")
    answer_correction(counter.desk, ADMIN, asked.id, is_accepted=True, reasons="可以")
    admin = people(counter, "admin")
    assert "Erase everything of this person" in admin.get("/wishes").text

    def stale(_session: NamedSession, _request: object) -> object:
        raise StepUpNeededError

    monkeypatch.setattr(NamedSession, "fresh", stale, raising=False)
    page = {"Referer": "http://desk.test/wishes"}
    sent = admin.post(f"/wishes/{asked.id}/erasure", data={"sure": "yes"}, headers=page)
    assert sent.headers["location"] == "/sign-in/again?to=/wishes"
    assert BUYER.person not in counter.rows.erased
    monkeypatch.setattr(NamedSession, "fresh", lambda *_: ADMIN, raising=False)
    assert admin.post(f"/wishes/{asked.id}/erasure").status_code == 422
    assert admin.post(f"/wishes/{asked.id}/erasure", data={"sure": "yes"}).status_code == 303
    assert BUYER.person in counter.rows.erased
    page_after = admin.get("/wishes").text
    assert "everything personal was erased" in page_after
    for gone in ("周小姐", "不再使用", BUYER.person):
        assert gone not in page_after, gone


@pytest.mark.parametrize("name", ["ann", "sue", "auditor", "buyer", "agent", "editor"])
def test_nobody_but_who_runs_the_desk_reads_or_answers_them(name: str) -> None:
    counter = Counter()
    asked = ask_correction(counter.desk, BUYER, "name", "周")
    client = people(counter, name)
    assert client.get("/wishes").status_code == 403
    assert client.post(f"/wishes/{asked.id}/answer", data={"accepted": "yes", "reasons": "x"}).status_code == 403
