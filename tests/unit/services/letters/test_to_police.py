"""The letter to the police says what was decided, what else it may be, and what is not known."""

from dataclasses import replace
from typing import Any

from fairclaim.domain.desk.money import Money
from fairclaim.law.proposals import Stage
from fairclaim.services.letters.matter import Matter, Paid
from fairclaim.services.letters.to_police import police_fields
from unit.services.letters.matters import MATTERS

STANDS = [one for one in MATTERS if one.situation.stage is Stage.STANDS]


def zh(matter: Matter, field: str) -> str:
    found: Any = police_fields(matter)[field]
    return "\n".join(one["zh"] for one in found)


def test_it_says_who_found_what_on_which_basis() -> None:
    for matter in STANDS:
        text = zh(matter, "evidence")
        assert "2 名，各自独立判断" in text
        assert "证据等级：A" in text
        assert "裂纹只见于申请图片" in text


def test_it_never_leaves_out_what_is_not_known_or_may_be_innocent() -> None:
    for matter in STANDS:
        assert "由谁改动" in zh(matter, "unknown")
        assert zh(matter, "innocent")


def test_what_findings_say_of_innocent_causes_stands_beside_what_they_found() -> None:
    said = {"zh": "反复保存也会如此。", "en": "Saving again does that, too."}
    basis = STANDS[0].claim.decision.basis[0] if STANDS[0].claim.decision else ""
    found = {
        "check": basis,
        "outcome": "fail",
        "reason": {"zh": "同一次曝光。", "en": "One exposure."},
        "innocent": said,
    }
    beside = {**found, "check": "noise-level", "innocent": {"zh": "别的", "en": "other"}}
    matter = replace(STANDS[0], findings=(found, found, beside))
    assert zh(matter, "innocent") == said["zh"]
    assert zh(matter, "evidence").count("同一次曝光。") == 1


def test_the_law_is_asked_only_about_what_was_paid() -> None:
    matter = STANDS[0]
    assert police_fields(matter)["assessment"] is None
    assert police_fields(matter)["amount"] == {"amount_minor": 0, "currency": "CNY"}
    paid = replace(matter, paid=Paid(amount=Money(19_500, "CNY"), on=matter.today))
    fields: Any = police_fields(paid)
    assert "第五十八条" in fields["assessment"]["zh"]
    assert "已支付195元，尚未返还" in zh(paid, "acts")
    abroad = replace(matter, paid=Paid(amount=Money(19_500, "USD"), on=matter.today))
    assert police_fields(abroad)["assessment"] is None
