import json

import pytest

from fairclaim.domain.desk import facts
from fairclaim.services.messages import TOLD
from journeys.desk_steps import STEPS
from unit.services.counter import Counter

KEPT_INSIDE = {
    facts.ScreeningStarted, facts.ExaminationRecorded, facts.RouteProposed, facts.EvidenceAttached, facts.RoundOpened, facts.Judged,
    facts.VerdictRevealed, facts.JudgementConfirmed, facts.SecondAsked, facts.SeniorCalled, facts.ConsequenceImposed,
    facts.ReReviewOpened, facts.ClockStarted, facts.ClockPaused, facts.ClockResumed, facts.ClockExtended, facts.ClockStopped,
    facts.ConsequenceExecuted, facts.ConsequenceUnwound,
}  # fmt: skip


def test_every_kind_of_fact_is_told_or_kept_on_purpose() -> None:
    assert set(TOLD) | KEPT_INSIDE == set(facts.FACTS)
    assert not set(TOLD) & KEPT_INSIDE


def test_messages_are_plain_and_give_no_judgement_verdict_or_person_away() -> None:
    counter = Counter()
    for step in STEPS:
        step(counter)
    text = json.dumps([dict(one.body) for one in counter.rows.messages.values()], ensure_ascii=False)
    for word in (
        "forged",
        "ann",
        "ben",
        "eve",
        "buyer-1",
        "merchant-1",
        "sha256",
        "contradicts",
        "grade",
        "杯口有裂纹",
    ):
        assert f'"{word}' not in text, word
    kinds = [one.kind for one in counter.rows.messages.values()]
    assert kinds[0] == "claim-filed"
    assert {"evidence-asked", "decided", "appealed", "appeal-decided", "unwinding-ordered", "clock-warned"} <= set(
        kinds
    )


@pytest.mark.parametrize("kind", ["evidence-asked", "decided", "appeal-decided"])
def test_what_is_told_to_people_stands_in_both_languages(kind: str) -> None:
    counter = Counter()
    for step in STEPS:
        step(counter)
    (body,) = [one.body for one in counter.rows.messages.values() if one.kind == kind]
    text = json.dumps(dict(body))
    assert '"zh"' in text
    assert '"en"' in text
