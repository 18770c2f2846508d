"""What a receipt tells a reviewer who is still blind: not that somebody has judged before."""

from fairclaim.domain.desk.claim import Stance
from fairclaim.services.answer_claim import answer_claim
from fairclaim.services.take_task import take_next
from unit.services.counter import AGENT, ANN, BEN, REFUSE, Counter
from unit.services.test_look_again import ended, shown_again
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


def test_a_second_look_answers_like_any_claim_until_it_is_confirmed() -> None:
    counter, claim, alias = shown_again()
    app = app_of(counter)
    dan = as_(app, "dan")
    assert dan.post("/api/v1/tasks/next").json()["claim"] == alias
    seen = dan.get(f"/api/v1/claims/{alias}")
    assert seen.headers["ETag"]
    assert seen.json()["state"] == "in-review"
    stale = dan.post(f"/api/v1/claims/{alias}/judgement", json=OPINION, headers={"If-Match": '"x"'})
    assert stale.status_code == 412
    judged = dan.post(f"/api/v1/claims/{alias}/judgement", json=OPINION, headers={"If-Match": seen.headers["ETag"]})
    assert judged.json()["state"] == "in-review"
    assert judged.headers["ETag"] != seen.headers["ETag"]
    dan.post(f"/api/v1/claims/{alias}/verdict")
    confirmed = dan.post(
        f"/api/v1/claims/{alias}/confirmation", json={"final": OPINION}, headers={"Idempotency-Key": "k"}
    )
    assert confirmed.json()["state"] == "closed"
    after = dan.post(
        f"/api/v1/claims/{alias}/decision",
        json={"reasons": {"zh": "因", "en": "why"}, "basis": ["a"]},
        headers={"Idempotency-Key": "d"},
    )
    assert (after.status_code, after.json()["code"]) == (409, "second-look")
    assert as_(app, "buyer").get(f"/api/v1/claims/{alias}").status_code == 404
    assert counter.claim(claim).judgements[-1].by == BEN.person


def test_a_senior_says_what_is_right_over_http() -> None:
    counter, claim = ended()
    answer = {"outcome": "grant", "view": "supports"}
    app = app_of(counter)
    assert as_(app, "sue").post(f"/api/v1/claims/{claim}/known-answer", json=answer).json() == {"is_shown": True}
    assert as_(app, "sue").post(f"/api/v1/claims/{claim}/known-answer", json=answer).json() == {"is_shown": False}
    assert as_(app, "ann").post(f"/api/v1/claims/{claim}/known-answer", json=answer).status_code == 403
