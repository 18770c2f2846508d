"""Findings to a verdict: simple, and cautious where it must be.

Rules
-----
1. Findings that rest on one fact count once. Everything that unsigned bytes of a file say about themselves (labels, generator
   texts, camera fields) is one fact: whoever can plant one can plant all. Only the strongest of a fact's findings counts in
   each direction.
2. ``forged`` needs grade A, or two findings of grade B that rest on different facts, and the sum of all evidence must stay
   above ``FORGED_AT``: evidence for the picture can outweigh evidence against it.
3. An unsigned label that declares AI (grade B) rises to A when the pixels prove an edit of the same exhibit: then the verdict
   is grade A anyway, and the label stands among its reasons.
4. Detector scores (grade C) never accuse. Together they can only make the answer ``cannot-tell``.
5. ``no-trace`` needs a check that could have found something and did not. Where nothing could be examined the answer is
   ``cannot-tell`` with the reason. A claim photo that is a reference itself, unchanged, shows no damage: neither
   camera fields nor another reference can make ``no-trace`` of it.
6. The order of findings does not matter.
7. A ``forged`` that does not outlive one more mild saving of the claim photos becomes ``cannot-tell``
   (:mod:`fairclaim.forensics.steadiness`).
"""

import math
from collections.abc import Iterable, Sequence

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.finding import Finding, Grade, Outcome
from fairclaim.domain.verdict import Call, Verdict

PRIOR = 0.05
"""Share of forged pictures among those examined, before looking. No public figure is reliable (reports range from 1 % to far
higher in single shops); the verdict's call does not use it, only the stated probability does."""

FORGED_AT = 3.0
"""Least sum of log-odds for ``forged``: a likelihood ratio of 20."""

LOOK_AT = 1.0
"""Sum of adverse log-odds from which the machine no longer says ``no-trace``."""

UNSIGNED = frozenset({"aigc-label", "generator-metadata", "capture-metadata", "mark-removed"})
"""Checks that read unsigned statements of the file."""

UNSIGNED_SIGNALS = frozenset(
    {
        ("content-credentials", "unknown-signer-generator"),
        ("visible-mark", "ai-mark"),
        ("visible-mark", "gemini-star"),
        ("visible-mark", "possible-mark"),
    }
)
"""Signed by nobody known: as easily planted as an unsigned label. A visible label and the one in the file are set by one act of
one program, also by a phone's album after a slight retouching: they are one statement, not two witnesses."""

PIXEL_TRACES = frozenset(
    {
        "double-compression",
        "copy-move",
        "noise-level",
        "resampling",
        "screen-recapture",
        "regenerated",
        "redrawn-texture",
    }
)
"""Checks of the pixels of one photo alone: one retouching or one odd camera speaks in all of them, so they are one fact."""

EXPOSURES = "derived-from-reference"
"""The fact of both comparisons of exposures: an edited photo disagrees with its source and with the buyer's other copy alike."""

SHOWS_NO_DAMAGE = frozenset({"same-exposure-unchanged", "same-file", "marked-copy"})
"""Signals of ``derived-from-reference``: the claim photo is the reference itself."""


def fuse(findings: Sequence[Finding]) -> Verdict:
    """Fuse calibrated findings into one verdict."""
    counted = _one_per_fact(_without_the_reference_itself(findings))
    total = sum(finding.log_odds for finding in counted)
    against = [
        finding for finding in counted if finding.outcome in {Outcome.FAIL, Outcome.WARN} and finding.log_odds > 0
    ]
    grade = _grade(against)
    probability = probability_of(total)
    if grade is not None and total >= FORGED_AT:
        names = _names(finding for finding in against if finding.grade in {Grade.A, Grade.B})
        return Verdict(call=Call.FORGED, probability=probability, grade=grade, because=names, abstained=None)
    if sum(finding.log_odds for finding in against) >= LOOK_AT:
        return _abstain(probability, _names(against), _NEEDS_A_PERSON)
    spoke = [finding for finding in counted if finding.outcome is Outcome.PASS]
    if spoke:
        return Verdict(call=Call.NO_TRACE, probability=probability, grade=None, because=_names(spoke), abstained=None)
    return _abstain(probability, _names(against), _why_nothing(findings))


def unsteady(verdict: Verdict) -> Verdict:
    """Return what is left of ``forged`` evidence that does not outlive another saving: a person should look."""
    return _abstain(verdict.probability, verdict.because, _NOT_STEADY)


