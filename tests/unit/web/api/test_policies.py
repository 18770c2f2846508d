from dataclasses import replace

from fastapi import FastAPI

from fairclaim.policy.shipped import default_text
from fairclaim.web.api import policies
from fairclaim.web.api.app import make_app
from unit.services.counter import Counter
from unit.services.test_change_policy import FACTS
from unit.web.desk_over_http import as_, parts_of

HERE = "/api/v1/policies"
FILE = default_text().encode()


def app_of(counter: Counter) -> FastAPI:
    return make_app(replace(parts_of(counter), routers=(policies.router, policies.trials)))


def test_a_policy_is_drafted_tried_and_not_confirmed_by_its_author() -> None:
    app = app_of(Counter())
    editor = as_(app, "editor")
    assert editor.post(f"{HERE}/check", content=FILE).json()["digest"].startswith("sha256:")
    draft = editor.post(HERE, content=FILE)
    assert (draft.status_code, draft.json()["stage"]) == (201, "draft")
    assert editor.post(f"{HERE}/explanation", json=FACTS).json()["route"]
    line = b'{"facts": {"reason": "damaged", "category": "books", "amount": {"minor": 1, "currency": "CNY"}, "asked": "repair"}}'
    tried = editor.post(f"{HERE}/1/trial", content=line + b"\n{\n").json()
    assert (tried["figures"]["claims"], tried["unusable"], tried["changed"]) == (1, 1, 0)
    assert editor.post(f"{HERE}/1/shadow").json()["stage"] == "shadow"
    assert editor.get(f"{HERE}/1/shadow").json() | {"policy": 1} == {
        "policy": 1,
        "claims": 0,
        "differing": 0,
        "pairs": [],
    }
    assert editor.delete(f"{HERE}/1/shadow").json()["stage"] == "draft"
    assert editor.post(f"{HERE}/1/shadow").json()["stage"] == "shadow"
    refused = editor.post(f"{HERE}/1/confirmation", json={"digest": draft.json()["digest"]})
    assert refused.json()["code"] == "policy-move"
    assert editor.post(f"{HERE}/1/rollback", json={"why": "x"}).status_code == 404
    assert len(editor.get(HERE).json()) == 1
    assert as_(app, "ann").get(HERE).status_code == 403
