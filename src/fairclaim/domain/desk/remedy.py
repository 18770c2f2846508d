"""What a buyer may be given, and its limits."""

from dataclasses import dataclass
from enum import StrEnum

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.money import Money
from fairclaim.domain.desk.refusals import ConsentMissingError, RemedyError


class RemedyKind(StrEnum):
    """The five remedies."""

    REFUND_ONLY = "refund-only"
    RETURN_AND_REFUND = "return-and-refund"
    EXCHANGE = "exchange"
    REPAIR = "repair"
    PART_REFUND = "part-refund"


class BorneBy(StrEnum):
    """At whose cost."""

    MERCHANT = "merchant"
    PLATFORM = "platform"


REMEDY_NAMES = {
    RemedyKind.REFUND_ONLY: Bilingual("仅退款", "refund without return"),
    RemedyKind.RETURN_AND_REFUND: Bilingual("退货退款", "return and refund"),
    RemedyKind.EXCHANGE: Bilingual("换货", "exchange"),
    RemedyKind.REPAIR: Bilingual("维修", "repair"),
    RemedyKind.PART_REFUND: Bilingual("部分退款", "part refund"),
}
PAYS = frozenset({RemedyKind.REFUND_ONLY, RemedyKind.RETURN_AND_REFUND, RemedyKind.PART_REFUND})
GOODS_COME_BACK = frozenset({RemedyKind.RETURN_AND_REFUND, RemedyKind.EXCHANGE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """One remedy.

    Parameters
    ----------
    amount : Money or None
        What is paid; None for an exchange and a repair.
    """

    kind: RemedyKind
    borne_by: BorneBy
    amount: Money | None = None


def check_remedy(remedy: Remedy, *, most: Money) -> None:
    """Verify a remedy against the most that the claimed units can give back.

    A refund is more than zero and at most ``most``; a part refund is less than ``most``; an exchange or a repair pays nothing.

    Raises
    ------
    RemedyError
        If the amount does not fit the kind or the order.
    CurrencyMismatchError
        If it is in another currency than the order.
    """
    name = REMEDY_NAMES[remedy.kind]
    if remedy.kind not in PAYS:
        if remedy.amount is not None:
            raise RemedyError(Bilingual(f"“{name.zh}”不涉及退款金额。", f"The remedy {name.en} pays no amount."))
        return
    if remedy.amount is None:
        raise RemedyError(Bilingual(f"“{name.zh}”须写明金额。", f"The remedy {name.en} states an amount."))
    is_whole = remedy.amount >= most
    if remedy.amount.amount_minor <= 0 or remedy.amount > most or (remedy.kind is RemedyKind.PART_REFUND and is_whole):
        raise RemedyError(
            Bilingual(
                f"“{name.zh}”金额 {remedy.amount} 超出范围：须大于零，且不超过可退的 {most}（部分退款须少于该数）。",
                f"{remedy.amount} does not fit the remedy {name.en}: more than zero, and at most the {most} that can be refunded "
                "(a part refund is less).",
            )
        )


def check_consent(remedy: Remedy, *, merchant_consents: bool) -> None:
    """Verify that no merchant is made to bear a refund without return.

    Raises
    ------
    ConsentMissingError
        If it is refund-only at the merchant's cost and the merchant has not agreed. Source: SAMR and CAC Order 116, article 27,
        in force 2026-02-01.
    """
    if remedy.kind is RemedyKind.REFUND_ONLY and remedy.borne_by is BorneBy.MERCHANT and not merchant_consents:
        raise ConsentMissingError
