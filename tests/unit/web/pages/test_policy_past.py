import json
import re

import pytest

from fairclaim.services.change_policy import confirm_policy, draft_policy, roll_back_policy, start_shadow
from fairclaim.services.import_history import import_history
from fairclaim.services.past_claim import jsonl_rows
from unit.services.counter import ADMIN, EDITOR, Counter
from unit.services.test_change_policy import FILE, OTHER
from unit.services.test_past_claim import GOOD
from unit.services.test_policy_history import LESS
from unit.web.pages.policy_visitor import policy_visitor


def test_a_version_is_tried_on_the_desks_own_claims_of_chosen_days() -> None:
    counter = Counter()
    claim = counter.screened()
    draft_policy(counter.desk, EDITOR, LESS)
    editor = policy_visitor(counter)
    assert 'action="/policy/trial#trial"' in editor.get("/policy").text
    page = editor.get("/policy/trial", params={"version": "1", "since": "2026-03-02", "until": ""}).text
    assert "Version 1 on 1 claims" in page
    assert "So few claims say little" in page
    assert 'value="2026-03-02"' in page
    assert "(0 of 1; 0–79 %), few" in page or "(1 of 1; 21–100 %), few" in page
    assert "before the merchant or people had spoken" in page
    assert f"/audit/claims/{claim}" not in page, "an editor may not go there"
    none = editor.get("/policy/trial", params={"version": "1", "until": "2026-03-01"}).text
    assert "Version 1 on 0 claims" in none
    assert editor.get("/policy/trial", params={"version": "9"}).status_code == 404
    assert editor.get("/policy/trial", params={"version": "1", "source": "dreams"}).status_code == 422
    assert policy_visitor(counter, "auditor").get("/policy/trial", params={"version": "1"}).status_code == 403


def test_claims_of_an_earlier_system_are_tried_and_said_to_be_bare() -> None:
    counter = Counter()
    import_history(counter.desk, ADMIN, jsonl_rows(json.dumps(GOOD)))
    draft_policy(counter.desk, EDITOR, FILE)
    page = policy_visitor(counter).get("/policy/trial", params={"version": "1", "source": "imported"}).text
    assert "Version 1 on 1 claims" in page
    assert "nothing is known but what was imported" in page


@pytest.mark.parametrize("name", ["editor", "auditor", "sue", "admin"])
def test_history_says_who_put_what_in_force_and_what_that_changed(name: str) -> None:
    counter = Counter()
    for number, text in enumerate((FILE, LESS), 1):
        seen = draft_policy(counter.desk, EDITOR, text)
        start_shadow(counter.desk, EDITOR, number)
        confirm_policy(counter.desk, OTHER, number, digest=seen.digest)
        counter.wait()
    roll_back_policy(counter.desk, OTHER, 1, why="too <b>many</b> asked")
    reader = policy_visitor(counter, name)
    page = reader.get("/policy/history").text
    assert page.count("approved and put in force") == 2
    assert "too &lt;b&gt;many&lt;/b&gt; asked" in page
    links = re.findall(r'href="(/policy/versions/[^"]*against=[^"]*)#changes"', page)
    assert links == ["/policy/versions/1?against=2", "/policy/versions/2?against=1"]
    changes = reader.get(links[1]).text
    assert "What it changes of version 1" in changes
    assert 'class="changed"' in changes
    assert "/policy/confirmation" not in changes
    assert "Nothing was done here yet" in reader.get("/policy/history", params={"category": "fresh-food"}).text


def test_others_see_no_history() -> None:
    for name in ("ann", "buyer", "agent"):
        assert policy_visitor(Counter(), name).get("/policy/history").status_code == 403
