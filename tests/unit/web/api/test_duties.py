from dataclasses import replace

from fairclaim.web.api import duties
from fairclaim.web.api.app import make_app
from unit.services.against import contradicted
from unit.web.desk_over_http import as_, parts_of


def test_duties_are_told_with_their_provisions_and_claims() -> None:
    counter, claim = contradicted()
    only = counter.rows.claims[claim]
    counter.rows.claims[claim] = replace(only, decisions=(replace(only.decisions[0], by=()),))
    app = make_app(replace(parts_of(counter), routers=(duties.router,)))
    found = as_(app, "auditor").get("/api/v1/duties", params={"filed_from": "2026-01-01T00:00:00Z"}).json()
    told = {one["id"]: one for one in found["duties"]}
    assert (told["people-refuse"]["standing"], told["people-refuse"]["against"]) == ("broken", [claim])
    assert told["refund-only"]["article"]["zh"] == "第二十七条"
    assert (told["refund-only"]["certainty"], told["label-shown"]["reading"]) == ("P", "I")
    assert as_(app, "buyer").get("/api/v1/duties").status_code == 403