def _without_the_reference_itself(findings: Sequence[Finding]) -> list[Finding]:
    """Leave out what speaks for a claim photo that is a reference, unchanged: it shows no damage, so it proves none."""
    quoted = {finding.exhibits[:1] for finding in findings if _is_the_reference(finding)}
    return [
        finding for finding in findings if finding.outcome is not Outcome.PASS or finding.exhibits[:1] not in quoted
    ]


def _is_the_reference(finding: Finding) -> bool:
    return finding.check == "derived-from-reference" and finding.signal in SHOWS_NO_DAMAGE


def _one_per_fact(findings: Iterable[Finding]) -> list[Finding]:
    """Keep the strongest finding of each fact in each direction, strongest first whatever the order they came in."""
    strongest: dict[tuple[str, bool], Finding] = {}
    for finding in sorted(findings, key=_strongest_first):
        strongest.setdefault((_fact(finding), finding.log_odds > 0), finding)
    facts_against = {fact for fact, is_against in strongest if is_against}
    # one comparison with a changed source outweighs any number of comparisons with other references
    return [
        finding
        for (fact, is_against), finding in strongest.items()
        if is_against or fact != EXPOSURES or fact not in facts_against
    ]


def _strongest_first(finding: Finding) -> tuple[float, int, str, str, str, tuple[str, ...]]:
    """Order findings by weight, then by how loudly they speak, then by name, so that no two different ones tie."""
    loudness = tuple(Outcome).index(finding.outcome)
    grade = finding.grade.value if finding.grade else "-"
    return -abs(finding.log_odds), loudness, grade, finding.check, finding.signal, finding.exhibits


def _fact(finding: Finding) -> str:
    is_unsigned = finding.check in UNSIGNED or (finding.check, finding.signal) in UNSIGNED_SIGNALS
    if is_unsigned:
        return "unsigned-statements"
    if finding.check in PIXEL_TRACES:
        return "pixel-traces"
    return EXPOSURES if finding.check == "views-disagree" else finding.check


def _grade(against: Sequence[Finding]) -> Grade | None:
    failed = [finding for finding in against if finding.outcome is Outcome.FAIL]
    if any(finding.grade is Grade.A for finding in failed):
        return Grade.A
    facts = {_fact(finding) for finding in failed if finding.grade is Grade.B}
    return Grade.B if len(facts) >= 2 else None


def probability_of(total: float) -> float:
    """Return the probability of "forged" that is stated for a sum of log-odds.

    Examples
    --------
    >>> round(probability_of(0.0), 3), round(probability_of(FORGED_AT), 3)
    (0.05, 0.514)
    """
    return 1 / (1 + math.exp(-(total + math.log(PRIOR / (1 - PRIOR)))))


def _names(findings: Iterable[Finding]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(finding.check for finding in findings))


def _abstain(probability: float, because: tuple[str, ...], reason: Bilingual) -> Verdict:
    return Verdict(call=Call.CANNOT_TELL, probability=probability, grade=None, because=because, abstained=reason)


def _why_nothing(findings: Sequence[Finding]) -> Bilingual:
    signals = {finding.signal for finding in findings if finding.check == "derived-from-reference"}
    if not findings:
        return _NOTHING_READ
    if "no-reference" in signals:
        return _NO_REFERENCE
    if signals & SHOWS_NO_DAMAGE:
        return _SHOWS_NO_DAMAGE
    return _NOTHING_SPOKE


_NEEDS_A_PERSON = Bilingual(
    "有线索需要人看，但不足以构成独立的证据。",
    "There are signs that a person should look at, but no independent proof.",
)
_NOT_STEADY = Bilingual(
    "把图片轻微压缩一次后，这些迹象就不再成立，因此不足为据。请人工查看，或索要另一角度的照片。",
    "The signs do not outlive one more mild compression of the picture and prove nothing. Have a person look, or ask for another angle.",
)
_NOTHING_READ = Bilingual("没有可读的主张图片。", "No claim photo could be read.")
_NO_REFERENCE = Bilingual(
    "没有参照图可比对，文件本身也没有说明来源。请加入商品图或发货图。",
    "There is no reference to compare with and the file says nothing of its origin. Add the listing or dispatch picture.",
)
_SHOWS_NO_DAMAGE = Bilingual(
    "图片就是参照图本身，没有显示损坏。请索要实拍照片。",
    "The picture is the reference itself and shows no damage. Ask for a photograph of the item.",
)
_NOTHING_SPOKE = Bilingual(
    "参照图与此图没有足够的共同内容，其他检查也没有说明什么。请换一张参照图，或索要另一角度的照片。",
    "The references have too little in common with the picture and no other check spoke. Try another reference, or ask for another angle.",
)
