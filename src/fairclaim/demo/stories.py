"""Forty claims as people would have made them: filed, examined, answered, judged and appealed through the verbs of the desk.

Every claim is brought where it stands by the same verbs that pages and API call, at times of the past, so that its history, its clocks and
its reasons are those of a real one.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from fairclaim.demo.goods import GOODS, Good
from fairclaim.demo.photos import Story
from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.claim import Claim, Stance
from fairclaim.domain.desk.evidence_rules import Reason, Shot
from fairclaim.domain.desk.judgement import Opinion, Outcome, View
from fairclaim.domain.desk.money import Money
from fairclaim.domain.desk.order_line import ClaimedItem, LineId
from fairclaim.domain.desk.party import ClaimId
from fairclaim.domain.desk.refusals import DisagreementError, JudgementMissingError, SecondPersonError
from fairclaim.domain.desk.remedy import BorneBy, Remedy, RemedyKind
from fairclaim.domain.desk.states import State
from fairclaim.domain.exhibit import Role
from fairclaim.domain.finding import Grade
from fairclaim.services.add_evidence import add_evidence
from fairclaim.services.answer_claim import answer_claim
from fairclaim.services.appeal_claim import appeal_claim
from fairclaim.services.ask import ask_merchant
from fairclaim.services.awaited import Queue
from fairclaim.services.caller import Caller
from fairclaim.services.carry_out import carry_out
from fairclaim.services.decide_claim import decide_claim
from fairclaim.services.desk import Desk
from fairclaim.services.examine_claim import examine_claim
from fairclaim.services.file_claim import ClaimRequest, file_claim
from fairclaim.services.intake import Upload
from fairclaim.services.judge_claim import confirm_judgement, judge_claim, reveal_verdict
from fairclaim.services.run_deadline import due_deadlines, run_deadline
from fairclaim.services.settle_claim import accept_offer, offer_remedy, withdraw_claim
from fairclaim.services.take_task import take_next

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
STEPS = 40
"""More than any story has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """How one claim goes.

    Parameters
    ----------
    good : int
        Which of the goods it is about.
    ends : State
        Where it stands when the newcomer comes.
    ago : timedelta
        When it was filed, before now.
    is_refused : bool
        The reviewers find against it.
    is_overturned : bool
        The appeal does not.
    stance : Stance
        What the merchant says when asked.
    """

    good: int
    story: Story
    ends: State
    ago: timedelta
    asked: RemedyKind = RemedyKind.RETURN_AND_REFUND
    is_refused: bool = False
    is_overturned: bool = False
    appeals: bool = False
    stance: Stance = Stance.CONTESTS


def _several(count: int, plot: Plot, *, apart: timedelta = DAY, goods: int = 1) -> tuple[Plot, ...]:
    """Return a plot so many times, each later than the one before and about another of the goods."""
    return tuple(
        replace(plot, good=(plot.good + number * goods) % len(GOODS), ago=plot.ago - number * apart)
        for number in range(count)
    )


