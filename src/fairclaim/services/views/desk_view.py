"""What those who judge nothing see: an auditor the whole history, an operator where a claim stands, and no evidence."""

from dataclasses import dataclass
from datetime import datetime

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.claim import Claim
from fairclaim.domain.desk.clock_rules import DeskRules
from fairclaim.domain.desk.decision import Consequence
from fairclaim.domain.desk.facts import Event
from fairclaim.domain.desk.states import STATE_NAMES, State
from fairclaim.services.views.pieces import ClockSeen, clock_of


@dataclass(frozen=True, slots=True, kw_only=True)
class OperatorView:
    """Where a claim stands, for who runs the desk: no photo, no word, no verdict."""

    claim: str
    state: State
    state_name: Bilingual
    filed_at: datetime
    updated_at: datetime
    files: int
    escalations: int
    clock: ClockSeen | None
    consequences: tuple[Consequence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditorView:
    """The claim as it stands and every event that made it so."""

    claim: Claim
    events: tuple[Event, ...]


def operator_view(claim: Claim, *, at: datetime, rules: DeskRules) -> OperatorView:
    """Return what an operator sees."""
    return OperatorView(
        claim=claim.id,
        state=claim.state,
        state_name=STATE_NAMES[claim.state],
        filed_at=claim.filed_at,
        updated_at=claim.updated_at,
        files=len(claim.evidence),
        escalations=claim.escalations,
        clock=clock_of(claim, at=at, rules=rules),
        consequences=claim.consequences,
    )
