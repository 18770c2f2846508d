"""What one rule asks of one field, as a set of values: exact enough to be compared, compiled and explained.

A condition is a set, never a program. So two of them can be intersected, a rule that never fires is found by arithmetic, and
nothing in a policy can run for long.
"""

from dataclasses import dataclass

from fairclaim.policy.fields import FIELD_OF, NO_NUMBER, Field, Value

Range = tuple[int, int]
"""Both ends included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """Whole numbers in one of some ranges; -1 stands for unknown.

    Parameters
    ----------
    ranges : tuple of (int, int)
        Sorted, apart from each other, both ends included.
    """

    field: str
    ranges: tuple[Range, ...]

    def holds(self, value: Value) -> bool:
        """Tell whether a value lies inside."""
        return isinstance(value, int) and any(low <= value <= high for low, high in self.ranges)

    def to_record(self) -> dict[str, object]:
        """Return the canonical form."""
        return {"ranges": [list(one) for one in self.ranges]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One of some words, or with ``is_not`` any but these; closed fields are always stored as the words they hold."""

    field: str
    words: frozenset[str]
    is_not: bool = False

    def holds(self, value: Value) -> bool:
        """Tell whether a word is meant."""
        return isinstance(value, str) and (value in self.words) is not self.is_not

    def to_record(self) -> dict[str, object]:
        """Return the canonical form."""
        return {"not" if self.is_not else "words": sorted(self.words)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Among:
    """A list that holds at least one of ``any`` (where given) and none of ``none``."""

    field: str
    any: frozenset[str] = frozenset()
    none: frozenset[str] = frozenset()

    def holds(self, value: Value) -> bool:
        """Tell whether a list is meant."""
        held = frozenset(value) if isinstance(value, tuple) else frozenset()
        return (not self.any or bool(self.any & held)) and not self.none & held

    def to_record(self) -> dict[str, object]:
        """Return the canonical form."""
        return {"any": sorted(self.any), "none": sorted(self.none)}


Condition = Numbers | Words | Among


def field_of(condition: Condition) -> Field:
    """Return the field that a condition looks at."""
    return FIELD_OF[condition.field]


def normal_words(field: Field, words: frozenset[str], *, is_not: bool) -> Words:
    """Return a condition on a word; of a closed field as the words that are left."""
    if is_not and field.closed:
        return Words(field=field.name, words=frozenset(field.closed) - words)
    return Words(field=field.name, words=words, is_not=is_not)


def normal_ranges(ranges: list[Range]) -> tuple[Range, ...]:
    """Sort ranges and join those that touch.

    Unknown (-1) stays a range of its own, so that "known, from 0" and "unknown" are not read as one.

    Examples
    --------
    >>> normal_ranges([(6, 9), (0, 5), (-1, -1)])
    ((-1, -1), (0, 9))
    """
    joined: list[Range] = []
    for low, high in sorted(ranges):
        if joined and joined[-1][1] != NO_NUMBER and low <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(joined[-1][1], high))
        elif not joined or (low, high) != joined[-1]:
            joined.append((low, high))
    return tuple(joined)


def contains(outer: Condition, inner: Condition | None) -> bool:
    """Tell whether everything that ``inner`` lets through, ``outer`` does too; no ``inner`` lets everything through."""
    if inner is None:
        return _is_everything(outer)
    if isinstance(outer, Numbers) and isinstance(inner, Numbers):
        return all(any(low <= a and b <= high for low, high in outer.ranges) for a, b in inner.ranges)
    if isinstance(outer, Words) and isinstance(inner, Words):
        if not inner.is_not:
            return all(outer.holds(word) for word in inner.words)
        return outer.is_not and outer.words <= inner.words
    if isinstance(outer, Among) and isinstance(inner, Among):
        return (not outer.any or bool(inner.any and inner.any <= outer.any)) and outer.none <= inner.none
    return False


def meet(one: Condition, other: Condition) -> bool:
    """Tell whether some value passes both."""
    if isinstance(one, Numbers) and isinstance(other, Numbers):
        return any(max(a, c) <= min(b, d) for a, b in one.ranges for c, d in other.ranges)
    if isinstance(one, Words) and isinstance(other, Words):
        if one.is_not and other.is_not:
            return True
        positive, second = (other, one) if one.is_not else (one, other)
        return any(second.holds(word) for word in positive.words)
    if isinstance(one, Among) and isinstance(other, Among):
        banned = one.none | other.none
        return all(not wanted or bool(wanted - banned) for wanted in (one.any, other.any))
    return False


def _is_everything(condition: Condition) -> bool:
    field = field_of(condition)
    if isinstance(condition, Numbers):
        return condition.ranges == ((NO_NUMBER, NO_NUMBER), (0, field.largest))
    if isinstance(condition, Words):
        return frozenset(field.closed) <= condition.words if field.closed else condition.is_not and not condition.words
    return not condition.any and not condition.none
