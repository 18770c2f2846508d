from pathlib import Path

from fairclaim.services.keep_listing import listing_pictures
from unit.services.shop import opened
from unit.web.party_shop import party_shop


def test_pictures_are_added_and_withdrawn_and_stay_known(tmp_path: Path) -> None:
    shop = opened()
    with party_shop(tmp_path, shop) as there:
        assert "listing-cup" in there.agent.get("/listings").text
        made = there.agent.post("/listings", data={"listing": "cup/8 a", "title": "杯八", "key": "k"})
        assert made.status_code == 422, "an id has no spaces"
        made = there.agent.post("/listings", data={"listing": "cup/8", "title": "杯八", "key": "k"})
        assert made.headers["location"] == "/listings/one?listing=cup%2F8"
        files = [("files", ("a.jpg", b"a picture", "image/jpeg"))]
        there.agent.post("/listings/pictures", data={"listing": "cup/8"}, files=files)
        page = there.agent.get(made.headers["location"])
        (picture,) = listing_pictures(shop.counter.desk, shop.agent, "cup/8")
        assert picture.id in page.text
        there.agent.post("/listings/pictures/withdrawal", data={"listing": "cup/8", "picture": picture.id})
        (picture,) = listing_pictures(shop.counter.desk, shop.agent, "cup/8")
        assert picture.removed_at is not None
        assert "until" in there.agent.get(made.headers["location"]).text


def test_a_listing_of_another_shop_is_not_there(tmp_path: Path) -> None:
    with party_shop(tmp_path) as there:
        assert there.rival.get("/listings/one?listing=listing-cup").status_code == 404
        files = [("files", ("a.jpg", b"a picture", "image/jpeg"))]
        sent = there.rival.post("/listings/pictures", data={"listing": "listing-cup"}, files=files)
        assert sent.status_code == 404
        assert "listing-cup" not in there.rival.get("/listings").text
