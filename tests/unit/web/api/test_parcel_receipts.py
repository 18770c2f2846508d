import base64
import json

from fairclaim.evidence.digests import sha256
from fairclaim.evidence.promise import verify_promise
from fairclaim.evidence.receipt import verify_receipt
from fairclaim.services.sign_checkpoint import sign_log
from unit.services.counter import MONDAY, NOTARY, TENANT, Counter
from unit.web.desk_over_http import as_
from unit.web.things_over_http import ordered, things_app

KEYS = [NOTARY.key("desk.example/log/shop-street")]


def test_a_receipt_is_taken_away_as_a_file_with_the_tokens_over_its_checkpoint() -> None:
    counter = Counter()
    app = things_app(counter)
    platform, order = as_(app, "platform"), ordered(app)
    parcel = platform.post("/api/v1/parcels", json={"order": order, "carrier": "SF", "tracking": "SF1"}).json()["id"]
    path = f"/api/v1/parcels/{parcel}"
    kept = platform.post(f"{path}/files", content=b"packing").json()
    code, file = platform.get(f"{path}/receipts").json()
    assert (code["kind"], file["kind"], file["exhibit"]) == ("parcel-coded", "dispatch-received", kept["id"])
    assert file["is_promise"]
    taken = platform.get(f"{path}/receipts/{file['id']}")
    assert taken.headers["content-disposition"] == 'attachment; filename="packing-r2.json"'
    verify_promise(taken.content, log_keys=KEYS, digest=sha256(b"packing"))
    signed = sign_log(counter.desk, TENANT)
    assert signed is not None
    counter.desk.units.write(TENANT, lambda work: work.proofs.add_token(signed.size, "tsa", b"reply", at=MONDAY))
    proven = platform.get(f"{path}/receipts").json()[1]
    assert not proven["is_promise"]
    assert base64.b64decode(proven["time_tokens"]["tsa"]) == b"reply"
    assert proven["stamped_at"]["tsa"].startswith("2026-03-02T02:00:00")
    held = platform.get(f"{path}/receipts/r2").content
    assert json.loads(held) == proven["receipt"]
    verify_receipt(held, log_keys=KEYS, digest=sha256(b"packing"))
    assert platform.get(f"{path}/receipts/r99").status_code == 404
    assert as_(app, "agent").get(f"{path}/receipts").status_code == 404
