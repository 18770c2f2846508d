"""What may be written, and why not the rest: every kind of a side is in exactly one of the two."""

from itertools import product

import pytest

from fairclaim.law.filings.catalogue import KINDS
from fairclaim.law.possible import LETTERS_OF, possible, withheld
from fairclaim.law.proposals import Side, Situation, Stage, fitting
from fairclaim.law.tone import pressing_phrases

FLAGS = (False, True)
EVERY = [
    Situation(
        side=side,
        stage=stage,
        is_paid=paid,
        has_produce_id=number,
        has_removed_label=removed,
        has_demand=demand,
        is_in_china=china,
    )
    for side, stage in product(Side, Stage)
    for paid, number, removed, demand, china in product(FLAGS, FLAGS, FLAGS, FLAGS, FLAGS)
]


def kinds(situation: Situation, *, back: bool = False) -> set[str]:
    return {one.kind for one in possible(situation, has_letters_to_withdraw=back)}


@pytest.mark.parametrize("back", [False, True])
def test_every_letter_of_a_side_is_possible_or_has_its_reason(*, back: bool) -> None:
    for situation in EVERY:
        may = possible(situation, has_letters_to_withdraw=back)
        may_not = withheld(situation, has_letters_to_withdraw=back)
        named = [one.kind for one in (*may, *may_not)]
        assert sorted(named) == sorted(LETTERS_OF[situation.side])
        assert set(named) <= set(KINDS)
        assert kinds(situation, back=back) >= {one.kind for one in fitting(situation)} & set(named)
        for one in (*may, *may_not):
            assert one.because.zh
            assert one.because.en
            assert not pressing_phrases(one.because.zh)
            assert not pressing_phrases(one.because.en)


def test_whatever_fits_is_a_letter_of_that_side() -> None:
    for situation in EVERY:
        assert {one.kind for one in fitting(situation)} <= set(LETTERS_OF[situation.side])


def test_nothing_goes_to_the_police_before_a_decision_stands() -> None:
    for situation in EVERY:
        assert ("police-cover" in kinds(situation)) == (
            situation.stage is Stage.STANDS and situation.is_in_china and situation.side is not Side.BUYER
        )
        assert ("civil-demand" in kinds(situation)) <= (situation.stage is Stage.STANDS and situation.is_paid)


def test_what_was_overturned_is_withdrawn_and_the_new_decision_told() -> None:
    platform = Situation(side=Side.PLATFORM, stage=Stage.OVERTURNED)
    assert {"decision-notice", "withdrawal-notice"} <= kinds(platform)
    merchant = Situation(side=Side.MERCHANT, stage=Stage.OVERTURNED)
    assert kinds(merchant) == set()
    assert kinds(merchant, back=True) == {"withdrawal-notice"}
    assert kinds(Situation(side=Side.BUYER, stage=Stage.OVERTURNED), back=True) == set()


@pytest.mark.parametrize(
    ("side", "stage", "kind", "why"),
    [
        (Side.MERCHANT, Stage.OPEN, "police-cover", "怀疑不能作为依据"),
        (Side.MERCHANT, Stage.AGAINST, "civil-demand", "尚未生效"),
        (Side.MERCHANT, Stage.STANDS, "civil-demand", "没有付款"),
        (Side.MERCHANT, Stage.DECIDED, "platform-appeal", "没有对您作出不利处理"),
        (Side.BUYER, Stage.STANDS, "buyer-appeal", "申诉期已过"),
        (Side.BUYER, Stage.DROPPED, "buyer-appeal", "撤回或者和解"),
        (Side.PLATFORM, Stage.OPEN, "decision-notice", "没有可以告知的决定"),
        (Side.PLATFORM, Stage.ENDED, "police-cover", "没有认定"),
    ],
)
def test_why_not(side: Side, stage: Stage, kind: str, why: str) -> None:
    reasons = {one.kind: one.because.zh for one in withheld(Situation(side=side, stage=stage))}
    assert why in reasons[kind]


def test_abroad_the_law_of_the_mainland_says_nothing() -> None:
    abroad = Situation(side=Side.MERCHANT, stage=Stage.STANDS, is_paid=True, has_removed_label=True, is_in_china=False)
    reasons = {one.kind: one.because.zh for one in withheld(abroad)}
    for kind in ("civil-demand", "police-cover", "authority-report"):
        assert "中国大陆" in reasons[kind]
