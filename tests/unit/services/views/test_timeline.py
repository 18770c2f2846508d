from fairclaim.domain.desk import facts
from fairclaim.services.views.timeline import timeline
from journeys.desk_steps import STEPS
from unit.services.counter import Counter

SECRET = (
    facts.ExaminationRecorded,
    facts.RouteProposed,
    facts.Judged,
    facts.VerdictRevealed,
    facts.JudgementConfirmed,
    facts.SecondAsked,
    facts.SeniorCalled,
    facts.Decided,
    facts.AppealDecided,
    facts.OfferMade,
    facts.OfferAccepted,
    facts.ConsequenceImposed,
    facts.ConsequenceExecuted,
    facts.UnwindingOrdered,
    facts.ConsequenceUnwound,
    facts.ClockStarted,
    facts.ClockStopped,
)


def test_what_would_give_an_answer_away_leaves_no_line() -> None:
    counter = Counter()
    for step in STEPS[:23]:
        step(counter)
    events = counter.rows.events
    hidden = [event for event in events if isinstance(event.fact, SECRET)]
    assert hidden
    assert timeline(hidden) == ()
    told = timeline(events)
    assert told == timeline(event for event in events if not isinstance(event.fact, SECRET))
    assert [one.at for one in told] == sorted(one.at for one in told)
    assert {one.what.en.split(":")[0] for one in told} >= {"filed the claim", "answered", "appealed"}
