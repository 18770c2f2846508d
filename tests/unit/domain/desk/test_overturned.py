from fairclaim.domain.desk.decision import AppealResult
from fairclaim.domain.desk.judgement import Outcome
from fairclaim.domain.desk.overturned import Overturned, count_overturned


def test_nothing_decided_is_nothing_overturned() -> None:
    assert count_overturned({}) == Overturned(appealed=0, overturned=0, refused=0, wrongly_refused=0)


def test_only_an_overturned_refusal_was_wrong_and_only_a_decided_appeal_counts() -> None:
    ends = {
        (Outcome.REFUSE, AppealResult.OVERTURNED): 1,
        (Outcome.REFUSE, AppealResult.UPHELD): 2,
        (Outcome.REFUSE, None): 4,
        (Outcome.GRANT, AppealResult.OVERTURNED): 8,
        (Outcome.GRANT, None): 16,
    }
    assert count_overturned(ends) == Overturned(appealed=11, overturned=9, refused=7, wrongly_refused=1)
