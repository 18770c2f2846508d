from dataclasses import replace

from fairclaim.web.api import measures
from fairclaim.web.api.app import make_app
from fairclaim.web.api.examples import EXAMPLES
from unit.services.against import contradicted
from unit.web.desk_over_http import as_, parts_of


def test_a_measure_lives_over_http_and_its_person_does_not_see_who_decided() -> None:
    counter, claim = contradicted()
    app = make_app(replace(parts_of(counter), routers=(measures.router,)))
    wish = {**EXAMPLES["propose_measure"], "claims": [claim]}  # type: ignore[dict-item]  # an example is an object
    made = as_(app, "sue").post("/api/v1/measures", json=wish).json()
    assert (made["state"], made["steps"][0]["by"]) == ("proposed", "sue")
    path = f"/api/v1/measures/{made['id']}"
    for who in ("dan", "eve"):
        assert as_(app, who).post(f"{path}/agreement", json={"is_agreed": True}).status_code == 200
    (mine,) = as_(app, "buyer").get("/api/v1/me/measures").json()
    assert (mine["may_appeal"], {one["by"] for one in mine["steps"]}) == (True, {None})
    appeal = as_(app, "buyer").post(f"/api/v1/me/measures/{made['id']}/appeal", json={"words": "不是我"})
    assert appeal.json()["state"] == "appealed"
    answer = {"is_upheld": False, "reasons": {"zh": "解除", "en": "Lifted"}}
    assert as_(app, "eve").post(f"{path}/appeal-decision", json=answer).status_code == 403
    assert as_(app, "ann").post(f"{path}/appeal-decision", json=answer).json()["state"] == "lifted"
    assert as_(app, "auditor").get("/api/v1/measures").json() == []
    again = as_(app, "buyer").post(f"/api/v1/me/measures/{made['id']}/appeal", json={})
    assert (again.status_code, again.json()["code"]) == (409, "measure-state")
