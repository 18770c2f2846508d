import pytest

from fairclaim.services.change_policy import confirm_policy, draft_policy, end_shadow, roll_back_policy, start_shadow
from fairclaim.services.errors import NotAllowedError
from fairclaim.services.policy_history import StepKind, policy_history
from unit.services.counter import ANN, AUDITOR, BUYER, EDITOR, Counter
from unit.services.test_change_policy import FILE, OTHER

LESS = FILE.replace(b"amount: <= 50 CNY", b"amount: <= 40 CNY")


def test_who_did_what_to_a_policy_and_in_place_of_which() -> None:
    counter = Counter()
    for number, text in enumerate((FILE, LESS), 1):
        seen = draft_policy(counter.desk, EDITOR, text)
        counter.wait()
        start_shadow(counter.desk, EDITOR, number)
        counter.wait()
        confirm_policy(counter.desk, OTHER, number, digest=seen.digest)
        counter.wait()
    roll_back_policy(counter.desk, EDITOR, 1, why="too many asked")
    draft_policy(counter.desk, EDITOR, FILE, category="tableware")
    found = policy_history(counter.desk, AUDITOR)
    assert [(one.kind, one.by, one.version, one.instead_of) for one in found] == [
        (StepKind.RESTORED, EDITOR.person, 1, 2),
        (StepKind.CONFIRMED, OTHER.person, 2, 1),
        (StepKind.PROPOSED, EDITOR.person, 2, None),
        (StepKind.DRAFTED, EDITOR.person, 2, None),
        (StepKind.CONFIRMED, OTHER.person, 1, None),
        (StepKind.PROPOSED, EDITOR.person, 1, None),
        (StepKind.DRAFTED, EDITOR.person, 1, None),
    ]
    assert found[0].why == "too many asked"
    assert [one.kind for one in policy_history(counter.desk, EDITOR, category="tableware")] == [StepKind.DRAFTED]


def test_a_proposal_that_was_taken_back_is_told() -> None:
    counter = Counter()
    draft_policy(counter.desk, EDITOR, FILE)
    counter.wait()
    start_shadow(counter.desk, EDITOR, 1)
    counter.wait()
    end_shadow(counter.desk, OTHER, 1)
    assert policy_history(counter.desk, EDITOR)[0].kind is StepKind.TAKEN_BACK


def test_others_read_no_history_of_policies() -> None:
    for who in (ANN, BUYER):
        with pytest.raises(NotAllowedError):
            policy_history(Counter().desk, who)
