import json
import re

import pytest

from fairclaim.policy.life import Stage
from fairclaim.policy.shipped import default_text
from fairclaim.services.change_policy import draft_policy, list_policies
from unit.services.counter import EDITOR, Counter
from unit.services.test_change_policy import OTHER
from unit.web.pages.policy_visitor import policy_visitor

FILE = default_text().encode()
PAST = {
    "claim": "past-1",
    "facts": {
        "reason": "damaged",
        "category": "tableware",
        "amount": {"minor": 1990, "currency": "CNY"},
        "asked": "return-and-refund",
    },
    "decided": {"outcome": "upheld", "remedy": "refund-only", "paid": {"minor": 1990, "currency": "CNY"}},
}


def stages(counter: Counter) -> list[Stage]:
    return [one.stage for one in list_policies(counter.desk, EDITOR)]


def test_a_policy_is_drafted_run_in_shadow_and_confirmed_by_another_person() -> None:
    counter = Counter()
    draft_policy(counter.desk, OTHER, FILE)
    editor = policy_visitor(counter)
    assert "draft" in editor.get("/policy").text
    assert editor.post("/policy/shadow", data={"version": "1"}).status_code == 303
    page = editor.get("/policy").text
    assert "What version 1 in shadow would change" in page
    assert "/policy/versions/1#changes" in page
    digest = re.search(r'name="digest" value="([^"]+)"', editor.get("/policy/versions/1").text)
    assert digest is not None
    other = editor.post("/policy/confirmation", data={"version": "1", "digest": "sha256:other"})
    assert other.status_code == 409
    assert editor.post("/policy/confirmation", data={"version": "1", "digest": digest[1]}).status_code == 303
    assert stages(counter) == [Stage.LIVE]


def test_the_author_is_told_that_somebody_else_confirms() -> None:
    counter = Counter()
    editor = policy_visitor(counter)
    kept = editor.post("/policy/drafts", files={"file": ("policy.yaml", FILE)})
    assert kept.status_code in {200, 303}
    assert stages(counter) == [Stage.DRAFT]
    editor.post("/policy/shadow", data={"version": "1"})
    page = editor.get("/policy").text
    assert "Somebody else confirms it." in page
    assert "/policy/confirmation" not in page
    editor.post("/policy/shadow-end", data={"version": "1"})
    assert stages(counter) == [Stage.DRAFT]


def test_what_is_wrong_with_a_file_is_said_and_nothing_is_kept() -> None:
    counter = Counter()
    answer = policy_visitor(counter).post("/policy/drafts", files={"file": ("p.yaml", b"<script>alert(1)</script>")})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert "<script>alert" not in answer.text
    assert stages(counter) == []


def test_a_version_is_tried_on_past_claims() -> None:
    counter = Counter()
    draft_policy(counter.desk, EDITOR, FILE)
    lines = (json.dumps(PAST) + "\nnot json\n").encode()
    page = (
        policy_visitor(counter)
        .post("/policy/simulation", data={"version": "1"}, files={"history": ("h.jsonl", lines)})
        .text
    )
    assert 'id="tried"' in page
    assert "plot-figure" in page
    assert "Version 1 on 1 claims" in page
    assert "1 lines could not be used" in page
    assert "Honest people bothered" in page
    assert "(1 of 1; 21–100 %), few" in page


@pytest.mark.parametrize("name", ["admin", "auditor", "sue"])
def test_who_steers_the_desk_looks_and_changes_nothing(name: str) -> None:
    counter = Counter()
    draft_policy(counter.desk, OTHER, FILE)
    reader = policy_visitor(counter, name)
    for address in ("/policy", "/policy/versions/1", "/policy/in-force"):
        page = reader.get(address)
        assert page.status_code == 200
        assert '<form method="post" action="/policy' not in page.text
        assert "/policy/edit" not in page.text
    assert reader.post("/policy/shadow", data={"version": "1"}).status_code == 403
    assert stages(counter) == [Stage.DRAFT]


@pytest.mark.parametrize("name", ["ann", "buyer", "agent"])
def test_others_see_no_policy(name: str) -> None:
    counter = Counter()
    draft_policy(counter.desk, EDITOR, FILE)
    for address in ("/policy", "/policy/versions/1", "/policy/in-force", "/policy/explanation"):
        assert policy_visitor(counter, name).get(address).status_code == 403
