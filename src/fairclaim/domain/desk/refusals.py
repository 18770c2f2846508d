"""Every rule of the claim desk that can say no, with its code and what to do instead.

::

    RuleError
    ├── IllegalMoveError          illegal-move          this move does not exist in this state
    ├── WrongActorError           wrong-actor           the move belongs to somebody else
    ├── TimeOrderError            time-order            the act would lie before what has already happened
    ├── JudgeFirstError           judge-first           the verdict is shown after a first judgement only
    ├── NotBlindError             not-blind             who has seen the verdict cannot give a first judgement
    ├── SamePersonError           same-person           this step needs somebody else
    ├── TookPartError             took-part             an appeal goes to somebody who had no part in the claim
    ├── ConflictOfInterestError   conflict-of-interest  the reviewer is tied to a party
    ├── SecondPersonError         second-person         an adverse decision needs two people
    ├── DisagreementError         disagreement          the two judgements differ: a senior decides
    ├── JudgementMissingError     judgement-missing     nobody has judged yet, or not to the end
    ├── ReasonsMissingError       reasons-missing       an adverse decision states its reasons and its basis
    ├── GradeTooLowError          grade-too-low         this evidence is too weak to say so
    ├── ConsentMissingError       consent-missing       refund-only at the merchant's cost needs the merchant's consent
    ├── MerchantUnheardError      merchant-unheard      nothing at the merchant's cost before the merchant was asked
    ├── RemedyError               remedy                more than the order holds, or a remedy that is none
    ├── CurrencyMismatchError     currency-mismatch     two currencies in one sum
    ├── RouteError                route                 policy did not propose this
    ├── OfferError                offer                 there is no such offer, or one cannot accept the own one
    ├── ClockError                clock                 the clock does not run, is paused, or was warned already
    ├── NotDueError               not-due               the clock has time left
    ├── DeadlinePassedError       deadline-passed       too late
    └── ConsequenceError          consequence           unknown, or not in a state for this

All speak of the claim and its state, never of a person.
"""

from datetime import datetime

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import RuleError


class IllegalMoveError(RuleError):
    """The state does not have this move."""

    code = "illegal-move"

    def __init__(self, *, state: str, move: str, state_name: Bilingual, move_name: Bilingual) -> None:
        super().__init__(
            Bilingual(
                f"申请处于“{state_name.zh}”（{state}），不能“{move_name.zh}”（{move}）。请先查看该状态允许的操作。",
                f"A claim that is {state_name.en} ({state}) does not allow this: {move_name.en} ({move}). "
                "Look up which moves this state allows.",
            )
        )
        self.state, self.move = state, move


class WrongActorError(RuleError):
    """The move belongs to somebody else."""

    code = "wrong-actor"

    def __init__(self, *, move: str, kind: str, move_name: Bilingual) -> None:
        super().__init__(
            Bilingual(
                f"此操作不由当前角色（{kind}）执行：{move_name.zh}（{move}）。",
                f"This is not for the role {kind} on this claim: {move_name.en} ({move}).",
            )
        )
        self.move, self.kind = move, kind


class TimeOrderError(RuleError):
    """The act would lie before what has already happened."""

    code = "time-order"

    def __init__(self, *, at: datetime, last: datetime) -> None:
        super().__init__(
            Bilingual(
                f"时间 {at.isoformat()} 早于已记录的最后一步 {last.isoformat()}。请校准时钟后重试。",
                f"{at.isoformat()} lies before the last recorded step, {last.isoformat()}. Set the clock and try again.",
            )
        )
        self.at, self.last = at, last


class JudgeFirstError(RuleError):
    """The verdict is shown after a first judgement only."""

    code = "judge-first"

    def __init__(self) -> None:
        super().__init__(
            Bilingual(
                "请先独立给出初步判断，再查看机器检验结论。",
                "Give your own first judgement; the machine's verdict is shown after it.",
            )
        )


class NotBlindError(RuleError):
    """Who has seen the verdict cannot give a first judgement."""

    code = "not-blind"

    def __init__(self) -> None:
        super().__init__(
            Bilingual(
                "您已看过本申请的机器检验结论，初步判断须由未看过的人作出。",
                "You have seen the machine's verdict on this claim; a first judgement needs somebody who has not.",
            )
        )


class SamePersonError(RuleError):
    """Somebody else takes this step."""

    code = "same-person"

    def __init__(self) -> None:
        super().__init__(
            Bilingual("这一步须由另一位审核人完成。", "This step needs another person than those who judged before.")
        )


class TookPartError(RuleError):
    """An appeal goes to somebody who had no part in the claim."""

    code = "took-part"

    def __init__(self) -> None:
        super().__init__(
            Bilingual(
                "您参与过本申请的处理，申诉须由未参与的人复核。",
                "You had a part in this claim; its appeal is reviewed by somebody who had none.",
            )
        )


class ConflictOfInterestError(RuleError):
    """The reviewer is tied to a party."""

    code = "conflict-of-interest"

    def __init__(self) -> None:
        super().__init__(
            Bilingual(
                "审核人与一方当事人有关联，须由他人审核。",
                "The reviewer is tied to one of the parties; somebody else reviews this claim.",
            )
        )


