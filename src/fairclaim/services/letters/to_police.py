"""What the record fills into the cover letter to the police: what was decided and on what, its innocent causes, and what is unknown."""

from collections.abc import Iterator, Mapping
from typing import Final

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.decision import Decision
from fairclaim.domain.desk.judgement import View
from fairclaim.domain.desk.money import Money
from fairclaim.domain.finding import Grade
from fairclaim.law.act import day_in_china
from fairclaim.law.amounts import money_in_words
from fairclaim.law.assess import assess
from fairclaim.law.recorded import act_of
from fairclaim.services.letters.matter import Matter
from fairclaim.services.letters.values import (
    Fields,
    basis_name,
    day_in_words,
    filed,
    money,
    order_number,
    outcome_of,
    said,
    woven,
)

_ORDER = Bilingual("订单号：{number}。{filed}", "Order {number}. {filed}")
_DECIDED = Bilingual("{day}，平台作出决定：{outcome}。", "On {day} the platform decided: {outcome}.")
_PAID = Bilingual("{day}，已支付{amount}，尚未返还。", "On {day} {amount} was paid out, and did not come back.")
_UNPAID = Bilingual("按平台记录没有付款。", "As far as the platform recorded, nothing was paid.")
_REASONS = Bilingual("决定理由：{reasons}", "Reasons of the decision: {reasons}")
_JUDGED = Bilingual(
    "认定材料与申请不符的人员：{count} 名，各自独立判断；当事人的申诉期已过，或者申诉后维持。",
    "People who found that the evidence contradicts the claim: {count}, each without the others' answer. "
    "The time to appeal is over, or the decision was upheld.",
)
_GRADES: Final = {
    Grade.A: Bilingual("证据等级：A（他人可以重复验证）", "Grade of the evidence: A (a stranger can repeat the proof)"),
    Grade.B: Bilingual(
        "证据等级：B（两项独立的检验结果均与申请不符）",
        "Grade of the evidence: B (two independent findings contradict the claim)",
    ),
}
_BASIS = Bilingual("所依据的检验项目和材料：{basis}", "Checks and exhibits that it rests on: {basis}")
_ACCOUNT = Bilingual("{buyer}（平台内部编号，不是姓名）", "{buyer} (a number inside the platform, not a name)")
_BY_WHOM = Bilingual("图片由谁改动，尚不清楚。", "Who changed the picture is not known.")
_KNEW = Bilingual(
    "账户使用人是否知情、账户是否由本人使用，尚不清楚。",
    "Whether the user of the account knew of it, or was its owner, is not known.",
)
_ELSEWHERE = Bilingual(
    "其他平台有无同类情况，我方不掌握。", "Whether there was anything alike at other platforms is not known to us."
)
_NO_CAUSE = Bilingual(
    "决定没有记载其他可能原因；是否另有原因，请贵机关判断。",
    "No other cause is recorded with the decision; whether there is one is for you to judge.",
)


def police_fields(matter: Matter) -> Fields:
    """Return the fields; name and digest of the bundle come from whoever builds the folder."""
    claim, decision = matter.claim, matter.claim.decision
    day = day_in_china(claim.filed_at).isoformat()
    return {
        "first_act_on": day,
        "last_act_on": day,
        "acts": [said(one) for one in _acts(matter)],
        "amount": money(matter.paid.amount if matter.paid is not None else Money(0, claim.most.currency)),
        "account": said(_ACCOUNT.format(buyer=claim.buyer)),
        "evidence": [] if decision is None else [said(one) for one in _evidence(matter, decision)],
        "innocent": [said(one) for one in _innocent(matter)],
        "unknown": [said(_BY_WHOM), said(_KNEW), said(_ELSEWHERE)],
        "assessment": _assessment(matter),
    }


def _acts(matter: Matter) -> Iterator[Bilingual]:
    story = filed(matter)
    number = order_number(matter) or matter.claim.order
    yield woven(_ORDER, number=Bilingual(number, number), filed=story)
    for decision in matter.claim.decisions:
        yield woven(_DECIDED, day=day_in_words(day_in_china(decision.at)), outcome=outcome_of(decision))
    if matter.paid is None:
        yield _UNPAID
    else:
        yield woven(_PAID, day=day_in_words(matter.paid.on), amount=money_in_words(matter.paid.amount))


def _evidence(matter: Matter, decision: Decision) -> Iterator[Bilingual]:
    yield woven(_REASONS, reasons=decision.reasons)
    people = {one for each in matter.claim.decisions if each.view is View.CONTRADICTS for one in each.by}
    yield _JUDGED.format(count=len(people))
    if decision.grade in _GRADES:
        yield _GRADES[decision.grade]
    names = [basis_name(matter, one) for one in decision.basis]
    yield woven(_BASIS, basis=Bilingual("、".join(one.zh for one in names), ", ".join(one.en for one in names)))
    yield from _of_findings(matter, "reason")


def _innocent(matter: Matter) -> Iterator[Bilingual]:
    found = list(_of_findings(matter, "innocent"))
    yield from found or [_NO_CAUSE]


def _of_findings(matter: Matter, what: str) -> Iterator[Bilingual]:
    """Return what the findings on which the decision rests say, each once."""
    decision = matter.claim.decision
    basis = decision.basis if decision is not None else ()
    texts = [
        one.get(what) for one in matter.findings if one.get("check") in basis and one.get("outcome") in ("fail", "warn")
    ]
    pairs = [Bilingual(str(text["zh"]), str(text["en"])) for text in texts if isinstance(text, Mapping)]
    yield from dict.fromkeys(pairs)


def _assessment(matter: Matter) -> dict[str, str] | None:
    """Return what the law may call it, where something was paid; with nothing paid there is nothing to sum."""
    if matter.paid is None or matter.paid.amount.currency != "CNY":
        return None
    act = act_of(matter.claim, obtained=matter.paid.amount)
    titles = [one.title for one in assess([act], on=matter.today).characterisations]
    if not titles:
        return None
    return said(Bilingual("；".join(one.zh for one in titles) + "。", "; ".join(one.en for one in titles) + "."))
