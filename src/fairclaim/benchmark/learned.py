"""Which subjects of the calibration half a network of ours learned from: its thresholds must come from the others."""

from fairclaim.benchmark.blind_recipe import FIT_SHARE, subject_number

LEARNED_QUESTIONS = frozenset({"redrawn-texture"})
"""Questions that such a network answers."""
LEARNED_SHARE = 0.7
"""Of the calibration half's subjects, by their number."""


def is_learned(subject: str) -> bool:
    """Say whether the network learned from photos of this subject."""
    return subject_number(subject) / 2**64 < FIT_SHARE * LEARNED_SHARE


def may_teach(key: str, subject: str) -> bool:
    """Say whether a threshold of a question may come from photos of this subject."""
    return key not in LEARNED_QUESTIONS or not is_learned(subject)
