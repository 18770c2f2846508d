"""The page of a claim's letters: what is possible, why not the rest, what was sent; each side sees its own."""

import hashlib
from datetime import timedelta

import pytest

from fairclaim.services.note_letter import LetterWish, note_letter
from fairclaim.services.ports.measures import Channel, Recipient
from fairclaim.web.pages.letters.letters_page import letters_pages
from fairclaim.web.pages.render import Pages
from fairclaim.web.static_files import built_files
from unit.services.against import contradicted, overturn
from unit.services.counter import AGENT
from unit.services.letters.labelled import decided_on
from unit.services.letters.test_matter import let_stand
from unit.web.page_desk import SESSION, visitor
from unit.web.party_shop import key_in

PAGES = Pages(built_files())


def test_each_side_is_told_what_it_may_write_and_why_not_the_rest() -> None:
    counter, claim = contradicted()
    path = f"/letters/{claim}"
    buyer = visitor(letters_pages(PAGES, SESSION, counter.desk), name="buyer")
    page = buyer.get(path, headers={"Accept-Language": "zh"}).text
    assert f"{path}/buyer-appeal" in page
    assert "没有登记过请求返还款项的函" in page
    assert "报案" not in page
    agent = visitor(letters_pages(PAGES, SESSION, counter.desk), name="agent")
    page = agent.get(path, headers={"Accept-Language": "zh"}).text
    assert "目前没有可以写的文书" in page
    assert "决定还可以申诉，尚未生效" in page
    assert f"/merchant/claims/{claim}" in page


def test_the_folder_for_the_police_is_built_by_whoever_runs_the_desk() -> None:
    counter, claim = contradicted()
    let_stand(counter)
    router = letters_pages(PAGES, SESSION, counter.desk)
    admin = visitor(router, name="admin").get(f"/letters/{claim}").text
    assert f"fairclaim file police-report {claim}" in admin
    assert f"/letters/{claim}/police-cover" not in admin
    agent = visitor(router, name="agent").get(f"/letters/{claim}").text
    assert "fairclaim file" not in agent
    assert "ask them" in agent
    auditor = visitor(router, name="auditor").get(f"/letters/{claim}").text
    assert "decision-notice" not in auditor
    assert f"/audit/claims/{claim}" in auditor


def test_what_was_sent_elsewhere_is_noted_by_its_digest() -> None:
    counter, claim = contradicted()
    counter.wait(timedelta(hours=1))
    agent = visitor(letters_pages(PAGES, SESSION, counter.desk), name="agent")
    page = agent.get(f"/letters/{claim}")
    form = {
        "kind": "notice-to-buyer",
        "recipient": "buyer",
        "how": "post",
        "when": "2026-03-02T12:00",
        "key": key_in(page),
    }
    for _ in range(2):
        done = agent.post(f"/letters/{claim}/sent", data=form, files={"file": ("a.pdf", b"as it went")})
        assert done.headers["location"] == f"/letters/{claim}#sent"
    (letter,) = counter.rows.letters
    assert letter.sha256 == hashlib.sha256(b"as it went").hexdigest()
    assert letter.how is Channel.POST
    assert letter.sent_at.isoformat() == "2026-03-02T12:00:00+08:00"
    shown = agent.get(f"/letters/{claim}").text
    assert "2026-03-02 12:00" in shown
    assert "by post" in shown


@pytest.mark.parametrize(
    ("changed", "content"),
    [({"when": "soon"}, b"x"), ({"kind": "threat"}, b"x"), ({"when": "2036-01-01T00:00"}, b"x"), ({}, b"")],
)
def test_what_cannot_be_is_not_noted(changed: dict[str, str], content: bytes) -> None:
    counter, claim = contradicted()
    agent = visitor(letters_pages(PAGES, SESSION, counter.desk), name="agent")
    form = {"kind": "notice-to-buyer", "recipient": "buyer", "how": "post", "when": "2026-03-02T11:00", "key": "k"}
    done = agent.post(f"/letters/{claim}/sent", data=form | changed, files={"file": ("a.pdf", content)})
    assert done.status_code in {400, 422}
    assert counter.rows.letters == []


def test_when_the_decision_falls_the_letter_is_to_be_withdrawn_until_it_is() -> None:
    counter, claim = decided_on("mark-removed")
    counter.wait(timedelta(hours=1))
    sent = LetterWish(
        kind="authority-report", recipient=Recipient.AUTHORITY, sha256="0" * 64, sent_at=counter.now, how=Channel.POST
    )
    note_letter(counter.desk, AGENT, claim, sent)
    overturn(counter, claim)
    agent = visitor(letters_pages(PAGES, SESSION, counter.desk), name="agent")
    page = agent.get(f"/letters/{claim}").text
    assert "to be withdrawn" in page
    assert f"/letters/{claim}/withdrawal-notice" in page
    counter.wait(timedelta(hours=1))
    back = LetterWish(
        kind="withdrawal-notice", recipient=Recipient.AUTHORITY, sha256="1" * 64, sent_at=counter.now, how=Channel.POST
    )
    note_letter(counter.desk, AGENT, claim, back)
    page = agent.get(f"/letters/{claim}").text
    assert '<span class="state late">' not in page
    assert "withdrawn on 2026-03-0" in page


def test_only_those_who_watch_over_the_desk_find_any_claim() -> None:
    counter, claim = contradicted()
    router = letters_pages(PAGES, SESSION, counter.desk)
    for name in ("admin", "auditor"):
        person = visitor(router, name=name)
        assert f"/letters/{claim}" in person.get("/letters").text
        assert person.get("/letters", params={"claim": f" {claim} "}).headers["location"] == f"/letters/{claim}"
    for name in ("buyer", "agent", "ann", "sue"):
        assert visitor(router, name=name).get("/letters").status_code == 403
    assert visitor(router, name="stranger").get(f"/letters/{claim}").status_code == 404
    assert visitor(router, name="ann").get(f"/letters/{claim}").status_code == 403
    assert visitor(router).get(f"/letters/{claim}").headers["location"].startswith("/sign-in")
