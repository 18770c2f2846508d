"""Claims to be judged on a desk that a browser visits, with examinations that find something at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

import cv2
import numpy as np

from fairclaim.demo.goods import GOODS
from fairclaim.demo.photos import Story
from fairclaim.demo.shop import MERCHANT, TENANT
from fairclaim.demo.stories import HOUR, Plot
from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.box import Box
from fairclaim.domain.desk.claim import Stance
from fairclaim.domain.desk.evidence_rules import Reason, Shot
from fairclaim.domain.desk.money import Money
from fairclaim.domain.desk.order_line import ClaimedItem, LineId
from fairclaim.domain.desk.party import ClaimId, PersonId
from fairclaim.domain.desk.remedy import BorneBy, Remedy, RemedyKind
from fairclaim.domain.desk.states import State
from fairclaim.domain.examination import Examination, ExhibitFacts
from fairclaim.domain.exhibit import Exhibit, ExhibitId, MissingExhibit
from fairclaim.domain.exhibit import Role as ExhibitRole
from fairclaim.domain.finding import Finding, Grade, Measured, Outcome
from fairclaim.domain.order import Order
from fairclaim.domain.verdict import Call, Verdict
from fairclaim.services.add_evidence import add_evidence
from fairclaim.services.answer_claim import answer_claim
from fairclaim.services.caller import Caller, Role
from fairclaim.services.desk import Desk
from fairclaim.services.examine_claim import examine_claim
from fairclaim.services.file_claim import ClaimRequest, file_claim
from fairclaim.services.intake import Upload
from fairclaim.services.ports.evidence import EarlierPhoto
from fairclaim.services.ports.trade import OrderDates, SoldLine
from fairclaim.services.register_order import register_order
from fairclaim.services.told_order import ToldOrder

ONE = (Plot(good=0, story=Story.WHOLE, ends=State.FILED, ago=HOUR),)
"""As much of the demonstration as brings the shop and its staff with it."""
PLATFORM = Caller(tenant=TENANT, person=PersonId("demo-platform"), roles=frozenset({Role.INTEGRATION}))
MACHINE = Caller(tenant=TENANT, person=PersonId("demo-machine"), roles=frozenset({Role.MACHINE}))
PAID = Money(8_900, "CNY")
SHOTS = (Shot.WHOLE, Shot.CLOSE_UP, Shot.OTHER_ANGLE)


def photo(seed: int) -> bytes:
    """Return a drawn photo of 1200 by 900 pixels."""
    chance = np.random.default_rng(seed)
    small = chance.integers(60, 220, (9, 12, 3), dtype=np.uint8)
    pixels = cv2.resize(small, (1200, 900), interpolation=cv2.INTER_CUBIC)
    cv2.putText(pixels, f"photo {seed}", (80, 480), cv2.FONT_HERSHEY_SIMPLEX, 4, (250, 250, 250), 12)
    return cv2.imencode(".jpg", pixels)[1].tobytes()


def file_waiting(desk: Desk, count: int, *, buyer: str | None = None) -> list[ClaimId]:
    """File so many claims and bring them to review; each is another buyer's if none is named."""
    return [_in_review(desk, number, buyer or f"visitor-{number}") for number in range(count)]


def _in_review(desk: Desk, number: int, buyer_name: str) -> ClaimId:
    good, at = GOODS[number % 2], desk.now()
    line = SoldLine(
        id=LineId("1"),
        title=good.title.zh,
        category=good.category,
        quantity=1,
        amount_minor=PAID.amount_minor,
        listing=good.id,
    )
    told = ToldOrder(
        number=f"R-{number}",
        buyer=buyer_name,
        merchant=MERCHANT,
        currency="CNY",
        lines=(line,),
        dates=OrderDates(placed_at=at - timedelta(days=5), delivered_at=at - timedelta(days=1)),
    )
    order = register_order(desk, PLATFORM, told).order
    buyer = Caller(tenant=TENANT, person=order.buyer, roles=frozenset({Role.BUYER}))
    agent = Caller(
        tenant=TENANT, person=PersonId("agent-0"), roles=frozenset({Role.MERCHANT_AGENT}), acts_for=order.merchant
    )
    wish = ClaimRequest(
        order=order.id,
        items=(ClaimedItem(line=order.lines[0].id, quantity=1),),
        reason=Reason.DAMAGED,
        asked=Remedy(kind=RemedyKind.RETURN_AND_REFUND, borne_by=BorneBy.MERCHANT, amount=PAID),
        words="收到时有裂纹，没法用了。",
        photos=tuple(
            Upload(data=photo(10 * number + n), role=ExhibitRole.CLAIM, name=f"IMG_{n}.jpg", shot=shot)
            for n, shot in enumerate(SHOTS)
        ),
    )
    claim = file_claim(desk, buyer, wish).receipt.claim
    state = examine_claim(desk, MACHINE, claim).state
    if state is State.WAITING_EVIDENCE:
        add_evidence(desk, buyer, claim)
        state = examine_claim(desk, MACHINE, claim).state
    if state is State.WAITING_MERCHANT:
        words = "出库前逐件检查并拍照，当时完好。"
        state = answer_claim(desk, agent, claim, Stance.CONTESTS, words=words).state
    assert state is State.IN_REVIEW, state
    return claim


@dataclass
class QuickExaminer:
    """Finds the same in every first claim photo, in no time."""

    version: str = "quick"

    def examine(
        self,
        exhibits: Sequence[Exhibit | MissingExhibit],
        *,
        order: Order | None,
        case: str,
        earlier: Sequence[EarlierPhoto] | None = None,
    ) -> Examination:
        """Return an examination with a finding that has a place, one that speaks for the picture, and one that says nothing."""
        del order, earlier
        counts: dict[ExhibitRole, int] = {}
        facts = []
        for one in exhibits:
            counts[one.role] = counts.get(one.role, 0) + 1
            digest = sha256(one.data).hexdigest() if isinstance(one, Exhibit) else None
            facts.append(
                ExhibitFacts(
                    id=ExhibitId(f"{one.role.value}-{counts[one.role]}"),
                    role=one.role,
                    path=one.name,
                    sha256=digest,
                    media_type="image/jpeg",
                    height=900,
                    width=1200,
                )
            )
        claim, listing = ExhibitId("claim-1"), ExhibitId("listing-1")
        return Examination(
            case=case,
            version=self.version,
            seconds=0.0,
            exhibits=tuple(facts),
            findings=(
                _finding("derived-from-reference", (claim, listing), Outcome.WARN, regions=(Box(100, 150, 400, 600),)),
                _finding("capture-metadata", (claim,), Outcome.PASS),
                _finding("copy-move", (claim,), Outcome.CANNOT_TELL),
            ),
            verdict=Verdict(
                call=Call.CANNOT_TELL,
                probability=0.4,
                grade=None,
                because=(),
                abstained=Bilingual("照片太小。", "Too small."),
            ),
        )


def _finding(
    check: str, exhibits: tuple[ExhibitId, ...], outcome: Outcome, *, regions: tuple[Box, ...] = ()
) -> Finding:
    return Finding(
        check=check,
        signal="seen",
        exhibits=exhibits,
        outcome=outcome,
        grade=Grade.B if outcome is Outcome.WARN else None,
        log_odds=1.0,
        reason=Bilingual("此处与商品图不同。", "This place differs from the listing picture."),
        innocent=Bilingual("光线或角度不同。", "Another light, another angle."),
        measured=Measured(false_alarm=0.01, miss=0.2, on="a test, n=100"),
        regions=regions,
    )
