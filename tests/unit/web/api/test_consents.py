"""A buyer consents, carries a statement, and withdraws, over HTTP."""

from dataclasses import replace

from fairclaim.evidence.statement import is_statement
from fairclaim.web.api import consents
from fairclaim.web.api.app import make_app
from fairclaim.web.api.examples import EXAMPLES
from unit.services.counter import Counter
from unit.web.desk_over_http import as_, parts_of

PATH = "/api/v1/me/consents"


def test_a_consent_goes_its_way() -> None:
    app = make_app(replace(parts_of(Counter()), routers=(consents.router,)))
    buyer = as_(app, "buyer")
    made = buyer.post(PATH, json=EXAMPLES["give_consent"], headers={"Idempotency-Key": "k"})
    assert made.status_code == 201
    consent = made.json()["id"]
    got = buyer.post(f"{PATH}/{consent}/statement", json=EXAMPLES["issue_statement"])
    assert is_statement(got.content)
    assert got.headers["cache-control"] == "no-store"
    assert buyer.get(PATH).json()[0]["statements"] == 1
    assert buyer.post(f"{PATH}/{consent}/withdrawal").json()["is_in_force"] is False
    assert buyer.post(f"{PATH}/{consent}/statement", json=EXAMPLES["issue_statement"]).status_code == 404
    assert as_(app, "stranger").get(PATH).json() == []
    assert as_(app, "agent").get(PATH).status_code in {403, 404}
