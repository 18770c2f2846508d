"""What holds of every verdict, whatever the checks said."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from fairclaim.domain.finding import Finding, Grade, Outcome
from fairclaim.domain.verdict import Call
from fairclaim.forensics.fusion import UNSIGNED, fuse
from properties.strategies import ADVERSE, case_findings, findings, silent_findings, weaker

UNSIGNED_CHECKS = sorted(UNSIGNED)


@given(case_findings())
def test_a_verdict_keeps_its_own_rules(said: list[Finding]) -> None:
    verdict = fuse(said)
    assert 0 <= verdict.probability <= 1
    assert (verdict.abstained is not None) == (verdict.call is Call.CANNOT_TELL)
    assert (verdict.grade is not None) == (verdict.call is Call.FORGED)
    assert set(verdict.because) <= {finding.check for finding in said}
    assert len(set(verdict.because)) == len(verdict.because)
    assert verdict.because or verdict.call is Call.CANNOT_TELL


@given(case_findings())
def test_forged_needs_a_failed_check_and_a_grade_that_may_accuse(said: list[Finding]) -> None:
    if fuse(said).call is Call.FORGED:
        failed = [finding for finding in said if finding.outcome is Outcome.FAIL]
        assert any(finding.grade in {Grade.A, Grade.B} for finding in failed)


@given(st.lists(findings(), max_size=8))
def test_without_a_failed_check_nothing_is_forged(said: list[Finding]) -> None:
    assert fuse([finding for finding in said if finding.outcome is not Outcome.FAIL]).call is not Call.FORGED


@given(st.lists(findings(), max_size=8))
def test_detector_scores_alone_are_never_forged(said: list[Finding]) -> None:
    scores = [replace(finding, grade=Grade.C) if finding.outcome in ADVERSE else finding for finding in said]
    assert fuse(scores).call is not Call.FORGED


@given(st.lists(findings(), max_size=8), st.sampled_from([Grade.B, Grade.C]))
def test_unsigned_statements_alone_are_never_forged(said: list[Finding], grade: Grade) -> None:
    unsigned = [
        replace(
            finding,
            check=UNSIGNED_CHECKS[n % len(UNSIGNED_CHECKS)],
            grade=grade if finding.outcome in ADVERSE else None,
        )
        for n, finding in enumerate(said)
    ]
    assert fuse(unsigned).call is not Call.FORGED


@given(case_findings(), st.data())
def test_a_silent_finding_changes_no_verdict(said: list[Finding], data: st.DataObject) -> None:
    silent, place = data.draw(silent_findings()), data.draw(st.integers(0, len(said)))
    without, within = fuse(said), fuse([*said[:place], replace(silent, signal="silent"), *said[place:]])
    assert (within.call, within.probability, within.grade, within.because) == (
        without.call,
        without.probability,
        without.grade,
        without.because,
    )


@given(case_findings().flatmap(lambda said: st.tuples(st.just(said), st.permutations(said))))
def test_the_order_of_findings_does_not_matter(said: tuple[list[Finding], list[Finding]]) -> None:
    given_order, any_order = said
    assert fuse(any_order) == fuse(given_order)


@given(case_findings())
def test_saying_everything_twice_changes_nothing(said: list[Finding]) -> None:
    assert fuse([*said, *said]) == fuse(said)


@given(case_findings(), st.data())
def test_more_weight_against_never_lowers_the_probability(said: list[Finding], data: st.DataObject) -> None:
    adverse = [n for n, finding in enumerate(said) if finding.outcome in ADVERSE]
    if not adverse:
        return
    chosen, more = data.draw(st.sampled_from(adverse)), data.draw(st.floats(0, 5))
    heavier = said.copy()
    heavier[chosen] = replace(said[chosen], log_odds=said[chosen].log_odds + more)
    assert fuse(heavier).probability >= fuse(said).probability - 1e-12


@given(case_findings(), st.data())
def test_less_weight_for_the_picture_never_lowers_the_probability(said: list[Finding], data: st.DataObject) -> None:
    favourable = [n for n, finding in enumerate(said) if finding.outcome is Outcome.PASS]
    if not favourable:
        return
    chosen, less = data.draw(st.sampled_from(favourable)), data.draw(st.floats(0, 12))
    lighter = said.copy()
    lighter[chosen] = weaker(said[chosen], by=less)
    assert fuse(lighter).probability >= fuse(said).probability - 1e-12


@given(case_findings(), st.data())
def test_evidence_for_the_picture_never_accuses_it(said: list[Finding], data: st.DataObject) -> None:
    favourable = data.draw(findings(Outcome.PASS))
    if fuse(said).call is not Call.FORGED:
        assert fuse([*said, favourable]).call is not Call.FORGED


@given(findings(Outcome.FAIL), st.floats(0.01, 12), st.floats(0.01, 12))
def test_the_probability_grows_with_the_log_odds(said: Finding, first: float, second: float) -> None:
    lower, higher = (fuse([replace(said, log_odds=weight)]).probability for weight in sorted((first, second)))
    assert lower <= higher
