"""How much time each step of a claim has, which hours count, and what its end means: all of it data.

The end of a clock never says anything about the evidence: who is silent has not been proved wrong.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.working_calendar import CHINA, Counting, WorkingCalendar
from fairclaim.domain.errors import UsageError


class ClockKind(StrEnum):
    """What a clock waits for. A claim has one running clock at most."""

    MERCHANT_ANSWER = "merchant-answer"
    BUYER_EVIDENCE = "buyer-evidence"
    REVIEW = "review"
    APPEAL_WINDOW = "appeal-window"
    RE_REVIEW = "re-review"


class OnExpiry(StrEnum):
    """What happens when the time is over."""

    REVIEW = "review"
    """People review with what is there."""
    ESCALATE = "escalate"
    """A senior is called; the claim stays where it is and gets the same time again."""
    CLOSE = "close"
    """The decision stands, the claim is closed."""


ON_EXPIRY = {
    ClockKind.MERCHANT_ANSWER: OnExpiry.REVIEW,
    ClockKind.BUYER_EVIDENCE: OnExpiry.REVIEW,
    ClockKind.REVIEW: OnExpiry.ESCALATE,
    ClockKind.APPEAL_WINDOW: OnExpiry.CLOSE,
    ClockKind.RE_REVIEW: OnExpiry.ESCALATE,
}
"""Fixed, and not policy: no policy may turn silence into a refusal."""

EXPIRY_SAYS = {
    OnExpiry.REVIEW: Bilingual(
        "期限已到，将由审核人根据现有材料审核。未答复不说明任何一方的材料有问题。",
        "The time is over; people review with what is there. Silence says nothing about anybody's evidence.",
    ),
    OnExpiry.ESCALATE: Bilingual(
        "审核用时超过期限，已交资深审核人跟进。", "The review took longer than promised; a senior has been called."
    ),
    OnExpiry.CLOSE: Bilingual("申诉期已过，决定维持，申请关闭。", "The time to appeal is over; the decision stands."),
}


class PauseReason(StrEnum):
    """Why a clock stands still."""

    OUTAGE = "outage"
    """The desk could not be used."""
    THIRD_PARTY = "third-party"
    """Waiting for a carrier, a technician, a generator's provider or an authority."""
    EMERGENCY = "emergency"
    """Disaster or public emergency where a party is."""
    OTHER_PROCEDURE = "other-procedure"
    """The same matter is before another body."""


PAUSE_NAMES = {
    PauseReason.OUTAGE: Bilingual("平台暂时无法使用", "the desk could not be used"),
    PauseReason.THIRD_PARTY: Bilingual("等待第三方答复", "somebody else is waited for"),
    PauseReason.EMERGENCY: Bilingual("一方所在地发生灾害或突发事件", "there is an emergency where a party is"),
    PauseReason.OTHER_PROCEDURE: Bilingual("同一事项正由其他机构处理", "another body deals with the same matter"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockRule:
    """One clock's time.

    Parameters
    ----------
    allowance : timedelta
        Counted time until it expires; more than zero.
    counting : Counting
        Which hours count.
    warn_before : timedelta
        How much counted time is left when a warning is due; zero means no warning.

    Raises
    ------
    UsageError
        If the allowance is not positive or the warning lies outside of it.
    """

    allowance: timedelta
    counting: Counting
    warn_before: timedelta

    def __post_init__(self) -> None:
        if self.allowance <= timedelta(0) or not timedelta(0) <= self.warn_before < self.allowance:
            raise UsageError(
                Bilingual(
                    "期限须为正，提醒时间须在期限之内。", "A clock has some time, and its warning lies within it."
                )
            )


DEFAULT_RULES = {
    # Merchants rest on holidays; a claim filed on the eve of Spring Festival must not expire during it.
    ClockKind.MERCHANT_ANSWER: ClockRule(
        allowance=timedelta(hours=48), counting=Counting.WORKING_DAYS, warn_before=timedelta(hours=12)
    ),
    ClockKind.BUYER_EVIDENCE: ClockRule(
        allowance=timedelta(hours=72), counting=Counting.CALENDAR_HOURS, warn_before=timedelta(hours=24)
    ),
    ClockKind.REVIEW: ClockRule(
        allowance=timedelta(hours=24), counting=Counting.WORKING_DAYS, warn_before=timedelta(hours=4)
    ),
    ClockKind.APPEAL_WINDOW: ClockRule(
        allowance=timedelta(days=15), counting=Counting.CALENDAR_HOURS, warn_before=timedelta(days=3)
    ),
    ClockKind.RE_REVIEW: ClockRule(
        allowance=timedelta(hours=48), counting=Counting.WORKING_DAYS, warn_before=timedelta(hours=8)
    ),
}
"""48 h, 72 h, 24 h and 15 days as in the project's design; 48 h for the review of an appeal is our own choice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskRules:
    """What a desk's moves need to know of time.

    Raises
    ------
    UsageError
        If a clock has no rule.
    """

    calendar: WorkingCalendar = CHINA
    clocks: dict[ClockKind, ClockRule] = field(default_factory=lambda: dict(DEFAULT_RULES))

    def __post_init__(self) -> None:
        missing = [kind.value for kind in ClockKind if kind not in self.clocks]
        if missing:
            raise UsageError(
                Bilingual(f"缺少时限规则：{'、'.join(missing)}。", f"No rule for the clock: {', '.join(missing)}.")
            )


STANDARD = DeskRules()
"""The defaults on the calendar of mainland China."""
