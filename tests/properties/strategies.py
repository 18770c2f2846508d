"""Hypothesis strategies for what checks say: a small library for every property of findings, cases and orders."""

import math
from dataclasses import replace

from hypothesis import strategies as st

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.box import Box
from fairclaim.domain.exhibit import ExhibitId
from fairclaim.domain.finding import Finding, Grade, Outcome
from fairclaim.forensics.calibration import load_calibration
from fairclaim.forensics.catalogue import CATALOGUE
from fairclaim.forensics.check import Reading

ADVERSE = frozenset({Outcome.FAIL, Outcome.WARN})
SILENT = frozenset({Outcome.CANNOT_TELL, Outcome.NOT_APPLICABLE})
LOG_ODDS_REACH = 12.0
"""Far beyond every weight that ships."""

_TEXT = Bilingual("看到了什么", "what was seen")
_CALIBRATION = load_calibration()
_SHIPPED = tuple(
    _CALIBRATION.calibrate(check, Reading(signal=signal.name, exhibits=(ExhibitId("claim-1"),), reason=_TEXT))
    for check in CATALOGUE
    for signal in check.signals
)


def boxes(reach_px: int = 100) -> st.SearchStrategy[Box]:
    """Boxes of any kind: empty and inverted ones too."""
    edge = st.integers(0, reach_px)
    return st.builds(Box, edge, edge, edge, edge)


def shipped_findings() -> st.SearchStrategy[Finding]:
    """Findings that this version can really make, with the weights that ship."""
    return st.sampled_from(_SHIPPED)


@st.composite
def findings(draw: st.DrawFn, outcome: Outcome | None = None) -> Finding:
    """Findings of any lawful weight: adverse ones weigh 0 or more, favourable ones 0 or less, silent ones nothing."""
    chosen = outcome or draw(st.sampled_from(Outcome))
    check, signal = draw(
        st.sampled_from([(check.name, signal.name) for check in CATALOGUE for signal in check.signals])
    )
    weight = draw(st.floats(0, LOG_ODDS_REACH).map(lambda value: round(value, 2)))
    return Finding(
        check=check,
        signal=signal,
        exhibits=(ExhibitId("claim-1"),),
        outcome=chosen,
        grade=draw(st.sampled_from(Grade)) if chosen in ADVERSE else None,
        log_odds=_lawful(chosen, weight),
        reason=_TEXT,
        innocent=_TEXT,
        measured=None,
    )


def _lawful(outcome: Outcome, weight: float) -> float:
    if outcome is Outcome.FAIL:
        return max(weight, 0.01)
    if outcome is Outcome.WARN:
        return weight
    return -weight if outcome is Outcome.PASS else 0.0


def case_findings() -> st.SearchStrategy[list[Finding]]:
    """Everything that checks said of one case: shipped weights or any others."""
    return st.one_of(st.lists(shipped_findings(), max_size=8), st.lists(findings(), max_size=8))


def silent_findings() -> st.SearchStrategy[Finding]:
    """Findings that say nothing."""
    return st.sampled_from(sorted(SILENT)).flatmap(findings)


def weaker(finding: Finding, *, by: float) -> Finding:
    """Return the same finding with less weight, on the same side."""
    left = max(abs(finding.log_odds) - by, 0.0)
    return replace(finding, log_odds=math.copysign(left, finding.log_odds))


def json_values() -> st.SearchStrategy[object]:
    """Return anything that JSON can hold."""
    scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=40)
    return st.recursive(
        scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4)
    )
