"""How a remedy falls on order lines; what is carried out and taken back is told in tests/contracts/test_every_desk.py."""

from dataclasses import replace

from fairclaim.domain.desk.decision import Consequence, ConsequenceKind
from fairclaim.domain.desk.order_line import ClaimedItem, LineId
from fairclaim.store.desk.carrier import decision_behind, refunds, remedy_behind
from unit.services.counter import ALL_SHOTS, LINE, RETURN, Counter, yuan

OTHER = replace(LINE, id=LineId("2"), paid=yuan(50), quantity=1)


def test_an_amount_falls_on_the_lines_in_turn_and_never_exceeds_what_was_paid() -> None:
    counter = Counter()
    claim = counter.claim(counter.filed(*ALL_SHOTS))
    both = (ClaimedItem(line=LINE.id, quantity=1), ClaimedItem(line=OTHER.id, quantity=1))
    claim = replace(claim, lines=(LINE, OTHER), items=both)
    assert refunds(claim, replace(RETURN, amount=yuan(120))) == {"line-1": 10_000, "2": 2_000}
    assert refunds(claim, replace(RETURN, amount=yuan(900))) == {"line-1": 10_000, "2": 5_000}
    assert refunds(claim, None) == {}
    assert refunds(claim, replace(RETURN, amount=None)) == {}


def test_what_follows_from_nothing_known_pays_nothing() -> None:
    counter = Counter()
    claim = counter.claim(counter.filed(*ALL_SHOTS))
    one = Consequence(id="decision-7/remedy", kind=ConsequenceKind.REMEDY)
    assert decision_behind(claim, one) is None
    assert remedy_behind(claim, one) is None
    settled = replace(claim, agreed=RETURN)
    assert remedy_behind(settled, replace(one, id="settlement/remedy")) == RETURN
