"""What the viewer is told stands in the pixels of the copies."""

import numpy as np
import pytest

from fairclaim.web.pages.check_answer import carrying, first_view, strip, views
from unit.web.check.fake_examiner import FINDING, exhibit, record, words

FILES = frozenset({"claim-1.jpg", "listing-1.jpg", "map-0.png"})


def test_boxes_and_alignment_are_moved_to_the_copies() -> None:
    (view,) = views(record(), words(), FILES)
    assert {name: view.regions[0][name] for name in ("row0", "col0", "row1", "col1")} == {
        "row0": 5, "col0": 10, "row1": 15, "col1": 25,
    }  # fmt: skip
    assert (view.claim, view.reference, view.map) == ("claim-1", "listing-1", "map-0.png")
    moved = np.array([float(one) for one in view.homography.split()]).reshape(3, 3)
    at = moved @ np.array([40.0, 60.0, 1.0])  # pixel centres: 45, 67 in the photo
    assert at[:2] / at[2] == pytest.approx([45 / 2 - 0.25, 67 / 2 - 0.25])


def test_copies_of_full_size_move_nothing() -> None:
    same = {"height": 400, "width": 600}
    (view,) = views(record(), words(copies={"claim-1": same, "listing-1": same}), FILES)
    assert view.homography == "1 0 5 0 1 7 0 0 1"
    assert view.regions[0]["row1"] == 30


def test_a_reason_that_steers_the_page_is_made_visible() -> None:
    finding = {**FINDING, "reason": {"zh": "\u202e", "en": "a\u202eb"}}
    (view,) = views(record(findings=[finding]), words(), FILES)
    assert view.regions[0]["label"] == {"zh": "\ufffd", "en": "a\ufffdb"}


def test_a_finding_without_place_or_partner_has_no_view() -> None:
    bare = {**FINDING, "exhibits": ["claim-1"], "regions": [], "alignment": None}
    unread = {**FINDING, "exhibits": ["claim-9"], "alignment": None}
    assert views(record(findings=[bare, unread]), words(), frozenset()) == ()


def test_what_carried_the_answer_is_looked_at_first() -> None:
    other = {**FINDING, "check": "other", "outcome": "pass"}
    given = record(findings=[other, FINDING])
    found = views(given, words(), FILES)
    first = first_view(given, words(), found)
    assert first is not None
    assert first.finding == 1


def test_without_findings_the_first_pair_is_shown() -> None:
    given = record(findings=[])
    first = first_view(given, words(), ())
    assert first is not None
    assert (first.claim, first.reference, first.homography) == ("claim-1", "listing-1", "")
    assert first_view(given, words(copies={}), ()) is None


def test_the_strip_holds_what_could_be_read() -> None:
    given = record(exhibits=[exhibit("claim-1", "claim"), exhibit("claim-2", "claim"), exhibit("listing-1", "listing")])
    assert [one.id for one in strip(given, words())] == ["claim-1", "listing-1"]


def test_the_answer_rests_on_what_it_names() -> None:
    assert [one["check"] for one in carrying(record(), words())] == ["derived-from-reference"]
    nothing = {"call": "cannot-tell", "because": []}
    assert carrying(record(verdict=nothing), words()) == ()
