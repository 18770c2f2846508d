"""Remedies fit their kind and their order, and no merchant is made to give goods away."""

from dataclasses import replace

import pytest

from fairclaim.domain.desk.money import Money
from fairclaim.domain.desk.refusals import ConsentMissingError, CurrencyMismatchError, RemedyError
from fairclaim.domain.desk.remedy import (
    GOODS_COME_BACK,
    PAYS,
    REMEDY_NAMES,
    BorneBy,
    Remedy,
    RemedyKind,
    check_consent,
    check_remedy,
)
from unit.domain.desk.story import PART, PLATFORM_PAYS, REFUND_ONLY, REPAIR, RETURN, yuan


@pytest.mark.parametrize("remedy", [RETURN, REFUND_ONLY, PART, REPAIR, PLATFORM_PAYS])
def test_a_remedy_within_the_order_is_one(remedy: Remedy) -> None:
    check_remedy(remedy, most=yuan(100))


@pytest.mark.parametrize(
    "remedy",
    [
        replace(RETURN, amount=yuan(101)),
        replace(RETURN, amount=yuan(0)),
        replace(RETURN, amount=yuan(-1)),
        replace(RETURN, amount=None),
        replace(PART, amount=yuan(100)),
        replace(REPAIR, amount=yuan(1)),
    ],
)
def test_a_remedy_beyond_its_limits_is_refused(remedy: Remedy) -> None:
    with pytest.raises(RemedyError) as caught:
        check_remedy(remedy, most=yuan(100))
    assert REMEDY_NAMES[remedy.kind].zh in caught.value.message.zh


def test_a_refund_is_in_the_currency_of_the_order() -> None:
    with pytest.raises(CurrencyMismatchError):
        check_remedy(RETURN, most=Money(10_000, "USD"))


@pytest.mark.parametrize("kind", RemedyKind)
@pytest.mark.parametrize("borne_by", BorneBy)
@pytest.mark.parametrize("consents", [True, False])
def test_only_refund_only_at_the_merchants_cost_takes_consent(
    kind: RemedyKind,
    borne_by: BorneBy,
    consents: bool,  # noqa: FBT001  (a parameter of the test)
) -> None:
    remedy = Remedy(kind=kind, borne_by=borne_by, amount=yuan(1) if kind in PAYS else None)
    if kind is RemedyKind.REFUND_ONLY and borne_by is BorneBy.MERCHANT and not consents:
        with pytest.raises(ConsentMissingError):
            check_consent(remedy, merchant_consents=consents)
    else:
        check_consent(remedy, merchant_consents=consents)


def test_every_remedy_has_a_name() -> None:
    assert set(REMEDY_NAMES) == set(RemedyKind)
    assert set(RemedyKind) > PAYS
    assert RemedyKind.REFUND_ONLY not in GOODS_COME_BACK
