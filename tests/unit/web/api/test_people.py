"""Parties are looked up and ties kept over HTTP."""

from unit.web.desk_over_http import as_
from unit.web.whole_desk import furnished, whole_app


def test_an_administrator_finds_the_merchant_for_an_agents_account() -> None:
    admin = as_(whole_app(furnished()), "admin")
    found = admin.get("/api/v1/parties/merchant", params={"reference": "s-1"})
    assert found.json() == {"person": "merchant-1"}
    assert admin.get("/api/v1/parties/merchant", params={"reference": "s-2"}).status_code == 404
    assert admin.get("/api/v1/parties/reviewer", params={"reference": "s-1"}).status_code == 422


def test_a_tie_is_declared_seen_and_taken_back() -> None:
    app = whole_app(furnished())
    ann, admin = as_(app, "ann"), as_(app, "admin")
    declared = ann.post("/api/v1/me/ties", json={"side": "merchant", "reference": "s-1"})
    assert declared.status_code == 201, declared.text
    assert ann.get("/api/v1/me/ties").json() == [declared.json()]
    assert admin.get("/api/v1/people/ann/ties").json() == [declared.json()]
    assert admin.delete("/api/v1/people/ann/ties/merchant-1").status_code == 204
    assert ann.get("/api/v1/me/ties").json() == []