class SecondPersonError(RuleError):
    """An adverse decision needs two people."""

    code = "second-person"

    def __init__(self) -> None:
        super().__init__(
            Bilingual(
                "不利决定须由两位互不知晓对方意见的审核人一致作出。请送第二人审核。",
                "An adverse decision needs two people who did not see each other's answer. Pass it to a second reviewer.",
            )
        )


class DisagreementError(RuleError):
    """The two judgements differ."""

    code = "disagreement"

    def __init__(self) -> None:
        super().__init__(
            Bilingual(
                "两位审核人意见不一致，请交资深审核人。", "The two judgements differ. Pass the claim to a senior."
            )
        )


class JudgementMissingError(RuleError):
    """Nobody has judged yet, or not to the end."""

    code = "judgement-missing"

    def __init__(self) -> None:
        super().__init__(
            Bilingual(
                "审核尚未完成：须先独立判断，查看机器结论后再确认或修改。",
                "The review is not complete: judge first, look at the verdict, then confirm or change.",
            )
        )


class ReasonsMissingError(RuleError):
    """An adverse decision states its reasons and its basis."""

    code = "reasons-missing"

    def __init__(self) -> None:
        super().__init__(
            Bilingual(
                "须写明中英文理由，并列出所依据的证据。",
                "State the reasons in Chinese and English, and name the evidence they rest on.",
            )
        )


class GradeTooLowError(RuleError):
    """The evidence is too weak to say so."""

    code = "grade-too-low"

    def __init__(self, grade: str | None) -> None:
        shown = grade or "-"
        super().__init__(
            Bilingual(
                f"证据等级为 {shown}，不足以认定图片与申请相矛盾；仅有检测分数不能作出此认定。",
                f"Evidence of grade {shown} cannot carry the finding that the picture contradicts the claim; "
                "a detector's score alone never does.",
            )
        )
        self.grade = grade


class ConsentMissingError(RuleError):
    """Refund-only at the merchant's cost needs the merchant's consent.

    Source: Measures on the Supervision of Online Trading Platform Rules (SAMR and CAC Order 116, in force 2026-02-01),
    article 27.
    """

    code = "consent-missing"

    def __init__(self) -> None:
        super().__init__(
            Bilingual(
                "未经商家同意，不得由商家承担“仅退款”。请改为退货退款，或由平台承担。",
                "A refund without return at the merchant's cost needs the merchant's consent. "
                "Choose return and refund, or let the platform bear it.",
            )
        )


class MerchantUnheardError(RuleError):
    """Nothing at the merchant's cost before the merchant was asked."""

    code = "merchant-unheard"

    def __init__(self) -> None:
        super().__init__(
            Bilingual(
                "尚未请商家答复，不能决定由商家承担。请先请商家答复。",
                "The merchant has not been asked yet; ask before deciding anything at the merchant's cost.",
            )
        )


class RemedyError(RuleError):
    """More than the order holds, or a remedy that is none."""

    code = "remedy"

    def __init__(self, what: Bilingual) -> None:
        super().__init__(what)


class CurrencyMismatchError(RuleError):
    """Two currencies in one sum."""

    code = "currency-mismatch"

    def __init__(self, one: str, other: str) -> None:
        super().__init__(
            Bilingual(
                f"{one} 与 {other} 不能直接相加或比较。",
                f"{one} and {other} cannot be added or compared: amounts of a claim are in the order's currency.",
            )
        )
        self.one, self.other = one, other


class RouteError(RuleError):
    """Policy did not propose this."""

    code = "route"

    def __init__(self, *, needed: str, proposed: str | None) -> None:
        super().__init__(
            Bilingual(
                f"策略未建议“{needed}”（当前建议：{proposed or '无'}）。",
                f"Policy did not propose {needed} (it proposed {proposed or 'nothing'}).",
            )
        )
        self.needed, self.proposed = needed, proposed


class OfferError(RuleError):
    """There is no such offer, or one cannot accept the own one."""

    code = "offer"

    def __init__(self) -> None:
        super().__init__(
            Bilingual(
                "没有可由您接受的该方案；只能接受对方提出且仍有效的方案。",
                "There is no such offer for you to accept: it must come from the other side and still stand.",
            )
        )


class ClockError(RuleError):
    """The clock does not run, is paused, or was warned already."""

    code = "clock"

    def __init__(self, what: Bilingual) -> None:
        super().__init__(what)


class NotDueError(RuleError):
    """The clock has time left."""

    code = "not-due"

    def __init__(self, due_at: datetime) -> None:
        super().__init__(
            Bilingual(f"期限未到：{due_at.isoformat()}。", f"There is time left, until {due_at.isoformat()}.")
        )
        self.due_at = due_at


class DeadlinePassedError(RuleError):
    """Too late."""

    code = "deadline-passed"

    def __init__(self, due_at: datetime) -> None:
        super().__init__(
            Bilingual(f"期限已于 {due_at.isoformat()} 届满。", f"The time for this ended at {due_at.isoformat()}.")
        )
        self.due_at = due_at


class ConsequenceError(RuleError):
    """Unknown, or not in a state for this."""

    code = "consequence"

    def __init__(self, *, id: str, standing: str | None) -> None:  # noqa: A002  (the word of the format)
        super().__init__(
            Bilingual(
                f"后续措施 {id} 的状态为“{standing or '不存在'}”，不能这样处理。",
                f"The consequence {id} is {standing or 'unknown'}; this cannot be done with it.",
            )
        )
        self.id, self.standing = id, standing
