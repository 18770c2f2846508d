"""The whole result of one examination and its record, schema ``fairclaim.examination/1``."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.box import Box
from fairclaim.domain.exhibit import ExhibitId, Role
from fairclaim.domain.finding import Alignment, Finding, Grade, Measured, Outcome
from fairclaim.domain.verdict import Call, Verdict

SCHEMA = "fairclaim.examination/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExhibitFacts:
    """What is known of one exhibit's file; size and type are None where the file could not be read."""

    id: ExhibitId
    role: Role
    path: str
    sha256: str | None
    media_type: str | None
    height: int | None
    width: int | None


@dataclass(frozen=True, slots=True)
class ExhibitError:
    """Why one exhibit could not be examined (``exhibit`` is None when the whole case failed)."""

    exhibit: ExhibitId | None
    code: str
    message: Bilingual


@dataclass(frozen=True, slots=True)
class CalibrationFacts:
    """By which calibration the findings were weighed, so that a later reader can tell a new weight from a new picture.

    Parameters
    ----------
    sha256 : str
        Of the weights and thresholds that shipped.
    learned : str
        Day on which what scores pixels was last calibrated, ISO 8601; "" where it never was.
    corpus_sha256 : str
        Of the manifest of the photos that it was learned from; "" where it never was.
    """

    sha256: str
    learned: str
    corpus_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """One case, examined."""

    case: str
    version: str
    calibration: CalibrationFacts | None = None
    seconds: float
    exhibits: tuple[ExhibitFacts, ...]
    findings: tuple[Finding, ...]
    verdict: Verdict
    errors: tuple[ExhibitError, ...] = ()

    def to_record(self, *, maps: Mapping[int, str] | None = None) -> dict[str, object]:
        """Return the JSON object of the output contract.

        Parameters
        ----------
        maps : mapping of int to str, optional
            Where the map of each finding (by its position) was written; other findings say null.
        """
        written = maps or {}
        return {
            "schema": SCHEMA,
            "case": self.case,
            "version": self.version,
            "calibration": asdict(self.calibration) if self.calibration else None,
            "seconds": round(self.seconds, 3),
            "exhibits": [_exhibit_record(facts) for facts in self.exhibits],
            "findings": [finding_record(finding, written.get(i)) for i, finding in enumerate(self.findings)],
            "verdict": _verdict_record(self.verdict),
            "errors": [
                {"exhibit": error.exhibit, "code": error.code, "message": error.message.to_record()}
                for error in self.errors
            ],
        }


def _exhibit_record(facts: ExhibitFacts) -> dict[str, object]:
    return {
        "id": facts.id,
        "role": facts.role.value,
        "path": facts.path,
        "sha256": facts.sha256,
        "media_type": facts.media_type,
        "height": facts.height,
        "width": facts.width,
    }


def finding_record(finding: Finding, map_path: str | None = None) -> dict[str, object]:
    """Return one finding as it stands in the record."""
    measured = finding.measured
    return {
        "check": finding.check,
        "signal": finding.signal,
        "exhibits": list(finding.exhibits),
        "outcome": finding.outcome.value,
        "grade": finding.grade.value if finding.grade else None,
        "log_odds": round(finding.log_odds, 3),
        "reason": finding.reason.to_record(),
        "innocent": finding.innocent.to_record(),
        "regions": [box.to_record() for box in finding.regions],
        "map": map_path,
        "alignment": None if finding.alignment is None else _alignment_record(finding.alignment),
        "measured": None
        if measured is None
        else {"false_alarm": measured.false_alarm, "miss": measured.miss, "on": measured.on},
    }


def _alignment_record(alignment: Alignment) -> dict[str, object]:
    """Return where the reference lies; nine digits are a thousandth of a pixel in the largest picture."""
    return {"reference": alignment.reference, "matrix": [float(f"{one:.9g}") for one in alignment.matrix]}


def _verdict_record(verdict: Verdict) -> dict[str, object]:
    return {
        "call": verdict.call.value,
        "probability": round(verdict.probability, 6),
        "grade": verdict.grade.value if verdict.grade else None,
        "because": list(verdict.because),
        "abstained": verdict.abstained.to_record() if verdict.abstained else None,
    }


def recorded_examination(record: Mapping[str, Any]) -> Examination:
    """Return the examination that a record of ours was written from; without its maps, which no record holds.

    Raises
    ------
    KeyError, TypeError, ValueError
        If it is no record of ours.
    """
    calibration = record.get("calibration")
    return Examination(
        case=record["case"],
        version=record["version"],
        calibration=CalibrationFacts(**calibration) if calibration else None,
        seconds=record["seconds"],
        exhibits=tuple(_recorded_exhibit(one) for one in record["exhibits"]),
        findings=tuple(_recorded_finding(one) for one in record["findings"]),
        verdict=_recorded_verdict(record["verdict"]),
        errors=tuple(
            ExhibitError(_recorded_id(one["exhibit"]), one["code"], Bilingual(**one["message"]))
            for one in record["errors"]
        ),
    )


def _recorded_id(name: str | None) -> ExhibitId | None:
    return None if name is None else ExhibitId(name)


def _recorded_exhibit(record: Mapping[str, Any]) -> ExhibitFacts:
    return ExhibitFacts(**{**record, "id": ExhibitId(record["id"]), "role": Role(record["role"])})


def _recorded_finding(record: Mapping[str, Any]) -> Finding:
    alignment, measured = record["alignment"], record["measured"]
    return Finding(
        check=record["check"],
        signal=record["signal"],
        exhibits=tuple(ExhibitId(one) for one in record["exhibits"]),
        outcome=Outcome(record["outcome"]),
        grade=_recorded_grade(record),
        log_odds=record["log_odds"],
        reason=Bilingual(**record["reason"]),
        innocent=Bilingual(**record["innocent"]),
        measured=None if measured is None else Measured(**measured),
        regions=tuple(Box(**one) for one in record["regions"]),
        alignment=None
        if alignment is None
        else Alignment(ExhibitId(alignment["reference"]), tuple(alignment["matrix"])),
    )


def _recorded_verdict(record: Mapping[str, Any]) -> Verdict:
    abstained = record["abstained"]
    return Verdict(
        call=Call(record["call"]),
        probability=record["probability"],
        grade=_recorded_grade(record),
        because=tuple(record["because"]),
        abstained=None if abstained is None else Bilingual(**abstained),
    )


def _recorded_grade(record: Mapping[str, Any]) -> Grade | None:
    return None if record["grade"] is None else Grade(record["grade"])
