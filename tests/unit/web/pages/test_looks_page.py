import csv
import io
import json
import re
from datetime import date

import httpx
import pytest

from fairclaim.services.see_photo import see_photo
from fairclaim.web.pages.looks_page import FIELDS, LooksAsked, looks_pages
from fairclaim.web.pages.render import Pages
from fairclaim.web.static_files import built_files
from unit.services.counter import BEN, MONDAY, Counter
from unit.services.test_see_looks import looked_at
from unit.web.page_desk import SESSION, visitor


def browser(counter: Counter, name: str | None = "auditor") -> httpx.Client:
    return visitor(looks_pages(Pages(built_files()), SESSION, counter.desk), name=name)


def people_in(page: str) -> set[str]:
    return set(re.findall(r'href="/audit/looks\?[^"]*person=[^"]*" title="[^"]*">([^<]+)</a>', page))


def test_looks_are_listed_and_narrowed_by_claim_person_and_file() -> None:
    counter, claim = looked_at()
    there, photo = browser(counter), counter.claim(claim).evidence[0].exhibit
    page = there.get("/audit/looks")
    assert page.status_code == 200
    assert people_in(page.text) == {"ben"}
    assert claim in page.text
    assert photo in page.text
    found = there.get("/audit/looks", params={"about": claim, "acts": "1"}).text
    assert people_in(found) >= {"ann", "ben"}
    assert "judge, look at the verdict, confirm" in found
    assert people_in(there.get("/audit/looks", params={"about": photo}).text) == {"ben"}
    assert "Nobody looked" in there.get("/audit/looks", params={"person": "sue", "since": "", "until": ""}).text
    later = {"about": claim, "since": "2026-03-03"}
    assert people_in(there.get("/audit/looks", params=later).text) == set()
    assert there.get("/audit/looks", params={"since": "never"}).status_code == 422


def test_long_lists_have_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    counter, claim = looked_at()
    monkeypatch.setattr("fairclaim.web.pages.looks_page.SHOWN", 2)
    there = browser(counter)
    page = there.get("/audit/looks", params={"person": "ben"}).text
    more = re.search(r'href="(/audit/looks\?[^"]*cursor=[^"]*)"', page)
    assert more is not None
    rest = there.get(more[1].replace("&amp;", "&")).text
    assert (page + rest).count("<tr>") == 2 + 3, "two heads and three looks"
    assert claim in rest


def test_what_is_listed_can_be_taken_home() -> None:
    counter, claim = looked_at()
    there, asked = browser(counter), {"about": claim, "person": "ben"}
    got = there.get("/audit/looks/export.csv", params=asked)
    assert got.headers["content-disposition"] == 'attachment; filename="looks.csv"'
    table = list(csv.DictReader(io.StringIO(got.text)))
    assert tuple(table[0]) == FIELDS
    assert {row["kind"] for row in table} == {"claim", "exhibit", "text"}
    assert {row["claim"] for row in table} == {claim}
    lines = [json.loads(line) for line in there.get("/audit/looks/export.jsonl", params=asked).text.splitlines()]
    assert [line["at"] for line in lines] == [row["at"] for row in table]
    assert there.get("/audit/looks/export.xml").status_code == 422


def test_people_are_counted_in_words_that_accuse_nobody() -> None:
    counter, claim = looked_at()
    see_photo(counter.desk, BEN, claim, counter.claim(claim).evidence[1].exhibit, is_noted=True)
    page = browser(counter).get("/audit/looks/people").text
    row = page.split("ben</a>")[1].split("</tr>")[0]
    assert re.findall(r'number">([^<]+)<', row) == ["4", "1", "1", "2", "3", "0", "1"]
    assert "Ask before you conclude" in page
    assert "the middle of all" in page
    assert "So few people" in page
    empty = browser(counter).get("/audit/looks/people", params={"until": "2020-01-01"}).text
    assert "Nobody looked" in empty


def test_nobody_but_an_auditor_comes_in() -> None:
    counter, _ = looked_at()
    for path in ("/audit/looks", "/audit/looks/people", "/audit/looks/export.csv"):
        for name in ("ann", "admin", "buyer"):
            assert browser(counter, name).get(path).status_code == 403
        assert browser(counter, None).get(path).status_code == 303


def test_a_list_that_nothing_narrows_goes_back_a_month() -> None:
    begins = LooksAsked().begins(MONDAY)
    assert begins is not None
    assert begins.date() == date(2026, 1, 31)
    assert LooksAsked(about="claim-1").begins(MONDAY) is None
    assert LooksAsked(about="a b", acts=True).query(cursor="c") == "about=a+b&acts=1&cursor=c"
