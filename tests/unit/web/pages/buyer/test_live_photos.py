import re
from datetime import timedelta
from pathlib import Path

from fairclaim.domain.desk.evidence_rules import Capture, Shot
from fairclaim.domain.desk.live_capture import CODE_LASTS
from unit.services.shop import Shop, opened
from unit.web.party_shop import PartyShop, party_shop


def code_for(there: PartyShop, claim: str, **form: str) -> str:
    """Ask for a code, and return where its page is."""
    asked = there.buyer.post(f"/claims/{claim}/live", data=form)
    assert asked.status_code == 303, asked.text
    return asked.headers["location"]


def send(there: PartyShop, where: str, data: bytes, **form: str) -> str:
    files = [("files", ("live.jpg", data, "image/jpeg"))]
    sent = there.buyer.post(where.partition("?")[0], data=form, files=files)
    assert sent.status_code == 303, sent.text
    return sent.headers["location"]


def captures(shop: Shop, claim: str) -> list[tuple[Shot | None, Capture]]:
    found = next(one for name, one in shop.counter.rows.claims.items() if name == claim)
    return [(one.shot, one.capture) for one in found.evidence if one.by == "buyer"]


def test_a_picture_is_taken_with_its_code_by_a_plain_form(tmp_path: Path) -> None:
    shop = opened()
    claim = shop.file().receipt.claim
    with party_shop(tmp_path, shop) as there:
        assert f'action="/claims/{claim}/live"' in there.buyer.get(f"/claims/{claim}/photos").text
        where = code_for(there, claim, shot="whole", media="photo")
        page = there.buyer.get(where).text
        assert re.search(r'class="digits" id="digits">\d{3} \d{3}<', page)
        assert 'capture="environment"' in page
        assert 'name="way" value="field"' in page
        shop.counter.wait(timedelta(seconds=40))
        assert send(there, where, b"now", shot="whole") == f"/claims/{claim}/photos#whole"
        shown = there.buyer.get(f"/claims/{claim}/photos").text
        assert "sent by this page&#39;s camera button" in shown
        assert "40 s after the code" in shown
        assert captures(shop, claim) == [(Shot.WHOLE, Capture.LIVE)]
        assert "has been used or has lapsed" in there.buyer.get(where).text


def test_what_the_page_itself_took_says_so(tmp_path: Path) -> None:
    shop = opened()
    claim = shop.file().receipt.claim
    with party_shop(tmp_path, shop) as there:
        send(there, code_for(there, claim), b"now", way="page")
        assert "taken on this page" in there.buyer.get(f"/claims/{claim}/photos").text
        assert "taken on this page" in there.agent.get(f"/merchant/claims/{claim}").text


def test_a_late_picture_is_kept_and_a_chosen_one_is_called_chosen(tmp_path: Path) -> None:
    shop = opened()
    claim = shop.file().receipt.claim
    with party_shop(tmp_path, shop) as there:
        where = code_for(there, claim, shot="whole")
        shop.counter.wait(CODE_LASTS)
        assert "A new code" in there.buyer.get(where).text
        send(there, where, b"late", shot="whole")
        assert captures(shop, claim) == [(Shot.WHOLE, Capture.ANY)]
        assert "a file from the device" in there.buyer.get(f"/claims/{claim}/photos").text


def test_nobody_else_gets_a_code_or_uses_one(tmp_path: Path) -> None:
    shop = opened()
    claim = shop.file().receipt.claim
    with party_shop(tmp_path, shop) as there:
        where = code_for(there, claim)
        assert there.stranger.post(f"/claims/{claim}/live").status_code == 404
        assert there.stranger.get(where).status_code == 404
        files = [("files", ("x.jpg", b"x", "image/jpeg"))]
        assert there.stranger.post(where.partition("?")[0], files=files).status_code == 404


def test_an_empty_field_sends_nothing_and_the_code_still_holds(tmp_path: Path) -> None:
    shop = opened()
    claim = shop.file().receipt.claim
    with party_shop(tmp_path, shop) as there:
        where = code_for(there, claim)
        body = '--x\r\nContent-Disposition: form-data; name="files"; filename=""\r\nContent-Type: image/jpeg\r\n\r\n\r\n--x--\r\n'
        headers = {"Content-Type": "multipart/form-data; boundary=x"}
        sent = there.buyer.post(where.partition("?")[0], content=body.encode(), headers=headers)
        assert sent.status_code == 303, sent.text
        assert "Your code for this picture" in there.buyer.get(where).text
