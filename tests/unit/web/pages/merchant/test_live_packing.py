from pathlib import Path

from fairclaim.domain.desk.evidence_rules import Capture
from fairclaim.domain.exhibit import Role
from fairclaim.services.hand_in_dispatch import add_parcel
from unit.services.shop import opened
from unit.web.party_shop import party_shop


def test_packing_taken_with_a_code_says_so_on_the_parcel_and_in_a_claim(tmp_path: Path) -> None:
    shop = opened()
    parcel = add_parcel(shop.counter.desk, shop.agent, shop.order.id, carrier="SF", tracking="SF1").id
    with party_shop(tmp_path, shop) as there:
        path = f"/orders/parcels/{parcel}"
        assert f'action="{path}/live"' in there.agent.get(path).text
        where = there.agent.post(f"{path}/live", data={"media": "video"}).headers["location"]
        assert "Your code for this picture" in there.agent.get(where).text
        for client in (there.rival, there.buyer):
            assert client.post(f"{path}/live").status_code == 404
            assert client.get(where).status_code == 404
        files = [("files", ("live.mp4", b"packing", "video/mp4"))]
        sent = there.agent.post(where.partition("?")[0], data={"way": "page"}, files=files)
        assert sent.headers["location"] == path
        there.agent.post(f"{path}/files", files=[("files", ("old.jpg", b"from before", "image/jpeg"))])
        page = there.agent.get(path).text
        assert "taken on this page" in page
        assert "a file from the device" in page
        claim = shop.file().receipt.claim
        packing = {one.id: one.name for one in shop.counter.rows.exhibits if one.role is Role.DISPATCH}
        live = {
            packing[one.exhibit]: one.capture for one in shop.counter.claim(claim).evidence if one.exhibit in packing
        }
        assert live == {"live.mp4": Capture.LIVE, "old.jpg": Capture.ANY}
        assert "taken live while packing" in there.agent.get(f"/merchant/claims/{claim}").text
