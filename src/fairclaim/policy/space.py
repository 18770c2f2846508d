"""Set arithmetic on conditions: what is left of one rule's cases when those of earlier rules are taken away.

A rule is a box with one side per field. Boxes minus boxes are boxes again, so a rule that can never fire is found exactly, up to
a budget of pieces; conditions on lists are taken away only where one plainly contains the other, so a rule is never called
unreachable wrongly.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from fairclaim.policy.condition import Among, Condition, Numbers, Range, Words, contains, meet, normal_ranges
from fairclaim.policy.fields import FIELD_OF, NO_NUMBER, Kind
from fairclaim.policy.table import Rule

Box = Mapping[str, Condition]
_MOST_PIECES: Final = 500
_MOST_STEPS: Final = 200_000


def everything(field: str) -> Condition:
    """Return the condition that lets every value of a field through."""
    row = FIELD_OF[field]
    if row.is_number:
        return Numbers(field=field, ranges=((NO_NUMBER, NO_NUMBER), (0, row.largest)))
    if row.kind is Kind.WORDS:
        return Among(field=field)
    if row.closed:
        return Words(field=field, words=frozenset(row.closed))
    return Words(field=field, words=frozenset(), is_not=True)


def box_of(rule: Rule) -> Box:
    """Return the cases that a rule's conditions let through."""
    return {condition.field: condition for condition in rule.when}


def covering(rules: Sequence[Rule], place: int) -> tuple[Rule, ...]:
    """Return the earlier rules that leave nothing to a rule; () where something is left, or nothing can be said.

    Parameters
    ----------
    rules : sequence of Rule
        In order.
    place : int
        Which rule, from 0.
    """
    asked = box_of(rules[place])
    for earlier in rules[:place]:
        if all(contains(condition, asked.get(condition.field)) for condition in earlier.when):
            return (earlier,)
    pieces: list[Box] = [asked]
    used, steps = [], 0
    for earlier in rules[:place]:
        taken = box_of(earlier)
        left = [part for piece in pieces for part in _minus(piece, taken)]
        steps += len(left)
        if left != pieces:
            used.append(earlier)
        pieces = left
        if not pieces:
            return tuple(used)
        if len(pieces) > _MOST_PIECES or steps > _MOST_STEPS:
            return ()
    return ()


def _minus(piece: Box, taken: Box) -> list[Box]:
    """Cut from a box what another box holds; lists stay whole unless the other plainly holds them."""
    for field, condition in taken.items():
        side = piece.get(field) or everything(field)
        if not meet(side, condition) or (isinstance(condition, Among) and not contains(condition, side)):
            return [piece]
    left: list[Box] = []
    inside = dict(piece)
    for field, condition in taken.items():
        side = inside.get(field) or everything(field)
        outside = _difference(side, condition)
        if outside is not None:
            left.append({**inside, field: outside})
        inside[field] = _common(side, condition)
    return left


def _difference(side: Condition, taken: Condition) -> Condition | None:
    """Return what is in the first and not in the second; None where that is nothing."""
    if isinstance(side, Numbers) and isinstance(taken, Numbers):
        ranges = list(side.ranges)
        for low, high in taken.ranges:
            ranges = [part for one in ranges for part in _cut(one, low, high)]
        return Numbers(field=side.field, ranges=normal_ranges(ranges)) if ranges else None
    if isinstance(side, Words) and isinstance(taken, Words):
        if side.is_not:
            left = taken.words - side.words if taken.is_not else side.words | taken.words
            found = Words(field=side.field, words=left, is_not=not taken.is_not)
        else:
            kept = frozenset(word for word in side.words if not taken.holds(word))
            found = Words(field=side.field, words=kept)
        return found if found.words or found.is_not else None
    return None  # lists: the caller made sure that the second contains the first


def _common(side: Condition, taken: Condition) -> Condition:
    """Return what is in both, which is something."""
    if isinstance(side, Numbers) and isinstance(taken, Numbers):
        pairs = [(max(a, c), min(b, d)) for a, b in side.ranges for c, d in taken.ranges]
        return Numbers(field=side.field, ranges=normal_ranges([(low, high) for low, high in pairs if low <= high]))
    if isinstance(side, Words) and isinstance(taken, Words):
        if side.is_not and taken.is_not:
            return Words(field=side.field, words=side.words | taken.words, is_not=True)
        positive, other = (taken, side) if side.is_not else (side, taken)
        return Words(field=side.field, words=frozenset(word for word in positive.words if other.holds(word)))
    return side


def _cut(one: Range, low: int, high: int) -> list[Range]:
    start, end = one
    parts = [(start, min(end, low - 1)), (max(start, high + 1), end)]
    return [(a, b) for a, b in parts if a <= b]
