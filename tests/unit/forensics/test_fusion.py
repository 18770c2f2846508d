"""The rules of fusion, one by one, with the weights that ship and with others."""

import itertools
from dataclasses import replace

import pytest

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.exhibit import ExhibitId
from fairclaim.domain.finding import Finding, Grade, Outcome
from fairclaim.domain.verdict import Call, Verdict
from fairclaim.forensics.calibration import load_calibration
from fairclaim.forensics.catalogue import CATALOGUE
from fairclaim.forensics.check import Reading
from fairclaim.forensics.fusion import FORGED_AT, LOOK_AT, PRIOR, fuse

TEXT = Bilingual("看到了什么", "what was seen")
CALIBRATION = load_calibration()
CHECKS = {check.name: check for check in CATALOGUE}
REFERENCE = "derived-from-reference"


def found(name: str, *, exhibit: str = "claim-1") -> Finding:
    """Return a finding as this version makes it, from ``check/signal``."""
    check, signal = name.split("/")
    reading = Reading(signal=signal, exhibits=(ExhibitId(exhibit),), reason=TEXT)
    return CALIBRATION.calibrate(CHECKS[check], reading)


def finding(
    check: str, outcome: Outcome, log_odds: float, grade: Grade | None = None, *, signal: str = "seen"
) -> Finding:
    """Return a finding of a check that need not exist."""
    return Finding(
        check=check,
        signal=signal,
        exhibits=(ExhibitId("claim-1"),),
        outcome=outcome,
        grade=grade,
        log_odds=log_odds,
        reason=TEXT,
        innocent=TEXT,
        measured=None,
    )


def fused(*names: str) -> Verdict:
    return fuse([found(name) for name in names])


def test_nothing_found_leaves_the_prior() -> None:
    verdict = fuse([])
    assert verdict.call is Call.CANNOT_TELL
    assert verdict.probability == pytest.approx(PRIOR)
    assert verdict.grade is None
    assert verdict.because == ()
    assert verdict.abstained is not None


# rule 1: findings that rest on one fact count once


@pytest.mark.parametrize(
    ("first", "second"),
    list(
        itertools.permutations(
            [
                "aigc-label/declares-generated",
                "generator-metadata/generator-declared",
                "content-credentials/unknown-signer-generator",
                "visible-mark/ai-mark",
                "visible-mark/gemini-star",
            ],
            2,
        )
    ),
)
def test_two_unsigned_statements_count_once(first: str, second: str) -> None:
    strongest = max(found(first).log_odds, found(second).log_odds)
    together = fused(first, second)
    assert together.call is Call.CANNOT_TELL
    assert together.grade is None
    assert together.probability == pytest.approx(fuse([replace(found(first), log_odds=strongest)]).probability)


def test_all_unsigned_statements_together_never_accuse() -> None:
    unsigned = [
        found(f"{check.name}/{signal.name}")
        for check in CATALOGUE
        if check.name in {"aigc-label", "generator-metadata", "capture-metadata"}
        for signal in check.signals
        if signal.outcome in {Outcome.FAIL, Outcome.WARN}
    ]
    verdict = fuse([*unsigned, found("content-credentials/unknown-signer-generator")])
    assert verdict.call is Call.CANNOT_TELL
    assert verdict.abstained is not None


def test_the_same_finding_twice_counts_once() -> None:
    once, twice = fused("aigc-label/declares-generated"), fused(*["aigc-label/declares-generated"] * 2)
    assert once == twice


def test_each_direction_of_a_fact_counts() -> None:
    against = fused("capture-metadata/taken-before-order")
    both = fused("capture-metadata/taken-before-order", "capture-metadata/consistent-camera-file")
    assert both.probability < against.probability


def test_one_changed_source_outweighs_any_number_of_unlike_references() -> None:
    others = [found(f"{REFERENCE}/different-exposure")] * 5
    alone, among = (
        fused(f"{REFERENCE}/same-exposure-changed"),
        fuse([found(f"{REFERENCE}/same-exposure-changed"), *others]),
    )
    assert among == alone
    assert among.call is Call.FORGED


# rule 2: forged needs grade A, or two independent findings of grade B, and the sum of all evidence


def test_a_changed_copy_of_the_reference_is_forged_with_grade_a() -> None:
    verdict = fused(f"{REFERENCE}/same-exposure-changed")
    assert verdict.call is Call.FORGED
    assert verdict.grade is Grade.A
    assert verdict.because == (REFERENCE,)
    assert verdict.abstained is None
    assert verdict.probability > PRIOR


