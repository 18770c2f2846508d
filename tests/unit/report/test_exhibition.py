"""What a page shows: copies from pixels, maps, words; and what can be taken home."""

import json
from importlib import import_module
from importlib.util import find_spec

import cv2
import numpy as np
import pytest

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.exhibit import Role
from fairclaim.report import exhibition as shown
from fairclaim.report.exhibition import copy, exhibition, reports
from fairclaim.typesetting import FAMILIES
from unit.report import samples

HAS_FONT = find_spec("typst") is not None and bool(set(FAMILIES) & set(import_module("typst").Fonts().families()))
TITLES = {"derived-from-reference": Bilingual("由参照图改成？", "Made from a reference?")}


def test_a_page_gets_copies_maps_and_words() -> None:
    examination, photos = samples.painted_case()
    files = dict(exhibition(examination, photos, titles=TITLES))
    assert sorted(files) == [
        "claim-1.jpg", "listing-1.jpg", "map-0.png", "page.json", "small-claim-1.jpg", "small-listing-1.jpg",
    ]  # fmt: skip
    words = json.loads(files["page.json"])
    assert words["copies"]["claim-1"] == {"height": samples.HEIGHT, "width": samples.WIDTH}
    assert words["does_not_mean"]["zh"].startswith("这不说明")
    finding = words["groups"][0]["findings"][0]
    assert (finding["position"], finding["title"]["en"]) == (0, "Made from a reference?")
    drawn = cv2.imdecode(np.frombuffer(files["claim-1.jpg"], np.uint8), cv2.IMREAD_COLOR)
    assert drawn is not None
    assert np.abs(drawn[..., ::-1].astype(int) - photos[examination.exhibits[0].id].raster.pixels).mean() < 3


def test_words_hold_no_character_that_steers() -> None:
    claim = samples.photo("claim-1", Role.CLAIM, samples.pixels(1), path="a\N{RIGHT-TO-LEFT OVERRIDE}gpj.exe")
    files = dict(exhibition(samples.examination((claim,)), {claim.id: claim}, titles={}))
    assert json.loads(files["page.json"])["exhibits"][0]["name"] == "a\N{REPLACEMENT CHARACTER}gpj.exe"


def test_a_very_large_photo_is_shown_reduced(monkeypatch: pytest.MonkeyPatch) -> None:
    pixels = samples.pixels(1)
    assert copy(pixels) is pixels
    monkeypatch.setattr(shown, "COPY_PIXELS", samples.HEIGHT * samples.WIDTH // 4)
    height, width = copy(pixels).shape[:2]
    assert height * width <= samples.HEIGHT * samples.WIDTH // 4
    assert width / height == pytest.approx(samples.WIDTH / samples.HEIGHT, abs=0.05)


def test_reports_are_made_when_they_are_asked_for() -> None:
    examination, photos = samples.painted_case()
    makes = dict(reports(examination, photos, titles=TITLES))
    assert list(makes) == ["report.html", "report-zh.pdf", "report-en.pdf"]
    assert makes["report.html"]().startswith(b"<!doctype html>")


@pytest.mark.skipif(not HAS_FONT, reason="needs typst and fonts-noto-cjk")
def test_a_report_on_paper_is_made_in_both_languages() -> None:
    examination, photos = samples.painted_case()
    makes = dict(reports(examination, photos, titles=TITLES))
    assert all(makes[f"report-{language}.pdf"]().startswith(b"%PDF") for language in ("zh", "en"))
