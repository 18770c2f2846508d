from fairclaim.services.take_task import take_next
from unit.services.counter import BEN
from unit.services.test_list_claims import in_second_review
from unit.web.desk_over_http import as_
from unit.web.things_over_http import things_app


def test_lists_hide_over_http_what_they_hide() -> None:
    counter, claim = in_second_review()
    app = things_app(counter)
    ben = as_(app, "ben")
    (row,) = ben.get("/api/v1/lists/claims", params={"category": "tableware", "older_than_h": 0}).json()["items"]
    assert (row["claim"], row["state"], row["order"]) == (claim, "in-review", None)
    (task,) = ben.get("/api/v1/lists/tasks").json()["items"]
    assert (task["claim"], task["queue"]) == (claim, None)
    assert ben.get("/api/v1/lists/held-task").json() is None
    take_next(counter.desk, BEN)
    assert ben.get("/api/v1/lists/held-task").json()["claim"] == claim
    own = as_(app, "buyer").get("/api/v1/lists/own-claims", params={"state": ["second-review", "decided"]})
    assert [one["claim"] for one in own.json()["items"]] == [claim]
    assert len(as_(app, "buyer").get(f"/api/v1/lists/claims/{claim}/files").json()) == 4
    assert as_(app, "editor").get("/api/v1/lists/claims").status_code == 403
    assert ben.get("/api/v1/lists/claims", params={"cursor": "AAAA"}).status_code == 422