def test_one_finding_of_grade_b_is_not_enough() -> None:
    verdict = fuse([finding("one", Outcome.FAIL, 9.0, Grade.B)])
    assert verdict.call is Call.CANNOT_TELL
    assert verdict.grade is None


def test_two_independent_findings_of_grade_b_are_enough() -> None:
    verdict = fuse([finding("one", Outcome.FAIL, 2.0, Grade.B), finding("two", Outcome.FAIL, 2.5, Grade.B)])
    assert verdict.call is Call.FORGED
    assert verdict.grade is Grade.B
    assert verdict.because == ("two", "one")


def test_two_findings_of_grade_b_from_one_check_are_one() -> None:
    pair = [
        finding("one", Outcome.FAIL, 4.0, Grade.B, signal="this"),
        finding("one", Outcome.FAIL, 4.0, Grade.B, signal="that"),
    ]
    assert fuse(pair).call is Call.CANNOT_TELL


@pytest.mark.parametrize("grade", [Grade.A, Grade.B])
def test_a_warning_never_accuses_whatever_its_grade(grade: Grade) -> None:
    warnings = [finding(name, Outcome.WARN, 6.0, grade) for name in ("one", "two", "three")]
    assert fuse(warnings).call is Call.CANNOT_TELL


@pytest.mark.parametrize(("weight", "call"), [(FORGED_AT, Call.FORGED), (FORGED_AT - 0.01, Call.CANNOT_TELL)])
def test_grade_a_needs_its_weight(weight: float, call: Call) -> None:
    assert fuse([finding("one", Outcome.FAIL, weight, Grade.A)]).call is call


def test_evidence_for_the_picture_can_outweigh_evidence_against_it() -> None:
    against = finding("one", Outcome.FAIL, 4.5, Grade.A)
    assert fuse([against]).call is Call.FORGED
    verdict = fuse([against, finding("two", Outcome.PASS, -2.0)])
    assert verdict.call is Call.CANNOT_TELL
    assert verdict.grade is None
    assert verdict.because == ("one",)


# rule 3: a label rises with proof from the pixels


def test_a_label_stands_among_the_reasons_of_a_proven_edit() -> None:
    verdict = fused(f"{REFERENCE}/same-exposure-changed", "aigc-label/declares-generated")
    assert verdict.call is Call.FORGED
    assert verdict.grade is Grade.A
    assert verdict.because == (REFERENCE, "aigc-label")
    assert verdict.probability > fused(f"{REFERENCE}/same-exposure-changed").probability


# rule 4: detector scores never accuse


def test_any_number_of_detector_scores_only_asks_for_a_person() -> None:
    scores = [finding(f"detector-{n}", Outcome.FAIL, 10.0, Grade.C) for n in range(6)]
    verdict = fuse(scores)
    assert verdict.call is Call.CANNOT_TELL
    assert verdict.abstained is not None
    assert set(verdict.because) == {f"detector-{n}" for n in range(6)}


def test_detector_scores_do_not_lend_a_grade() -> None:
    scores = [finding("one", Outcome.FAIL, 5.0, Grade.B), finding("two", Outcome.FAIL, 9.0, Grade.C)]
    assert fuse(scores).call is Call.CANNOT_TELL


def test_detector_scores_are_no_reason_of_a_proven_edit() -> None:
    verdict = fuse([found(f"{REFERENCE}/same-exposure-changed"), finding("two", Outcome.FAIL, 9.0, Grade.C)])
    assert verdict.because == (REFERENCE,)


@pytest.mark.parametrize(("weight", "call"), [(LOOK_AT, Call.CANNOT_TELL), (LOOK_AT - 0.01, Call.NO_TRACE)])
def test_adverse_signs_below_notice_do_not_stop_no_trace(weight: float, call: Call) -> None:
    signs = [finding("one", Outcome.WARN, weight, Grade.C), finding("two", Outcome.PASS, -1.5)]
    assert fuse(signs).call is call


# rule 5: no-trace needs a check that could have found something


def test_another_exposure_is_no_trace() -> None:
    verdict = fused(f"{REFERENCE}/different-exposure", "content-credentials/absent", "aigc-label/not-present")
    assert verdict.call is Call.NO_TRACE
    assert verdict.because == (REFERENCE,)
    assert verdict.abstained is None
    assert verdict.grade is None
    assert verdict.probability < PRIOR


