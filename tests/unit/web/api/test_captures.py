"""Codes and signed copies over HTTP."""

from pathlib import Path

from unit.services.counter import Counter
from unit.web.desk_over_http import as_
from unit.web.whole_desk import furnished, whole_app


def test_a_file_sent_with_its_code_is_live_by_every_door(tmp_path: Path) -> None:
    counter = furnished()
    app = whole_app(counter, uploads=tmp_path)
    buyer, claim = as_(app, "buyer"), next(iter(counter.rows.claims))
    form = {"role": "claim", "way": "page"}

    def code() -> str:
        issued = buyer.post(f"/api/v1/claims/{claim}/captures")
        assert issued.status_code == 201, issued.text
        assert len(issued.json()["code"]) == 6
        name: str = issued.json()["id"]
        return name

    by_form = buyer.post(
        f"/api/v1/claims/{claim}/exhibits", data={**form, "taken_with": code()}, files={"file": ("a.jpg", b"1")}
    )
    by_stream = buyer.put(f"/api/v1/claims/{claim}/files/b.jpg", params={**form, "taken_with": code()}, content=b"2")
    said_only = buyer.put(f"/api/v1/claims/{claim}/files/c.jpg", params={**form, "capture": "live"}, content=b"3")
    files = {one["exhibit"]: one["capture"] for one in buyer.get(f"/api/v1/claims/{claim}").json()["files"]}
    made = [one.json()["made"] for one in (by_form, by_stream, said_only)]
    assert [files[one] for one in made] == ["live", "live", "any"]


def test_packing_is_taken_live_by_its_code() -> None:
    counter = furnished()
    platform = as_(whole_app(counter), "platform")
    code = platform.post("/api/v1/parcels/parcel-1/captures").json()["id"]
    kept = platform.post("/api/v1/parcels/parcel-1/files", params={"taken_with": code}, content=b"packing")
    assert counter.rows.things.captures[code].file == kept.json()["id"]


def test_a_desk_that_signs_nothing_says_so_and_the_original_is_there() -> None:
    counter = Counter()
    platform = as_(whole_app(counter), "buyer")
    claim = counter.filed()
    made = platform.put(f"/api/v1/claims/{claim}/files/a.jpg?role=claim", content=b"\xff\xd8\xff").json()["made"]
    answer = platform.get(f"/api/v1/claims/{claim}/exhibits/{made}/signed")
    assert (answer.status_code, answer.json()["code"]) == (409, "no-signed-copy")
    assert platform.get(f"/api/v1/claims/{claim}/exhibits/{made}").content == b"\xff\xd8\xff"
