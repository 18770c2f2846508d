"""The tree of refusals: codes of their own, complete words, and nothing said of a person's character."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk import history, refusals, wire, working_calendar
from fairclaim.domain.errors import FairclaimError, RuleError
from unit.domain.desk.story import MONDAY

TEXT = Bilingual("不行。", "No.")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
RAISED: list[RuleError] = [
    refusals.IllegalMoveError(state="filed", move="decide", state_name=TEXT, move_name=TEXT),
    refusals.WrongActorError(move="decide", kind="buyer", move_name=TEXT),
    refusals.TimeOrderError(at=MONDAY, last=MONDAY + timedelta(hours=1)),
    refusals.JudgeFirstError(),
    refusals.NotBlindError(),
    refusals.SamePersonError(),
    refusals.TookPartError(),
    refusals.ConflictOfInterestError(),
    refusals.SecondPersonError(),
    refusals.DisagreementError(),
    refusals.JudgementMissingError(),
    refusals.ReasonsMissingError(),
    refusals.GradeTooLowError("C"),
    refusals.ConsentMissingError(),
    refusals.MerchantUnheardError(),
    refusals.RemedyError(TEXT),
    refusals.CurrencyMismatchError("CNY", "USD"),
    refusals.RouteError(needed="approve", proposed=None),
    refusals.OfferError(),
    refusals.ClockError(TEXT),
    refusals.NotDueError(MONDAY),
    refusals.DeadlinePassedError(MONDAY),
    refusals.ConsequenceError(id="decision-1/mark", standing=None),
]
OTHERS: list[type[FairclaimError]] = [history.HistoryError, wire.RecordError, working_calendar.CalendarRangeError]
KINDS: list[type[FairclaimError]] = [RuleError, *(type(error) for error in RAISED), *OTHERS]


def test_every_refusal_is_tried_here() -> None:
    own = {
        kind for kind in RuleError.__subclasses__() if kind.__module__ == refusals.__name__
    }  # other rooms have theirs
    assert {type(error) for error in RAISED} == own


@pytest.mark.parametrize("error", RAISED, ids=lambda error: error.code)
def test_a_refusal_speaks_both_languages_and_stands_in_the_drawing(error: RuleError) -> None:
    assert CHINESE.search(error.message.zh)
    assert error.message.en
    assert str(error) == error.message.en
    assert refusals.__doc__
    assert re.search(rf"{type(error).__name__}\s+{error.code}\s", refusals.__doc__)


def test_every_code_is_its_own() -> None:
    codes = [kind.code for kind in KINDS]
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", code) for code in codes)


@pytest.mark.parametrize("error", KINDS, ids=lambda kind: kind.code)
def test_every_code_is_documented(error: type[FairclaimError], checkout: Path) -> None:
    page = (checkout / "docs" / "reference" / "exit-codes.md").read_text(encoding="utf-8")
    assert f"`{error.code}`" in page
