from fairclaim.credit.measure import MeasureState
from fairclaim.services.hold_account import appeal_measure, propose_measure
from unit.services.against import contradicted, overturn
from unit.services.counter import BUYER, SUE, TENANT
from unit.services.test_hold_account import limited, wish
from unit.web.pages.staff.test_people_pages import people


def test_two_others_agree_on_the_page_and_no_third_time() -> None:
    counter, claim = contradicted()
    made = propose_measure(counter.desk, SUE, wish(claim))
    address = f"/people/measures/{made.id}"
    page = people(counter, "dan").get(address).text
    assert "you would be the first" in page
    assert "The crack is in the claim picture only." in page, "the decision behind it is there to be read"
    assert people(counter, "dan").post(f"{address}/agreement", data={"agreed": "yes"}).headers["location"] == address
    assert people(counter, "dan").post(f"{address}/agreement", data={"agreed": "yes"}).status_code == 409
    assert "in force at once" in people(counter, "eve").get(address).text
    people(counter, "eve").post(f"{address}/agreement", data={"agreed": "yes"})
    assert counter.rows.measures[made.id].state is MeasureState.IN_FORCE
    assert people(counter, "ann").post(f"{address}/agreement", data={"agreed": "maybe"}).status_code == 422


def test_one_who_does_not_agree_ends_it() -> None:
    counter, claim = contradicted()
    made = propose_measure(counter.desk, SUE, wish(claim))
    people(counter, "dan").post(f"/people/measures/{made.id}/agreement", data={"agreed": "no"})
    assert counter.rows.measures[made.id].state is MeasureState.DECLINED
    assert "ended on" in people(counter, "dan").get(f"/people/measures/{made.id}").text


def test_an_appeal_is_decided_by_somebody_without_a_part_with_reasons() -> None:
    counter, _, made = limited()
    appeal_measure(counter.desk, BUYER, made.id, words="这是家人的账户 <b>")
    address = f"/people/measures/{made.id}"
    assert "others go on from here" in people(counter, "dan").get(address).text
    page = people(counter, "ann").get(address).text
    assert "这是家人的账户 &lt;b&gt;" in page
    lift = {"upheld": "no", "zh": "说明成立。", "en": "The explanation holds."}
    assert people(counter, "dan").post(f"{address}/appeal-decision", data=lift).status_code == 403
    assert people(counter, "ann").post(f"{address}/appeal-decision", data={**lift, "en": " "}).status_code == 422
    assert people(counter, "ann").post(f"{address}/appeal-decision", data=lift).status_code == 303
    assert counter.rows.measures[made.id].state is MeasureState.LIFTED
    assert "The explanation holds." in people(counter, "ann").get(address).text


def test_a_measure_that_came_undone_says_so_with_its_cause() -> None:
    counter, claim, made = limited()
    overturn(counter, claim)
    page = people(counter, "sue").get(f"/people/measures/{made.id}").text
    assert "does not stand now" in page
    assert "by itself, with the appeal" in page
    assert TENANT in page
