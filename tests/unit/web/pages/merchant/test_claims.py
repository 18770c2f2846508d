from pathlib import Path

from fairclaim.domain.desk.claim import Stance
from fairclaim.domain.desk.decision import Route
from fairclaim.domain.desk.party import ActorKind, ClaimId
from fairclaim.domain.desk.remedy import RemedyKind
from fairclaim.domain.desk.states import State
from fairclaim.domain.exhibit import Role
from fairclaim.services.examine_claim import examine_claim
from unit.services.counter import MACHINE, advice
from unit.services.shop import Shop, opened
from unit.web.party_shop import key_in, party_shop


def waiting() -> tuple[Shop, ClaimId]:
    """Return a shop with a claim that waits for its answer."""
    shop = opened()
    shop.counter.memory.live = lambda _: advice(Route.OFFER_REMEDY, RemedyKind.RETURN_AND_REFUND)
    claim = shop.file().receipt.claim
    examine_claim(shop.counter.desk, MACHINE, claim)
    assert shop.counter.claim(claim).state is State.WAITING_MERCHANT
    return shop, claim


def test_a_merchant_answers_beside_the_photos(tmp_path: Path) -> None:
    shop, claim = waiting()
    with party_shop(tmp_path, shop) as there:
        listed = there.agent.get("/merchant").text
        due = listed.split("All other claims")[0]
        assert f"/merchant/claims/{claim}" in due
        assert "hours left" in due
        page = there.agent.get(f"/merchant/claims/{claim}")
        assert "Your answer is waited for" in page.text
        sent = there.agent.post(
            f"/merchant/claims/{claim}/answer",
            data={"stance": "contests", "words": "出库时完好", "key": key_in(page)},
            files=[("packing", ("pack.jpg", b"packed", "image/jpeg"))],
        )
        assert sent.status_code == 303, sent.text
        found = shop.counter.claim(claim)
        assert found.answer is not None
        assert found.answer.stance is Stance.CONTESTS
        assert {one.role for one in shop.counter.rows.exhibits if one.by is ActorKind.MERCHANT} == {
            Role.LISTING,
            Role.DISPATCH,
        }
        assert "出库时完好" in there.buyer.get(f"/claims/{claim}").text
        answered = there.agent.get(f"/merchant/claims/{claim}").text
        assert "You disagree." in answered
        assert "<summary>Answer again" in answered.split("You disagree.")[1]


def test_a_merchant_offers_or_agrees(tmp_path: Path) -> None:
    shop, claim = waiting()
    with party_shop(tmp_path, shop) as there:
        path = f"/merchant/claims/{claim}"
        bad = there.agent.post(f"{path}/offers", data={"kind": "part-refund", "amount": "1000", "key": "a"})
        assert bad.status_code == 422
        there.agent.post(f"{path}/offers", data={"kind": "part-refund", "amount": "40", "key": "b"})
        assert "part refund, CNY 40.00" in there.buyer.get(f"/claims/{claim}").text
        asked = next(one.id for one in shop.counter.claim(claim).offers if one.by is ActorKind.BUYER)
        there.agent.post(f"{path}/offers/{asked}", data={"key": "c"})
        assert shop.counter.claim(claim).state is State.SETTLED


def test_files_may_come_without_an_answer(tmp_path: Path) -> None:
    shop, claim = waiting()
    with party_shop(tmp_path, shop) as there:
        files = [("listing", ("page.jpg", b"page", "image/jpeg"))]
        assert there.agent.post(f"/merchant/claims/{claim}/files", files=files).status_code == 303
        assert there.agent.post(f"/merchant/claims/{claim}/appeal", data={"key": "k"}).status_code == 409


def test_a_claim_of_another_shop_is_not_there(tmp_path: Path) -> None:
    shop, claim = waiting()
    with party_shop(tmp_path, shop) as there:
        for client in (there.rival, there.stranger):
            assert client.get(f"/merchant/claims/{claim}").status_code == 404
            sent = client.post(f"/merchant/claims/{claim}/answer", data={"stance": "contests", "key": "k"})
            assert sent.status_code == 404
        assert shop.counter.claim(claim).answer is None


def test_each_side_is_led_to_its_own_page_of_a_claim(tmp_path: Path) -> None:
    shop, claim = waiting()
    with party_shop(tmp_path, shop) as there:
        assert there.buyer.get(f"/merchant/claims/{claim}").headers["location"] == f"/claims/{claim}"
        assert there.agent.get(f"/claims/{claim}").headers["location"] == f"/merchant/claims/{claim}"
