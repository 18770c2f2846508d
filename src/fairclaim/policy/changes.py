"""What one table changes of another, rule by rule, for who must agree to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from fairclaim.policy.table import Policy, Rule


class ChangeKind(StrEnum):
    """What happened to a rule."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"
    """The rule says the same, at another place in the order; the first that fits decides, so this changes routes, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleChange:
    """One rule that is not as it was.

    Parameters
    ----------
    before, after : Rule or None
        None where there was, or is, no such rule.
    was_at, is_at : int or None
        Places in the order, from 1.
    has_moved : bool
        Whether it stands elsewhere among the rules that stayed.
    """

    id: str
    kind: ChangeKind
    before: Rule | None
    after: Rule | None
    was_at: int | None
    is_at: int | None
    has_moved: bool = False


def changes_between(before: Policy, after: Policy) -> tuple[RuleChange, ...]:
    """Return the rules that differ: in the order of the new table, then those that are gone in the order of the old one."""
    old, new = ({rule.id: (place, rule) for place, rule in enumerate(one.rules, 1)} for one in (before, after))
    moved = _moved([one for one in old if one in new], [one for one in new if one in old])
    found = []
    for name, (place, rule) in new.items():
        if name not in old:
            found.append(RuleChange(id=name, kind=ChangeKind.ADDED, before=None, after=rule, was_at=None, is_at=place))
        elif rule != old[name][1] or name in moved:
            kind = ChangeKind.MOVED if rule == old[name][1] else ChangeKind.CHANGED
            found.append(
                RuleChange(
                    id=name,
                    kind=kind,
                    before=old[name][1],
                    after=rule,
                    was_at=old[name][0],
                    is_at=place,
                    has_moved=name in moved,
                )
            )
    gone = [
        RuleChange(id=name, kind=ChangeKind.REMOVED, before=rule, after=None, was_at=place, is_at=None)
        for name, (place, rule) in old.items()
        if name not in new
    ]
    return (*found, *gone)


def _moved(old: Sequence[str], new: Sequence[str]) -> frozenset[str]:
    """Return the names that stand elsewhere, as few as a longest common stretch leaves."""
    same = SequenceMatcher(a=old, b=new, autojunk=False).get_matching_blocks()
    return frozenset(new) - {name for block in same for name in old[block.a : block.a + block.size]}
