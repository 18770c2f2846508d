"""Events make a claim, in their order and in no other."""

from dataclasses import replace
from datetime import timedelta

import pytest

from fairclaim.domain.desk import facts
from fairclaim.domain.desk.clock_rules import ClockKind
from fairclaim.domain.desk.decision import Route
from fairclaim.domain.desk.facts import FACTS, Event
from fairclaim.domain.desk.history import HistoryError, apply, replay
from fairclaim.domain.desk.party import ClaimId
from fairclaim.domain.desk.refusals import IllegalMoveError
from fairclaim.domain.desk.states import Move, State
from unit.domain.desk.story import (
    ANN,
    BUYER,
    EVE,
    GRANT,
    MERCHANT,
    PART,
    REFUSE,
    Story,
    after,
    in_re_review,
    in_review,
    item,
    refused,
    screening,
)


@pytest.fixture
def events() -> tuple[Event, ...]:
    return in_re_review().judged(EVE, GRANT).decide_appeal().events


def test_a_history_makes_the_claim(events: tuple[Event, ...]) -> None:
    claim = replay(events)
    assert claim.state is State.CLOSED
    assert claim.sequence == len(events)
    assert claim.updated_at == events[-1].at
    assert claim.filed_at == events[0].at
    assert not claim.is_open
    for end in range(1, len(events)):
        assert apply(replay(events[:end]), events[end]) == replay(events[: end + 1])


def test_a_missing_a_doubled_and_a_swapped_event_are_noticed(events: tuple[Event, ...]) -> None:
    for wrong in (
        (*events[:5], *events[6:]),
        (*events[:5], events[4], *events[5:]),
        (*events[:4], events[5], events[4], *events[6:]),
        events[1:],
        (),
    ):
        with pytest.raises(HistoryError):
            replay(wrong)


@pytest.mark.parametrize(
    "change",
    [
        {"claim": ClaimId("another")},
        {"state": State.CLOSED},
        {"at": Story().now - timedelta(days=1)},
        {"sequence": 99},
    ],
)
def test_an_altered_event_is_noticed(events: tuple[Event, ...], change: dict[str, object]) -> None:
    altered = replace(events[3], **change)  # type: ignore[arg-type]  # each is one field of the record
    with pytest.raises(HistoryError) as caught:
        replay((*events[:3], altered))
    assert str(caught.value.sequence) in caught.value.message.zh


def test_a_move_that_the_table_lacks_is_refused_whoever_wrote_it(events: tuple[Event, ...]) -> None:
    altered = replace(events[1], move=Move.DECIDE, state=State.DECIDED)
    with pytest.raises(IllegalMoveError):
        replay((events[0], altered))


@pytest.mark.parametrize(
    "fact",
    [
        Story().events[0].fact,
        facts.ClockWarned(kind=ClockKind.REVIEW),
        facts.JudgementConfirmed(by=ANN.id, final=GRANT, changed_because=None),
        facts.OfferAccepted(offer="none"),
        facts.ConsequenceExecuted(id="none", reference=None),
    ],
    ids=lambda fact: type(fact).__name__,
)
def test_a_fact_about_what_is_not_there_is_noticed(fact: facts.Fact) -> None:
    story = screening()
    with pytest.raises(HistoryError):
        apply(story.claim, after(story, fact))


def test_a_fact_that_only_moves_changes_nothing_else() -> None:
    story = screening()
    same = apply(story.claim, after(story, facts.SecondAsked()))
    assert replace(same, sequence=story.claim.sequence, updated_at=story.claim.updated_at, took_part=frozenset()) == (
        story.claim
    )


def test_every_kind_of_fact_is_told_in_some_story() -> None:
    told = [
        in_review().offer(MERCHANT, PART).accept_last(BUYER),
        in_re_review().judged(EVE, GRANT).decide_appeal().unwound("decision-1/mark"),
        refused().execute("decision-1/mark").appeal().withdraw_appeal(),
        screening()
        .ask_evidence()
        .pause()
        .resume()
        .extend(timedelta(days=1))
        .attach(item())
        .complete()
        .send_to_review(),
        in_review().ask_evidence(),
        screening().propose(Route.REVIEW).withdraw(),
        in_review().judged(ANN, REFUSE).second().judged(EVE, GRANT).senior(),
    ]
    late = screening().ask_merchant()
    assert late.claim.clock is not None
    told.append(late.at(late.claim.clock.warn_at).warn().at(late.due).expire())
    kinds = {type(event.fact) for story in told for event in story.events}
    assert kinds == set(FACTS)
