"""A threshold of a learned question comes from subjects that nothing learned from."""

from fairclaim.benchmark.blind_recipe import Split, split_of
from fairclaim.benchmark.learned import LEARNED_QUESTIONS, is_learned, may_teach

SUBJECTS = [f"clothes/{number}" for number in range(2000)]


def test_what_was_learned_from_lies_in_the_calibration_half() -> None:
    learned = [subject for subject in SUBJECTS if is_learned(subject)]
    assert {split_of(subject) for subject in learned} == {Split.FIT}


def test_about_seven_of_ten_of_that_half_were_learned_from() -> None:
    fit = [subject for subject in SUBJECTS if split_of(subject) is Split.FIT]
    assert 0.65 < sum(map(is_learned, fit)) / len(fit) < 0.75


def test_only_learned_questions_are_kept_from_what_was_learned() -> None:
    learned = next(subject for subject in SUBJECTS if is_learned(subject))
    other = next(subject for subject in SUBJECTS if not is_learned(subject))
    for key in LEARNED_QUESTIONS:
        assert not may_teach(key, learned)
        assert may_teach(key, other)
    assert may_teach("noise-level", learned)
