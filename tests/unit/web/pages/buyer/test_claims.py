from pathlib import Path

from fairclaim.domain.desk.claim import Stance
from fairclaim.domain.desk.decision import Route
from fairclaim.domain.desk.states import State
from fairclaim.services.answer_claim import answer_claim
from fairclaim.services.decide_claim import decide_claim
from fairclaim.services.examine_claim import examine_claim
from fairclaim.services.settle_claim import offer_remedy
from unit.services.counter import ANN, BASIS, BEN, MACHINE, REFUSE, RETURN, WHY, advice
from unit.services.shop import opened
from unit.web.party_shop import key_in, party_shop


def test_a_buyer_reads_accepts_and_is_told(tmp_path: Path) -> None:
    shop = opened()
    claim = shop.file().receipt.claim
    offer = offer_remedy(shop.counter.desk, shop.agent, claim, RETURN, words="寄回即可").made
    with party_shop(tmp_path, shop) as there:
        listed = there.buyer.get("/claims").text
        assert f"/claims/{claim}" in listed
        page = there.buyer.get(f"/claims/{claim}")
        assert "寄回即可" in page.text
        assert f"/api/v1/claims/{claim}/receipts/r1" in page.text
        sent = there.buyer.post(f"/claims/{claim}/offers/{offer}", data={"key": key_in(page)})
        assert sent.headers["location"] == f"/claims/{claim}"
        assert shop.counter.claim(claim).state is State.SETTLED
        assert "You have agreed" in there.buyer.get(f"/claims/{claim}").text


def test_a_buyer_takes_a_claim_back(tmp_path: Path) -> None:
    shop = opened()
    claim = shop.file().receipt.claim
    with party_shop(tmp_path, shop) as there:
        there.buyer.post(f"/claims/{claim}/withdrawal", data={"key": "k"})
        assert shop.counter.claim(claim).state is State.WITHDRAWN


def test_an_appeal_needs_a_decision_and_brings_photos_along(tmp_path: Path) -> None:
    shop = opened()
    counter = shop.counter
    counter.memory.live = lambda _: advice(Route.REVIEW)
    claim = shop.file().receipt.claim
    with party_shop(tmp_path, shop) as there:
        assert "cannot be appealed" in there.buyer.get(f"/claims/{claim}/appeal").text
        assert there.buyer.post(f"/claims/{claim}/appeal", data={"key": "k", "words": "x"}).status_code == 409
        examine_claim(counter.desk, MACHINE, claim)
        answer_claim(counter.desk, shop.agent, claim, Stance.CONTESTS)
        for who in (ANN, BEN):
            counter.judged(who, claim, REFUSE)
        decide_claim(counter.desk, BEN, claim, reasons=WHY, basis=BASIS)
        page = there.buyer.get(f"/claims/{claim}/appeal")
        assert WHY.en in page.text
        there.buyer.post(
            f"/claims/{claim}/appeal",
            data={"key": key_in(page), "words": "请再看背面"},
            files=[("files", ("back.jpg", b"the back", "image/jpeg"))],
        )
        found = counter.claim(claim)
        assert found.state is State.APPEALED
        assert counter.rows.exhibits[-1].name == "back.jpg"
        assert "请再看背面" in there.buyer.get(f"/claims/{claim}").text
        there.buyer.post(f"/claims/{claim}/appeal/withdrawal", data={"key": "w"})
        assert counter.claim(claim).state is State.CLOSED


def test_a_claim_of_others_is_not_there(tmp_path: Path) -> None:
    shop = opened()
    claim = shop.file().receipt.claim
    with party_shop(tmp_path, shop) as there:
        for client in (there.stranger, there.rival):
            assert client.get(f"/claims/{claim}").status_code == 404
            assert client.post(f"/claims/{claim}/withdrawal", data={"key": "k"}).status_code == 404
        assert shop.counter.claim(claim).state is State.FILED
