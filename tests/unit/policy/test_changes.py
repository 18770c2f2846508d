from dataclasses import replace

import hypothesis.strategies as st
from hypothesis import given

from fairclaim.policy.changes import ChangeKind, changes_between
from fairclaim.policy.shipped import default_policy
from fairclaim.policy.words import Priority

POLICY = default_policy()
RULES = POLICY.rules


def test_a_policy_changes_nothing_of_itself() -> None:
    assert changes_between(POLICY, POLICY) == ()


def test_each_kind_is_told_with_its_places() -> None:
    changed = replace(RULES[1], then=replace(RULES[1].then, priority=Priority.LOW))
    new = replace(RULES[0], id="new-rule")
    after = replace(POLICY, rules=(RULES[2], RULES[0], changed, new, *RULES[4:]))
    found = {one.id: one for one in changes_between(POLICY, after)}
    kinds = {name: one.kind for name, one in found.items()}
    assert kinds == {
        RULES[2].id: ChangeKind.MOVED,
        RULES[1].id: ChangeKind.CHANGED,
        "new-rule": ChangeKind.ADDED,
        RULES[3].id: ChangeKind.REMOVED,
    }
    moved = found[RULES[2].id]
    assert (moved.was_at, moved.is_at, moved.has_moved) == (3, 1, True)
    assert not found[RULES[1].id].has_moved
    assert found[RULES[3].id].is_at is None


@given(st.permutations(range(len(RULES))), st.integers(0, len(RULES)))
def test_a_rule_is_told_once_and_those_not_told_keep_their_order(order: list[int], kept: int) -> None:
    after = replace(POLICY, rules=tuple(RULES[place] for place in order[:kept]))
    found = changes_between(POLICY, after)
    told = [one.id for one in found]
    assert len(told) == len(set(told))
    stayed = [rule.id for rule in RULES if rule.id not in told]
    assert stayed == [rule.id for rule in after.rules if rule.id not in told]
