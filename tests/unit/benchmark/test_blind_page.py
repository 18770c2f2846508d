"""The page tells what was measured, on what, and keeps simulations apart from what is real."""

import re
from dataclasses import replace

from fairclaim.benchmark.blind_page import sections, write_blind_page
from fairclaim.benchmark.blind_recipe import Kind
from fairclaim.benchmark.blind_screens import Screens
from unit.benchmark.test_blind_measured import measured


def test_every_number_stands_with_its_count() -> None:
    page = write_blind_page(measured())
    assert page.startswith("# What one photo alone shows, measured\n")
    assert re.search(r"noise-level \| pasted-back \| 0\.\d\d \(0\.\d\d–\d\.\d\d; \d+/12\)", page)
    assert "The whole track" in page
    assert "corpus cccccccccccc" in page


def test_own_forgeries_and_real_ones_stand_in_sections_of_their_own() -> None:
    parts = dict(sections(measured()))
    own, real = parts["Our own synthetic forgeries"], parts["Real AI edits and generator output"]
    assert "| re-rendered |" in own
    assert "| real edit |" not in own
    assert "| generator output |" in real
    assert "| pasted-back |" not in real
    assert "pasted-back, own synthetic" in parts["Found where one damaged photo in a hundred is bothered"]


def test_damaged_photos_come_first_among_false_alarms_and_untouched_ones_of_both_halves_stand() -> None:
    asked = dict(sections(measured()))["Genuine photos that are asked about"]
    rows = [line for line in asked.splitlines() if line.startswith("| noise-level")]
    assert "genuine damaged | all channels" in rows[0]
    assert any("fit half" in row for row in rows)
    assert any("genuine damaged | untouched" in row for row in rows)


def test_a_quick_run_says_that_it_is_none_to_quote() -> None:
    assert "quick sample" in write_blind_page(measured(is_quick=True))
    assert "learned in this run" in write_blind_page(measured(is_fitted=True))


def test_photos_of_a_screen_stand_apart_and_are_called_rendered() -> None:
    found = Screens(
        panel="both",
        way="original",
        genuine=9,
        screens=12,
        auc=0.9,
        low=0.8,
        high=1.0,
        asked=6,
        tried=12,
        bothered=0,
        honest=9,
    )
    parts = dict(sections(replace(measured(), screens=(found,))))
    assert "A simulation" in parts["Photos of a screen, rendered"]
    assert "| both | original | 0.90 (0.80–1.00; 9/12) | 50.0% (" in parts["Photos of a screen, rendered"]
    assert "None was tried" in dict(sections(measured()))["Photos of a screen, rendered"]
    assert not any(Kind.SCREEN in text for title, text in parts.items() if title != "What was tried")


def test_tables_are_whole() -> None:
    for _, text in sections(measured()):
        for block in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE):
            assert len({line.count("|") for line in block.splitlines()}) == 1


def test_a_threshold_stands_with_what_it_rests_on() -> None:
    thresholds = dict(sections(measured()))["Thresholds"]
    assert "| noise-level | none: abstains | 3 (600 photos of 41 objects) | none: abstains" in thresholds
