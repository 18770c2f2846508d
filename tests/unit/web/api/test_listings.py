from unit.services.counter import Counter
from unit.web.desk_over_http import as_
from unit.web.things_over_http import things_app


def test_a_listing_shows_a_picture_and_remembers_it_when_removed() -> None:
    app = things_app(Counter())
    platform = as_(app, "platform")
    wish = {"id": "cup", "title": "杯", "merchant": "s-1"}
    assert platform.post("/api/v1/listings", json=wish).status_code == 201
    headers = {"Content-Type": "image/jpeg"}
    shown = platform.post("/api/v1/listings/cup/pictures", content=b"a cup", headers=headers)
    assert (shown.status_code, shown.json()["media_type"], shown.json()["size_bytes"]) == (201, "image/jpeg", 5)
    assert platform.delete(f"/api/v1/listings/cup/pictures/{shown.json()['id']}").status_code == 204
    (known,) = platform.get("/api/v1/listings/cup/pictures").json()
    assert known["removed_at"] is not None
    assert platform.delete("/api/v1/listings/cup").status_code == 204
    assert as_(app, "buyer").get("/api/v1/listings/cup/pictures").status_code == 404
