"""Writing a letter: filled from the record, shown only once it is whole, taken along, and noted as sent."""

import hashlib
import io
import re
import zipfile
from html import unescape

import httpx
import pytest

from fairclaim.domain.desk.party import ClaimId
from fairclaim.services.ports.measures import Channel, Recipient
from fairclaim.web.pages.letters.write_page import write_pages
from fairclaim.web.pages.render import Pages
from fairclaim.web.static_files import built_files
from unit.services.against import contradicted
from unit.services.counter import Counter
from unit.web.page_desk import SESSION, visitor

PAGES = Pages(built_files())


def before(counter: Counter, name: str) -> httpx.Client:
    client = visitor(write_pages(PAGES, SESSION, counter.desk), name=name)
    client.headers["Accept-Language"] = "zh"
    return client


def values_in(page: str) -> dict[str, str]:
    """Return what a browser would send of the form."""
    inputs = re.findall(r'<input(?: type="(?:hidden|date)")? name="([^"]+)" value="([^"]*)"', page)
    dates = re.findall(r'<input type="date" name="([^"]+)" value="([^"]*)"', page)
    texts = re.findall(r'<textarea name="([^"]+)"[^>]*>([^<]*)</textarea>', page)
    return {name: unescape(value) for name, value in [*inputs, *dates, *texts]}


def appeal_of(counter: Counter, claim: ClaimId) -> tuple[httpx.Client, str, dict[str, str]]:
    """Begin a buyer's appeal, and fill in what only the buyer knows."""
    buyer, path = before(counter, "buyer"), f"/letters/{claim}/buyer-appeal"
    form = values_in(buyer.get(path).text)
    form |= {"from-name": "王小明", "from-contact": "138 0000 0000", "field-order_number": "TB-1"}
    return buyer, path, form | {"field-reasons": "照片是收货当天拍的。\n杯子现在还在。", "field-amount": "￥100.00"}


def test_the_record_fills_what_it_knows() -> None:
    counter, claim = contradicted()
    form = values_in(before(counter, "buyer").get(f"/letters/{claim}/buyer-appeal").text)
    assert form["field-decision_number"] == f"{claim}/1"
    assert form["field-amount"] == "100.00"
    assert form["field-facts"].splitlines()[1] == "杯口有裂纹"
    assert form["to-name"] == "平台售后部门"
    assert form["date"] == "2026-03-02"
    english = values_in(before(counter, "buyer").get(f"/letters/{claim}/buyer-appeal?text=en").text)
    assert english["to-name"].startswith("The platform")


def test_a_letter_with_a_blank_is_shown_to_nobody() -> None:
    counter, claim = contradicted()
    buyer, path, form = appeal_of(counter, claim)
    for act in ("preview", "download", "sent"):
        page = buyer.post(path, data=form | {"field-reasons": " ", "from-name": "", "act": act})
        assert page.status_code == 422
        assert "<li>不同意的理由</li>" in page.text
        assert "<li>发件方名称</li>" in page.text
        assert 'class="letter"' not in page.text
        assert "待填" not in page.text
        assert "杯口有裂纹" in page.text, "what was typed stays"
    assert counter.rows.letters == []


def test_what_cannot_be_read_is_said() -> None:
    counter, claim = contradicted()
    buyer, path, form = appeal_of(counter, claim)
    page = buyer.post(path, data=form | {"field-amount": "much"})
    assert page.status_code == 422
    assert "请写金额" in page.text
    page = buyer.post(path, data=form | {"date": "soon"})
    assert page.status_code == 422
    assert "应为日期" in page.text


