"""Photos of a screen are told from the photos that it shows, in every channel and by layout."""

import json

from fairclaim.benchmark.blind_recipe import CHANNELS, Kind, Way
from fairclaim.benchmark.blind_screens import EVERY_PANEL, KEY, screens_found
from fairclaim.benchmark.blind_track import BlindResult, Score
from fairclaim.benchmark.photograph_screen import Panel
from fairclaim.benchmark.weighing import Weighing
from fairclaim.forensics.quality import Quality
from fairclaim.forensics.thresholds import Thresholds
from unit.benchmark.blind_results import result

WEIGHING = Weighing(Thresholds(by_check={KEY: {Quality.FINE: 3.0}}, share=0.002, on="nothing real"), {})


def tried(kind: Kind, score: float | None, **changes: object) -> list[BlindResult]:
    scores = (Score(key=KEY, signal="any", score=score),)
    return [result(kind, number, None, scores=scores, way=way, **changes) for way in CHANNELS for number in range(6)]


def test_each_layout_and_both_are_told_in_every_channel() -> None:
    screens = [
        *tried(Kind.SCREEN, 5.0, source=Panel.STRIPES.value),
        *tried(Kind.SCREEN, 2.5, source=Panel.DIAMONDS.value),
    ]
    found = screens_found([*screens, *tried(Kind.GENUINE, 2.5)], WEIGHING)
    assert [(one.panel, one.way) for one in found] == [
        (panel, way.value) for panel in (EVERY_PANEL, *Panel) for way in CHANNELS
    ]
    both, stripes, diamonds = (next(one for one in found if one.panel == name) for name in (EVERY_PANEL, *Panel))
    assert (both.auc, stripes.auc, diamonds.auc) == (0.75, 1.0, 0.5)
    assert (both.asked, both.tried, stripes.asked, diamonds.asked) == (6, 12, 6, 0)
    assert (both.bothered, both.honest) == (0, 6)
    json.dumps([one.to_record() for one in found], allow_nan=False)


def test_without_photos_of_a_screen_nothing_is_told() -> None:
    assert screens_found(tried(Kind.GENUINE, 2.5), WEIGHING) == ()


def test_a_photo_without_an_answer_was_not_found() -> None:
    shots = tried(Kind.SCREEN, None, source=Panel.STRIPES.value)
    first = screens_found([*shots, *tried(Kind.GENUINE, 2.5)], WEIGHING)[0]
    assert (first.auc, first.asked, first.tried, first.way) == (None, 0, 6, Way.ORIGINAL)
