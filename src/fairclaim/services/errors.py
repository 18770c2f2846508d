"""What the verbs refuse beyond the rules of the claim itself.

::

    RuleError
    ├── NotFoundError         not-found         nothing here for this caller: unknown, foreign and hidden look the same
    ├── NotAllowedError       not-allowed       the caller sees it, and may not do this
    ├── StaleClaimError       stale-claim       the claim has moved since it was read
    ├── OtherRequestError     other-request     an idempotency key came again with another request
    ├── LeaseLostError        lease-lost        somebody else has taken the task
    ├── NoTaskError           no-task           take the task first
    ├── AlreadyClaimedError   already-claimed   another open claim is about the same order line
    ├── ExhibitRoleError      exhibit-role      this side cannot hand in a file of this role
    ├── TooManyExhibitsError  too-many-exhibits the claim has as many files as it may
    ├── OpenClaimsError       open-claims       a person with open claims cannot be erased yet
    ├── OtherOrderError       other-order       the merchant has another order of this number
    ├── NoSignedCopyError     no-signed-copy    the desk signs none, or this file can carry no signature
    ├── TooLateError          too-late          dispatch evidence comes before the carrier's first scan
    ├── SecondLookError       second-look       it was a second look, which has ended
    ├── NamesBuyerError       names-buyer       a text that stays on record holds what names or reaches the buyer
    ├── LetterNotPossibleError letter-not-possible this letter may not be written now
    └── OtherDigestError      other-digest      the policy is not the one that was read
"""

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import RuleError


class NotFoundError(RuleError):
    """Nothing here for this caller. Unknown, another tenant's and hidden look the same."""

    code = "not-found"

    def __init__(self) -> None:
        super().__init__(Bilingual("没有找到，或您无权查看。", "Not found, or not yours to see."))


class NotAllowedError(RuleError):
    """The caller sees it, and may not do this."""

    code = "not-allowed"

    def __init__(self, action: str) -> None:
        super().__init__(
            Bilingual(f"您的角色不能执行此操作（{action}）。", f"None of your roles may do this here ({action}).")
        )
        self.action = action


class StaleClaimError(RuleError):
    """The claim has moved since it was read."""

    code = "stale-claim"

    def __init__(self, claim: str) -> None:
        super().__init__(
            Bilingual(
                f"申请 {claim} 已有新的变化，请刷新后重试。",
                f"Claim {claim} has moved meanwhile. Reload it and try again.",
            )
        )
        self.claim = claim


class OtherRequestError(RuleError):
    """An idempotency key came again with another request."""

    code = "other-request"

    def __init__(self) -> None:
        super().__init__(
            Bilingual(
                "此幂等键已用于另一请求。请为新请求使用新的键。",
                "This idempotency key was used for another request. Use a new key for a new request.",
            )
        )


class LeaseLostError(RuleError):
    """Somebody else has taken the task."""

    code = "lease-lost"

    def __init__(self, task: str) -> None:
        super().__init__(
            Bilingual(
                f"任务 {task} 已由他人领取，或已完成。您写下的内容未提交，请领取下一个任务。",
                f"Task {task} was taken by somebody else, or is done. What you wrote was not filed; take the next task.",
            )
        )
        self.task = task


class NoTaskError(RuleError):
    """Take the task first."""

    code = "no-task"

    def __init__(self) -> None:
        super().__init__(
            Bilingual(
                "请先从队列领取任务，再进行判断。", "Take the task from the queue first; claims are not picked by hand."
            )
        )


class AlreadyClaimedError(RuleError):
    """Another open claim is about the same order line."""

    code = "already-claimed"

    def __init__(self, line: str) -> None:
        super().__init__(
            Bilingual(
                f"订单行 {line} 已有进行中的申请，请在该申请中补充。",
                f"Order line {line} has an open claim; add to that one.",
            )
        )
        self.line = line


