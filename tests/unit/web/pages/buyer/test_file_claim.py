from pathlib import Path

from fairclaim.domain.desk.party import ClaimId
from fairclaim.domain.desk.remedy import RemedyKind
from unit.web.party_shop import key_in, party_shop


def test_a_claim_is_filed_question_by_question(tmp_path: Path) -> None:
    with party_shop(tmp_path) as there:
        order = there.shop.order
        items = there.buyer.get("/claims/new")
        assert f"/claims/new/{order.id}/1" in items.text
        assert "/pictures/orders/" in items.text
        assert "damaged" in there.buyer.get(f"/claims/new/{order.id}/1").text
        wish = there.buyer.get(f"/claims/new/{order.id}/1/wish", params={"reason": "damaged"})
        assert "Needs the merchant&#39;s consent" in wish.text
        assert "the rules first offer “return and refund”" in wish.text
        sent = {"reason": "damaged", "asked": "part-refund", "amount": "25.5", "words": "裂了", "key": key_in(wish)}
        first = there.buyer.post(f"/claims/new/{order.id}/1", data=sent)
        assert first.status_code == 303
        claim = first.headers["location"].split("/")[2]
        found = there.shop.counter.claim(ClaimId(claim))
        assert found.asked.kind is RemedyKind.PART_REFUND
        assert found.asked.amount is not None
        assert found.asked.amount.amount_minor == 2_550
        again = there.buyer.post(f"/claims/new/{order.id}/1", data=sent)
        assert again.headers["location"] == first.headers["location"], "sent twice, filed once"


def test_what_cannot_be_is_said_on_a_page(tmp_path: Path) -> None:
    with party_shop(tmp_path) as there:
        path = f"/claims/new/{there.shop.order.id}/1"
        bad = there.buyer.post(path, data={"reason": "damaged", "asked": "part-refund", "amount": "much", "key": "k"})
        assert bad.status_code == 422
        assert "Write an amount" in bad.text
        assert there.buyer.get(f"/claims/new/{there.shop.order.id}/9").status_code == 404
        assert there.buyer.get("/claims/new?number=none").status_code == 200
        assert there.buyer.get("/claims/new?number=TB-7781").text.count("/claims/new/order") == 1


def test_nobody_files_on_an_order_of_others(tmp_path: Path) -> None:
    with party_shop(tmp_path) as there:
        path = f"/claims/new/{there.shop.order.id}/1"
        assert there.stranger.get(path).status_code == 404
        assert there.stranger.get(f"{path}/wish?reason=damaged").status_code == 404
        sent = {"reason": "damaged", "asked": "exchange", "key": "k"}
        assert there.stranger.post(path, data=sent).status_code == 404
        assert there.agent.post(path, data=sent).status_code in {403, 404}
