"""What a receipt tells a reviewer who is still blind: not that somebody has judged before."""

from fairclaim.domain.desk.claim import Stance
from fairclaim.services.answer_claim import answer_claim
from fairclaim.services.take_task import take_next
from unit.services.counter import AGENT, ANN, BEN, REFUSE, Counter
from unit.web.desk_over_http import app_of, as_

OPINION = {"outcome": "grant", "view": "supports", "remedy": {"kind": "exchange"}}


def test_a_second_review_reads_like_a_first_until_the_verdict_was_seen() -> None:
    counter = Counter()
    claim = counter.screened()
    answer_claim(counter.desk, AGENT, claim, Stance.CONTESTS)
    counter.judged(ANN, claim, REFUSE)
    take_next(counter.desk, BEN)
    ben = as_(app_of(counter), "ben")
    judged = ben.post(f"/api/v1/claims/{claim}/judgement", json=OPINION)
    assert judged.json()["state"] == "in-review"
    revealed = ben.post(f"/api/v1/claims/{claim}/verdict")
    assert revealed.json()["state"] == "second-review"