class ExhibitRoleError(RuleError):
    """The side cannot hand in a file of this role."""

    code = "exhibit-role"

    def __init__(self, *, kind: str, role: str) -> None:
        super().__init__(
            Bilingual(
                f"“{kind}”一方不能提交类别为“{role}”的材料。",
                f"A file with the role {role} does not come from the side {kind}.",
            )
        )
        self.kind, self.role = kind, role


class TooManyExhibitsError(RuleError):
    """The claim has as many files as it may."""

    code = "too-many-exhibits"

    def __init__(self, limit: int) -> None:
        super().__init__(
            Bilingual(f"每个申请最多 {limit} 份材料。", f"A claim holds at most {limit} files; this one is full.")
        )
        self.limit = limit


class OpenClaimsError(RuleError):
    """A person with open claims cannot be erased yet."""

    code = "open-claims"

    def __init__(self, count: int) -> None:
        super().__init__(
            Bilingual(
                f"此人尚有 {count} 个进行中的申请，结束或撤回后再删除。",
                f"This person has open claims ({count}); erase once they have ended or were withdrawn.",
            )
        )
        self.count = count


class OtherOrderError(RuleError):
    """The merchant has another order of this number."""

    code = "other-order"

    def __init__(self) -> None:
        super().__init__(
            Bilingual(
                "该商家已有同号但内容不同的订单。已登记的订单不改写；日期请用更新接口。",
                "This merchant has another order of this number. What was registered is not rewritten; update its dates instead.",
            )
        )


class TooLateError(RuleError):
    """Dispatch evidence comes before the carrier's first scan."""

    code = "too-late"

    def __init__(self) -> None:
        super().__init__(
            Bilingual(
                "快递首次扫描后不再接收发货留证。商家仍可在答复申请时提交材料。",
                "After the carrier's first scan no dispatch evidence is taken. The merchant can still attach files when answering a claim.",
            )
        )


class NoSignedCopyError(RuleError):
    """The desk signs no copies, or this file can carry no signature."""

    code = "no-signed-copy"

    def __init__(self) -> None:
        super().__init__(
            Bilingual(
                "此文件没有签名副本：本系统未配置签名证书或证书已过期，或文件格式不支持、过大、已损坏。原件不受影响。",
                "There is no signed copy of this file: the desk has no certificate that is in force, or the file's format, size or state "
                "does not allow one. The original is not affected.",
            )
        )


class NamesBuyerError(RuleError):
    """A text that stays on record holds what names or reaches the buyer."""

    code = "names-buyer"

    def __init__(self) -> None:
        super().__init__(
            Bilingual(
                "文字中含有买家的姓名或联系方式。这些文字会随记录长期保存，无法删除；请改称“买家”。",
                "The text holds the buyer's name, or what reaches them. It stays on record and cannot be erased later; "
                "write 'the buyer' instead.",
            )
        )


class OtherDigestError(RuleError):
    """The policy is not the one that was read."""

    code = "other-digest"

    def __init__(self) -> None:
        super().__init__(
            Bilingual(
                "该版本的摘要与您阅读的不同，请重新阅读后再确认。",
                "This version has another digest than the one you read. Read it again before you confirm it.",
            )
        )


class SecondLookError(RuleError):
    """It was a second look at a claim that had ended; nothing more is to be done."""

    code = "second-look"

    def __init__(self) -> None:
        super().__init__(
            Bilingual(
                "这是对一个已结束申请的复看。您的判断已记录，不影响原决定，无需再处理。",
                "This was a second look at a claim that had ended. Your judgement is recorded beside the decision and changes "
                "nothing; nothing more is to be done.",
            )
        )


class LetterNotPossibleError(RuleError):
    """A letter may not be written now; the message says why."""

    code = "letter-not-possible"

    def __init__(self, title: Bilingual, because: Bilingual) -> None:
        super().__init__(
            Bilingual(f"现在不能写“{title.zh}”：{because.zh}。", f"“{title.en}” cannot be written now: {because.en}.")
        )
