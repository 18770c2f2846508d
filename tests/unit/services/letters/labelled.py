"""A claim whose photo carries an AI label, and whose decision rests on it."""

from dataclasses import replace

from fairclaim.domain.desk.claim import Stance
from fairclaim.domain.desk.evidence_rules import Shot
from fairclaim.domain.desk.judgement import Opinion, Outcome, View
from fairclaim.domain.desk.party import ClaimId
from fairclaim.domain.finding import Grade
from fairclaim.runtime.check_book import CatalogueBook
from fairclaim.services.answer_claim import answer_claim
from fairclaim.services.decide_claim import decide_claim
from unit.cli.test_label_read import SAMPLES
from unit.services.counter import AGENT, ALL_SHOTS, ANN, BEN, WHY, Counter, photo


def against(*basis: str) -> Opinion:
    return Opinion(outcome=Outcome.REFUSE, view=View.CONTRADICTS, grade=Grade.A, reasons=WHY, basis=basis)


def decided_on(*basis: str) -> tuple[Counter, ClaimId]:
    """Return a claim with a labelled photo, decided against on this basis."""
    counter = Counter()
    counter.desk = replace(counter.desk, checks=CatalogueBook())
    claim = counter.screened(photo(Shot.WHOLE, data=SAMPLES["found.png"][0]), *ALL_SHOTS[1:])
    answer_claim(counter.desk, AGENT, claim, Stance.CONTESTS, words="发货时完好")
    for who in (ANN, BEN):
        counter.judged(who, claim, against(*basis))
    decide_claim(counter.desk, BEN, claim, reasons=WHY, basis=basis)
    return counter, claim
