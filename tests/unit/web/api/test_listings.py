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


def test_many_come_in_as_lines_or_as_a_table_and_a_bad_one_spoils_no_other() -> None:
    platform = as_(things_app(Counter()), "platform")
    lines = '{"id": "cup", "title": "杯", "merchant": "s-1"}\n{\n{"id": "a b", "title": "x", "merchant": "s-1"}\n'
    done = platform.post("/api/v1/listings/import", content=lines.encode()).json()
    assert (done["read"], done["added"], [one["number"] for one in done["refused"]]) == (3, 1, [2, 3])
    table = "id,title,category,merchant\ncup,杯,,s-1\nplate,盘,tableware,s-1\nbowl,,x,s-1\n"
    headers = {"Content-Type": "text/csv"}
    done = platform.post("/api/v1/listings/import", content=table.encode(), headers=headers).json()
    assert (done["added"], done["known"], done["refused"][0]["field"]) == (1, 1, "title")
    assert platform.post("/api/v1/listings/import", content=b"\xff").status_code == 422
    assert as_(things_app(Counter()), "buyer").post("/api/v1/listings/import", content=b"").status_code in (403, 404)


def test_a_key_has_one_listing_and_one_picture() -> None:
    platform = as_(things_app(Counter()), "platform")
    wish, key = {"id": "cup", "title": "杯", "merchant": "s-1"}, {"Idempotency-Key": "k"}
    first = platform.post("/api/v1/listings", json=wish, headers=key)
    assert platform.post("/api/v1/listings", json=wish, headers=key).json() == first.json()
    other = platform.post("/api/v1/listings", json=wish | {"id": "plate"}, headers=key)
    assert (other.status_code, other.json()["code"]) == (422, "other-request")
    shown = platform.post("/api/v1/listings/cup/pictures", content=b"a cup", headers={"Idempotency-Key": "p"})
    path = f"/api/v1/listings/cup/pictures/{shown.json()['id']}"
    assert platform.delete(path).status_code == 204
    again = platform.post("/api/v1/listings/cup/pictures", content=b"a cup", headers={"Idempotency-Key": "p"})
    assert again.json()["id"] == shown.json()["id"]
    assert len(platform.get("/api/v1/listings/cup/pictures").json()) == 1
    changed = platform.post("/api/v1/listings/cup/pictures", content=b"a dish", headers={"Idempotency-Key": "p"})
    assert changed.json()["code"] == "other-request"
