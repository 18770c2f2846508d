"""What happened to a claim, for its parties: who did what when, in words; nothing of judgements, verdicts, notes or names."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk import facts
from fairclaim.domain.desk.claim import Stance
from fairclaim.domain.desk.clock_rules import EXPIRY_SAYS, PauseReason
from fairclaim.domain.desk.decision import AppealResult
from fairclaim.domain.desk.facts import Event
from fairclaim.domain.desk.judgement import Outcome
from fairclaim.domain.desk.party import ActorKind, ClaimId, TextId
from fairclaim.domain.desk.remedy import REMEDY_NAMES, Remedy
from fairclaim.services.caller import Caller, Role
from fairclaim.services.desk import Desk
from fairclaim.services.errors import NotFoundError
from fairclaim.services.grants import Action
from fairclaim.services.ports.work import Work
from fairclaim.services.shown import shown_to

PAUSE_NAMES = {
    PauseReason.OUTAGE: Bilingual("平台暂时无法使用", "the desk could not be used"),
    PauseReason.THIRD_PARTY: Bilingual(
        "等待快递、维修或其他第三方", "waiting for a carrier, a technician or another third party"
    ),
    PauseReason.EMERGENCY: Bilingual("一方所在地发生灾害或突发事件", "an emergency where one side is"),
    PauseReason.OTHER_PROCEDURE: Bilingual("同一事项正由其他机构处理", "the same matter is before another body"),
}
_SIDES = {Role.BUYER: ActorKind.BUYER, Role.MERCHANT_AGENT: ActorKind.MERCHANT}
_PLAIN: dict[type, Bilingual] = {
    facts.ClaimFiled: Bilingual("买家提交了申请", "The buyer filed the claim"),
    facts.EvidenceCompleted: Bilingual("买家交齐了现有材料", "The buyer handed in what there is"),
    facts.MerchantAsked: Bilingual("请商家答复", "The merchant was asked to answer"),
    facts.ReviewSent: Bilingual("转由审核人查看", "People were asked to look at it"),
    facts.ReReviewOpened: Bilingual("未参与过的审核人开始复核", "People who had no part in it began to look anew"),
    facts.OfferAccepted: Bilingual("双方达成一致", "The sides agreed"),
    facts.ClaimWithdrawn: Bilingual("买家撤回了申请", "The buyer took the claim back"),
    facts.AppealWithdrawn: Bilingual("申诉已撤回，决定维持", "The appeal was taken back; the decision stands"),
    facts.ClockResumed: Bilingual("恢复计时", "The clock runs again"),
    facts.ClockExtended: Bilingual("期限延长", "More time was given"),
}
_FILES = {
    ActorKind.BUYER: Bilingual("买家添加了材料", "The buyer added files"),
    ActorKind.MERCHANT: Bilingual("商家添加了材料", "The merchant added files"),
}
_GATHERED = Bilingual(
    "加入了下单时的商品图和发货留证", "Pictures shown at the time of the order, and of the packing, were added"
)
_OFFERED = {
    ActorKind.BUYER: Bilingual("买家提出方案", "The buyer offered"),
    ActorKind.MERCHANT: Bilingual("商家提出方案", "The merchant offered"),
    ActorKind.MACHINE: Bilingual("按规则提出方案", "The rules offered"),
}
_APPEALED = {
    ActorKind.BUYER: Bilingual("买家申诉", "The buyer appealed"),
    ActorKind.MERCHANT: Bilingual("商家申诉", "The merchant appealed"),
}
_STANCES = {
    Stance.CONTESTS: Bilingual("商家有不同意见", "The merchant disagrees"),
    Stance.NO_OBJECTION: Bilingual("商家没有异议", "The merchant has no objection"),
}
_RESULTS = {
    AppealResult.UPHELD: Bilingual("复核后维持原决定", "After the second look the decision stands"),
    AppealResult.OVERTURNED: Bilingual("复核后改变了决定", "After the second look the decision was changed"),
}
_OUTCOMES = {
    Outcome.GRANT: Bilingual("决定：同意", "Decided: granted"),
    Outcome.REFUSE: Bilingual("决定：不同意", "Decided: not granted"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One line of a claim's history.

    Parameters
    ----------
    side : ActorKind or None
        The party that acted; None for the desk.
    what : Bilingual
        Said without a full stop.
    details : tuple of Bilingual
        What was asked for, offered or given as reasons.
    said : str or None
        The party's own words; None if there are none, or they were erased.
    files : int
        How many files came in.
    """

    at: datetime
    side: ActorKind | None
    what: Bilingual
    details: tuple[Bilingual, ...] = ()
    said: str | None = None
    files: int = 0


