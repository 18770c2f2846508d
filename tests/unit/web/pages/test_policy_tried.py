from fairclaim.policy.simulate import Figures, Simulation
from fairclaim.web.pages.policy_tried import meant


def test_both_policies_stand_side_by_side_with_intervals() -> None:
    tried = Figures(claims=100, upheld=40, bothered=10, paid=3, paid_minor=12_300, reviews=20, reviewers=25)
    found = {one.name.en: one for one in meant(Simulation(figures=tried, other=Figures()), "CNY", "CNY")}
    assert found["Paid by the machine's approval"].tried.en == "123.00 CNY (3 claims)"
    assert found["Honest people bothered"].tried.en == "25 % (10 of 40; 14–40 %)"
    assert found["Honest people bothered"].live.en == "nothing yet"
    assert found["Judgements of people needed"].tried.zh == "25"
