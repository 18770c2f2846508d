from unit.services.counter import ALL_SHOTS, BUYER, Counter
from unit.web.desk_over_http import app_of, as_


def test_a_buyer_reads_what_is_held_and_fetches_the_originals() -> None:
    counter = Counter()
    counter.filed(*ALL_SHOTS)
    buyer = as_(app_of(counter), "buyer")
    found = buyer.get("/api/v1/me/data").json()
    assert found["person"] == BUYER.person
    assert {buyer.get(one["at"]).content for one in found["originals"]} == {one.data for one in ALL_SHOTS}
    assert as_(app_of(counter), "ann").get("/api/v1/me/data").status_code == 404


def test_a_wish_is_answered_over_http() -> None:
    app = app_of(Counter())
    buyer, admin = as_(app, "buyer"), as_(app, "admin")
    wish = {"field": "name", "value": "邹", "why": "写错了"}
    made = buyer.post("/api/v1/me/corrections", json=wish, headers={"Idempotency-Key": "k"})
    assert made.status_code == 201
    assert buyer.post("/api/v1/me/corrections", json=wish, headers={"Idempotency-Key": "k"}).json() == made.json()
    assert buyer.post("/api/v1/me/corrections", json={"field": "login", "value": "x"}).status_code == 422
    (waiting,) = admin.get("/api/v1/corrections").json()
    answer = {"is_accepted": True, "reasons": "已核对"}
    assert buyer.post(f"/api/v1/corrections/{waiting['id']}/answer", json=answer).status_code == 403
    assert admin.post(f"/api/v1/corrections/{waiting['id']}/answer", json=answer).json()["is_accepted"]
    assert buyer.get("/api/v1/me/corrections").json()[0]["answer"] == "已核对"
