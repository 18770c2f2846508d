from pathlib import Path

from unit.services.shop import opened
from unit.web.party_shop import party_shop


def test_figures_come_with_their_counts_and_small_ones_are_said_to_be_small(tmp_path: Path) -> None:
    shop = opened()
    shop.file()
    with party_shop(tmp_path, shop) as there:
        page = there.agent.get("/figures?days=0").text
        assert "damaged" in page
        assert "Nothing to count yet." in page
        assert there.agent.get("/figures?days=-1").status_code == 422
        assert there.rival.get("/figures").text.count('<td class="number">0</td>') == 5
        assert there.buyer.get("/figures").status_code in {403, 404}
