"""A claim to tell stories with: one order, its people, and the shortest way to each state."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk import agreeing, appealing, filing, hearing, reviewing, timing, unwinding
from fairclaim.domain.desk.claim import Claim, Examined, Proposal, Stance
from fairclaim.domain.desk.clock_rules import STANDARD, DeskRules, PauseReason
from fairclaim.domain.desk.decision import Route
from fairclaim.domain.desk.draft import Moved
from fairclaim.domain.desk.evidence_rules import Capture, Item, Media, Reason, Requirement, Shot
from fairclaim.domain.desk.facts import Event, Fact
from fairclaim.domain.desk.judgement import Opinion, Outcome, View
from fairclaim.domain.desk.money import Money
from fairclaim.domain.desk.order_line import ClaimedItem, LineId, OrderLine
from fairclaim.domain.desk.party import Actor, ActorKind, ClaimId, PersonId, TextId
from fairclaim.domain.desk.remedy import BorneBy, Remedy, RemedyKind
from fairclaim.domain.desk.states import State
from fairclaim.domain.exhibit import ExhibitId
from fairclaim.domain.finding import Grade
from fairclaim.domain.verdict import Call

MONDAY = datetime(2026, 3, 2, 2, tzinfo=UTC)
"""10:00 in Shanghai on a Monday in a month without holidays."""
HOUR = timedelta(hours=1)
BUYER = Actor(kind=ActorKind.BUYER, id=PersonId("buyer-1"))
MERCHANT = Actor(kind=ActorKind.MERCHANT, id=PersonId("merchant-1"))
MACHINE = Actor(kind=ActorKind.MACHINE, id=PersonId("policy"))
OPERATOR = Actor(kind=ActorKind.OPERATOR, id=PersonId("olga"))
ANN = Actor(kind=ActorKind.REVIEWER, id=PersonId("ann"))
BEN = Actor(kind=ActorKind.REVIEWER, id=PersonId("ben"))
EVE = Actor(kind=ActorKind.REVIEWER, id=PersonId("eve"))
DAN = Actor(kind=ActorKind.REVIEWER, id=PersonId("dan"))
SUE = Actor(kind=ActorKind.SENIOR, id=PersonId("sue"))
TOM = Actor(kind=ActorKind.SENIOR, id=PersonId("tom"))
WHY = Bilingual("裂纹只见于申请图片。", "The crack is in the claim picture only.")
BASIS = ("claim-1", "derived-from-reference")


def yuan(amount: int) -> Money:
    return Money(amount * 100, "CNY")


RETURN = Remedy(kind=RemedyKind.RETURN_AND_REFUND, borne_by=BorneBy.MERCHANT, amount=yuan(100))
REFUND_ONLY = Remedy(kind=RemedyKind.REFUND_ONLY, borne_by=BorneBy.MERCHANT, amount=yuan(100))
PART = Remedy(kind=RemedyKind.PART_REFUND, borne_by=BorneBy.MERCHANT, amount=yuan(30))
REPAIR = Remedy(kind=RemedyKind.REPAIR, borne_by=BorneBy.MERCHANT)
PLATFORM_PAYS = Remedy(kind=RemedyKind.REFUND_ONLY, borne_by=BorneBy.PLATFORM, amount=yuan(100))
GRANT = Opinion(outcome=Outcome.GRANT, view=View.SUPPORTS, remedy=RETURN)
REFUSE = Opinion(outcome=Outcome.REFUSE, view=View.INSUFFICIENT, reasons=WHY, basis=BASIS)
AGAINST = Opinion(outcome=Outcome.REFUSE, view=View.CONTRADICTS, grade=Grade.A, reasons=WHY, basis=BASIS)
LINE = OrderLine(
    id=LineId("line-1"),
    title="cup",
    category="ceramics",
    quantity=2,
    paid=yuan(200),
    refunded=yuan(0),
)
NEED = Requirement(shot=Shot.OTHER_ANGLE, media=Media.PHOTO, capture=Capture.ANY, count=1, why=WHY)
FORGED = Examined(examination="exam-1", call=Call.FORGED, grade=Grade.A)


def item(name: str = "claim-1", by: ActorKind = ActorKind.BUYER, shot: Shot | None = Shot.WHOLE) -> Item:
    return Item(exhibit=ExhibitId(name), by=by, shot=shot, media=Media.PHOTO, capture=Capture.ANY)


@dataclass
class Story:
    """A claim with its time: every method makes one move, an hour after the last unless told otherwise."""

    now: datetime = MONDAY
    asked: Remedy = RETURN
    rules: DeskRules = STANDARD
    claim: Claim = field(init=False)
    events: tuple[Event, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.claim, self.events = filing.file_claim(
            ClaimId("claim-7"),
            order="order-1",
            buyer=BUYER.id,
            merchant=MERCHANT.id,
            lines=(LINE,),
            items=(ClaimedItem(line=LINE.id, quantity=1),),
            reason=Reason.DAMAGED,
            asked=self.asked,
            words=TextId("text-1"),
            by=BUYER,
            at=self.now,
        )

    def took(self, moved: Moved) -> "Story":
        self.claim, more = moved
        self.events = (*self.events, *more)
        self.now += HOUR
        return self

    def wait(self, time: timedelta) -> "Story":
        self.now += time
        return self

    def at(self, moment: datetime | None) -> "Story":
        assert moment is not None
        self.now = moment
        return self

    @property
    def due(self) -> datetime:
        assert self.claim.clock is not None
        assert self.claim.clock.due_at is not None
        return self.claim.clock.due_at

    def screen(self) -> "Story":
        return self.took(filing.start_screening(self.claim, by=MACHINE, at=self.now))

    def attach(self, what: Item, by: Actor = BUYER) -> "Story":
        return self.took(filing.attach(self.claim, what, by=by, at=self.now))

    def examined(self, found: Examined = FORGED) -> "Story":
        return self.took(filing.record_examination(self.claim, found, by=MACHINE, at=self.now))

    def propose(self, route: Route, remedy: Remedy | None = None) -> "Story":
        proposal = Proposal(route=route, policy="sha256:abc", remedy=remedy)
        return self.took(filing.propose_route(self.claim, proposal, why=WHY, by=MACHINE, at=self.now))

    def approve(self) -> "Story":
        return self.took(filing.approve_by_policy(self.claim, reasons=WHY, by=MACHINE, at=self.now, rules=self.rules))

    def ask_evidence(self, by: Actor = ANN) -> "Story":
        return self.took(hearing.ask_evidence(self.claim, (NEED,), by=by, at=self.now, rules=self.rules))

    def complete(self) -> "Story":
        return self.took(hearing.complete_evidence(self.claim, by=BUYER, at=self.now, rules=self.rules))

    def ask_merchant(self, by: Actor = MACHINE) -> "Story":
        return self.took(hearing.ask_merchant(self.claim, by=by, at=self.now, rules=self.rules))

    def answer(self, stance: Stance = Stance.CONTESTS) -> "Story":
        return self.took(hearing.answer(self.claim, stance, words=None, by=MERCHANT, at=self.now, rules=self.rules))

    def send_to_review(self, by: Actor = MACHINE) -> "Story":
        return self.took(hearing.send_to_review(self.claim, by=by, at=self.now, rules=self.rules))

    def judge(self, by: Actor, opinion: Opinion) -> "Story":
        return self.took(reviewing.judge(self.claim, opinion, by=by, at=self.now))

    def reveal(self, by: Actor) -> "Story":
        return self.took(reviewing.reveal(self.claim, by=by, at=self.now))

    def confirm(self, by: Actor, final: Opinion, because: Bilingual | None = None) -> "Story":
        return self.took(reviewing.confirm(self.claim, final, changed_because=because, by=by, at=self.now))

    def judged(self, by: Actor, opinion: Opinion) -> "Story":
        """Judge, look, confirm."""
        return self.judge(by, opinion).reveal(by).confirm(by, opinion)

    def second(self, by: Actor = ANN) -> "Story":
        return self.took(reviewing.pass_to_second(self.claim, by=by, at=self.now, rules=self.rules))

    def senior(self, by: Actor = MACHINE) -> "Story":
        return self.took(reviewing.call_senior(self.claim, by=by, at=self.now))

    def decide(self, by: Actor = ANN, reasons: Bilingual = WHY, basis: tuple[str, ...] = BASIS) -> "Story":
        return self.took(
            reviewing.decide(self.claim, reasons=reasons, basis=basis, by=by, at=self.now, rules=self.rules)
        )

    def appeal(self, by: Actor = BUYER) -> "Story":
        return self.took(appealing.appeal(self.claim, words=None, by=by, at=self.now, rules=self.rules))

    def open_re_review(self, by: Actor = MACHINE) -> "Story":
        return self.took(appealing.open_re_review(self.claim, by=by, at=self.now))

    def decide_appeal(self, by: Actor = EVE) -> "Story":
        return self.took(
            appealing.decide_appeal(self.claim, reasons=WHY, basis=BASIS, by=by, at=self.now, rules=self.rules)
        )

    def withdraw_appeal(self, by: Actor = BUYER) -> "Story":
        return self.took(appealing.withdraw_appeal(self.claim, by=by, at=self.now, rules=self.rules))

    def offer(self, by: Actor, remedy: Remedy) -> "Story":
        return self.took(agreeing.offer(self.claim, remedy, words=None, by=by, at=self.now))

    def accept(self, by: Actor, name: str) -> "Story":
        return self.took(agreeing.accept_offer(self.claim, name, by=by, at=self.now, rules=self.rules))

    def accept_last(self, by: Actor) -> "Story":
        return self.accept(by, self.claim.offers[-1].id)

    def withdraw(self, by: Actor = BUYER) -> "Story":
        return self.took(agreeing.withdraw(self.claim, by=by, at=self.now, rules=self.rules))

    def pause(self, by: Actor = OPERATOR, because: PauseReason = PauseReason.OUTAGE) -> "Story":
        return self.took(timing.pause_clock(self.claim, because, note=WHY, by=by, at=self.now, rules=self.rules))

    def resume(self, by: Actor = OPERATOR) -> "Story":
        return self.took(timing.resume_clock(self.claim, by=by, at=self.now, rules=self.rules))

    def extend(self, more: timedelta, by: Actor = OPERATOR) -> "Story":
        return self.took(timing.extend_clock(self.claim, more, because=WHY, by=by, at=self.now, rules=self.rules))

    def warn(self) -> "Story":
        return self.took(timing.warn_clock(self.claim, by=MACHINE, at=self.now))

    def expire(self) -> "Story":
        return self.took(timing.expire_clock(self.claim, by=MACHINE, at=self.now, rules=self.rules))

    def execute(self, name: str, by: Actor = MACHINE) -> "Story":
        return self.took(unwinding.execute(self.claim, name, reference=f"made-{name}", by=by, at=self.now))

    def unwound(self, name: str, by: Actor = MACHINE) -> "Story":
        return self.took(unwinding.confirm_unwound(self.claim, name, by=by, at=self.now))

    def execute_everything(self) -> "Story":
        for one in unwinding.to_execute(self.claim):
            self.execute(one.id)
        return self


def screening() -> Story:
    return Story().screen().examined()


def in_review(asked: Remedy = RETURN, stance: Stance = Stance.CONTESTS) -> Story:
    return Story(asked=asked).screen().examined().ask_merchant().answer(stance)


def refused(opinion: Opinion = AGAINST) -> Story:
    """Ann and Ben both refuse."""
    return in_review().judged(ANN, opinion).second().judged(BEN, opinion).decide(BEN)


def granted(remedy: Remedy = RETURN) -> Story:
    return in_review().judged(ANN, replace(GRANT, remedy=remedy)).decide(ANN)


def in_re_review(by: Actor = BUYER) -> Story:
    return refused().appeal(by).open_re_review()


_WAYS: dict[State, Callable[[], Story]] = {
    State.FILED: Story,
    State.SCREENING: screening,
    State.WAITING_EVIDENCE: lambda: screening().ask_evidence(),
    State.WAITING_MERCHANT: lambda: screening().ask_merchant(),
    State.IN_REVIEW: in_review,
    State.SECOND_REVIEW: lambda: in_review().judged(ANN, REFUSE).second(),
    State.DECIDED: granted,
    State.APPEALED: lambda: refused().appeal(),
    State.RE_REVIEW: in_re_review,
    State.CLOSED: lambda: in_re_review().judged(EVE, GRANT).decide_appeal(),
    State.WITHDRAWN: lambda: granted().withdraw(),
    State.SETTLED: lambda: granted().offer(BUYER, PART).accept_last(MERCHANT),
}


def in_state(state: State) -> Story:
    """Return a story that stands in a state, with a running clock where the state has one."""
    return _WAYS[state]()


def after(story: Story, fact: Fact) -> Event:
    """Return an event that could come next, with a fact that no move has made."""
    return Event(
        claim=story.claim.id,
        sequence=story.claim.sequence + 1,
        at=story.now,
        by=ANN,
        move=None,
        state=story.claim.state,
        fact=fact,
    )
