"""A network's doubt is a question at most, abstains where nothing is promised, and falls silent without its runtime."""

from collections.abc import Callable

import numpy as np
import pytest

from fairclaim.domain.errors import UnavailableError
from fairclaim.domain.finding import Grade, Outcome
from fairclaim.forensics import trace_signal
from fairclaim.forensics.calibration import load_calibration
from fairclaim.forensics.case import Case
from fairclaim.forensics.check import Reading
from fairclaim.forensics.checks import redrawn_texture
from fairclaim.forensics.checks.redrawn_texture import CHECK, MOST_SIDE_PX, NAME
from fairclaim.forensics.quality import Quality
from fairclaim.forensics.redrawn_texture import LEAST_SIDE_PX
from fairclaim.forensics.thresholds import Thresholds
from unit.forensics.material import Pixels, photo, picture, sealed

PROMISED = Thresholds(by_check={NAME: {Quality.LOSSLESS: 2.0}}, share=0.002, on="a test")


@pytest.fixture
def score_of(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Let the network answer with a chosen number, under a chosen promise."""
    monkeypatch.setattr(trace_signal, "thresholds", lambda: PROMISED)
    return lambda score: monkeypatch.setattr(redrawn_texture, "texture_score", lambda _: score)


def read(pixels: Pixels) -> Reading:
    (reading,) = CHECK.read(Case(photos=(photo(pixels),)))
    return reading


def test_a_score_above_the_promise_asks_for_a_look(score_of: Callable[[float], None]) -> None:
    score_of(2.1)
    reading = read(picture("coffee", height=700))
    assert (reading.signal, reading.score) == ("redrawn-texture", 2.1)
    assert "2.1" in reading.reason.zh
    assert "2.1" in reading.reason.en


def test_a_score_within_the_promise_is_no_pass(score_of: Callable[[float], None]) -> None:
    score_of(1.9)
    assert read(picture("coffee", height=700)).signal == "no-sign"
    assert {signal.name: signal.outcome for signal in CHECK.signals}["no-sign"] is Outcome.CANNOT_TELL


def test_where_nothing_is_promised_nothing_is_claimed(score_of: Callable[[float], None]) -> None:
    """The promise above is for lossless photos of full size only; this one is small."""
    score_of(50.0)
    assert read(picture("coffee", height=300)).signal == "not-calibrated"


@pytest.mark.parametrize(
    ("rows", "cols", "signal"),
    [(LEAST_SIDE_PX - 1, 900, "too-small"), (400, MOST_SIDE_PX + 1, "too-large")],
)
def test_sizes_never_measured_are_not_examined(rows: int, cols: int, signal: str) -> None:
    reading = read(sealed(np.zeros((rows, cols, 3), np.uint8)))
    assert (reading.signal, reading.score) == (signal, None)


def test_without_the_runtime_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: object) -> float:
        raise UnavailableError(CHECK.title)

    monkeypatch.setattr(redrawn_texture, "texture_score", refuse)
    reading = read(picture("coffee", height=400))
    assert reading.signal == "not-installed"
    assert "fairclaim[index]" in reading.reason.en


def test_it_only_ever_asks_and_its_question_weighs_nothing() -> None:
    adverse = [signal for signal in CHECK.signals if signal.outcome in {Outcome.WARN, Outcome.FAIL}]
    assert [(signal.outcome, signal.grade) for signal in adverse] == [(Outcome.WARN, Grade.C)]
    weights = load_calibration().weights
    assert all(weights[f"{NAME}/{signal.name}"].log_odds == 0 for signal in CHECK.signals)
