from pathlib import Path

from fairclaim.domain.desk.evidence_rules import Shot
from fairclaim.domain.desk.states import State
from fairclaim.services.examine_claim import examine_claim
from unit.services.counter import MACHINE
from unit.services.shop import opened
from unit.web.party_shop import key_in, party_shop


def test_every_shot_is_asked_for_with_its_reason_and_kept_at_once(tmp_path: Path) -> None:
    shop = opened()
    claim = shop.file().receipt.claim
    with party_shop(tmp_path, shop) as there:
        page = there.buyer.get(f"/claims/{claim}/photos")
        assert "Show it: 4 more" in page.text
        assert "kept. " not in page.text
        assert "Why: to see that it is the article of this order." in page.text
        assert 'capture="environment"' in page.text
        sent = there.buyer.post(
            f"/claims/{claim}/photos",
            data={"shot": "whole"},
            files=[("files", ("IMG_1.jpg", b"a photo", "image/jpeg"))],
        )
        assert sent.headers["location"] == f"/claims/{claim}/photos#whole"
        shown = there.buyer.get(f"/claims/{claim}/photos").text
        assert "Show it: 3 more" in shown
        assert "1 file is kept." in shown
        assert [one.shot for one in shop.counter.claim(claim).evidence if one.shot] == [Shot.WHOLE]
        there.buyer.post(f"/claims/{claim}/photos", files=[("files", ("note.jpg", b"another", "image/jpeg"))])
        assert "/photos/" in there.buyer.get(f"/claims/{claim}/photos").text.split('id="more"')[1]


def test_what_cannot_be_shown_may_be_left_out(tmp_path: Path) -> None:
    shop = opened()
    claim = shop.file().receipt.claim
    with party_shop(tmp_path, shop) as there:
        done = there.buyer.post(f"/claims/{claim}/photos/done", data={"key": "k"})
        assert done.headers["location"] == f"/claims/{claim}"
        assert shop.counter.claim(claim).state is State.FILED, "the machine looks by itself"
        examine_claim(shop.counter.desk, MACHINE, claim)
        assert shop.counter.claim(claim).state is State.WAITING_EVIDENCE
        page = there.buyer.get(f"/claims/{claim}/photos")
        there.buyer.post(f"/claims/{claim}/photos/done", data={"key": key_in(page)})
        assert shop.counter.claim(claim).state is State.SCREENING


def test_nobody_adds_to_a_claim_of_others(tmp_path: Path) -> None:
    shop = opened()
    claim = shop.file().receipt.claim
    with party_shop(tmp_path, shop) as there:
        files = [("files", ("x.jpg", b"x", "image/jpeg"))]
        assert there.stranger.post(f"/claims/{claim}/photos", files=files).status_code == 404
        assert there.agent.post(f"/claims/{claim}/photos", files=files).status_code == 422


def test_a_field_that_was_left_empty_is_no_file(tmp_path: Path) -> None:
    shop = opened()
    claim = shop.file().receipt.claim
    parts = (("", "application/octet-stream", ""), ("IMG_1.jpg", "image/jpeg", "a photo"))
    body = "".join(
        f'--x\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\nContent-Type: {kind}\r\n\r\n{data}\r\n'
        for name, kind, data in parts
    )
    with party_shop(tmp_path, shop) as there:
        headers = {"Content-Type": "multipart/form-data; boundary=x"}
        sent = there.buyer.post(f"/claims/{claim}/photos", content=f"{body}--x--\r\n".encode(), headers=headers)
        assert sent.status_code == 303, sent.text
        assert len(shop.counter.claim(claim).evidence) == 2
