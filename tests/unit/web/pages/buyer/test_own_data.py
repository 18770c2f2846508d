from pathlib import Path

from fairclaim.services.own_data import own_corrections
from unit.services.shop import opened
from unit.web.party_shop import key_in, party_shop


def test_a_buyer_sees_takes_along_and_corrects(tmp_path: Path) -> None:
    shop = opened()
    shop.file()
    with party_shop(tmp_path, shop) as there:
        page = there.buyer.get("/own-data")
        assert "once your open claim has ended" in page.text
        assert there.buyer.get("/own-data/export").json()["schema"] == "fairclaim.own-data/1"
        key = key_in(page)
        there.buyer.post("/own-data/corrections", data={"field": "name", "value": "周", "key": key})
        there.buyer.post("/own-data/erasure", data={"key": key.replace("-c", "-e")})
        wishes = own_corrections(shop.counter.desk, shop.buyer)
        assert [one.field for one in wishes] == ["name", "erasure"]
        assert "Waits for an answer." in there.buyer.get("/own-data").text
        assert (
            there.buyer.post("/own-data/corrections", data={"field": "role", "value": "x", "key": "z"}).status_code
            == 422
        )