@pytest.mark.parametrize(
    "name",
    [
        f"{check.name}/{signal.name}"
        for check in CATALOGUE
        for signal in check.signals
        if signal.outcome in {Outcome.CANNOT_TELL, Outcome.NOT_APPLICABLE}
    ],
)
def test_a_finding_that_says_nothing_leaves_the_prior(name: str) -> None:
    verdict = fused(name)
    assert verdict.call is Call.CANNOT_TELL
    assert verdict.probability == pytest.approx(PRIOR)
    assert verdict.because == ()


def test_the_reason_for_abstaining_fits_what_was_missing() -> None:
    reasons = [
        fuse([]).abstained,
        fused(f"{REFERENCE}/no-reference").abstained,
        fused(f"{REFERENCE}/same-exposure-unchanged").abstained,
        fused(f"{REFERENCE}/nothing-in-common").abstained,
        fuse([finding("one", Outcome.FAIL, 5.0, Grade.C)]).abstained,
    ]
    assert all(reasons)
    assert len(set(reasons)) == len(reasons)
    assert fused(f"{REFERENCE}/same-file").abstained == reasons[2]


@pytest.mark.parametrize("quote", ["same-file", "same-exposure-unchanged"])
@pytest.mark.parametrize(
    "other",
    [
        f"{REFERENCE}/different-exposure",
        "capture-metadata/consistent-camera-file",
        "content-credentials/trusted-capture",
    ],
)
def test_a_reference_sent_back_unchanged_is_never_no_trace(quote: str, other: str) -> None:
    verdict = fused(f"{REFERENCE}/{quote}", other)
    assert verdict.call is Call.CANNOT_TELL
    assert verdict.abstained == fused(f"{REFERENCE}/{quote}").abstained
    assert verdict.probability == pytest.approx(PRIOR)


def test_a_quoted_reference_does_not_spoil_a_photograph_beside_it() -> None:
    verdict = fuse(
        [
            found(f"{REFERENCE}/same-file", exhibit="claim-1"),
            found(f"{REFERENCE}/different-exposure", exhibit="claim-2"),
        ]
    )
    assert verdict.call is Call.NO_TRACE


def test_one_forged_photo_among_honest_ones_is_still_forged() -> None:
    verdict = fuse(
        [
            found(f"{REFERENCE}/different-exposure", exhibit="claim-1"),
            found(f"{REFERENCE}/same-exposure-changed", exhibit="claim-2"),
        ]
    )
    assert verdict.call is Call.FORGED


# rule 6: order does not matter


def test_equal_weights_are_named_in_the_same_order_whatever_came_first() -> None:
    pair = [found("aigc-label/declares-generated"), found("generator-metadata/generator-declared")]
    assert fuse(pair) == fuse(pair[::-1])


def test_a_silent_finding_does_not_hide_one_that_speaks() -> None:
    silent, speaks = finding("one", Outcome.NOT_APPLICABLE, 0.0), finding("one", Outcome.PASS, 0.0, signal="well")
    assert fuse([silent, speaks]).call is fuse([speaks, silent]).call is Call.NO_TRACE


def test_a_visible_label_and_the_one_in_the_file_are_one_act_and_no_proof() -> None:
    verdict = fused("visible-mark/ai-mark", "aigc-label/declares-generated")
    assert verdict.call is Call.CANNOT_TELL
    assert verdict.grade is None


def test_a_visible_label_stands_beside_a_proven_edit() -> None:
    verdict = fused("visible-mark/ai-mark", f"{REFERENCE}/same-exposure-changed")
    assert (verdict.call, verdict.grade) == (Call.FORGED, Grade.A)
    assert "visible-mark" in verdict.because


def test_a_visible_label_alone_is_never_called_forged_nor_clean() -> None:
    assert fused("visible-mark/ai-mark", f"{REFERENCE}/different-exposure").call is Call.CANNOT_TELL


def test_text_in_the_picture_decides_nothing() -> None:
    alone = fused("instructions-in-image/addressed-to-a-judge", "instructions-in-image/asks-for-approval")
    assert alone.call is Call.CANNOT_TELL
    assert alone.because in {("instructions-in-image",), ()}
    assert fused("instructions-in-image/addressed-to-a-judge", f"{REFERENCE}/different-exposure").call is Call.NO_TRACE
