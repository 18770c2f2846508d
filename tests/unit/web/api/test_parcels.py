from unit.services.counter import Counter
from unit.web.desk_over_http import as_
from unit.web.things_over_http import ordered, things_app


def test_packing_is_handed_in_before_the_first_scan_and_not_after_it() -> None:
    app = things_app(Counter())
    platform, order = as_(app, "platform"), ordered(app)
    parcel = platform.post("/api/v1/parcels", json={"order": order, "carrier": "SF", "tracking": "SF1"}).json()["id"]
    kept = platform.post(f"/api/v1/parcels/{parcel}/files", content=b"packing", params={"media": "video", "name": "a"})
    assert (kept.status_code, kept.json()["media"]) == (201, "video")
    scanned = platform.patch(f"/api/v1/parcels/{parcel}", json={"scanned_at": "2026-03-01T10:00:00+08:00"})
    assert scanned.status_code == 200
    late = platform.post(f"/api/v1/parcels/{parcel}/files", content=b"more")
    assert (late.status_code, late.json()["code"]) == (409, "too-late")
    assert len(platform.get(f"/api/v1/parcels/{parcel}/files").json()) == 1
    assert as_(app, "agent").get(f"/api/v1/parcels/{parcel}/files").status_code == 404


def test_a_key_has_one_parcel_and_one_file() -> None:
    app = things_app(Counter())
    platform, order = as_(app, "platform"), ordered(app)
    wish, key = {"order": order, "carrier": "SF", "tracking": "SF1"}, {"Idempotency-Key": "k"}
    parcel = platform.post("/api/v1/parcels", json=wish, headers=key).json()
    assert platform.post("/api/v1/parcels", json=wish, headers=key).json() == parcel
    assert platform.post("/api/v1/parcels", json=wish | {"tracking": "SF2"}, headers=key).status_code == 422
    path = f"/api/v1/parcels/{parcel['id']}"
    kept = platform.post(f"{path}/files", content=b"packing", headers={"Idempotency-Key": "f"}).json()
    assert platform.post(f"{path}/files", content=b"packing", headers={"Idempotency-Key": "f"}).json() == kept
    assert platform.post(f"{path}/files", content=b"another", headers={"Idempotency-Key": "f"}).status_code == 422
    scan = {"scanned_at": "2026-03-01T10:00:00+08:00"}
    told = platform.patch(path, json=scan, headers={"Idempotency-Key": "s"}).json()
    assert platform.patch(path, json=scan, headers={"Idempotency-Key": "s"}).json() == told
    assert platform.patch(path, json={}, headers={"Idempotency-Key": "s"}).status_code == 422
    again = platform.post(f"{path}/files", content=b"packing", headers={"Idempotency-Key": "f"}).json()
    assert again["id"] == kept["id"]  # also after the scan, when nothing new is taken
    assert (kept["precedence"], again["precedence"]) == ("unknown", "after-scan")


def test_an_answer_says_what_stands_out_and_where_the_file_is_logged() -> None:
    app = things_app(Counter())
    platform, order = as_(app, "platform"), ordered(app)
    first, second = (
        platform.post("/api/v1/parcels", json={"order": order, "carrier": "SF", "tracking": number}).json()["id"]
        for number in ("SF1", "SF2")
    )
    kept = platform.post(f"/api/v1/parcels/{first}/files", content=b"packing", params={"media": "video"}).json()
    assert (kept["findings"], kept["frames"], kept["recorded"]) == ([], 0, None)
    assert (kept["proof"]["receipt"], kept["proof"]["checkpoint"]) == ("r2", None)
    assert kept["precedence_words"]["zh"]
    again = platform.post(f"/api/v1/parcels/{second}/files", content=b"packing", params={"media": "video"})
    assert again.status_code == 201
    (found,) = again.json()["findings"]
    assert (found["kind"], found["other"]) == ("same-file", first)
    assert found["innocent"]["zh"]
    assert found["innocent"]["en"]
