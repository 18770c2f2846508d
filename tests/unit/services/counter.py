"""A desk with its people around a store in memory: an examiner that says what it is told, a carrier that keeps books."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.claim import Claim
from fairclaim.domain.desk.decision import Consequence, Route
from fairclaim.domain.desk.evidence_rules import Reason, Shot
from fairclaim.domain.desk.judgement import Opinion, Outcome, View
from fairclaim.domain.desk.money import Money
from fairclaim.domain.desk.order_line import ClaimedItem, LineId, OrderLine
from fairclaim.domain.desk.party import ClaimId, PersonId
from fairclaim.domain.desk.remedy import BorneBy, Remedy, RemedyKind
from fairclaim.domain.examination import Examination
from fairclaim.domain.exhibit import Exhibit, MissingExhibit, Role
from fairclaim.domain.finding import Grade
from fairclaim.domain.order import Order
from fairclaim.domain.verdict import Call, Verdict
from fairclaim.evidence.signature import Ed25519Signer
from fairclaim.evidence.signed_note import COSIGNATURE, NoteKey
from fairclaim.services import caller
from fairclaim.services.caller import Caller
from fairclaim.services.desk import Desk, DeskLimits
from fairclaim.services.examine_claim import examine_claim
from fairclaim.services.file_claim import ClaimRequest, Filed, file_claim
from fairclaim.services.intake import Upload
from fairclaim.services.judge_claim import confirm_judgement, judge_claim, reveal_verdict
from fairclaim.services.notary import Notary
from fairclaim.services.ports.evidence import EarlierPhoto
from fairclaim.services.ports.people import KnownOrder
from fairclaim.services.ports.routing import Advice, RouteFacts
from fairclaim.services.take_task import take_next
from unit.services.memory import Memory, Policy, Rows, Trap

TENANT, OTHER_TENANT = "shop-street", "other-street"
MONDAY = datetime(2026, 3, 2, 2, tzinfo=UTC)
"""10:00 in Shanghai on a Monday in a month without holidays."""
HOUR = timedelta(hours=1)
WHY = Bilingual("裂纹只见于申请图片。", "The crack is in the claim picture only.")
PLAIN = Bilingual("材料已看，请见决定。", "The evidence was looked at; see the decision.")
BASIS = ("derived-from-reference",)


def member(name: str, *roles: caller.Role, tenant: str = TENANT, acts_for: str | None = None) -> Caller:
    merchant = None if acts_for is None else PersonId(acts_for)
    return Caller(tenant=tenant, person=PersonId(name), roles=frozenset(roles), acts_for=merchant)


WITNESS = Ed25519Signer.from_seed(bytes([2]) * 32)
NOTARY = Notary(
    host="desk.example",
    signer=Ed25519Signer.from_seed(bytes([1]) * 32),
    witnesses=(NoteKey("witness.example/w", COSIGNATURE, WITNESS.public_key.raw),),
)
BUYER = member("buyer-1", caller.Role.BUYER)
AGENT = member("agent-1", caller.Role.MERCHANT_AGENT, acts_for="merchant-1")
ANN = member("ann", caller.Role.REVIEWER)
BEN = member("ben", caller.Role.REVIEWER)
EVE = member("eve", caller.Role.REVIEWER)
DAN = member("dan", caller.Role.REVIEWER)
SUE = member("sue", caller.Role.SENIOR)
AUDITOR = member("aud", caller.Role.AUDITOR)
ADMIN = member("adm", caller.Role.ADMIN)
EDITOR = member("edi", caller.Role.POLICY_EDITOR)
PLATFORM = member("key-1", caller.Role.INTEGRATION)
MACHINE = member("worker-1", caller.Role.MACHINE)
STRANGER = member("buyer-9", caller.Role.BUYER)


def yuan(amount: int) -> Money:
    return Money(amount * 100, "CNY")


RETURN = Remedy(kind=RemedyKind.RETURN_AND_REFUND, borne_by=BorneBy.MERCHANT, amount=yuan(100))
REFUND_ONLY = Remedy(kind=RemedyKind.REFUND_ONLY, borne_by=BorneBy.MERCHANT, amount=yuan(100))
GRANT = Opinion(outcome=Outcome.GRANT, view=View.SUPPORTS, remedy=RETURN)
REFUSE = Opinion(outcome=Outcome.REFUSE, view=View.INSUFFICIENT, reasons=WHY, basis=BASIS)
AGAINST = Opinion(outcome=Outcome.REFUSE, view=View.CONTRADICTS, grade=Grade.A, reasons=WHY, basis=BASIS)
LINE = OrderLine(id=LineId("line-1"), title="cup", category="tableware", quantity=2, paid=yuan(200), refunded=yuan(0))
ORDER = KnownOrder(
    id="order-1",
    buyer=BUYER.person,
    merchant=PersonId("merchant-1"),
    lines=(LINE,),
    dates=Order(id="order-1", delivered_at=MONDAY - timedelta(days=3)),
)
WISH = ClaimRequest(
    order="order-1",
    items=(ClaimedItem(line=LINE.id, quantity=1),),
    reason=Reason.DAMAGED,
    asked=RETURN,
    words="杯口有裂纹",
)


def photo(shot: Shot | None = Shot.WHOLE, *, data: bytes | None = None, role: Role = Role.CLAIM) -> Upload:
    return Upload(data=f"photo of {shot}".encode() if data is None else data, role=role, name="img.jpg", shot=shot)


ALL_SHOTS = tuple(photo(shot) for shot in (Shot.WHOLE, Shot.CLOSE_UP, Shot.OTHER_ANGLE, Shot.PACKAGING))
SOME_SHOTS, OTHER_SHOTS = ALL_SHOTS[:2], ALL_SHOTS[2:]


def advice(route: Route, *remedies: RemedyKind, policy: str = "sha256:live", percent: int | None = None) -> Advice:
    return Advice(route=route, remedies=remedies, part_refund_percent=percent, why=PLAIN, policy=policy)


def cautious(facts: RouteFacts) -> Advice:
    """Ask for what is missing, call people on anything but no-trace, turn refund-only into a return, else approve."""
    if facts.missing:
        return advice(Route.ASK_MORE)
    if facts.call != "no-trace":
        return advice(Route.REVIEW)
    if facts.asked == "refund-only":
        return advice(Route.OFFER_REMEDY, RemedyKind.RETURN_AND_REFUND, RemedyKind.REPAIR)
    return advice(Route.APPROVE)


@dataclass
class Examiner:
    """Says of every set of photos what it is told to."""

    call: Call = Call.FORGED
    version: str = "1"
    seen: list[tuple[str, ...]] = field(default_factory=list)
    earlier: Sequence[EarlierPhoto] | None = None
    trap: Trap = field(default_factory=Trap)

    def examine(
        self,
        exhibits: Sequence[Exhibit | MissingExhibit],
        *,
        order: Order | None,
        case: str,
        earlier: Sequence[EarlierPhoto] | None = None,
    ) -> Examination:
        self.earlier = earlier
        assert order is not None
        self.trap()
        self.seen.append(tuple(one.name for one in exhibits))
        is_forged = self.call is Call.FORGED
        return Examination(
            case=case,
            version=self.version,
            seconds=0.1,
            exhibits=(),
            findings=(),
            verdict=Verdict(
                call=self.call,
                probability=0.987654 if is_forged else 0.01,
                grade=Grade.A if is_forged else None,
                because=BASIS if is_forged else (),
                abstained=PLAIN if self.call is Call.CANNOT_TELL else None,
            ),
        )


@dataclass
class Carrier:
    """Keeps books of effects outside: one for each key, and none after it was taken back."""

    trap: Trap = field(default_factory=Trap)
    effects: dict[str, str] = field(default_factory=dict)
    standing: set[str] = field(default_factory=set)
    taken_back: set[str] = field(default_factory=set)

    def carry_out(self, tenant: str, claim: Claim, consequence: Consequence, *, key: str) -> str | None:
        assert tenant
        assert key.startswith(claim.id)
        self.trap()
        if key not in self.effects and key not in self.taken_back:
            self.effects[key] = f"made-{consequence.id}"
            self.standing.add(key)
        self.trap()
        return self.effects.get(key)

    def take_back(self, tenant: str, claim: Claim, consequence: Consequence, *, key: str) -> None:
        assert tenant
        assert claim.id in key
        assert consequence.id in key
        self.trap()
        self.taken_back.add(key)
        self.standing.discard(key)
        self.trap()


class Counter:
    """The desk, its clock and its people."""

    def __init__(
        self, policy: Policy = cautious, *, call: Call = Call.FORGED, limits: DeskLimits | None = None
    ) -> None:
        self.now = MONDAY
        self.ids = 0
        self.trap = Trap()
        self.memory = Memory(now=lambda: self.now, live=policy, trap=self.trap)
        self.examiner = Examiner(call=call, trap=self.trap)
        self.carrier = Carrier(trap=self.trap)
        self.desk = Desk(
            units=self.memory,
            now=lambda: self.now,
            ids=self._id,
            examiner=self.examiner,
            carrier=self.carrier,
            limits=limits or DeskLimits(),
            notary=NOTARY,
        )
        self.rows.orders["order-1"] = ORDER
        self.memory.rows(OTHER_TENANT).orders["order-1"] = ORDER

    @property
    def rows(self) -> Rows:
        return self.memory.rows(TENANT)

    def _id(self, kind: str) -> str:
        self.ids += 1
        return f"{kind}-{self.ids}"

    def claim(self, claim: ClaimId) -> Claim:
        return self.rows.claims[claim]

    def wait(self, time: timedelta = HOUR) -> "Counter":
        self.now += time
        return self

    def file(self, *photos: Upload, key: str | None = None, asked: Remedy = RETURN) -> Filed:
        return file_claim(self.desk, BUYER, replace(WISH, photos=photos, asked=asked), key=key)

    def filed(self, *photos: Upload) -> ClaimId:
        return self.file(*photos).receipt.claim

    def screened(self, *photos: Upload) -> ClaimId:
        claim = self.filed(*(photos or ALL_SHOTS))
        examine_claim(self.desk, MACHINE, claim)
        return claim

    def judged(self, who: Caller, claim: ClaimId, opinion: Opinion) -> None:
        """Take the task, judge, look, confirm."""
        taken = take_next(self.desk, who)
        assert taken is not None
        assert taken.claim == claim
        judge_claim(self.desk, who, claim, opinion)
        reveal_verdict(self.desk, who, claim)
        confirm_judgement(self.desk, who, claim, opinion)
        self.wait()
