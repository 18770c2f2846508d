import pytest

from fairclaim.policy.load import parse_policy
from fairclaim.policy.shipped import default_policy, default_text
from fairclaim.services.change_policy import confirm_policy, draft_policy, explain_policy, start_shadow
from fairclaim.services.errors import NotAllowedError, NotFoundError
from fairclaim.services.read_policy import read_policy
from unit.services.counter import ADMIN, ANN, AUDITOR, BUYER, EDITOR, SUE, Counter
from unit.services.test_change_policy import OTHER

OURS = default_text().replace("name: fairclaim-default", "name: ours").encode()
FACTS = {
    "reason": "damaged",
    "category": "tableware",
    "amount": {"minor": 4500, "currency": "CNY"},
    "asked": "refund-only",
}


def live(counter: Counter, data: bytes, category: str | None) -> str:
    seen = draft_policy(counter.desk, OTHER, data, category=category)
    start_shadow(counter.desk, OTHER, seen.version, category=category)
    return confirm_policy(counter.desk, EDITOR, seen.version, digest=seen.digest, category=category).digest


def test_without_a_version_the_shipped_one_is_read_with_its_comments() -> None:
    found = read_policy(Counter().desk, EDITOR)
    assert found.seen is None
    assert found.text == default_text()
    assert found.policy == default_policy()


def test_what_is_in_force_for_all_decides_categories_that_have_none_of_their_own() -> None:
    counter = Counter()
    digest = live(counter, OURS, None)
    found = read_policy(counter.desk, ADMIN, category="tableware")
    assert found.policy.digest == digest
    assert found.seen is not None
    assert found.seen.category is None
    assert parse_policy(found.text.encode()).policy.digest == digest
    assert explain_policy(counter.desk, EDITOR, FACTS, category="tableware").route.digest == digest
    own = live(counter, OURS.replace(b"name: ours", b"name: theirs"), "tableware")
    assert read_policy(counter.desk, AUDITOR, category="tableware").policy.digest == own
    assert read_policy(counter.desk, SUE).policy.digest == digest


def test_a_draft_is_read_by_its_number_and_others_read_nothing() -> None:
    counter = Counter()
    draft_policy(counter.desk, EDITOR, OURS)
    assert read_policy(counter.desk, SUE, version=1).policy.name == "ours"
    with pytest.raises(NotFoundError):
        read_policy(counter.desk, SUE, version=2)
    for who in (ANN, BUYER):
        with pytest.raises(NotAllowedError):
            read_policy(counter.desk, who)
