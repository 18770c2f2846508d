"""The desk as the verbs see it: its ports and its rules in one record. ``compose`` makes it, verbs pass it on."""

from dataclasses import dataclass, field
from datetime import timedelta

from fairclaim.domain.desk.clock_rules import STANDARD, DeskRules
from fairclaim.domain.desk.evidence_rules import DEFAULT_RULES, Rules
from fairclaim.services.ports.evidence import Examiner
from fairclaim.services.ports.outside import Carrier, Ids, Now
from fairclaim.services.ports.work import Units


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskLimits:
    """Limits of one desk; each is a choice that a desk may replace.

    Parameters
    ----------
    exhibit_bytes, exhibits : int
        Largest file, and most files of a claim.
    words : int
        Characters of one statement.
    lease : timedelta
        How long a task is held before others may take it; it can be renewed.
    filing_grace : timedelta
        How long a new claim waits for its photos before the machine looks, unless all are there earlier.
    import_batch : int
        Lines of an import that are written together.
    """

    exhibit_bytes: int = 200_000_000
    exhibits: int = 200
    words: int = 5_000
    lease: timedelta = timedelta(minutes=15)
    filing_grace: timedelta = timedelta(minutes=10)
    import_batch: int = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Everything a verb needs."""

    units: Units
    now: Now
    ids: Ids
    examiner: Examiner
    carrier: Carrier
    rules: DeskRules = STANDARD
    evidence_rules: Rules = field(default_factory=lambda: DEFAULT_RULES)
    limits: DeskLimits = DeskLimits()
