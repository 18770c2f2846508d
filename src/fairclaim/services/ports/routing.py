"""What policy is asked, and what it answers. The words are those of ``fairclaim.policy``; amounts are minor units."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.decision import Route
from fairclaim.domain.desk.party import ClaimId
from fairclaim.domain.desk.remedy import RemedyKind
from fairclaim.services.ports.people import Counts


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteFacts:
    """The facts of one claim; nothing here names a person.

    Parameters
    ----------
    call : str
        ``no-trace``, ``cannot-tell``, ``forged`` or ``not-examined``.
    grade : str or None
        Of adverse evidence.
    probability : float or None
        Of "forged", in [0, 1].
    checks : tuple of str
        Names of the checks that carried the verdict.
    missing : tuple of str
        Shots that the evidence rules still ask for.
    merchant : str
        ``not-asked``, ``silent``, ``disputes`` or ``agrees``.
    days_since_signed : int or None
        Whole days; None if unknown.
    """

    reason: str
    category: str
    amount_minor: int
    currency: str
    asked: str
    call: str
    grade: str | None
    probability: float | None
    checks: tuple[str, ...]
    missing: tuple[str, ...]
    merchant: str
    days_since_signed: int | None
    standing: Counts


class Priority(StrEnum):
    """How soon people should look."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """What one policy proposes.

    Parameters
    ----------
    remedies : tuple of RemedyKind
        In the order in which they are to be offered.
    part_refund_percent : int or None
        Share of the amount that a part refund may reach.
    policy : str
        Digest of the policy, ``sha256:…``.
    ask_for : tuple of str
        Shots that the buyer is to be asked for, those of the evidence rules among them.
    queue : str
        In which of the policy's queues people look.
    """

    route: Route
    remedies: tuple[RemedyKind, ...]
    part_refund_percent: int | None
    why: Bilingual
    policy: str
    ask_for: tuple[str, ...] = ()
    queue: str = "standard"
    priority: Priority = Priority.NORMAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Advised:
    """What the live policy proposes, and what the one in shadow would, which nobody follows."""

    live: Advice
    shadow: Advice | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What both policies proposed for one examination of a claim; ``differs`` is another route or other remedies."""

    examination: str
    claim: ClaimId
    live: Route
    shadow: Route
    differs: bool
    at: datetime


class Policies(Protocol):
    """The policies in force for the tenant and a category."""

    def advise(self, facts: RouteFacts, *, at: datetime) -> Advised:
        """Ask the live policy, and the shadow if there is one."""
        ...

    def note_difference(self, claim: ClaimId, *, examination: str, live: Advice, shadow: Advice, at: datetime) -> None:
        """Keep both proposals for comparison, once for each examination and shadow."""
        ...

    def compared(self, shadow: str, *, after: str, limit: int) -> Sequence[Compared]:
        """Return what was kept of a policy in shadow, named by its digest, in the order of examinations, those after one."""
        ...
