"""What would have to be shown before a rule applies, and is not in the record."""

from collections.abc import Sequence

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.finding import Grade
from fairclaim.law.act import Act
from fairclaim.law.assessment import Missing
from fairclaim.law.place import Place

_INTENT = Bilingual(
    "主观故意：本人是否明知图片不实并以此取得款项。只有有关机关或人民法院能够认定；图片被改动本身不能证明是谁改动的。",
    "Intent: that the person knew the picture was not true and meant to be paid on it. Only an authority or a court can find this; "
    "that a picture was changed does not show who changed it.",
)
_INTENT_NAMED = Bilingual(
    "主观故意：记录列出了可供参考的材料（{exhibits}），仍须由有关机关或人民法院判断。",
    "Intent: the record names material on it ({exhibits}); an authority or a court must weigh it.",
)
_AMOUNT = Bilingual(
    "金额：以下记录没有付款凭证编号：{acts}。请补充支付记录。",
    "Amount: these acts have no number of a payment: {acts}. Add the records of payment.",
)
_GRADE = Bilingual(
    "证据等级：以下记录没有 A 级证据（任何第三方可以重复的证明）：{acts}。B 级证据由有关机关自行判断。",
    "Grade of evidence: these acts have none of grade A, which a stranger can repeat: {acts}. "
    "An authority weighs evidence of grade B itself.",
)
_PLACE = Bilingual(
    "地点：各省标准不同，须确定由哪里管辖。未收录当地标准的，按全国幅度列出。",
    "Place: the figures differ by province, so it must be known whose hold. "
    "Where the local ones are not known here, the national range stands in.",
)


_SHOWN = 8


def missing_intent(acts: Sequence[Act]) -> Missing:
    """Return the note on intent; it is always missing, because no record of a platform can settle it."""
    exhibits = tuple(dict.fromkeys(exhibit for act in acts for exhibit in act.knowledge))
    text = _INTENT_NAMED.format(exhibits=", ".join(exhibits)) if exhibits else _INTENT
    return Missing(code="intent", text=text)


def missing_proof(acts: Sequence[Act]) -> tuple[Missing, ...]:
    """Return what the acts lack: proof of amounts, and evidence of grade A."""
    unpaid = [act.id for act in acts if act.payment is None]
    weak = [act.id for act in acts if act.ruling is None or act.ruling.grade is not Grade.A]
    return (
        *((Missing(code="amount", text=_AMOUNT.format(acts=_listed(unpaid))),) if unpaid else ()),
        *((Missing(code="grade-a", text=_GRADE.format(acts=_listed(weak))),) if weak else ()),
    )


def missing_place(place: Place) -> tuple[Missing, ...]:
    """Return the note on the place, where its figures are a range."""
    return (Missing(code="place", text=_PLACE),) if any(tier.low != tier.high for tier in place.tiers) else ()


def _listed(ids: Sequence[str]) -> str:
    """Return the first ids of many."""
    return ", ".join(ids[:_SHOWN]) + (f" … ({len(ids)})" if len(ids) > _SHOWN else "")
