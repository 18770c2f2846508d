"""Who writes knows what their page shows, and no more."""

from fairclaim.law.proposals import Side
from unit.services.letters.matters import MATTERS


def test_parties_and_the_sealer_know_the_words_and_who_runs_the_desk_does_not() -> None:
    for number, matter in enumerate(MATTERS):
        who = ("buyer", "agent", "admin", "sealer")[number % 4]
        assert matter.knows_words is (who != "admin")
        assert (matter.words is None) is (who == "admin")
        assert matter.side is {"buyer": Side.BUYER, "agent": Side.MERCHANT}.get(who, Side.PLATFORM)
        assert not matter.findings or who == "sealer"


def test_a_label_is_looked_for_only_where_a_decision_rests_on_it() -> None:
    with_label = [one for one in MATTERS if one.label is not None]
    assert {one.claim.decision.basis for one in with_label if one.claim.decision} == {("aigc-label",)}
    assert len(with_label) == 4