def test_a_whole_letter_is_previewed_and_taken_along_with_its_files() -> None:
    counter, claim = contradicted()
    buyer, path, form = appeal_of(counter, claim)
    page = buyer.get(path).text
    exhibit = re.findall(r'name="attach" value="([^"]+)"', page)[0]
    shown = buyer.post(path, data=form | {"act": "preview", "attach": exhibit})
    assert shown.status_code == 200
    assert 'class="letter"' in shown.text
    assert "照片是收货当天拍的。" in shown.text
    assert "☑ <bdi>买家的照片" in shown.text
    assert "待填" not in shown.text
    done = buyer.post(path, data=form | {"act": "download", "attach": exhibit})
    assert done.headers["content-type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(done.content)) as whole:
        names = whole.namelist()
        sums = whole.read("SHA256SUMS").decode()
        files = {name: whole.read(name) for name in names if name != "SHA256SUMS"}
    assert "buyer-appeal.zh.html" in names
    assert b"photo of whole" in files.values()
    assert sums == "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in files.items())
    assert done.content == buyer.post(path, data=form | {"act": "download", "attach": exhibit}).content


def test_what_was_sent_is_noted_with_the_digest_of_what_was_taken_along() -> None:
    counter, claim = contradicted()
    counter.wait()
    buyer, path, form = appeal_of(counter, claim)
    sent = {"act": "sent", "recipient": "platform", "how": "web-form", "when": "2026-03-02T12:30", "key": "k"}
    for _ in range(2):
        assert buyer.post(path, data=form | sent).headers["location"] == f"/letters/{claim}#sent"
    (letter,) = counter.rows.letters
    assert (letter.kind, letter.recipient, letter.how) == ("buyer-appeal", Recipient.PLATFORM, Channel.WEB_FORM)
    with zipfile.ZipFile(io.BytesIO(buyer.post(path, data=form | {"act": "download"}).content)) as whole:
        digests = {hashlib.sha256(whole.read(name)).hexdigest() for name in whole.namelist()}
    assert letter.sha256 in digests


@pytest.mark.parametrize("wrong", [{"recipient": "aunt"}, {"how": "owl"}, {"when": "soon"}, {"act": "burn"}])
def test_what_no_button_sends_is_refused(wrong: dict[str, str]) -> None:
    counter, claim = contradicted()
    buyer, path, form = appeal_of(counter, claim)
    sent = {"act": "sent", "recipient": "platform", "how": "post", "when": "2026-03-02T11:30", "key": "k"}
    assert buyer.post(path, data=form | sent | wrong).status_code in {400, 422}
    assert counter.rows.letters == []


def test_words_that_press_go_to_no_counterpart_unless_they_are_quoted() -> None:
    counter = Counter()
    claim = counter.screened()
    agent, path = before(counter, "agent"), f"/letters/{claim}/notice-to-buyer"
    form = values_in(agent.get(path).text) | {
        "from-name": "店",
        "from-contact": "shop@example.com",
        "to-name": "买家",
        "field-order_number": "TB-1",
        "field-product": "杯子",
        "field-seen": "请在三天内答复，否则后果自负",
        "field-innocent": "反复保存",
        "field-asks": "原图",
        "field-answer_by": "2026-03-04",
        "recipient": "buyer",
    }
    shown = agent.post(path, data=form | {"act": "preview"})
    assert shown.status_code == 200
    assert "请再斟酌“否则”" in shown.text
    assert agent.post(path, data=form | {"act": "download"}).status_code in {400, 422}
    quoted = form | {"act": "download", "quoted": "yes"}
    assert agent.post(path, data=quoted).headers["content-type"] == "application/zip"


def test_what_is_not_possible_is_not_written() -> None:
    counter, claim = contradicted()
    agent, admin = before(counter, "agent"), before(counter, "admin")
    refused = agent.get(f"/letters/{claim}/civil-demand")
    assert refused.status_code == 409
    assert "决定还可以申诉" in refused.text
    for person, kind in (
        (agent, "police-cover"),
        (admin, "police-cover"),
        (agent, "decision-notice"),
        (agent, "threat"),
    ):
        assert person.get(f"/letters/{claim}/{kind}").status_code == 404
        assert person.post(f"/letters/{claim}/{kind}", data={"act": "download"}).status_code == 404
    page = admin.get(f"/letters/{claim}/decision-notice").text
    assert 'name="attach"' not in page, "who runs the desk sees no evidence"
    assert "杯口有裂纹" not in page
