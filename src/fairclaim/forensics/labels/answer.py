"""What all labels of one file come to: the one answer that the check, the command and the benchmark share."""

from collections.abc import Sequence
from enum import StrEnum
from itertools import combinations

from fairclaim.forensics.labels.aigc import AigcLabel, FoundLabel, PrivateLabel
from fairclaim.forensics.labels.provider_code import ProviderCode, known_provider, parse_provider_code


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
        is_one = not any(contradict(one, other) for one, other in combinations(labels, 2))
        return Answer.FOUND if is_one else Answer.CONFLICTING
    if any(isinstance(one, PrivateLabel) for one in found):
        return Answer.PRIVATE
    return Answer.UNREADABLE if found else Answer.NONE


def contradict(one: AigcLabel, other: AigcLabel) -> bool:
    """Tell whether two labels cannot both be true of one file.

    They do where they differ in ``Label``, in the company that made the content, or in its number for it. What one of them
    leaves out is no contradiction, nor is a service that names itself once by code and once by name.
    """
    pairs = ((_maker(one), _maker(other)), (one.produce_id, other.produce_id))
    return one.label is not other.label or any(mine and theirs and mine != theirs for mine, theirs in pairs)


def _maker(label: AigcLabel) -> str:
    """Return what stands for the producing company: its name on our list, its credit code, or the text."""
    provider, code = known_provider(label.producer), parse_provider_code(label.producer)
    if provider is not None:
        return provider.name.en
    return code.credit_code if isinstance(code, ProviderCode) else code.text.strip().casefold()


def standard_labels(found: Sequence[FoundLabel]) -> tuple[AigcLabel, ...]:
    """Return the labels of Annex E that could be read."""
    return tuple(one for one in found if isinstance(one, AigcLabel))


def statement(label: AigcLabel) -> tuple[str, str, str]:
    """Return what a label says of the content; the propagation pair may differ from copy to copy."""
    return label.label.value, label.producer, label.produce_id
