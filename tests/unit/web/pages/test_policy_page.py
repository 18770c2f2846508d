import json
import re

import httpx
import pytest

from fairclaim.policy.life import Stage
from fairclaim.policy.shipped import default_text
from fairclaim.services.change_policy import draft_policy, list_policies
from fairclaim.web.pages.policy_page import policy_pages
from fairclaim.web.pages.render import Pages
from fairclaim.web.static_files import built_files
from unit.services.counter import EDITOR, Counter
from unit.services.test_change_policy import OTHER
from unit.web.page_desk import SESSION, visitor

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


def browser(counter: Counter, name: str = "editor") -> httpx.Client:
    return visitor(policy_pages(Pages(built_files()), SESSION, counter.desk), name=name)


def stages(counter: Counter) -> list[Stage]:
    return [one.stage for one in list_policies(counter.desk, EDITOR)]


def test_a_policy_is_drafted_run_in_shadow_and_confirmed_by_another_person() -> None:
    counter = Counter()
    draft_policy(counter.desk, OTHER, FILE)
    editor = browser(counter)
    assert "draft" in editor.get("/policy").text
    assert editor.post("/policy/shadow", data={"version": "1"}).status_code == 303
    page = editor.get("/policy").text
    assert "What version 1 in shadow would change" in page
    digest = re.search(r'name="digest" value="([^"]+)"', page)
    assert digest is not None
    other = editor.post("/policy/confirmation", data={"version": "1", "digest": "sha256:other"})
    assert other.status_code == 409
    assert editor.post("/policy/confirmation", data={"version": "1", "digest": digest[1]}).status_code == 303
    assert stages(counter) == [Stage.LIVE]


def test_the_author_is_told_that_somebody_else_confirms() -> None:
    counter = Counter()
    editor = browser(counter)
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
    answer = browser(counter).post("/policy/drafts", files={"file": ("p.yaml", b"<script>alert(1)</script>")})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert "<script>alert" not in answer.text
    assert stages(counter) == []


def test_a_version_is_tried_on_past_claims() -> None:
    counter = Counter()
    draft_policy(counter.desk, EDITOR, FILE)
    lines = (json.dumps(PAST) + "\nnot json\n").encode()
    page = (
        browser(counter).post("/policy/simulation", data={"version": "1"}, files={"history": ("h.jsonl", lines)}).text
    )
    assert 'id="tried"' in page
    assert "plot-figure" in page
    assert "Version 1 on 1 claims" in page
    assert "1 lines could not be used" in page


@pytest.mark.parametrize("name", ["ann", "admin", "buyer", "auditor"])
def test_it_is_for_who_changes_policy(name: str) -> None:
    counter = Counter()
    draft_policy(counter.desk, EDITOR, FILE)
    assert browser(counter, name).get("/policy").status_code == 403
    assert browser(counter, name).post("/policy/shadow", data={"version": "1"}).status_code == 403
    assert stages(counter) == [Stage.DRAFT]
