"""Journeys as steps that can each be repeated under a key of their own: a refusal that is overturned, and a settlement."""

from collections.abc import Callable
from datetime import timedelta

from fairclaim.domain.desk.claim import Stance
from fairclaim.domain.desk.clock_rules import PauseReason
from fairclaim.domain.desk.facts import OfferMade
from fairclaim.domain.desk.judgement import Opinion
from fairclaim.domain.desk.party import ClaimId
from fairclaim.domain.exhibit import Role
from fairclaim.services.add_evidence import add_evidence
from fairclaim.services.answer_claim import answer_claim
from fairclaim.services.appeal_claim import appeal_claim
from fairclaim.services.attach_exhibit import attach_exhibit
from fairclaim.services.caller import Caller
from fairclaim.services.carry_out import carry_out
from fairclaim.services.decide_claim import decide_claim
from fairclaim.services.erase_person import erase_person
from fairclaim.services.examine_claim import examine_claim, route_unexamined
from fairclaim.services.hold_clock import extend_clock, pause_clock, resume_clock
from fairclaim.services.import_history import import_history
from fairclaim.services.judge_claim import confirm_judgement, judge_claim, reveal_verdict
from fairclaim.services.run_deadline import due_deadlines, run_deadline
from fairclaim.services.settle_claim import accept_offer, offer_remedy
from fairclaim.services.take_task import take_next
from unit.services.counter import (
    ADMIN,
    AGAINST,
    AGENT,
    ANN,
    BASIS,
    BEN,
    BUYER,
    EVE,
    GRANT,
    MACHINE,
    OTHER_SHOTS,
    REFUND_ONLY,
    RETURN,
    SOME_SHOTS,
    WHY,
    Counter,
    photo,
)

Step = Callable[[Counter], object]


def the_claim(counter: Counter) -> ClaimId:
    """Return the only claim of the story."""
    (claim,) = counter.rows.claims
    return claim


def reviewed(who: Caller, opinion: Opinion, round_: int) -> tuple[Step, ...]:
    """Return the steps of one reviewer."""
    key = f"{who.person}/{round_}"
    return (
        lambda c: take_next(c.desk, who),
        lambda c: judge_claim(c.desk, who, the_claim(c), opinion, key=f"judge/{key}"),
        lambda c: reveal_verdict(c.desk, who, the_claim(c), key=f"reveal/{key}"),
        lambda c: confirm_judgement(c.desk, who, the_claim(c), opinion, key=f"confirm/{key}"),
    )


def run_what_is_due(counter: Counter) -> object:
    """Run every deadline whose time is over."""
    return [run_deadline(counter.desk, MACHINE, due) for due in due_deadlines(counter.desk, MACHINE)]


def after(time: timedelta) -> Step:
    """Return a step in which only time passes."""
    return lambda counter: counter.wait(time)


DAY = timedelta(days=1)
STEPS: tuple[Step, ...] = (
    lambda c: c.file(*SOME_SHOTS, key="file"),
    lambda c: examine_claim(c.desk, MACHINE, the_claim(c)),
    after(DAY * 2.5),
    run_what_is_due,
    lambda c: add_evidence(c.desk, BUYER, the_claim(c), OTHER_SHOTS, key="add"),
    lambda c: examine_claim(c.desk, MACHINE, the_claim(c)),
    after(DAY),
    lambda c: attach_exhibit(c.desk, AGENT, the_claim(c), photo(None, data=b"box", role=Role.DISPATCH), key="box"),
    lambda c: offer_remedy(c.desk, AGENT, the_claim(c), RETURN, words="可以退货", key="offer"),
    lambda c: answer_claim(c.desk, AGENT, the_claim(c), Stance.CONTESTS, words="发货时完好", key="answer"),
    lambda c: examine_claim(c.desk, MACHINE, the_claim(c)),
    *reviewed(ANN, AGAINST, 1),
    *reviewed(BEN, AGAINST, 1),
    lambda c: decide_claim(c.desk, BEN, the_claim(c), reasons=WHY, basis=BASIS, key="decide"),
    lambda c: carry_out(c.desk, MACHINE, the_claim(c)),
    after(DAY),
    lambda c: appeal_claim(c.desk, BUYER, the_claim(c), words="请再看", key="appeal"),
    *reviewed(EVE, GRANT, 2),
    lambda c: decide_claim(c.desk, EVE, the_claim(c), reasons=WHY, basis=BASIS, key="decide-appeal"),
    lambda c: carry_out(c.desk, MACHINE, the_claim(c)),
)


def merchants_offer(counter: Counter) -> str:
    """Name the offer that the merchant made, also once the claim is settled."""
    (name,) = [one.fact.offer.id for one in counter.rows.events if isinstance(one.fact, OfferMade) and one.by.is_party]
    return name


def import_one(counter: Counter) -> object:
    """Import one past claim."""
    return import_history(counter.desk, ADMIN, [(1, PAST), (2, {})])


PAST = {
    "id": "old-1",
    "reason": "damaged",
    "category": "tableware",
    "amount_minor": 1990,
    "currency": "CNY",
    "asked": "refund-only",
    "outcome": "grant",
    "filed_at": "2025-03-01T12:00:00+08:00",
}
SETTLED: tuple[Step, ...] = (
    import_one,
    lambda c: c.file(*SOME_SHOTS, *OTHER_SHOTS, asked=REFUND_ONLY, key="file"),
    lambda c: route_unexamined(c.desk, MACHINE, the_claim(c)),
    lambda c: pause_clock(c.desk, ADMIN, the_claim(c), PauseReason.OUTAGE, note=WHY, key="pause"),
    after(DAY * 30),
    lambda c: resume_clock(c.desk, ADMIN, the_claim(c), key="resume"),
    lambda c: extend_clock(c.desk, ADMIN, the_claim(c), DAY, because=WHY, key="extend"),
    lambda c: offer_remedy(c.desk, AGENT, the_claim(c), RETURN, key="offer"),
    after(DAY * 10),
    run_what_is_due,
    lambda c: take_next(c.desk, ANN),
    lambda c: judge_claim(c.desk, ANN, the_claim(c), GRANT, key="judge"),
    lambda c: accept_offer(c.desk, BUYER, the_claim(c), merchants_offer(c), key="accept"),
    lambda c: carry_out(c.desk, MACHINE, the_claim(c)),
    lambda c: erase_person(c.desk, ADMIN, BUYER.person),
)
"""Refund-only asked for, routed unexamined, held up by an outage, settled while somebody judges, and the buyer erased."""
