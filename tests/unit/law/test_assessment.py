"""The record of an assessment."""

from fairclaim.law.assess import assess
from fairclaim.law.assessment import SCHEMA
from unit.law.record import ASKED, act


def test_the_record_names_its_schema_and_why_an_act_stands_apart() -> None:
    record = assess([act("b", decided=None), act()], on=ASKED, province="43").to_record()
    assert record["schema"] == SCHEMA
    assert record["counted"] == ["claim-1"]
    assert record["apart"] == [
        {
            "act": "b",
            "because": "not-decided",
            "meaning": {
                "zh": "没有人作出决定；程序的检查结果不计入",
                "en": "no person has decided; what a program found is not counted",
            },
        }
    ]
    assert record["place"] == {"code": "43", "name": {"zh": "湖南", "en": "Hunan"}}