def see_history(desk: Desk, who: Caller, claim: ClaimId) -> tuple[Happening, ...]:
    """Return what happened, the newest first.

    Raises
    ------
    NotFoundError
        If there is no such claim for this caller, or the caller is no party of it.
    """

    def whole(work: Work) -> tuple[Happening, ...]:
        _, role = shown_to(desk, work, who, Action.SEE, claim)
        if role not in _SIDES:
            raise NotFoundError
        return tuple(reversed(list(_joined(_told(work, work.claims.events(claim))))))

    return desk.units.read(who.tenant, whole)


def remedy_in_words(remedy: Remedy) -> Bilingual:
    """Return a remedy with its amount."""
    name = REMEDY_NAMES[remedy.kind]
    return name if remedy.amount is None else Bilingual(f"{name.zh} {remedy.amount}", f"{name.en}, {remedy.amount}")


def _told(work: Work, events: Iterable[Event]) -> Iterator[Happening]:
    for event in events:
        found = _of(event)
        if found is not None:
            text: TextId | None = getattr(event.fact, "words", None)
            if isinstance(event.fact, facts.MerchantAnswered):
                text = event.fact.answer.words
            yield replace(found, said=None if text is None else work.people.text(text))


def _of(event: Event) -> Happening | None:  # noqa: PLR0911  (one case a kind of fact)
    side = event.by.kind if event.by.is_party else None
    fact = event.fact
    plain = Happening(at=event.at, side=side, what=_PLAIN.get(type(fact), Bilingual("", "")))
    match fact:
        case facts.EvidenceAttached():
            return replace(plain, what=_GATHERED if side is None else _FILES[event.by.kind], files=1)
        case facts.EvidenceAsked():
            asked = Bilingual("请买家补充材料", "The buyer was asked for more")
            return replace(plain, what=asked, details=tuple(need.in_words() for need in fact.missing))
        case facts.MerchantAnswered():
            return replace(plain, what=_STANCES[fact.answer.stance])
        case facts.OfferMade():
            return replace(plain, what=_OFFERED[fact.offer.by], details=(remedy_in_words(fact.offer.remedy),))
        case facts.Decided():
            return replace(plain, what=_OUTCOMES[fact.decision.outcome], details=(fact.decision.reasons,))
        case facts.AppealDecided():
            return replace(plain, what=_RESULTS[fact.result], details=(fact.decision.reasons,))
        case facts.Appealed():
            return replace(plain, what=_APPEALED[event.by.kind])
        case facts.ClockPaused():
            return replace(
                plain, what=Bilingual("暂停计时", "The clock stands still"), details=(PAUSE_NAMES[fact.because],)
            )
        case facts.ClockExpired():
            return replace(plain, what=Bilingual("期限届满", "The time was over"), details=(EXPIRY_SAYS[fact.then],))
    return plain if type(fact) in _PLAIN else None


def _joined(found: Iterable[Happening]) -> Iterator[Happening]:
    """Join files that came one after the other."""
    last: Happening | None = None
    for one in found:
        if last is not None and last.files and one.files and last.what == one.what:
            last = replace(last, files=last.files + one.files, at=one.at)
            continue
        if last is not None:
            yield last
        last = one
    if last is not None:
        yield last
