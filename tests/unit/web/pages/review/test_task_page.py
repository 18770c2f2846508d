"""A claim goes from the queue to its decision by forms alone."""

import re
from datetime import timedelta

import httpx
import pytest

from fairclaim.domain.desk.claim import Stance
from fairclaim.domain.desk.party import ClaimId
from fairclaim.domain.desk.states import State
from fairclaim.services.answer_claim import answer_claim
from fairclaim.web.pages.render import Pages
from fairclaim.web.pages.review.queue_page import queue_pages
from fairclaim.web.pages.review.task_page import task_pages
from fairclaim.web.static_files import built_files
from unit.services.counter import AGENT, Counter
from unit.services.shop import pack
from unit.services.test_conclude_review import unheard
from unit.services.test_take_task import another, in_review
from unit.web.page_desk import SESSION, visitor

GRANT = {
    "outcome": "grant",
    "view": "supports",
    "remedy": "return-and-refund",
    "borne_by": "merchant",
    "amount": "100.00",
}
REASONS = {"texts": ["shows-damage"], "basis": ["exhibit-1"]}
AGAINST = {"outcome": "refuse", "view": "contradicts", "grade": "A"}


def desk_with_a_task() -> tuple[Counter, ClaimId]:
    counter = Counter()
    claim = counter.screened()
    answer_claim(counter.desk, AGENT, claim, Stance.CONTESTS, words="发货时完好")
    return counter, claim


def browser(counter: Counter, name: str | None = "ann") -> httpx.Client:
    pages = Pages(built_files())
    return visitor(queue_pages(pages, SESSION, counter.desk), task_pages(pages, SESSION, counter.desk), name=name)


def form_of(page: str) -> dict[str, str]:
    found = re.search(r'name="key" value="([^"]+)"', page)
    assert found is not None
    return {"key": found[1]}


def judged(ann: httpx.Client, claim: ClaimId, wish: dict[str, str]) -> str:
    page = ann.get(f"/review/claims/{claim}").text
    answer = ann.post(f"/review/claims/{claim}/judgement", data={**form_of(page), **wish})
    assert answer.status_code == 303, answer.text
    return ann.get(answer.headers["location"]).text


def test_a_claim_goes_from_the_queue_to_its_decision() -> None:
    counter, claim = desk_with_a_task()
    ann = browser(counter)
    assert str(claim) in ann.get("/review").text
    taken = ann.post("/review/next")
    assert taken.headers["location"] == f"/review/claims/{claim}"
    blind = ann.get(taken.headers["location"]).text
    assert "杯口有裂纹" in blind
    assert "发货时完好" in blind
    assert 'data-step="blind"' in blind
    assert 'id="findings"' not in blind
    assert "derived-from-reference" not in blind
    seen = judged(ann, claim, GRANT)
    assert 'data-step="last-word"' in seen
    assert 'id="findings"' in seen
    done = ann.post(f"/review/claims/{claim}/conclusion", data={**form_of(seen), **GRANT, **REASONS})
    assert done.headers["location"] == "/review?done=1"
    decision = counter.claim(claim).decisions[0]
    assert decision.reasons.zh.startswith("照片清楚显示")
    assert decision.basis == ("exhibit-1",)
    assert 'data-step="read"' in ann.get(f"/review/claims/{claim}").text


