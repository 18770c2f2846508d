"""What every move checks first, whatever it does."""

from dataclasses import replace
from datetime import datetime

import pytest

from fairclaim.domain.desk.decision import Standing
from fairclaim.domain.desk.draft import Draft
from fairclaim.domain.desk.facts import ScreeningStarted
from fairclaim.domain.desk.party import DESK, PARTIES, STAFF, Actor, ActorKind, PersonId
from fairclaim.domain.desk.refusals import ConflictOfInterestError, IllegalMoveError, TimeOrderError, WrongActorError
from fairclaim.domain.desk.states import Move, State
from fairclaim.domain.errors import UsageError
from unit.domain.desk.story import ANN, BUYER, HOUR, MACHINE, MERCHANT, Story, refused, screening


def test_a_draft_leaves_the_claim_that_it_began_with() -> None:
    story = Story()
    draft = Draft(story.claim, Move.SCREEN, by=MACHINE, at=story.now, allowed=DESK)
    draft.add(ScreeningStarted())
    assert story.claim.state is State.FILED
    claim, events = draft.done()
    assert claim.state is State.SCREENING
    assert [event.move for event in events] == [Move.SCREEN]
    assert not draft.is_late
    assert not draft.is_paused


def test_the_table_is_asked_before_anything_else() -> None:
    with pytest.raises(IllegalMoveError):
        Draft(Story().claim, Move.DECIDE, by=BUYER, at=datetime(1999, 1, 1), allowed=frozenset())  # noqa: DTZ001


def test_time_runs_forward_and_in_a_zone() -> None:
    story = screening()
    with pytest.raises(TimeOrderError):
        Draft(story.claim, Move.ATTACH, by=MACHINE, at=story.claim.updated_at - HOUR, allowed=DESK)
    with pytest.raises(UsageError):
        Draft(story.claim, Move.ATTACH, by=MACHINE, at=datetime(2026, 4, 1), allowed=DESK)  # noqa: DTZ001
    Draft(story.claim, Move.ATTACH, by=MACHINE, at=story.claim.updated_at, allowed=DESK)


def test_a_party_is_the_one_of_the_claim() -> None:
    story = screening()
    for who in (ANN, replace(BUYER, id=PersonId("somebody"))):
        with pytest.raises(WrongActorError) as caught:
            Draft(story.claim, Move.ATTACH, by=who, at=story.now, allowed=PARTIES)
        assert caught.value.kind == who.kind.value


def test_what_was_taken_back_is_not_ordered_back_again() -> None:
    story = refused()
    draft = Draft(story.claim, Move.WITHDRAW, by=BUYER, at=story.now, allowed=PARTIES)
    draft.unwind(tuple(replace(one, standing=Standing.UNWOUND) for one in story.claim.consequences))
    assert draft.events == ()


@pytest.mark.parametrize("party", [BUYER, MERCHANT])
@pytest.mark.parametrize("kind", sorted(STAFF))
def test_nobody_of_the_desk_acts_on_a_claim_of_their_own(party: Actor, kind: ActorKind) -> None:
    story = screening()
    with pytest.raises(ConflictOfInterestError):
        Draft(story.claim, Move.ATTACH, by=Actor(kind=kind, id=party.id), at=story.now, allowed=DESK)
