from dataclasses import replace

from fairclaim.domain.desk.evidence_rules import ANY_CATEGORY, DEFAULT_RULES, Reason
from fairclaim.domain.desk.order_line import ClaimedItem, LineId
from fairclaim.services.needed import claimed_lines, main_category, needed_for
from unit.domain.desk.story import LINE, Story, yuan


def test_a_claim_about_several_categories_needs_what_each_needs_and_each_shot_once() -> None:
    claim = Story().claim
    other = replace(LINE, id=LineId("line-2"), category="toys", paid=yuan(500))
    both = replace(claim, lines=(LINE, other), items=(*claim.items, ClaimedItem(line=other.id, quantity=1)))
    assert main_category(both) == "toys"
    needed = {need.shot.value: need.count for need in needed_for(both, DEFAULT_RULES)}
    assert needed == {"whole": 1, "close-up": 1, "other-angle": 2, "packaging": 1, "touched": 1}


def test_a_line_that_is_not_claimed_needs_nothing() -> None:
    claim = Story().claim
    other = replace(LINE, id=LineId("line-2"), category="toys", paid=yuan(500))
    assert claimed_lines(replace(claim, lines=(LINE, other))) == (LINE,)


def test_the_rule_for_any_category_holds_where_none_is_written() -> None:
    claim = replace(Story().claim, lines=(replace(LINE, category="books"),))
    assert needed_for(claim, DEFAULT_RULES) == DEFAULT_RULES[Reason.DAMAGED, ANY_CATEGORY]
    assert needed_for(claim, {}) == ()
