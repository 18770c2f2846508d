from datetime import timedelta
from pathlib import Path

from fairclaim.services.hand_in_dispatch import tell_scans
from fairclaim.services.see_pictures import order_parcels
from fairclaim.web.pages.merchant.packing import code_of
from unit.services.counter import PLATFORM
from unit.services.shop import Reader, opened
from unit.web.party_shop import party_shop


def test_packing_is_kept_until_the_carrier_has_the_parcel(tmp_path: Path) -> None:
    shop = opened()
    with party_shop(tmp_path, shop) as there:
        assert "TB-7781" in there.agent.get("/orders").text
        sent = there.agent.post(
            f"/orders/{shop.order.id}/parcels", data={"carrier": "SF", "tracking": "SF1", "key": "k"}
        )
        path = sent.headers["location"]
        assert "<svg" in there.agent.get(path).text
        there.agent.post(f"{path}/files", files=[("files", ("pack.mp4", b"a film", "video/mp4"))])
        assert "pack.mp4" in there.agent.get(path).text
        (parcel,) = order_parcels(shop.counter.desk, shop.agent, shop.order.id)
        tell_scans(shop.counter.desk, PLATFORM, parcel.id, scanned_at=shop.counter.now - timedelta(hours=1))
        assert "nothing is kept here any more" in there.agent.get(path).text
        late = there.agent.post(f"{path}/files", files=[("files", ("late.mp4", b"late", "video/mp4"))])
        assert late.status_code == 409
        for client in (there.buyer, there.rival):
            assert client.get(path).status_code == 404


def test_orders_are_found_by_number_and_the_rivals_are_empty(tmp_path: Path) -> None:
    with party_shop(tmp_path) as there:
        assert "TB-7781" in there.agent.get("/orders?number=TB-7781").text
        assert "no order of yours" in there.agent.get("/orders?number=none").text
        assert "TB-7781" not in there.rival.get("/orders").text


def test_a_code_is_a_drawing_without_text_or_style() -> None:
    drawing = code_of("https://desk.example/orders/parcels/parcel-1")
    assert drawing.startswith("<svg")
    assert "style" not in drawing
    assert "parcel-1" not in drawing


def test_a_film_that_stands_out_is_kept_and_told_before_the_next_is_packed(tmp_path: Path) -> None:
    with party_shop(tmp_path, opened(Reader())) as there:
        paths = [
            there.agent.post(
                f"/orders/{there.shop.order.id}/parcels", data={"carrier": "SF", "tracking": number, "key": number}
            ).headers["location"]
            for number in ("SF1", "SF2")
        ]
        for path in paths:
            there.agent.post(f"{path}/files", files=[("files", ("pack.mp4", b"film abc", "video/mp4"))])
        page = there.agent.get(paths[1]).text
        assert "Please look again before you pack the next" in page
        assert "The very same file was handed in for another parcel too." in page
        assert "The wrong file may have been chosen" in page
        assert f'href="{paths[0]}"' in page
        assert "3 frames for comparing" in page
        assert "counts against nobody" in page
        assert "/receipts/r2" in page
        for client in (there.buyer, there.rival):
            assert client.get(paths[1]).status_code == 404
