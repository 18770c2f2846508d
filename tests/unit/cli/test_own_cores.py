"""Cores that a container withholds are not counted."""

import os

import pytest

from fairclaim.cli.own_cores import own_cores


def test_what_the_process_may_use_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: {3}, raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: 64)
    assert own_cores() == 1


def test_elsewhere_the_machine_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: 6)
    assert own_cores() == 6
