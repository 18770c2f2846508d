"""What the record fills into each kind of letter; what only a person can say stays empty.

Nothing here judges: facts are those of the claim, reasons are those of its decision. Every kind has its own function, so that no letter
carries more than its kind names.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.decision import AppealResult, ConsequenceKind, Decision, Standing
from fairclaim.domain.desk.evidence_rules import REASON_NAMES
from fairclaim.domain.desk.money import Money
from fairclaim.domain.desk.remedy import RemedyKind
from fairclaim.domain.exhibit import Role
from fairclaim.law.act import day_in_china
from fairclaim.services.letters.matter import Matter
from fairclaim.services.letters.to_police import police_fields
from fairclaim.services.letters.values import (
    Fields,
    basis_name,
    decided_on,
    decision_number,
    filed,
    money,
    order_number,
    outcome_of,
    own_words,
    product,
    remedy_in_words,
    said,
    woven,
)
from fairclaim.services.ports.measures import Recipient

_HERE = Bilingual("在本平台该申请的页面上答复", "on the page of this claim at this platform")
_APPEAL_HERE = Bilingual(
    "在本平台该申请的页面上点“申诉”，截止时刻以页面所示为准",
    "with the button “Appeal” on the page of this claim at this platform, which shows the exact time",
)
_APPEAL_OVER = Bilingual(
    "本决定是复核后作出的，平台内的申诉已经结束；仍有不同意见的，可以请消费者协会调解，或者依法向人民法院提起诉讼",
    "this decision was made on appeal, and ends the matter at this platform; whoever still disagrees may ask a consumer association to "
    "mediate, or a court to decide",
)
_UNDO = Bilingual("请重新核实，并撤销上述处理。", "Please examine it again, and take the decision back.")
_GRANT = Bilingual("请重新核实，并同意我的申请：{wish}。", "Please examine it again, and grant my claim: {wish}.")
_NO_RETURN = Bilingual(
    "平台决定退款且买家不退货，商家没有同意。",
    "The platform decided on a refund without return, to which the merchant did not agree.",
)
_SAID_BUYER = Bilingual("买家：{words}", "The buyer: {words}")
_SAID_MERCHANT = Bilingual("商家：{words}", "The merchant: {words}")
_SILENT = Bilingual(
    "双方没有文字说明；没有说明不作为不利的依据。", "Neither side said anything in words; that counts against nobody."
)
_PEOPLE = Bilingual("{count} 名审核人，各自独立判断", "{count} reviewers, each without the others' answer")
_ONE = Bilingual("一名审核人", "one reviewer")
_MACHINE = Bilingual(
    "系统按公布的规则同意申请；有申诉的，由人处理",
    "the machine, in the buyer's favour by the published rules; people look at any appeal",
)
_WHY_ASK = Bilingual(
    "该文件是一起售后申请中的材料，需要核实其来源。",
    "The file is evidence in an after-sales claim, and its origin is to be confirmed.",
)
_LABEL_GONE = Bilingual(
    "人工智能生成合成内容标识疑似被去除或者隐匿", "An AI-content label that seems to have been removed or hidden"
)
_BY_WHOM = Bilingual("由谁、以何种方式造成，尚不清楚。", "Who caused it, and how, is not known.")
_LOOK_INTO = Bilingual(
    "请核查标识的来源及变动情况，并告知结果。",
    "Please look into where the label came from and what became of it, and tell us the result.",
)
_DECISION = Bilingual("原决定", "the earlier decision")
_TAKEN_BACK: Final = (Standing.UNWOUND, Standing.TO_UNWIND)
_UNDONE: Final = MappingProxyType(
    {
        ConsequenceKind.REMEDY: Bilingual("原决定的处理结果", "the remedy of the earlier decision"),
        ConsequenceKind.NOTICE_BUYER: Bilingual("发给买家的决定通知", "the notice to the buyer"),
        ConsequenceKind.NOTICE_MERCHANT: Bilingual("发给商家的决定通知", "the notice to the merchant"),
        ConsequenceKind.STATISTICS: Bilingual("统计中的相应数据", "its place in the statistics"),
        ConsequenceKind.MARK: Bilingual("账户记录中的相应内容", "its entry in the account's record"),
        ConsequenceKind.SHARED_HASH: Bilingual("对外共享的图片特征值", "the shared hash of the picture"),
    }
)
RECIPIENTS: Final = MappingProxyType(
    {
        Recipient.BUYER: Bilingual("买家", "The buyer"),
        Recipient.MERCHANT: Bilingual("商家", "The merchant"),
        Recipient.PLATFORM: Bilingual("平台售后部门", "The platform's after-sales department"),
        Recipient.AI_PROVIDER: Bilingual("人工智能服务提供者", "The provider of the AI service"),
        Recipient.AUTHORITY: Bilingual("有管辖权的网信部门", "The cyberspace administration in charge"),
        Recipient.POLICE: Bilingual("有管辖权的公安机关", "The police authority in charge"),
        Recipient.COURT: Bilingual("有管辖权的人民法院", "The court in charge"),
        Recipient.OTHER: Bilingual("收件人", "The recipient"),
    }
)
"""How a letter addresses each sort of recipient, until a person writes better."""
GOES_TO: Final = MappingProxyType(
    {
        "notice-to-buyer": Recipient.BUYER,
        "buyer-answer": Recipient.PLATFORM,
        "decision-notice": Recipient.BUYER,
        "platform-appeal": Recipient.PLATFORM,
        "buyer-appeal": Recipient.PLATFORM,
        "withdrawal-notice": Recipient.BUYER,
        "provider-inquiry": Recipient.AI_PROVIDER,
        "authority-report": Recipient.AUTHORITY,
        "police-cover": Recipient.POLICE,
        "civil-demand": Recipient.BUYER,
        "demand-answer": Recipient.MERCHANT,
    }
)
"""To what sort of recipient a kind usually goes."""


def fields_of(kind: str, matter: Matter) -> Fields:
    """Return the fields of a kind, as in ``fairclaim.filing/1``; those that the record does not know are left out."""
    return {key: value for key, value in _FILLERS[kind](matter).items() if value not in (None, [], "")}


def goes_to(kind: str, matter: Matter) -> Recipient:
    """Return to what sort of recipient a letter goes: a withdrawal to whom the letter went that it withdraws."""
    back = [one.recipient for one in matter.letters if one.is_to_withdraw]
    return back[0] if kind == "withdrawal-notice" and back else GOES_TO[kind]


def addressee(kind: str, matter: Matter) -> Bilingual | None:
    """Return how the recipient is addressed; None where only a person knows."""
    if kind == "provider-inquiry":
        return matter.label.stated.provider if matter.label is not None else None
    return RECIPIENTS[goes_to(kind, matter)]


def _notice_to_buyer(matter: Matter) -> Fields:
    due = matter.claim.clock.due_at if matter.claim.clock is not None else None
    return {
        "order_number": order_number(matter),
        "case_number": matter.claim.id,
        "product": product(matter),
        "answer_by": None if due is None else day_in_china(due).isoformat(),
        "how_to_answer": said(_HERE),
    }


def _buyer_answer(matter: Matter) -> Fields:
    return {
        "order_number": order_number(matter),
        "case_number": matter.claim.id,
        "damage": said(REASON_NAMES[matter.claim.reason]),
        "facts": own_words(matter.words),
        "requests": [said(remedy_in_words(matter.claim.asked))],
    }


def _platform_appeal(matter: Matter) -> Fields:
    decision = matter.claim.decision
    remedy = decision.remedy if decision is not None else None
    is_refund_only = remedy is not None and remedy.kind is RemedyKind.REFUND_ONLY
    return {
        "order_number": order_number(matter),
        "case_number": matter.claim.id,
        "product": product(matter),
        "amount": money(_amount(matter)),
        "decided_on": decided_on(decision),
        "decision": None if decision is None else said(outcome_of(decision)),
        "facts": [said(filed(matter)), *own_words(matter.answer)],
        "requests": [said(_UNDO)],
        "refund_only": said(_NO_RETURN) if is_refund_only else None,
    }


def _buyer_appeal(matter: Matter) -> Fields:
    decision = matter.claim.decision
    return {
        "order_number": order_number(matter),
        "decision_number": decision_number(matter, decision),
        "decided_on": decided_on(decision),
        "amount": money(_amount(matter)),
        "facts": [said(filed(matter)), *own_words(matter.words)],
        "requests": [said(woven(_GRANT, wish=remedy_in_words(matter.claim.asked)))],
    }


def _decision_notice(matter: Matter) -> Fields:
    decision = matter.claim.decision
    if decision is None:
        return {}
    is_first = decision.number == 1
    until = matter.appeal_until if is_first else None
    heard = [
        *([_SAID_BUYER.format(words=matter.words)] if matter.words else []),
        *([_SAID_MERCHANT.format(words=matter.answer)] if matter.answer else []),
    ]
    return {
        "decision_number": decision_number(matter, decision),
        "order_number": order_number(matter),
        "decided_on": decided_on(decision),
        "outcome": said(outcome_of(decision)),
        "amount": None if decision.remedy is None else money(decision.remedy.amount),
        "facts": [said(filed(matter))],
        "reasons": [said(decision.reasons)],
        "basis": [said(basis_name(matter, one)) for one in decision.basis],
        "heard": [said(one) for one in heard or ([_SILENT] if matter.knows_words else [])],
        "decided_by": said(_decided_by(decision)),
        "appeal_by": None if until is None else day_in_china(until).isoformat(),
        "how_to_appeal": said(_APPEAL_HERE if is_first else _APPEAL_OVER),
    }


def _withdrawal_notice(matter: Matter) -> Fields:
    claim = matter.claim
    if claim.appeal_result is not AppealResult.OVERTURNED or claim.decision is None:
        return {}
    earlier, final = claim.decisions[-2:]
    taken_back = [
        one.kind
        for one in claim.consequences
        if one.id.startswith(f"decision-{earlier.number}/") and one.was_executed and one.standing in _TAKEN_BACK
    ]
    letters = dict.fromkeys(one.recipient for one in matter.letters if one.decision == earlier.number)
    told = dict.fromkeys([Recipient.BUYER, Recipient.MERCHANT, *letters])
    return {
        "decision_number": decision_number(matter, earlier),
        "order_number": order_number(matter),
        "overturned_on": decided_on(final),
        "reasons": [said(final.reasons)],
        "withdrawn": [said(_DECISION), *(said(_UNDONE[one]) for one in taken_back)],
        "told": [said(RECIPIENTS[one]) for one in told],
        "remedy": None if final.remedy is None else said(remedy_in_words(final.remedy)),
    }


def _civil_demand(matter: Matter) -> Fields:
    decision = matter.claim.decision
    return {
        "order_number": order_number(matter),
        "product": product(matter),
        "paid_on": None if matter.paid is None else matter.paid.on.isoformat(),
        "amount": None if matter.paid is None else money(matter.paid.amount),
        "facts": [said(filed(matter)), *([] if decision is None else [said(decision.reasons)])],
        "decision_number": decision_number(matter, decision),
    }


def _demand_answer(matter: Matter) -> Fields:
    asked = [one.sent_at for one in matter.letters if one.kind == "civil-demand"]
    return {
        "order_number": order_number(matter),
        "letter_on": day_in_china(asked[-1]).isoformat() if asked else None,
        "facts": [said(filed(matter)), *own_words(matter.words)],
    }


def _provider_inquiry(matter: Matter) -> Fields:
    label = matter.label
    if label is None:
        return {}
    return {
        "producer_code": label.stated.producer,
        "produce_id": label.stated.produce_id,
        "label_value": label.stated.value,
        "found_in": label.stated.carrier,
        "file_sha256": label.sha256,
        "received_on": label.received_on.isoformat(),
        "reason": said(_WHY_ASK),
    }


def _authority_report(matter: Matter) -> Fields:
    decision = matter.claim.decision
    files = [one for one in matter.files if one.role in (Role.CLAIM, Role.CHAT) and one.sha256 is not None]
    return {
        "matter": said(_LABEL_GONE),
        "happened_on": day_in_china(matter.claim.filed_at).isoformat(),
        "facts": [said(filed(matter)), *([] if decision is None else [said(decision.reasons)])],
        "digests": [f"{one.id} {one.sha256}" for one in files],
        "unknown": [said(_BY_WHOM)],
        "requests": [said(_LOOK_INTO)],
    }


_FILLERS: Final[Mapping[str, Callable[[Matter], Fields]]] = MappingProxyType(
    {
        "notice-to-buyer": _notice_to_buyer,
        "buyer-answer": _buyer_answer,
        "platform-appeal": _platform_appeal,
        "buyer-appeal": _buyer_appeal,
        "decision-notice": _decision_notice,
        "withdrawal-notice": _withdrawal_notice,
        "civil-demand": _civil_demand,
        "demand-answer": _demand_answer,
        "provider-inquiry": _provider_inquiry,
        "authority-report": _authority_report,
        "police-cover": police_fields,
    }
)


def _amount(matter: Matter) -> Money:
    decision = matter.claim.decision
    given = decision.remedy.amount if decision is not None and decision.remedy is not None else None
    return given or matter.claim.asked.amount or matter.claim.most


def _decided_by(decision: Decision) -> Bilingual:
    if not decision.by:
        return _MACHINE
    return _ONE if len(decision.by) == 1 else _PEOPLE.format(count=len(decision.by))