def test_the_verdict_is_in_no_page_before_the_own_judgement() -> None:
    counter, claim = desk_with_a_task()
    ann, ben = browser(counter), browser(counter, "ben")
    ann.post("/review/next")
    seen = judged(ann, claim, AGAINST)
    assert "0.98" not in seen
    ann.post(
        f"/review/claims/{claim}/conclusion",
        data={**form_of(seen), **AGAINST, "texts": "same-exposure", "basis": "derived-from-reference"},
    )
    assert counter.claim(claim).state is State.SECOND_REVIEW
    ben.post("/review/next")
    blind = ben.get(f"/review/claims/{claim}").text
    for told in ("98.8", "derived-from-reference", "second", "发现编辑", "Evidence of editing", "same-exposure"):
        assert told not in blind, told


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        ({}, "view"),
        ({**GRANT, "view": "contradicts", "grade": "A"}, "view"),
        ({**AGAINST, "grade": "C"}, "grade"),
        ({**AGAINST, "grade": ""}, "grade"),
        ({**GRANT, "amount": "many"}, "amount"),
        ({**GRANT, "amount": "100.01"}, "amount"),
        ({**GRANT, "amount": "0"}, "amount"),
        ({**GRANT, "remedy": "part-refund"}, "amount"),
        ({**GRANT, "outcome": "<script>"}, "view"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(wish: dict[str, str], field: str) -> None:
    counter, claim = desk_with_a_task()
    ann = browser(counter)
    ann.post("/review/next")
    answer = ann.post(f"/review/claims/{claim}/judgement", data=wish)
    assert answer.status_code in {409, 422}
    assert f'id="error-{field}"' in answer.text
    assert ("A or B." in answer.text) is (wish == {**AGAINST, "grade": ""})
    assert "<script>" not in answer.text
    if wish.get("amount"):
        assert f'value="{wish["amount"]}"' in answer.text
    assert not counter.claim(claim).judgements


def test_reasons_basis_and_a_change_of_mind_are_asked_for() -> None:
    counter, claim = desk_with_a_task()
    ann = browser(counter)
    ann.post("/review/next")
    seen = judged(ann, claim, GRANT)
    address, key = f"/review/claims/{claim}/conclusion", form_of(seen)
    assert "Tick at least one reason" in ann.post(address, data={**key, **GRANT, "basis": "exhibit-1"}).text
    assert 'id="error-reasons"' in ann.post(address, data={**key, **GRANT, "texts": "shows-damage"}).text
    changed = {**key, **AGAINST, "texts": "same-exposure", "basis": "x"}
    asked = ann.post(address, data=changed).text
    assert 'id="error-changed"' in asked
    assert "You changed your judgement" in asked
    tried = ann.post(address, data={**changed, "changes": "overlooked", "after": "check"})
    assert tried.status_code == 204
    assert counter.claim(claim).judgements[0].final is None
    told = ann.post(address, data={**changed, "changes": "overlooked", "after": "tell"})
    assert "another person judges now" in told.text
    assert ann.post(address, data={**changed, "changes": "overlooked", "after": "tell"}).status_code == 200, "once"
    first = counter.claim(claim).judgements[0]
    assert first.changed_because is not None
    assert first.changed_because.en.startswith("The examination marks")


def test_a_merchant_that_was_not_asked_is_asked_first() -> None:
    counter, claim = unheard()
    ann = browser(counter)
    ann.post("/review/next")
    seen = judged(ann, claim, GRANT)
    answer = ann.post(f"/review/claims/{claim}/conclusion", data={**form_of(seen), **GRANT, **REASONS})
    assert 'id="error-borne_by"' in answer.text
    assert f"/review/claims/{claim}/merchant-request" in answer.text
    assert ann.post(f"/review/claims/{claim}/merchant-request").status_code == 303
    assert counter.claim(claim).state is State.WAITING_MERCHANT


def test_the_buyer_is_asked_for_exactly_what_was_ticked() -> None:
    counter, claim = unheard()
    ann = browser(counter)
    ann.post("/review/next")
    assert "missing 1" in ann.get(f"/review/claims/{claim}").text
    ann.post(f"/review/claims/{claim}/evidence-request", data={"shots": ["2"]})
    assert [one.shot.value for one in counter.claim(claim).requested] == ["other-angle"]


def test_a_task_is_kept_handed_back_and_passed_on() -> None:
    counter, claim = desk_with_a_task()
    ann, ben = browser(counter), browser(counter, "ben")
    ann.post("/review/next")
    page = ann.get(f"/review/claims/{claim}").text
    task = re.search(r'data-task="([^"]+)"', page)
    assert task is not None
    counter.wait(timedelta(minutes=20))
    assert "Your time is over" in ann.get(f"/review/claims/{claim}").text
    kept = ann.post(f"/review/tasks/{task[1]}/renewal", headers={"Accept": "application/json"})
    assert kept.json()["until"].startswith("2026-03-02T02:35")
    assert ann.post(f"/review/tasks/{task[1]}/release").headers["location"] == "/review"
    ben.post("/review/next")
    lost = ann.post(f"/review/tasks/{task[1]}/renewal")
    assert lost.status_code == 409
    assert "somebody else" in lost.text
    assert "not in your hands" in ann.get(f"/review/claims/{claim}").text
    assert ben.post(f"/review/tasks/{task[1]}/skip", data={"reason": "unsure"}).headers["location"] == "/review?done=1"
    assert ben.post(f"/review/tasks/{task[1]}/skip", data={"reason": "lazy"}).status_code == 422


def test_who_judges_nothing_finds_no_task() -> None:
    counter, claim = desk_with_a_task()
    for name, status in (("buyer", 404), ("agent", 404), ("auditor", 404), ("admin", 404), ("foreign", 404)):
        assert browser(counter, name).get(f"/review/claims/{claim}").status_code == status
    assert browser(counter, None).get("/review").headers["location"] == "/sign-in?to=/review"
    assert browser(counter, "buyer").get("/review").status_code == 403
    foreign = visitor(queue_pages(Pages(built_files()), SESSION, counter.desk), name="ann")
    foreign.headers["Origin"] = "https://elsewhere.example"
    assert browser(counter).post("/review/next", headers={"Origin": "https://elsewhere.example"}).status_code == 403


def test_the_coming_pictures_are_told_and_the_task_stays_free() -> None:
    counter, claim = desk_with_a_task()
    told = browser(counter).get("/review/coming").json()
    assert told["zoomed"] == [f"/photos/{claim}/exhibit-1/photo.dzi"]
    assert len(told["small"]) == 4
    assert "location" in browser(counter, "ben").post("/review/next").headers
    assert browser(counter).get("/review/coming").json() == {"zoomed": [], "small": []}


def test_the_next_task_comes_while_a_last_word_is_held_back() -> None:
    counter = Counter()
    first, second = in_review(counter), another(counter)
    ann = browser(counter)
    ann.post("/review/next")
    seen = judged(ann, first, GRANT)
    task = re.search(r'data-task="([^"]+)"', seen)
    assert task is not None
    wish = {**form_of(seen), **GRANT, **REASONS}
    held = ann.post(f"/review/claims/{first}/conclusion", data={**wish, "after": "hold", "besides": task[1]})
    assert held.headers["location"] == f"/review/claims/{second}"
    assert counter.claim(first).state is State.IN_REVIEW
    assert ann.post(f"/review/claims/{first}/conclusion", data={**wish, "after": "tell"}).status_code == 200
    assert counter.claim(first).state is State.DECIDED


def test_what_was_kept_of_the_packing_stands_on_the_page_and_findings_come_after_the_first_judgement() -> None:
    counter, claim = desk_with_a_task()
    pack(counter, b"film abc")
    pack(counter, b"film abc", order="order-2", parcel="parcel-2")
    ann = browser(counter)
    ann.post("/review/next")
    before = ann.get(f"/review/claims/{claim}").text
    assert "Kept of the packing" in before
    assert "counts against nobody" in before
    assert "The very same file" not in before
    assert "The very same file" in judged(ann, claim, GRANT)
