from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from fairclaim.domain.desk.money import Money
from fairclaim.domain.errors import UsageError
from fairclaim.web.api import wishes
from unit.services.counter import GRANT, RETURN, WISH
from unit.web.desk_over_http import CLAIM

REMEDY = {"kind": "return-and-refund", "amount": {"amount_minor": 10000, "currency": "CNY"}}


def test_a_claim_over_the_wire_is_the_request_of_the_desk() -> None:
    assert wishes.ClaimWish.model_validate(CLAIM).to_domain() == WISH


def test_an_opinion_is_what_was_sent() -> None:
    sent = {"outcome": "grant", "view": "supports", "remedy": REMEDY}
    assert wishes.OpinionWish.model_validate(sent).to_domain() == GRANT
    assert wishes.RemedyWish.model_validate(REMEDY).to_domain() == RETURN


def test_a_currency_that_nobody_knows_is_no_money() -> None:
    wish = wishes.MoneyWish(amount_minor=5, currency="XXX")
    with pytest.raises(UsageError):
        wish.to_domain()
    assert wishes.MoneyWish(amount_minor=5, currency="JPY").to_domain() == Money(5, "JPY")


@pytest.mark.parametrize(
    ("model", "sent"),
    [
        (wishes.MoneyWish, {"amount_minor": 19.9, "currency": "CNY"}),
        (wishes.MoneyWish, {"amount_minor": "1990", "currency": "CNY"}),
        (wishes.MoneyWish, {"amount_minor": True, "currency": "CNY"}),
        (wishes.MoneyWish, {"amount_minor": -1, "currency": "CNY"}),
        (wishes.ClaimWish, {**CLAIM, "buyer": "somebody"}),
        (wishes.ClaimWish, {**CLAIM, "items": []}),
        (wishes.ClaimWish, {**CLAIM, "words": "a\0b"}),
        (wishes.ClaimWish, {**CLAIM, "words": "\ud800"}),
        (wishes.ClaimWish, {**CLAIM, "order": "line\nbreak"}),
        (wishes.ExtensionWish, {"hours": 0, "because": {"zh": "因", "en": "why"}}),
        (wishes.PauseWish, {"because": "outage", "note": {"zh": "只有中文"}}),
        (wishes.UploadedFile, {"upload": "../../etc/passwd", "role": "claim"}),
    ],
)
def test_what_is_not_as_it_should_be_is_refused(model: type[BaseModel], sent: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        model.model_validate(sent)
