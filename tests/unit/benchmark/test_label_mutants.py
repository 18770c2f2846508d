"""Damaged files are repeatable, and damaged."""

import numpy as np

from fairclaim.benchmark.label_mutants import mutated

DATA = bytes(range(256)) * 8


def test_the_same_state_makes_the_same_file() -> None:
    first, second = (mutated(DATA, [DATA], np.random.default_rng(7)) for _ in range(2))
    assert first == second


def test_files_are_changed_in_many_ways() -> None:
    files = [mutated(DATA, [b"donor" * 100], np.random.default_rng(seed)) for seed in range(300)]
    assert sum(one != DATA for one in files) > 200
    assert len({len(one) for one in files}) > 50
    assert any(b"donor" in one for one in files)


def test_an_empty_file_may_grow_and_none_grows_without_end() -> None:
    rng = np.random.default_rng(1)
    assert any(mutated(b"", [DATA], rng) for _ in range(50))
    assert max(len(mutated(bytes(399_000), [DATA], rng)) for _ in range(50)) <= 400_000
