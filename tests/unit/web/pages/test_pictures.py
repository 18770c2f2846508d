import io
from collections.abc import Iterator
from pathlib import Path

import httpx
import numpy as np
import pytest
from PIL import Image

from fairclaim.imaging.sandbox import Sandbox
from fairclaim.services.hand_in_dispatch import add_parcel, hand_in_dispatch
from fairclaim.services.keep_listing import show_picture
from fairclaim.web.pages.pictures import photo_of_listing, photo_of_order, photo_of_parcel, picture_routes
from fairclaim.web.tiles import Tiles
from unit.services.counter import Counter
from unit.services.shop import opened
from unit.web.desk_over_http import PEOPLE
from unit.web.page_desk import SESSION, visitor


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as box:
        yield box


def picture(level: int) -> bytes:
    out = io.BytesIO()
    Image.fromarray(np.full((600, 800, 3), level, np.uint8)).save(out, "JPEG")
    return out.getvalue()


def pages_of(counter: Counter, folder: Path, sandbox: Sandbox, name: str) -> httpx.Client:
    return visitor(picture_routes(SESSION, counter.desk, Tiles(folder, sandbox=sandbox)), name=name)


def test_pictures_of_orders_listings_and_parcels(
    tmp_path: Path, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = opened()
    desk = shop.counter.desk
    monkeypatch.setitem(PEOPLE, "owner", shop.agent)
    shown = show_picture(desk, shop.agent, "listing-cup", picture(90), media_type="image/jpeg")
    parcel = add_parcel(desk, shop.agent, shop.order.id, carrier="SF", tracking="SF1")
    file = hand_in_dispatch(desk, shop.agent, parcel.id, picture(80), name="p.jpg")
    owner, other = (pages_of(shop.counter, tmp_path, sandbox, name) for name in ("owner", "stranger"))
    for address in (
        photo_of_order(shop.order.id, shown.id),
        photo_of_listing("listing-cup", shown.id),
        photo_of_parcel(parcel.id, file.id),
    ):
        answer = owner.get(address)
        assert answer.headers["content-type"] == "image/jpeg", address
        assert answer.headers["cache-control"].startswith("private")
        assert other.get(address).status_code == 404
