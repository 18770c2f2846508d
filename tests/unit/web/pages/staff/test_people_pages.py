"""Buyers and measures on pages: who may see what, a proposal sent twice, words that press, and that nobody is called anything."""

import re

import httpx
import pytest

from fairclaim.domain.bilingual import Bilingual
from fairclaim.law.tone import pressing_phrases
from fairclaim.services.hold_account import propose_measure
from fairclaim.services.own_data import ask_correction
from fairclaim.web.pages.render import Pages
from fairclaim.web.pages.staff.duties_pages import duties_pages
from fairclaim.web.pages.staff.measure_pages import measure_pages
from fairclaim.web.pages.staff.people_pages import SUGGESTED, people_pages
from fairclaim.web.pages.staff.staff_page import StaffPages
from fairclaim.web.pages.staff.wishes_pages import wishes_pages
from fairclaim.web.static_files import built_files
from unit.services.against import contradicted, overturn
from unit.services.counter import BUYER, SUE, Counter
from unit.services.test_hold_account import limited, wish
from unit.services.test_see_person import known
from unit.web.page_desk import SESSION, visitor
from unit.web.party_shop import key_in

CALLS_NAMES = re.compile(
    r"fraud|cheat|liar|crook|scam|criminal|suspect|abuser|blacklist|dishonest|"
    r"骗|欺诈|作弊|造假者|嫌疑|恶意|惯犯|黑名单|失信|不诚信|可疑",
    re.IGNORECASE,
)


def people(counter: Counter, name: str) -> httpx.Client:
    staff = StaffPages(Pages(built_files()), SESSION, counter.desk)
    routers = (people_pages(staff), measure_pages(staff), wishes_pages(staff), duties_pages(staff))
    return visitor(*routers, name=name)


def proposal(page: httpx.Response, claim: str, **other: object) -> dict[str, object]:
    words = {"zh": "有认定成立。", "en": "A decision stands."}
    return {"key": key_in(page), "kind": "limit", "days": 30, "claims": [claim], **words, **other}


def test_a_senior_opens_the_buyer_of_a_claim_and_proposes_once() -> None:
    counter, claim = contradicted()
    known(counter)
    ask_correction(counter.desk, BUYER, "standing", "shared-payout", why="a secret of the family")
    senior = people(counter, "sue")
    assert senior.get("/people", params={"named": f" {claim} "}).headers["location"] == f"/people/{BUYER.person}"
    page = senior.get(f"/people/{BUYER.person}")
    for words in (
        "people look because of it",
        "Refunds go to the payout account of 2 other accounts",
        "Couples, parents and children",
        "nobody looks because of it after",
        "1.0 of 1 is left today",
        "waits for an answer, and counts until then",
        "The crack is in the claim picture only.",
        SUGGESTED["limit"].en,  # type: ignore[index]  # a kind by its value
    ):
        assert words in page.text.replace("&#39;", "'"), words
    assert "a secret of the family" not in page.text, "who answers it reads it, and nobody else"
    sent = proposal(page, claim)
    first = senior.post(f"/people/{BUYER.person}/measures", data=sent)
    assert first.status_code == 303
    assert senior.post(f"/people/{BUYER.person}/measures", data=sent).headers == first.headers
    (made,) = counter.rows.measures.values()
    assert first.headers["location"] == f"/people/measures/{made.id}"
    assert "others go on from here" in senior.get(first.headers["location"]).text


def test_a_proposal_without_a_decision_or_with_words_that_press_is_asked_about_again() -> None:
    counter, claim = contradicted()
    senior = people(counter, "sue")
    page = senior.get(f"/people/{BUYER.person}")
    address = f"/people/{BUYER.person}/measures"
    for bad in ({"zh": "a\x00b"}, {"claims": ["\x00"]}, {"key": "\x00"}, {"days": 0}, {"kind": "ban"}):
        assert senior.post(address, data=proposal(page, claim, **bad)).status_code == 422, bad
    assert senior.get("/people", params={"named": "\x00"}).status_code == 422
    assert "Tick at least one decision" in senior.post(address, data=proposal(page, claim, claims=[])).text
    pressing = "请退款，否则后果自负"
    again = senior.post(address, data=proposal(page, claim, zh=pressing))
    assert again.status_code == 422
    assert "后果自负" in again.text
    kept = re.search(r'name="kept" value="([^"]*)"', again.text)
    assert kept is not None
    assert counter.rows.measures == {}
    assert senior.post(address, data=proposal(page, claim, zh=pressing, kept=kept[1])).status_code == 303


def test_without_a_ground_nothing_can_be_proposed() -> None:
    counter, claim = contradicted()
    overturn(counter, claim)
    page = people(counter, "admin").get(f"/people/{BUYER.person}")
    assert "none can be proposed" in page.text
    assert "data-propose" not in page.text
    assert "Propose a measure" not in people(counter, "auditor").get(f"/people/{BUYER.person}").text


@pytest.mark.parametrize(
    ("name", "list_status", "person_status", "measure_status"),
    [
        ("ann", 200, 403, 200),
        ("sue", 200, 200, 200),
        ("auditor", 200, 200, 200),
        ("admin", 200, 200, 200),
        ("editor", 403, 404, 404),
        ("buyer", 403, 404, 404),
        ("agent", 403, 404, 404),
    ],
)
def test_who_sees_what_follows_the_grants(name: str, list_status: int, person_status: int, measure_status: int) -> None:
    counter, _, made = limited()
    client = people(counter, name)
    assert client.get("/people").status_code == list_status
    assert client.get(f"/people/{BUYER.person}").status_code == person_status
    assert client.get(f"/people/measures/{made.id}").status_code == measure_status
    assert ('name="named"' in client.get("/people").text) is (name in {"sue", "auditor", "admin"})


def test_the_list_says_what_waits_for_whom() -> None:
    counter, claim = contradicted()
    counter.rows.logins[SUE.person] = "sue@desk"
    propose_measure(counter.desk, SUE, wish(claim))
    assert "Waits for you" in people(counter, "dan").get("/people").text
    mine = people(counter, "sue").get("/people").text
    assert "Waits for others" in mine
    assert "Waits for you" not in mine
    assert "sue@desk" in people(counter, "dan").get("/people").text
    assert "Nothing here goes by this name" in people(counter, "sue").get("/people?named=none").text


@pytest.mark.parametrize("language", ["en", "zh"])
def test_acts_and_pictures_are_spoken_of_and_nobody_is_called_anything(language: str) -> None:
    counter, claim, made = limited()
    known(counter)
    senior = people(counter, "sue")
    senior.cookies.set("fairclaim-language", language)
    overturned, reversed_claim = contradicted()
    overturn(overturned, reversed_claim)
    addresses = ("/people", f"/people/{BUYER.person}", f"/people/measures/{made.id}")
    pages = [senior.get(one) for one in addresses]
    pages += [people(overturned, "admin").get(one) for one in (f"/people/{BUYER.person}", "/wishes", "/accounts")[:2]]
    for page in pages:
        assert page.status_code == 200
        text = re.sub(r"<[^>]+>", " ", page.text)
        assert CALLS_NAMES.search(text) is None, CALLS_NAMES.search(text)
        assert pressing_phrases(text) == ()
    assert claim


def test_suggestions_press_nobody_and_stand_in_both_languages() -> None:
    for words in SUGGESTED.values():
        assert isinstance(words, Bilingual)
        for text in (words.zh, words.en):
            assert CALLS_NAMES.search(text) is None
            assert pressing_phrases(text) == ()
