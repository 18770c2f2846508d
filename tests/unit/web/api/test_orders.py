import json

from unit.services.counter import Counter
from unit.web.desk_over_http import as_
from unit.web.things_over_http import ORDER, ordered, things_app


def test_an_order_is_told_once_found_and_dated() -> None:
    app = things_app(Counter())
    platform, name = as_(app, "platform"), ordered(app)
    assert platform.post("/api/v1/orders", json=ORDER).json()["is_new"] is False
    other = platform.post("/api/v1/orders", json={**ORDER, "currency": "USD"})
    assert (other.status_code, other.json()["code"]) == (409, "other-order")
    assert platform.get("/api/v1/orders/numbered", params={"number": "TB-1"}).json()[0]["id"] == name
    dated = platform.patch(f"/api/v1/orders/{name}/dates", json={"shipped_at": "2026-03-03T10:00:00+08:00"})
    assert dated.json()["dates"]["shipped_at"] is not None
    assert as_(app, "stranger").get(f"/api/v1/orders/{name}").status_code == 404
    assert as_(app, "stranger").get("/api/v1/orders").json() == {"items": [], "next": None}
    assert as_(app, "buyer").post("/api/v1/orders", json=ORDER).status_code in (403, 404)


def test_many_come_in_as_lines_or_as_a_table() -> None:
    platform = as_(things_app(Counter()), "platform")
    lines = "\n".join([json.dumps({**ORDER, "number": "A"}), "{"])
    done = platform.post("/api/v1/orders/import", content=lines.encode()).json()
    assert (done["read"], done["added"], done["refused"][0]["number"]) == (2, 1, 2)
    table = (
        "number,buyer,merchant,currency,placed_at,title,category,quantity,amount_minor\n"
        "B,u-1,s-1,CNY,2026-03-02T10:00:00+08:00,杯,tableware,1,990\n"
    )
    done = platform.post("/api/v1/orders/import", content=table.encode(), headers={"Content-Type": "text/csv"}).json()
    assert done["added"] == 1
    assert platform.post("/api/v1/orders/import", content=b"\xff\xfe").status_code == 422


def test_a_key_has_one_order_and_the_same_answer() -> None:
    platform, key = as_(things_app(Counter()), "platform"), {"Idempotency-Key": "k"}
    first = platform.post("/api/v1/orders", json=ORDER, headers=key)
    again = platform.post("/api/v1/orders", json=ORDER, headers=key)
    assert first.json()["is_new"] is True
    assert again.json() == first.json()
    other = platform.post("/api/v1/orders", json={**ORDER, "number": "TB-2"}, headers=key)
    assert (other.status_code, other.json()["code"]) == (422, "other-request")
    path, dates = f"/api/v1/orders/{first.json()['order']['id']}/dates", {"shipped_at": "2026-03-03T10:00:00+08:00"}
    dated = platform.patch(path, json=dates, headers={"Idempotency-Key": "d"})
    assert platform.patch(path, json=dates, headers={"Idempotency-Key": "d"}).json() == dated.json()
    assert platform.patch(path, json={}, headers={"Idempotency-Key": "d"}).status_code == 422
