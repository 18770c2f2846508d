from dataclasses import replace

from fairclaim.web.api import letters
from fairclaim.web.api.app import make_app
from fairclaim.web.api.examples import EXAMPLES
from unit.services.against import contradicted
from unit.web.desk_over_http import as_, parts_of


def test_a_letter_is_noted_and_seen_by_its_side() -> None:
    counter, claim = contradicted()
    app = make_app(replace(parts_of(counter), routers=(letters.router,)))
    path = f"/api/v1/claims/{claim}/letters"
    made = as_(app, "agent").post(path, json=EXAMPLES["note_letter"], headers={"Idempotency-Key": "k"})
    assert made.status_code == 201
    assert as_(app, "agent").get(path).json() == [made.json()]
    assert as_(app, "buyer").get(path).json() == []
    wrong = {**EXAMPLES["note_letter"], "sha256": "XYZ"}  # type: ignore[dict-item]  # an example is an object
    assert as_(app, "agent").post(path, json=wrong).status_code == 422
