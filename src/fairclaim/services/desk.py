"""The desk as the verbs see it: its ports and its rules in one record. ``compose`` makes it, verbs pass it on."""

from dataclasses import dataclass, field
from datetime import timedelta

from fairclaim.domain.desk.clock_rules import STANDARD, DeskRules
from fairclaim.domain.desk.evidence_rules import DEFAULT_RULES, Rules
from fairclaim.services.notary import Notary
from fairclaim.services.ports.check_book import CheckBook
from fairclaim.services.ports.evidence import Examiner
from fairclaim.services.ports.outside import Carrier, CopySigner, Ids, Now
from fairclaim.services.ports.packing_films import PackingReader
from fairclaim.services.ports.photo_search import PhotoSearch
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
    second_looks : float
        Share of the claims decided by people that somebody else judges again, in [0, 1]; 0.02 to 0.05 is usual, 0 is none.
    second_look_within : timedelta
        How long after the end of a claim that happens at most.
    second_look_seed : str
        With another seed chance draws other claims.
    """

    exhibit_bytes: int = 200_000_000
    exhibits: int = 200
    words: int = 5_000
    lease: timedelta = timedelta(minutes=15)
    filing_grace: timedelta = timedelta(minutes=10)
    import_batch: int = 200
    second_looks: float = 0.03
    second_look_within: timedelta = timedelta(days=7)
    second_look_seed: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.second_looks <= 1:
            raise ValueError("second_looks: a share in [0, 1]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Everything a verb needs.

    Parameters
    ----------
    notary : Notary or None
        Signs the evidence log; without one it is kept, and nothing of it is signed.
    search : PhotoSearch or None
        Finds photos that were seen before; None asks no such question.
    checks : CheckBook or None
        Names checks and reads labels for letters; without it a letter names a check by its id, and asks no provider.
    packing_reader : PackingReader or None
        Opens what merchants hand in of their packing; None keeps it unopened.
    signer : CopySigner or None
        Signs copies of received files; None signs none.
    """

    units: Units
    now: Now
    ids: Ids
    examiner: Examiner
    carrier: Carrier
    search: PhotoSearch | None = None
    packing_reader: PackingReader | None = None
    rules: DeskRules = STANDARD
    evidence_rules: Rules = field(default_factory=lambda: DEFAULT_RULES)
    limits: DeskLimits = DeskLimits()
    notary: Notary | None = None
    checks: CheckBook | None = None
    signer: CopySigner | None = None
