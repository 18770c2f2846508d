"""Which letters may be written in a situation, and in plain words why the others may not. A person chooses; nothing is sent by this.

:mod:`fairclaim.law.proposals` says what fits; here stands besides what is allowed without being proposed, such as a report to the
police where nothing was paid.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from fairclaim.domain.bilingual import Bilingual
from fairclaim.law.proposals import Proposal, Side, Situation, Stage, fitting

LETTERS_OF: Final = MappingProxyType(
    {
        Side.MERCHANT: (
            "notice-to-buyer",
            "platform-appeal",
            "provider-inquiry",
            "authority-report",
            "civil-demand",
            "police-cover",
            "withdrawal-notice",
        ),
        Side.BUYER: ("buyer-answer", "buyer-appeal", "demand-answer"),
        Side.PLATFORM: (
            "notice-to-buyer",
            "decision-notice",
            "withdrawal-notice",
            "provider-inquiry",
            "authority-report",
            "police-cover",
        ),
    }
)
"""What each side may ever write about a claim, the mildest first."""

_POLICE = Bilingual(
    "决定已经生效。按本平台的记录没有付款，事情通常到此为止；确有必要的，可以把证据包交公安机关判断",
    "the decision stands. As far as is recorded here nothing was paid, and matters usually end there; "
    "where it is needed all the same, the police can judge the bundle",
)
_NEW_DECISION = Bilingual(
    "复核作出了新的决定：须告知事实、理由和依据", "the appeal was decided anew: facts, reasons and basis are told"
)
_WITHDRAW = Bilingual(
    "所依据的决定已经撤销：向收到过文书的各方撤回",
    "the decision it rested on was overturned: it is withdrawn towards everybody who was written to",
)

_NOTHING_TO_ASK = Bilingual(
    "已经作出决定或者已经结束，不再补充材料", "it is decided, or has ended: nothing more is asked for"
)
_APPEAL: Final = MappingProxyType(
    {
        Stage.OPEN: Bilingual("还没有决定，没有可以申诉的内容", "nothing is decided that could be appealed against"),
        Stage.DECIDED: Bilingual("该决定没有对您作出不利处理", "the decision is not against you"),
        Stage.APPEALED: Bilingual("已经申诉，正在复核", "it is under appeal already"),
        Stage.DROPPED: Bilingual("申请已经撤回或者和解", "the claim was taken back or settled"),
    }
)
_APPEAL_OVER = Bilingual("申诉期已过，或者申诉已有结果", "the time to appeal is over, or the appeal is decided")
_RESTS_ON_NOTHING: Final = MappingProxyType(
    {
        Stage.OPEN: Bilingual("还没有决定：怀疑不能作为依据", "nothing is decided: a suspicion is no ground"),
        Stage.DECIDED: Bilingual("决定还可以申诉，尚未生效", "the decision can still be appealed against"),
        Stage.AGAINST: Bilingual("决定还可以申诉，尚未生效", "the decision can still be appealed against"),
        Stage.APPEALED: Bilingual("正在复核，结果出来之前不能作为依据", "it is under appeal, and no ground until that is decided"),
        Stage.ENDED: Bilingual("最终决定没有认定材料与申请不符", "the final decision does not find the claim contradicted"),
        Stage.OVERTURNED: Bilingual("原决定已经撤销", "the decision was overturned"),
        Stage.DROPPED: Bilingual("申请已经撤回或者和解", "the claim was taken back or settled"),
    }
)  # fmt: skip
_UNPAID = Bilingual(
    "按本平台的记录没有付款，或者款项已经收回", "as far as is recorded here nothing was paid, or it came back"
)
_ABROAD = Bilingual("这类文书只按中国大陆的规定整理", "this letter follows the law of the mainland of China only")
_PLAIN: Final = MappingProxyType(
    {
        "notice-to-buyer": _NOTHING_TO_ASK,
        "buyer-answer": _NOTHING_TO_ASK,
        "decision-notice": Bilingual("没有可以告知的决定", "there is no decision to tell"),
        "withdrawal-notice": Bilingual(
            "没有被撤销的决定，也没有需要撤回的文书", "no decision was overturned, and no letter has to be withdrawn"
        ),
        "provider-inquiry": Bilingual(
            "没有读到写明服务提供者和内容编号的标识（没有标识不说明任何问题）；决定作出之前不告知检验结果",
            "no label with a provider and a number was read (which says nothing); before a decision, what checks found is not told",
        ),
        "authority-report": Bilingual(
            "决定没有认定标识被去除或者隐匿", "no decision found that a label was removed or hidden"
        ),
        "demand-answer": Bilingual("没有登记过请求返还款项的函", "no request for a payment back is recorded"),
    }
)


def possible(situation: Situation, *, has_letters_to_withdraw: bool = False) -> tuple[Proposal, ...]:
    """Return the letters that may be written, the mildest first.

    Parameters
    ----------
    has_letters_to_withdraw : bool
        A letter of this side rests on a decision that was overturned and was not withdrawn; or, for the platform, a decision was
        overturned.
    """
    found = {one.kind: one for one in fitting(situation)}
    is_buyer, is_platform = situation.side is Side.BUYER, situation.side is Side.PLATFORM
    if situation.stage is Stage.STANDS and situation.is_in_china and not is_buyer:
        found.setdefault("police-cover", Proposal("police-cover", _POLICE))
    if is_platform and situation.stage is Stage.OVERTURNED:
        found.setdefault("decision-notice", Proposal("decision-notice", _NEW_DECISION))
    if has_letters_to_withdraw and not is_buyer:
        found.setdefault("withdrawal-notice", Proposal("withdrawal-notice", _WITHDRAW))
    return tuple(found[kind] for kind in LETTERS_OF[situation.side] if kind in found)


def withheld(situation: Situation, *, has_letters_to_withdraw: bool = False) -> tuple[Proposal, ...]:
    """Return the letters that may not be written now; ``because`` says why not. Parameters as :func:`possible`."""
    may = {one.kind for one in possible(situation, has_letters_to_withdraw=has_letters_to_withdraw)}
    return tuple(Proposal(kind, _why_not(kind, situation)) for kind in LETTERS_OF[situation.side] if kind not in may)


def _why_not(kind: str, situation: Situation) -> Bilingual:
    stage = situation.stage
    if kind in ("platform-appeal", "buyer-appeal"):
        return _of(_APPEAL, stage, _APPEAL_OVER)
    if kind in ("civil-demand", "police-cover"):
        return _of(_RESTS_ON_NOTHING, stage, _UNPAID if situation.is_in_china else _ABROAD)
    if kind == "authority-report" and situation.has_removed_label:
        return _ABROAD
    return _PLAIN[kind]


def _of(reasons: Mapping[Stage, Bilingual], stage: Stage, otherwise: Bilingual) -> Bilingual:
    return reasons.get(stage, otherwise)
