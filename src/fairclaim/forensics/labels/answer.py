"""What all labels of one file come to: the one answer that the check, the command and the benchmark share."""

from collections.abc import Sequence
from enum import StrEnum

from fairclaim.forensics.labels.aigc import AigcLabel, FoundLabel, PrivateLabel


class Answer(StrEnum):
    """Never a guess: what cannot be understood, and what contradicts itself, are answers of their own."""

    FOUND = "found"
    """One statement, in one place or in several."""
    CONFLICTING = "conflicting"
    """Several labels that differ in what they say, who made it, or its number."""
    PRIVATE = "private"
    """Only a vendor's own mark, outside the standard."""
    UNREADABLE = "unreadable"
    """Something stands in a label's place and has no single meaning."""
    NONE = "none"
    """No label, which says nothing."""


def answer_of(found: Sequence[FoundLabel]) -> Answer:
    """Return the answer for the labels of one file."""
    labels = standard_labels(found)
    if labels:
        return Answer.FOUND if len({statement(one) for one in labels}) == 1 else Answer.CONFLICTING
    if any(isinstance(one, PrivateLabel) for one in found):
        return Answer.PRIVATE
    return Answer.UNREADABLE if found else Answer.NONE


def standard_labels(found: Sequence[FoundLabel]) -> tuple[AigcLabel, ...]:
    """Return the labels of Annex E that could be read."""
    return tuple(one for one in found if isinstance(one, AigcLabel))


def statement(label: AigcLabel) -> tuple[str, str, str]:
    """Return what a label says of the content; the propagation pair may differ from copy to copy."""
    return label.label.value, label.producer, label.produce_id
