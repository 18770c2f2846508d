from fairclaim.policy.condition import Among, Numbers, Words
from fairclaim.policy.shipped import default_policy
from fairclaim.web.pages.policy_words import asked_in_words, rows_of, value_name

ROWS = {row.id: row for row in rows_of(default_policy())}


def test_rules_stand_in_order_and_only_the_last_has_no_conditions() -> None:
    rows = list(ROWS.values())
    assert [row.number for row in rows] == list(range(1, len(rows) + 1))
    assert [row.id for row in rows if not row.asked] == ["everything-else"]


def test_rules_that_limit_refunds_without_return_are_marked() -> None:
    marked = {name: row.refund_only.en for name, row in ROWS.items() if row.refund_only}
    assert marked == {
        "small-refund-only-agreed-now": "refund only if the merchant agrees, at most 50.00 CNY",
        "small-refund-only-agreed-before": "refund only if the merchant agrees, at most 50.00 CNY",
        "perishable": "refund only after other remedies, at most 200.00 CNY",
        "perishable-dear": "no refund only: other remedies instead",
        "small-offer": "refund only after other remedies, at most 50.00 CNY",
        "medium-offer": "no refund only: other remedies instead",
    }


def test_conditions_and_outcomes_are_words_in_both_languages() -> None:
    row = ROWS["fragile-evidence"]
    assert {one.title.en: one.words.en for one in row.asked} == {
        "evidence": "incomplete",
        "category": "appliances or furniture or tableware",
    }
    assert {one.title.zh: one.words.zh for one in row.asked} == {
        "证据是否齐全": "不齐全",
        "商品类目": "家电、家居、餐具",
    }
    assert [line.en for line in row.outcome] == ["besides, ask for the packaging, the shipping label"]
    assert [line.zh for line in ROWS["very-high-amount"].outcome] == ["2 人，独立判断", "队列 high-amount", "优先"]
    assert [line.en for line in ROWS["small-offer"].outcome][1] == "a part refund of up to 30 %"


def test_what_nobody_has_named_is_shown_as_it_is() -> None:
    assert value_name("category", "bonsai").en == "bonsai"
    assert value_name("perishable", "unknown").zh == "未知"
    among = Among(field="checks", any=frozenset({"copy-move"}), none=frozenset({"same-file"}))
    assert asked_in_words(among, None).en == "holds copy-move and does not hold same-file"
    other = Words(field="category", words=frozenset({"food"}), is_not=True)
    assert asked_in_words(other, None).en == "not food"
    assert asked_in_words(Numbers(field="amount", ranges=((0, 5000),)), "CNY").zh == "不大于 50.00 CNY"