_BROKEN = Plot(good=0, story=Story.BROKEN, ends=State.CLOSED, ago=40 * DAY)
_PAINTED = replace(_BROKEN, story=Story.PAINTED, is_refused=True)
_REFUND_ONLY = replace(_BROKEN, asked=RemedyKind.REFUND_ONLY)
PLOTS: tuple[Plot, ...] = (
    *_several(4, _BROKEN),
    *_several(4, replace(_PAINTED, good=2, ago=38 * DAY)),
    replace(_REFUND_ONLY, good=3, ago=30 * DAY, is_refused=True, appeals=True, is_overturned=True),
    replace(_PAINTED, good=4, ago=29 * DAY, appeals=True),
    *_several(2, replace(_REFUND_ONLY, good=1, story=Story.WHOLE, ends=State.WITHDRAWN, ago=12 * DAY)),
    *_several(3, replace(_REFUND_ONLY, good=3, ends=State.SETTLED, ago=10 * DAY)),
    *_several(3, replace(_BROKEN, ends=State.DECIDED, ago=6 * DAY), goods=2),
    *_several(2, replace(_PAINTED, good=2, ends=State.DECIDED, ago=7 * DAY)),
    replace(_PAINTED, good=5, ends=State.RE_REVIEW, ago=3 * DAY, appeals=True),
    *_several(
        2, replace(_REFUND_ONLY, story=Story.WHOLE, ends=State.APPEALED, ago=60 * HOUR, is_refused=True, appeals=True)
    ),
    *_several(3, replace(_PAINTED, good=1, ends=State.SECOND_REVIEW, ago=20 * HOUR), apart=HOUR),
    *_several(2, replace(_PAINTED, ends=State.IN_REVIEW, ago=17 * HOUR), apart=2 * HOUR),
    *_several(2, replace(_REFUND_ONLY, good=2, story=Story.COPIED, ends=State.IN_REVIEW, ago=13 * HOUR), apart=HOUR),
    *_several(2, replace(_REFUND_ONLY, good=4, ends=State.IN_REVIEW, ago=11 * HOUR), apart=HOUR),
    *_several(3, replace(_REFUND_ONLY, good=3, ends=State.WAITING_MERCHANT, ago=9 * HOUR), apart=2 * HOUR),
    *_several(3, replace(_BROKEN, ends=State.WAITING_EVIDENCE, ago=8 * HOUR), apart=2 * HOUR, goods=2),
    *_several(2, replace(_BROKEN, good=4, ends=State.FILED, ago=timedelta(minutes=4)), apart=timedelta(minutes=2)),
)
"""In the order in which reviewers can finish them: what stays open comes last."""
_WORDS = {
    "ceramics": "收到时有裂纹，没法用了。",
    "clothes": "胸前有一大块污渍，洗不掉。",
    "furniture": "灯罩破了一个口子。",
    "fresh-food": "有几个发霉了。",
    "food": "外盒撕裂，茶叶洒出来了。",
}
_ANSWERS = {Stance.CONTESTS: "出库前逐件检查并拍照，当时完好。", Stance.NO_OBJECTION: "没有异议，由平台处理。"}
_AGAINST = Bilingual(
    "申请图片与商家图片为同一次拍摄，只有破损处不同。",
    "The claim picture and the merchant's picture are one exposure; they differ at the damage only.",
)
_NOT_ENOUGH = Bilingual("现有材料看不出所述的问题。", "The evidence does not show the problem that was described.")
_FOR = Bilingual(
    "照片显示了所述的破损，角度相互印证。", "The photos show the damage that was described, and their angles agree."
)


SHOWN = frozenset({State.IN_REVIEW, State.SECOND_REVIEW, State.APPEALED, State.RE_REVIEW})
"""Where somebody will look at the photos: there are more of them, and one from packing. Elsewhere one will do: each is really examined."""
_QUEUES = {
    State.IN_REVIEW: (Queue.FIRST,),
    State.SECOND_REVIEW: (Queue.SECOND, Queue.SENIOR),
    State.APPEALED: (Queue.APPEAL,),
    State.RE_REVIEW: (Queue.APPEAL, Queue.APPEAL_SENIOR),
}
"""Where the next judgement of a claim is waited for; what earlier stories have left open in other queues stays there."""


class Time:
    """The time of a story, moved by hand."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        """Return the present moment of the story."""
        return self.at

    def wait(self, time: timedelta) -> None:
        """Let time pass."""
        self.at += time


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """The people of the shop, signed in.

    Parameters
    ----------
    agent : Caller
        Answers for the merchant.
    reviewers : tuple of Caller
        Three or more, so that an appeal finds somebody who had no part.
    """

    agent: Caller
    reviewers: tuple[Caller, ...]
    senior: Caller
    machine: Caller


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """An order of one thing, registered already.

    Parameters
    ----------
    photos : callable
        Takes a number of photos and returns that many of the buyer's, or one if there is only one.
    """

    id: str
    line: str
    buyer: Caller
    good: Good
    photos: Callable[[int], tuple[bytes, ...]]


class StoryError(Exception):
    """A claim does not come where its plot ends: the desk's rules, or what was found in its photos, want it elsewhere."""


