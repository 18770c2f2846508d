"""Which filings fit a situation. A person chooses among them; none is written or sent by this."""

from dataclasses import dataclass
from enum import StrEnum

from fairclaim.domain.bilingual import Bilingual


class Side(StrEnum):
    """Who asks."""

    MERCHANT = "merchant"
    BUYER = "buyer"
    PLATFORM = "platform"


class Stage(StrEnum):
    """How far the matter has come, seen from that side."""

    OPEN = "open"
    """Nobody has decided."""
    DECIDED = "decided"
    """Decided, not against this side; the other one may appeal."""
    AGAINST = "against"
    """Decided against this side; an appeal is possible."""
    APPEALED = "appealed"
    """Under appeal."""
    STANDS = "stands"
    """Decided that the evidence contradicts the claim, and final."""
    ENDED = "ended"
    """Decided otherwise, and final."""
    OVERTURNED = "overturned"
    DROPPED = "dropped"
    """Withdrawn, settled, or refused without anything paid."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What is known of a matter.

    Parameters
    ----------
    is_paid : bool
        Something was paid out on it.
    has_produce_id : bool
        An AI label with a ProduceID was read.
    has_removed_label : bool
        People found that a label was taken off or hidden.
    has_demand : bool
        A request for a payment back has come.
    is_in_china : bool
        The law of the mainland may apply.
    """

    side: Side
    stage: Stage
    is_paid: bool = False
    has_produce_id: bool = False
    has_removed_label: bool = False
    has_demand: bool = False
    is_in_china: bool = True


@dataclass(frozen=True, slots=True)
class Proposal:
    """One filing that fits, and why."""

    kind: str
    because: Bilingual


_ASK = Proposal(
    "notice-to-buyer",
    Bilingual("还没有决定：先请对方补充说明", "nothing is decided: ask the other side for more first"),
)
_NOTICE = Proposal(
    "decision-notice",
    Bilingual(
        "决定须告知事实、理由、依据和申诉方式", "a decision is told with facts, reasons, basis and how to appeal"
    ),
)
_ANSWER = Proposal("buyer-answer", Bilingual("还没有决定：可以补充说明", "nothing is decided: more can be said"))
_BY_STAGE = {
    (Side.MERCHANT, Stage.OPEN): _ASK,
    (Side.PLATFORM, Stage.OPEN): _ASK,
    (Side.BUYER, Stage.OPEN): _ANSWER,
    (Side.MERCHANT, Stage.AGAINST): Proposal(
        "platform-appeal", Bilingual("对决定有不同意见，可以申诉", "the decision can be appealed against")
    ),
    (Side.BUYER, Stage.AGAINST): Proposal(
        "buyer-appeal", Bilingual("对决定有不同意见，可以申诉", "the decision can be appealed against")
    ),
    (Side.PLATFORM, Stage.DECIDED): _NOTICE,
    (Side.PLATFORM, Stage.APPEALED): _NOTICE,
    (Side.PLATFORM, Stage.STANDS): _NOTICE,
    (Side.PLATFORM, Stage.ENDED): _NOTICE,
    (Side.PLATFORM, Stage.OVERTURNED): Proposal(
        "withdrawal-notice",
        Bilingual("撤销后，须告知所有依据过原决定的各方", "everyone who relied on it is told that it was overturned"),
    ),
}
_DEMAND_ANSWER = Proposal(
    "demand-answer", Bilingual("收到返还请求，可以答复", "a request has come and can be answered")
)
_PROVIDER = Proposal(
    "provider-inquiry",
    Bilingual("标识没有签名，请服务提供者按编号核实", "the label is not signed; its provider can confirm the number"),
)
_AUTHORITY = Proposal(
    "authority-report",
    Bilingual("标识被去除或隐匿，可以向主管部门反映", "a label was removed or hidden; the authority can be told"),
)
_DEMAND = Proposal(
    "civil-demand",
    Bilingual("决定已经生效且付过款，可以请求返还", "the decision stands and something was paid: it can be asked back"),
)
_POLICE = Proposal(
    "police-cover",
    Bilingual(
        "决定已经生效且付过款，可以把证据包交公安机关判断",
        "the decision stands and something was paid: the police can judge the bundle",
    ),
)


def fitting(situation: Situation) -> tuple[Proposal, ...]:
    """Return the filings that fit a situation, the mildest first.

    A request for payment and the police come up only once a decision stands and something was paid; never on a suspicion.
    """
    of_stage = _BY_STAGE.get((situation.side, situation.stage))
    is_merchant = situation.side is Side.MERCHANT
    stands_and_paid = is_merchant and situation.stage is Stage.STANDS and situation.is_paid and situation.is_in_china
    offered = (
        (of_stage, of_stage is not None),
        (_DEMAND_ANSWER, situation.side is Side.BUYER and situation.has_demand),
        (_PROVIDER, situation.side is not Side.BUYER and situation.has_produce_id),
        (_AUTHORITY, situation.side is not Side.BUYER and situation.has_removed_label and situation.is_in_china),
        (_DEMAND, stands_and_paid),
        (_POLICE, stands_and_paid),
    )
    return tuple(one for one, fits in offered if one is not None and fits)
