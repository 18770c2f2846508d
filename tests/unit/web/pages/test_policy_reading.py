from fairclaim.policy.shipped import default_text
from fairclaim.services.change_policy import draft_policy, start_shadow
from unit.services.counter import EDITOR, Counter
from unit.services.test_change_policy import OTHER
from unit.web.pages.policy_visitor import policy_visitor

LESS = default_text().replace("when: {amount: <= 200 CNY, asked:", "when: {amount: <= 100 CNY, asked:").encode()


def test_the_rules_in_force_are_read_as_a_table() -> None:
    page = policy_visitor(Counter()).get("/policy/in-force").text
    assert page.count('<tr id="rule-') == default_text().count("  - id: ")
    assert "refund only after other remedies, at most 50.00 CNY" in page
    assert "the one that is shipped, in force" in page
    assert 'id="changes"' not in page


def test_the_second_person_reads_what_changes_before_the_button() -> None:
    counter = Counter()
    draft_policy(counter.desk, OTHER, LESS)
    start_shadow(counter.desk, OTHER, 1)
    page = policy_visitor(counter).get("/policy/versions/1").text
    changes = page[page.index('id="changes"') : page.index("/policy/confirmation")]
    assert "at most 200.00 CNY" in changes
    assert "at most 100.00 CNY" in changes
    assert changes.count('<tr class="changed">') == 1
    assert policy_visitor(counter).get("/policy/versions/2").status_code == 404


def test_the_author_reads_that_somebody_else_puts_it_in_force() -> None:
    counter = Counter()
    draft_policy(counter.desk, EDITOR, LESS)
    start_shadow(counter.desk, EDITOR, 1)
    page = policy_visitor(counter).get("/policy/versions/1").text
    assert "somebody else reads these changes" in page
    assert "/policy/confirmation" not in page


def test_a_case_is_explained_with_the_rules_it_missed() -> None:
    reader = policy_visitor(Counter(), "auditor")
    assert 'id="said"' not in reader.get("/policy/explanation").text
    case = {"reason": "damaged", "amount": "45", "asked": "refund-only", "merchant": "not-asked"}
    page = reader.get("/policy/explanation", params=case).text
    assert "small-offer" in page[page.index('id="said"') :]
    assert "would have decided" in page
    agreed = reader.get("/policy/explanation", params=case | {"merchant": "agrees"}).text
    assert "small-refund-only-agreed-now" in agreed[agreed.index('id="said"') :]


def test_a_case_that_is_none_is_told() -> None:
    page = policy_visitor(Counter()).get("/policy/explanation", params={"reason": "damaged", "amount": "<b>much</b>"})
    assert page.status_code == 422
    assert 'role="alert"' in page.text
    assert "<b>much" not in page.text
