from pathlib import Path

from unit.services.shop import opened
from unit.web.party_shop import party_shop


def test_the_page_works_without_script_and_says_what_it_is_not(tmp_path: Path) -> None:
    shop = opened()
    claim = shop.file().receipt.claim
    with party_shop(tmp_path, shop) as there:
        where = there.buyer.post(f"/claims/{claim}/live", data={"media": "video"}).headers["location"]
        page = there.buyer.get(where).text
        assert 'accept="video/*" capture="environment"' in page
        assert "it does not prove what was before the lens" in page
        assert "Back, without taking it here" in page
        there.buyer.headers["Accept-Language"] = "zh"
        page = there.buyer.get(where).text
        assert "不能证明镜头前是什么" in page
        assert "本次拍摄的编码" in page
