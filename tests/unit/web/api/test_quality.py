from dataclasses import replace

from fairclaim.web.api import quality
from fairclaim.web.api.app import make_app
from unit.services.test_count_figures import refused
from unit.web.desk_over_http import as_, parts_of


def test_figures_are_for_who_runs_the_desk() -> None:
    counter, _ = refused()
    app = make_app(replace(parts_of(counter), routers=(quality.router,)))
    found = as_(app, "admin").get("/api/v1/figures", params={"filed_before": "2027-01-01T00:00:00Z"}).json()
    assert (found["claims"], found["agreement"]["hits"], found["wrongly_adverse"]["total"]) == (1, 1, 1)
    people = as_(app, "auditor").get("/api/v1/figures/reviewers").json()
    assert [one["person"] for one in people] == ["ann", "ben"]
    assert as_(app, "ann").get("/api/v1/figures/reviewers").status_code == 403
