"""The table of moves, pair by pair: each is allowed by the table, or refused by name."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from fairclaim.domain.desk import states
from fairclaim.domain.desk.clock_rules import ClockKind
from fairclaim.domain.desk.decision import Route
from fairclaim.domain.desk.history import replay
from fairclaim.domain.desk.refusals import IllegalMoveError
from fairclaim.domain.desk.states import MOVE_NAMES, MOVES, OPEN, STATE_NAMES, TERMINAL, TIMED, Move, State
from fairclaim.domain.desk.unwinding import to_execute, to_unwind
from fairclaim.domain.errors import RuleError
from unit.domain.desk.story import (
    ANN,
    BEN,
    BUYER,
    DAN,
    EVE,
    GRANT,
    HOUR,
    MERCHANT,
    PART,
    REFUSE,
    RETURN,
    Story,
    granted,
    in_re_review,
    in_review,
    in_state,
    item,
    screening,
)

CHINESE = re.compile(r"[\u4e00-\u9fff]")
TRY: dict[Move, Callable[[Story], Story]] = {
    Move.SCREEN: lambda story: story.screen(),
    Move.RECORD_EXAMINATION: lambda story: story.examined(),
    Move.PROPOSE_ROUTE: lambda story: story.propose(Route.REVIEW),
    Move.ATTACH: lambda story: story.attach(item()),
    Move.ASK_EVIDENCE: lambda story: story.ask_evidence(),
    Move.COMPLETE_EVIDENCE: lambda story: story.complete(),
    Move.ASK_MERCHANT: lambda story: story.ask_merchant(ANN),
    Move.ANSWER: lambda story: story.answer(),
    Move.SEND_TO_REVIEW: lambda story: story.send_to_review(),
    Move.APPROVE_BY_POLICY: lambda story: story.approve(),
    Move.JUDGE: lambda story: story.judge(EVE, GRANT),
    Move.REVEAL: lambda story: story.reveal(EVE),
    Move.CONFIRM: lambda story: story.confirm(EVE, GRANT),
    Move.PASS_TO_SECOND: lambda story: story.second(),
    Move.CALL_SENIOR: lambda story: story.senior(),
    Move.DECIDE: lambda story: story.decide(EVE),
    Move.APPEAL: lambda story: story.appeal(MERCHANT),
    Move.OPEN_RE_REVIEW: lambda story: story.open_re_review(),
    Move.DECIDE_APPEAL: lambda story: story.decide_appeal(),
    Move.WITHDRAW_APPEAL: lambda story: story.withdraw_appeal(),
    Move.OFFER: lambda story: story.offer(MERCHANT, PART),
    Move.ACCEPT_OFFER: lambda story: story.accept(
        MERCHANT, next((one.id for one in story.claim.offers[::-1]), "asked")
    ),
    Move.WITHDRAW: lambda story: story.withdraw(),
    Move.PAUSE_CLOCK: lambda story: story.pause(),
    Move.RESUME_CLOCK: lambda story: story.resume(),
    Move.EXTEND_CLOCK: lambda story: story.extend(HOUR),
    Move.WARN_CLOCK: lambda story: story.warn(),
    Move.EXPIRE_CLOCK: lambda story: story.expire(),
    Move.EXECUTE: lambda story: story.execute(next((one.id for one in to_execute(story.claim)), "none")),
    Move.UNWIND: lambda story: story.unwound(next((one.id for one in to_unwind(story.claim)), "none")),
}
"""One attempt at each move, through its function."""
PAIRS = [(state, move) for state in State for move in TRY]


def test_every_move_is_tried_but_the_filing_which_has_no_state_before_it() -> None:
    assert set(TRY) == set(Move) - {Move.FILE}
    assert all(move is not Move.FILE for _, move in MOVES)


@pytest.mark.parametrize(("state", "move"), PAIRS, ids=lambda value: value.value)
def test_a_move_is_in_the_table_or_refused_as_illegal(state: State, move: Move) -> None:
    story = in_state(state)
    assert story.claim.state is state
    before = story.claim
    if (state, move) not in MOVES:
        with pytest.raises(IllegalMoveError) as caught:
            TRY[move](story)
        assert (caught.value.state, caught.value.move) == (state.value, move.value)
        assert state.value in caught.value.message.zh
        assert move.value in caught.value.message.en
        assert story.claim is before
        return
    try:
        TRY[move](story)
    except IllegalMoveError:
        pytest.fail("the table allows it")
    except RuleError:
        assert story.claim is before  # a guard of its own said no, and changed nothing
    else:
        assert story.claim.state is MOVES[state, move]
        assert story.events[-1].state is story.claim.state


READY: dict[Move, Callable[[State], Story]] = {
    Move.APPROVE_BY_POLICY: lambda _: screening().propose(Route.APPROVE, RETURN),
    Move.REVEAL: lambda state: in_state(state).judge(EVE, GRANT),
    Move.CONFIRM: lambda state: in_state(state).judge(EVE, GRANT).reveal(EVE),
    Move.PASS_TO_SECOND: lambda _: in_review().judged(ANN, REFUSE),
    Move.CALL_SENIOR: lambda state: (
        in_review().judged(ANN, REFUSE).second().judged(BEN, GRANT)
        if state is State.SECOND_REVIEW
        else granted().appeal(MERCHANT).open_re_review().judged(EVE, REFUSE).judged(DAN, GRANT)
    ),
    Move.DECIDE: lambda state: (
        in_review().judged(EVE, GRANT)
        if state is State.IN_REVIEW
        else in_review().judged(ANN, REFUSE).second().judged(EVE, REFUSE)
    ),
    Move.DECIDE_APPEAL: lambda _: in_re_review().judged(EVE, GRANT),
    Move.ACCEPT_OFFER: lambda state: in_state(state).offer(BUYER, PART),
    Move.RESUME_CLOCK: lambda state: in_state(state).pause(),
    Move.WARN_CLOCK: lambda state: in_state(state).wait(300 * HOUR),
    Move.EXPIRE_CLOCK: lambda state: in_state(state).wait(400 * HOUR),
}
"""How to come to where a move succeeds, if not simply by being in the state."""


@pytest.mark.parametrize(("state", "move"), MOVES, ids=lambda value: value.value)
def test_every_move_of_the_table_succeeds_where_its_guards_are_kept(state: State, move: Move) -> None:
    story = READY.get(move, in_state)(state)
    assert story.claim.state is state
    TRY[move](story)
    assert story.claim.state is MOVES[state, move]
    assert replay(story.events) == story.claim


def test_nothing_leads_out_of_the_end() -> None:
    assert all(target is state for (state, _), target in MOVES.items() if state in TERMINAL)


def test_an_open_claim_can_always_be_settled_or_withdrawn() -> None:
    for state in OPEN:
        assert MOVES[state, Move.WITHDRAW] is State.WITHDRAWN
        assert MOVES[state, Move.ACCEPT_OFFER] is State.SETTLED


def test_every_state_can_be_reached_and_every_open_one_left() -> None:
    seen = {State.FILED}
    while True:
        more = {target for (state, _), target in MOVES.items() if state in seen} | seen
        if more == seen:
            break
        seen = more
    assert seen == set(State)
    assert all(any(target is not state for (s, _), target in MOVES.items() if s is state) for state in OPEN)


@pytest.mark.parametrize("state", State, ids=lambda state: state.value)
def test_a_clock_is_there_in_timed_states_and_in_no_other(state: State) -> None:
    assert (in_state(state).claim.clock is not None) == (state in TIMED)


def test_everything_has_a_name_in_both_languages() -> None:
    assert set(STATE_NAMES) == set(State)
    assert set(MOVE_NAMES) == set(Move)
    for name in [*STATE_NAMES.values(), *MOVE_NAMES.values()]:
        assert CHINESE.search(name.zh)
        assert name.en
        assert not CHINESE.search(name.en)


def test_the_moves_of_a_state_are_those_of_the_table() -> None:
    for state in State:
        assert set(states.moves_from(state)) == {move for s, move in MOVES if s is state}


def rows(page: str, heading: str) -> list[list[str]]:
    """Read the table under a heading of the page."""
    section = page.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip().strip("`") for cell in line.strip("|").split("|")] for line in lines[2:]]


def test_the_page_shows_the_table_as_it_is(checkout: Path) -> None:
    page = (checkout / "docs" / "explanation" / "claim-states.md").read_text(encoding="utf-8")
    documented = {(row[0], row[1], row[2]) for row in rows(page, "The table")}
    assert documented == {(state.value, move.value, target.value) for (state, move), target in MOVES.items()}


def test_the_page_names_states_and_moves_as_the_program_does(checkout: Path) -> None:
    page = (checkout / "docs" / "explanation" / "claim-states.md").read_text(encoding="utf-8")
    assert [(row[0], row[1]) for row in rows(page, "States")] == [
        (state.value, STATE_NAMES[state].zh) for state in State
    ]
    assert {row[0] for row in rows(page, "Clocks")} == {kind.value for kind in ClockKind}
