"""What the page of a task shows: photos with their keys, the findings once they may be seen, and at which step the reviewer is."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, cast

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.evidence_rules import SHOT_NAMES, Capture, Media
from fairclaim.domain.desk.judgement import Judgement
from fairclaim.domain.exhibit import REFERENCE_ROLES, Role
from fairclaim.domain.finding import Grade, Measured, Outcome
from fairclaim.domain.verdict import Call
from fairclaim.report.wording import CALL, GRADE, OUTCOME, OUTCOME_MEANING, SILENT, measured_words, probability_words
from fairclaim.services.review_sheet import ReviewSheet, SheetFile
from fairclaim.web.pages.origins import origin_of
from fairclaim.web.pages.review.names import PEOPLE, ROLES

_ORDER = (Outcome.FAIL, Outcome.WARN, Outcome.PASS, Outcome.CANNOT_TELL, Outcome.NOT_APPLICABLE)


class Step(StrEnum):
    """Where a reviewer is with a claim."""

    BLIND = "blind"
    """To judge before the verdict is shown."""
    JUDGED = "judged"
    """Has judged, and has not looked."""
    LAST_WORD = "last-word"
    """Has looked, and is to confirm or change."""
    READ = "read"
    """Nothing is to be done here by this person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One picture in the strip.

    Parameters
    ----------
    number : int
        From 1 among the claim photos, or among the references.
    """

    exhibit: str
    number: int
    base: str
    label: Bilingual
    file: SheetFile
    is_reference: bool

    @property
    def origin(self) -> Bilingual | None:
        """How it came."""
        file = self.file
        return origin_of(file.live, is_live=file.capture is Capture.LIVE, by=file.by, role=file.role)

    @property
    def is_shown(self) -> bool:
        """The viewer can show it."""
        return self.file.media is Media.PHOTO and not self.file.is_erased


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingSeen:
    """One finding; ``photo`` and ``reference`` are exhibits of the desk, "" where there is none."""

    check: str
    outcome: Outcome
    name: Bilingual
    meaning: Bilingual
    grade: Bilingual | None
    reason: Bilingual
    innocent: Bilingual
    measured: Bilingual
    photo: str
    reference: str
    regions: str
    homography: str
    is_silent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictSeen:
    """What all findings together say."""

    call: Bilingual
    probability: str
    grade: Bilingual | None
    abstained: Bilingual | None
    findings: tuple[FindingSeen, ...]

    @property
    def spoken(self) -> tuple[FindingSeen, ...]:
        """Findings that say something."""
        return tuple(one for one in self.findings if not one.is_silent)

    @property
    def silent(self) -> tuple[FindingSeen, ...]:
        """Findings that count neither way."""
        return tuple(one for one in self.findings if one.is_silent)


def step_of(sheet: ReviewSheet) -> Step:
    """Return where the caller is with a claim."""
    own = pending(sheet)
    if sheet.task is None:
        return Step.READ
    if own is None:
        return Step.READ if sheet.view.after is not None else Step.BLIND
    return Step.JUDGED if sheet.view.after is None else Step.LAST_WORD


def pending(sheet: ReviewSheet) -> Judgement | None:
    """Return the own judgement of this round that is not confirmed; None if there is none."""
    own = [one for one in sheet.view.judgements if one.round == sheet.view.round]
    return own[-1] if own and own[-1].final is None else None


def pictures(sheet: ReviewSheet) -> tuple[Picture, ...]:
    """Return the files in the order of the strip: claim photos first, then references."""
    claims = [one for one in sheet.files if one.role not in REFERENCE_ROLES]
    references = [one for one in sheet.files if one.role in REFERENCE_ROLES]
    return (*_numbered(sheet, claims, is_reference=False), *_numbered(sheet, references, is_reference=True))


def _numbered(sheet: ReviewSheet, files: Sequence[SheetFile], *, is_reference: bool) -> list[Picture]:
    return [
        Picture(
            exhibit=one.exhibit,
            number=number,
            base=f"/photos/{sheet.view.claim}/{one.exhibit}",
            label=_label(one),
            file=one,
            is_reference=is_reference,
        )
        for number, one in enumerate(files, 1)
    ]


def _label(file: SheetFile) -> Bilingual:
    if file.role is Role.CLAIM and file.shot is not None:
        shot = SHOT_NAMES[file.shot]
        return Bilingual(shot.zh, shot.en[:1].upper() + shot.en[1:])
    role, by = ROLES[file.role], PEOPLE[file.by]
    return Bilingual(f"{role.zh}（{by.zh}）", f"{role.en} ({by.en.lower()})")


def verdict_seen(record: Mapping[str, object]) -> VerdictSeen:
    """Return an examination's record, ``fairclaim.examination/1``, as the page shows it."""
    verdict = cast("Mapping[str, Any]", record["verdict"])
    names = {str(one["id"]): str(one["path"]) for one in cast("list[Mapping[str, object]]", record["exhibits"])}
    found = [_finding(one, names) for one in cast("list[Mapping[str, Any]]", record["findings"])]
    found.sort(key=lambda one: _ORDER.index(one.outcome))
    return VerdictSeen(
        call=CALL[Call(verdict["call"])],
        probability=probability_words(float(verdict["probability"])),
        grade=GRADE[Grade(verdict["grade"])] if verdict["grade"] else None,
        abstained=_both(verdict["abstained"]),
        findings=tuple(found),
    )


def _finding(record: Mapping[str, Any], names: Mapping[str, str]) -> FindingSeen:
    outcome, measured = Outcome(record["outcome"]), record["measured"]
    exhibits = [names.get(one, "") for one in record["exhibits"]]
    alignment = record.get("alignment") or {}
    return FindingSeen(
        check=str(record["check"]),
        outcome=outcome,
        name=OUTCOME[outcome],
        meaning=OUTCOME_MEANING[outcome],
        grade=GRADE[Grade(record["grade"])] if record["grade"] else None,
        reason=_both(record["reason"]) or Bilingual("", ""),
        innocent=_both(record["innocent"]) or Bilingual("", ""),
        measured=measured_words(None if measured is None else Measured(**measured)),
        photo=exhibits[0] if exhibits else "",
        reference=names.get(alignment.get("reference", ""), exhibits[1] if len(exhibits) > 1 else ""),
        regions=json.dumps([{**box, "label": record["reason"]} for box in record["regions"]], ensure_ascii=False),
        homography=" ".join(f"{one:.10g}" for one in alignment.get("matrix", ())),
        is_silent=outcome in SILENT,
    )


def _both(record: Mapping[str, str] | None) -> Bilingual | None:
    return None if record is None else Bilingual(record["zh"], record["en"])
