from dataclasses import replace

from fairclaim.services.see_standing import count_standing
from fairclaim.web.api import own_data, standing
from fairclaim.web.api.app import make_app
from unit.services.counter import MACHINE
from unit.services.test_see_standing import tied
from unit.web.desk_over_http import as_, parts_of


def test_a_standing_is_read_explained_and_counted_over_http() -> None:
    counter = tied()
    app = make_app(replace(parts_of(counter), routers=(standing.router, own_data.router)))
    found = as_(app, "buyer").get("/api/v1/me/standing").json()
    assert (found["patterns"], found["reasons"][1]["pattern"]) == (1, "shared-payout")
    assert as_(app, "sue").get("/api/v1/people/buyer-1/standing").json()["reasons"] == found["reasons"]
    assert as_(app, "ann").get("/api/v1/people/buyer-1/standing").status_code == 403
    wish = {"field": "standing", "value": "shared-payout", "why": "家人共用"}
    assert as_(app, "buyer").post("/api/v1/me/corrections", json=wish).status_code == 201
    assert as_(app, "admin").get("/api/v1/figures/standing").json() is None
    count_standing(counter.desk, MACHINE)
    counted = as_(app, "admin").get("/api/v1/figures/standing").json()
    assert counted["counted"]["shared-payout"] == {"seen": 1, "calls": 1}
