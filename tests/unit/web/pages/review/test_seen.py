from fairclaim.web.pages.review.seen import verdict_seen

FINDING = {
    "check": "derived-from-reference",
    "signal": "s",
    "exhibits": ["claim-1", "listing-1"],
    "outcome": "fail",
    "grade": "A",
    "log_odds": 7.0,
    "reason": {"zh": "甲", "en": "A"},
    "innocent": {"zh": "乙", "en": "B"},
    "regions": [{"row0": 1, "col0": 2, "row1": 3, "col1": 4}],
    "map": None,
    "measured": {"false_alarm": 0.01, "miss": None, "on": "corpus"},
}
RECORD = {
    "exhibits": [{"id": "claim-1", "path": "exhibit-7"}, {"id": "listing-1", "path": "exhibit-9"}],
    "findings": [{**FINDING, "outcome": "cannot-tell", "grade": None, "measured": None}, FINDING],
    "verdict": {"call": "forged", "probability": 0.9999, "grade": "A", "because": [], "abstained": None},
}


def test_findings_name_the_desks_own_exhibits_the_weightiest_first() -> None:
    seen = verdict_seen(RECORD, maps={1: "/a-map"})
    assert [one.outcome.value for one in seen.findings] == ["fail", "cannot-tell"]
    first = seen.spoken[0]
    assert (first.photo, first.reference) == ("exhibit-7", "exhibit-9")
    assert '"label": {"zh": "甲", "en": "A"}' in first.regions
    assert "1.0 %" in first.measured.en or "1 %" in first.measured.en
    assert [one.check for one in seen.silent] == ["derived-from-reference"]
    assert [one.map for one in seen.findings] == ["/a-map", ""], "a map stays with its finding, whatever the order"
    assert seen.probability == "> 99.9 %"


def test_the_pictures_are_laid_over_each_other_where_an_alignment_is_known() -> None:
    aligned = {**FINDING, "alignment": {"reference": "listing-1", "matrix": [1, 0, 2.5, 0, 1, 0, 0, 0, 1]}}
    assert verdict_seen({**RECORD, "findings": [aligned]}, maps={}).findings[0].homography == "1 0 2.5 0 1 0 0 0 1"
