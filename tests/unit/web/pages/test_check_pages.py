"""The routes of "Check a photo": a plain form, a page that waits, an answer, files to take home, and who may come."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from starlette.requests import Request

from fairclaim.domain.bilingual import Bilingual
from fairclaim.web.check.checks import Checks
from fairclaim.web.check.facts import CheckFacts, Sign
from fairclaim.web.check.limits import CheckLimits
from fairclaim.web.pages.check_pages import check_pages, sender
from fairclaim.web.pages.render import Pages
from fairclaim.web.static_files import built_files
from unit.web.check.fake_examiner import Steps
from unit.web.check.test_checks import ended
from unit.web.page_desk import SESSION, visitor

ANY = Bilingual("任意", "whatever <b>")
FACTS = CheckFacts(
    name="derived-from-reference",
    title=ANY,
    source="a paper",
    fooled_by=ANY,
    worthless_when=ANY,
    signs=(Sign(name="seen", outcome="fail", innocent=ANY),),
)
FILES = [("claim", ("a.jpg", b"one", "image/jpeg")), ("listing", ("b.jpg", b"two", "image/jpeg"))]


@pytest.fixture
def examiner() -> Steps:
    return Steps()


@pytest.fixture
def checks(tmp_path: Path, examiner: Steps) -> Iterator[Checks]:
    opened = Checks(tmp_path / "checks", examiner, limits=CheckLimits(checks=3, per=timedelta(hours=1)))
    yield opened
    opened.close()


@pytest.fixture
def anybody(checks: Checks) -> httpx.Client:
    return visitor(check_pages(Pages(built_files()), SESSION, checks, (FACTS,), is_open=True))


def handed_in(client: httpx.Client) -> str:
    answer = client.post("/check", files=FILES)
    assert answer.status_code == 303
    return str(answer.headers["location"])


def test_anybody_hands_in_waits_reads_and_takes_home(anybody: httpx.Client, checks: Checks, examiner: Steps) -> None:
    form = anybody.get("/check")
    assert 'type="file" name="claim"' in form.text
    assert form.headers["cache-control"] == "no-store"
    examiner.gate.clear()
    address = handed_in(anybody)
    waiting = anybody.get(address).text
    assert 'http-equiv="refresh"' in waiting
    assert "whatever &lt;b&gt;" in waiting
    assert anybody.get(f"{address}/files/claim-1.jpg").status_code == 409
    examiner.gate.set()
    ended(checks.find(address.removeprefix("/check/")))
    answer = anybody.get(address).text
    for said in (
        "There is a local change",
        "does not say who",
        "the buyer drew a mark",
        "&lt;b&gt;claim&lt;/b&gt;.jpg",
        'href="#evidence"',
        f"/check/about/derived-from-reference?answer={address.removeprefix('/check/')}",
    ):
        assert said in answer, said
    assert 'homography="0.5' in answer
    picture = anybody.get(f"{address}/files/claim-1.jpg")
    assert (picture.content, picture.headers["content-type"]) == (b"jpeg", "image/jpeg")
    report = anybody.get(f"{address}/files/report.html")
    assert report.headers["content-disposition"] == 'attachment; filename="fairclaim-report.html"'
    assert report.headers["content-security-policy"] == "sandbox; default-src 'none'"
    lacking = anybody.get(f"{address}/files/report-zh.pdf")
    assert lacking.status_code == 503
    assert "no font" in lacking.text
    assert anybody.get(f"{address}/files/examination.json").json()["schema"] == "fairclaim.examination/1"


@pytest.mark.parametrize("file", ["in-0", "page.json", "..%2Fx.jpg", "claim-9.jpg", "report.exe"])
def test_nothing_else_is_sent(anybody: httpx.Client, checks: Checks, file: str) -> None:
    address = handed_in(anybody)
    ended(checks.find(address.removeprefix("/check/")))
    assert anybody.get(f"{address}/files/{file}").status_code == 404


def test_events_end_with_the_answer(anybody: httpx.Client, checks: Checks) -> None:
    address = handed_in(anybody)
    ended(checks.find(address.removeprefix("/check/")))
    told = anybody.get(f"{address}/events")
    assert told.headers["content-type"].startswith("text/event-stream")
    assert "event: answered" in told.text
    assert "event: found" not in anybody.get(f"{address}/events", headers={"Last-Event-ID": "3"}).text


def test_a_check_is_stopped_and_removed(anybody: httpx.Client, examiner: Steps) -> None:
    examiner.gate.clear()
    address = handed_in(anybody)
    assert anybody.post(f"{address}/stop").headers["location"] == address
    assert "Stopped" in anybody.get(address).text
    examiner.gate.set()
    assert anybody.post(f"{address}/remove").headers["location"] == "/check?removed=1"
    assert anybody.get(address).status_code == 404
    assert "Nothing of that check is left" in anybody.get("/check?removed=1").text


def test_a_form_without_a_photo_says_what_is_missing(anybody: httpx.Client) -> None:
    answer = anybody.post("/check", files=[("listing", ("", b"", "application/octet-stream"))])
    assert answer.status_code == 422
    assert "at least one claim photo" in answer.text


def test_one_address_hands_in_only_so_often(anybody: httpx.Client) -> None:
    for _ in range(3):
        handed_in(anybody)
    refused = anybody.post("/check", files=FILES)
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) > 60


def test_another_sites_page_hands_nothing_in(anybody: httpx.Client) -> None:
    assert anybody.post("/check", files=FILES, headers={"Origin": "https://elsewhere.example"}).status_code == 403


def test_a_check_explains_itself(anybody: httpx.Client) -> None:
    page = anybody.get("/check/about/derived-from-reference")
    assert "a paper" in page.text
    assert "Back to the answer" not in page.text
    back = anybody.get("/check/about/derived-from-reference?answer=a1/..%22")
    assert 'href="/check/a1%2F..%22">Back to the answer' in back.text
    assert anybody.get("/check/about/astrology").status_code == 404


def test_where_it_is_for_staff_only_who_is_signed_in_comes(checks: Checks) -> None:
    router = check_pages(Pages(built_files()), SESSION, checks, (FACTS,), is_open=False)
    nobody = visitor(router)
    for answer in (nobody.get("/check"), nobody.post("/check", files=FILES), nobody.get("/check/" + "0" * 40)):
        assert (answer.status_code, answer.headers["location"].split("?")[0]) == (303, "/sign-in")
    page = visitor(router, name="agent").get("/check")
    assert page.status_code == 200
    assert "Sign out" in page.text


def test_where_it_is_off_its_address_says_so() -> None:
    router = check_pages(Pages(built_files()), SESSION, None, (FACTS,), is_open=False)
    answer = visitor(router).get("/check")
    assert answer.status_code == 503
    assert "FAIRCLAIM_CHECK" in answer.text


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3::4", "2001:0db8:0001:0002"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("testclient", "testclient"),
    ],
)
def test_a_customers_whole_network_counts_as_one(address: str, counted: str) -> None:
    request = Request({"type": "http", "client": (address, 1), "headers": []})
    assert sender(request) == counted
    assert sender(Request({"type": "http", "client": None, "headers": []})) == ""
