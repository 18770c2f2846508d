"""The record of an examination, key by key."""

import json
from dataclasses import replace

import pytest

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.box import Box
from fairclaim.domain.examination import (
    SCHEMA,
    CalibrationFacts,
    Examination,
    ExhibitError,
    ExhibitFacts,
    recorded_examination,
)
from fairclaim.domain.exhibit import ExhibitId, Role
from fairclaim.domain.finding import Alignment, Finding, Grade, Measured, Outcome
from fairclaim.domain.verdict import Call, Verdict

TEXT = Bilingual("看到裂纹", "a crack was seen")
CLAIM = ExhibitId("claim-1")
PLACED = Alignment(ExhibitId("listing-1"), (1, 0, 1 / 3, 0, 1, 0, 0, 0, 1))


def finding(outcome: Outcome, grade: Grade | None, measured: Measured | None = None) -> Finding:
    return Finding(
        check="some-check",
        signal="some-signal",
        exhibits=(CLAIM, ExhibitId("listing-1")),
        outcome=outcome,
        grade=grade,
        log_odds=1.23456,
        reason=TEXT,
        innocent=TEXT,
        measured=measured,
        regions=(Box(1, 2, 3, 4),),
    )


@pytest.fixture
def examination() -> Examination:
    return Examination(
        case="案件 7",
        version="0.0",
        calibration=CalibrationFacts("c0", "2026-11-26", "d0"),
        seconds=1.23456,
        exhibits=(
            ExhibitFacts(
                id=CLAIM, role=Role.CLAIM, path="a.jpg", sha256="00", media_type="image/jpeg", height=30, width=40
            ),
            ExhibitFacts(
                id=ExhibitId("listing-1"),
                role=Role.LISTING,
                path="b.jpg",
                sha256=None,
                media_type=None,
                height=None,
                width=None,
            ),
        ),
        findings=(
            replace(finding(Outcome.FAIL, Grade.A, Measured(0.01, None, "corpus@1, n=7")), alignment=PLACED),
            finding(Outcome.NOT_APPLICABLE, None),
        ),
        verdict=Verdict(
            call=Call.CANNOT_TELL, probability=0.123456789, grade=None, because=("some-check",), abstained=TEXT
        ),
        errors=(ExhibitError(ExhibitId("listing-1"), "empty-file", TEXT), ExhibitError(None, "usage", TEXT)),
    )


def test_an_examination_comes_back_from_its_record(examination: Examination) -> None:
    record = json.loads(json.dumps(examination.to_record()))
    assert recorded_examination(record).to_record() == examination.to_record()
    none = replace(examination, calibration=None, findings=(), errors=())
    assert recorded_examination({**none.to_record(), "earlier_claims": {}}).to_record() == none.to_record()


def test_the_record_is_the_contract(examination: Examination) -> None:
    text = {"zh": "看到裂纹", "en": "a crack was seen"}
    shared = {
        "check": "some-check",
        "signal": "some-signal",
        "exhibits": ["claim-1", "listing-1"],
        "log_odds": 1.235,
        "reason": text,
        "innocent": text,
        "regions": [{"row0": 1, "col0": 2, "row1": 3, "col1": 4}],
    }
    assert examination.to_record(maps={0: "maps/a.png"}) == {
        "schema": SCHEMA,
        "case": "案件 7",
        "version": "0.0",
        "calibration": {"sha256": "c0", "learned": "2026-11-26", "corpus_sha256": "d0"},
        "seconds": 1.235,
        "exhibits": [
            {
                "id": "claim-1",
                "role": "claim",
                "path": "a.jpg",
                "sha256": "00",
                "media_type": "image/jpeg",
                "height": 30,
                "width": 40,
            },
            {
                "id": "listing-1",
                "role": "listing",
                "path": "b.jpg",
                "sha256": None,
                "media_type": None,
                "height": None,
                "width": None,
            },
        ],
        "findings": [
            {
                **shared,
                "outcome": "fail",
                "grade": "A",
                "map": "maps/a.png",
                "alignment": {
                    "reference": "listing-1",
                    "matrix": [1.0, 0.0, 0.333333333, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0],
                },
                "measured": {"false_alarm": 0.01, "miss": None, "on": "corpus@1, n=7"},
            },
            {**shared, "outcome": "not-applicable", "grade": None, "map": None, "alignment": None, "measured": None},
        ],
        "verdict": {
            "call": "cannot-tell",
            "probability": 0.123457,
            "grade": None,
            "because": ["some-check"],
            "abstained": text,
        },
        "errors": [
            {"exhibit": "listing-1", "code": "empty-file", "message": text},
            {"exhibit": None, "code": "usage", "message": text},
        ],
    }


def test_the_record_is_plain_json(examination: Examination) -> None:
    record = examination.to_record()
    assert json.loads(json.dumps(record, ensure_ascii=False, allow_nan=False)) == record


def test_without_written_maps_every_map_is_null(examination: Examination) -> None:
    written = json.loads(json.dumps(examination.to_record()))
    assert [finding["map"] for finding in written["findings"]] == [None, None]


def test_stored_words_are_those_of_the_format() -> None:
    assert [outcome.value for outcome in Outcome] == ["fail", "warn", "pass", "cannot-tell", "not-applicable"]
    assert [call.value for call in Call] == ["forged", "no-trace", "cannot-tell"]
    assert [grade.value for grade in Grade] == ["A", "B", "C"]
    assert [role.value for role in Role][:4] == ["claim", "listing", "dispatch", "chat"]
