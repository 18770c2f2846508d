"""Errors of the room."""

from fairclaim.cli.exits import Exit, exit_of
from fairclaim.domain.bilingual import Bilingual
from fairclaim.law.errors import (
    BrokenBookError,
    Fault,
    FilingIncompleteError,
    LawDataError,
    UnknownAreaError,
)

WRONG = Bilingual("错了", "wrong")


def test_each_ends_a_command_with_the_status_of_its_family() -> None:
    assert exit_of(LawDataError("a", [])) is Exit.BAD_USE
    assert exit_of(UnknownAreaError("x")) is Exit.BAD_USE
    assert exit_of(FilingIncompleteError((WRONG,))) is Exit.BAD_USE
    assert exit_of(BrokenBookError(("x",))) is Exit.UNAVAILABLE


def test_many_faults_are_counted() -> None:
    error = LawDataError("acts.json", [Fault(str(n), WRONG) for n in range(20)])
    assert error.message.en.endswith("; and 8 more.")
    assert LawDataError("acts.json", [Fault("", WRONG)]).message.en == "acts.json cannot be used: wrong."