class Storyteller:
    """Brings claims where their plots end.

    Parameters
    ----------
    desk : Desk
        Its ``now`` is ``time``.
    """

    def __init__(self, desk: Desk, time: Time, cast: Cast) -> None:
        self._desk, self._time, self._cast = desk, time, cast

    def tell(self, plot: Plot, order: Order, *, now: datetime) -> ClaimId:
        """Let one claim happen.

        Raises
        ------
        StoryError
            If it does not come where the plot ends; it stays where it has come.
        """
        self._time.at = now - plot.ago
        shots = (Shot.WHOLE, Shot.CLOSE_UP) if plot.ends in SHOWN else (Shot.WHOLE,)
        photos = [
            Upload(data=data, role=Role.CLAIM, name=f"IMG_{number + 1:04}.jpg", shot=shot)
            for number, (shot, data) in enumerate(zip(shots, order.photos(len(shots)), strict=False))
        ]
        is_short = plot.ends in (State.WAITING_EVIDENCE, State.FILED)
        wish = ClaimRequest(
            order=order.id,
            items=(ClaimedItem(line=LineId(order.line), quantity=1),),
            reason=Reason.SPOILED if order.good.category == "fresh-food" else Reason.DAMAGED,
            asked=_remedy(plot.asked, order.good),
            words=_WORDS[order.good.category],
            photos=tuple(photos[:1] if is_short else photos),
        )
        claim = file_claim(self._desk, order.buyer, wish).receipt.claim
        if plot.ends is State.FILED:
            return claim
        self._time.wait(timedelta(minutes=10))
        self._examine(claim)
        for _ in range(STEPS):
            found = self._claim(claim)
            if found.state is plot.ends:
                return claim
            self._go_on(found, plot, order)
        raise StoryError(f"{plot} stands at {self._claim(claim).state}")

    def _go_on(self, claim: Claim, plot: Plot, order: Order) -> None:
        if plot.ends is State.WITHDRAWN:
            withdraw_claim(self._desk, order.buyer, claim.id)
        elif claim.state is State.WAITING_EVIDENCE:
            self._complete(claim, plot, order)
        elif plot.ends is State.SETTLED:
            self._settle(claim, order)
        elif claim.state is State.WAITING_MERCHANT:
            self._answer(claim, plot)
        elif claim.state is State.DECIDED:
            self._after_decision(claim, plot, order)
        else:
            self._judge(claim, plot, order)

    def _examine(self, claim: ClaimId) -> None:
        examine_claim(self._desk, self._cast.machine, claim)

    def _complete(self, claim: Claim, plot: Plot, order: Order) -> None:
        self._time.wait(3 * HOUR)
        wanted = [one for one in claim.requested if one.media.value == "photo"] if plot.ends in SHOWN else []
        photos = (order.photos(2 + len(wanted))[2:] or order.photos(1)) if wanted else ()
        uploads = tuple(
            Upload(data=data, role=Role.CLAIM, name=f"IMG_{number + 11:04}.jpg", shot=need.shot)
            for number, (need, data) in enumerate(zip(wanted, photos, strict=False))
        )
        add_evidence(self._desk, order.buyer, claim.id, uploads)
        self._examine(claim.id)

    def _answer(self, claim: Claim, plot: Plot) -> None:
        self._time.wait(4 * HOUR)
        answer_claim(self._desk, self._cast.agent, claim.id, plot.stance, words=_ANSWERS[plot.stance])
        self._examine(claim.id)

    def _settle(self, claim: Claim, order: Order) -> None:
        self._time.wait(2 * HOUR)
        remedy = _remedy(RemedyKind.RETURN_AND_REFUND, order.good)
        offer = offer_remedy(self._desk, self._cast.agent, claim.id, remedy, words="可以寄回退款。").made
        self._time.wait(5 * HOUR)
        if offer is not None:
            accept_offer(self._desk, order.buyer, claim.id, offer)
        carry_out(self._desk, self._cast.machine, claim.id)

    def _judge(self, claim: Claim, plot: Plot, order: Order) -> None:
        """Let the next person who may judge do so."""
        if claim.state not in _QUEUES:
            raise StoryError(f"{claim.id} waits for nobody in {claim.state}")
        self._time.wait(HOUR / 3)
        is_appeal = claim.state in (State.APPEALED, State.RE_REVIEW)
        opinion = _opinion(plot, order.good, refuses=plot.is_refused and not (is_appeal and plot.is_overturned))
        for who in (*self._cast.reviewers, self._cast.senior):
            taken = take_next(self._desk, who, queues=_QUEUES[claim.state])
            if taken is None or taken.claim != claim.id:
                continue
            if opinion.outcome is Outcome.GRANT and not claim.merchant_asked:
                ask_merchant(self._desk, who, claim.id)
                return
            judge_claim(self._desk, who, claim.id, opinion)
            if is_appeal and plot.ends is State.RE_REVIEW:
                return
            self._time.wait(HOUR / 6)
            reveal_verdict(self._desk, who, claim.id)
            confirm_judgement(self._desk, who, claim.id, opinion)
            self._decide(claim.id, who, opinion)
            return
        raise StoryError(f"nobody can judge {claim.id} in {claim.state}")

    def _decide(self, claim: ClaimId, who: Caller, opinion: Opinion) -> None:
        try:
            decide_claim(self._desk, who, claim, reasons=opinion.reasons or _FOR, basis=opinion.basis or ("photos",))
        except (SecondPersonError, DisagreementError, JudgementMissingError):
            return  # another person is needed
        carry_out(self._desk, self._cast.machine, claim)

    def _after_decision(self, claim: Claim, plot: Plot, order: Order) -> None:
        carry_out(self._desk, self._cast.machine, claim.id)
        if plot.appeals:
            self._time.wait(DAY)
            appeal_claim(self._desk, order.buyer, claim.id, words="请再看一次原图，我没有改过照片。")
            return
        self._time.wait(16 * DAY)
        for due in due_deadlines(self._desk, self._cast.machine, limit=1_000):
            if due.claim == claim.id:
                run_deadline(self._desk, self._cast.machine, due)
        carry_out(self._desk, self._cast.machine, claim.id)

    def _claim(self, claim: ClaimId) -> Claim:
        found = self._desk.units.read(self._cast.machine.tenant, lambda work: work.claims.find(claim))
        if found is None:
            raise StoryError(f"{claim} is gone")
        return found


def _remedy(kind: RemedyKind, good: Good) -> Remedy:
    return Remedy(kind=kind, borne_by=BorneBy.MERCHANT, amount=Money(good.amount_minor, "CNY"))


def _opinion(plot: Plot, good: Good, *, refuses: bool) -> Opinion:
    if not refuses:
        # Refund without return is the merchant's to agree to; the goods come back instead.
        remedy = _remedy(RemedyKind.RETURN_AND_REFUND, good)
        return Opinion(outcome=Outcome.GRANT, view=View.SUPPORTS, remedy=remedy)
    if plot.story is Story.PAINTED:
        basis = ("derived-from-reference",)
        return Opinion(outcome=Outcome.REFUSE, view=View.CONTRADICTS, grade=Grade.A, reasons=_AGAINST, basis=basis)
    return Opinion(outcome=Outcome.REFUSE, view=View.INSUFFICIENT, reasons=_NOT_ENOUGH, basis=("photos",))


def good_of(plot: Plot) -> Good:
    """Return what a claim is about."""
    return GOODS[plot.good]
