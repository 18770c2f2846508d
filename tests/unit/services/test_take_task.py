from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from fairclaim.domain.desk.claim import Stance
from fairclaim.domain.desk.evidence_rules import Requirement
from fairclaim.domain.desk.order_line import LineId
from fairclaim.domain.desk.party import ClaimId, PersonId
from fairclaim.services.answer_claim import answer_claim
from fairclaim.services.appeal_claim import appeal_claim
from fairclaim.services.ask import ask_evidence, ask_merchant
from fairclaim.services.caller import Role
from fairclaim.services.decide_claim import decide_claim
from fairclaim.services.errors import LeaseLostError, NotAllowedError, NoTaskError
from fairclaim.services.examine_claim import examine_claim
from fairclaim.services.file_claim import file_claim
from fairclaim.services.judge_claim import confirm_judgement, judge_claim, reveal_verdict
from fairclaim.services.skip_reason import SkipReason
from fairclaim.services.take_task import coming_claim, release_task, renew_task, skip_task, take_next
from unit.domain.desk.story import NEED
from unit.services.counter import (
    AGAINST,
    AGENT,
    ALL_SHOTS,
    ANN,
    AUDITOR,
    BASIS,
    BEN,
    BUYER,
    DAN,
    EVE,
    GRANT,
    LINE,
    MACHINE,
    ORDER,
    REFUSE,
    SUE,
    WHY,
    WISH,
    Counter,
    member,
)

LEASE = timedelta(minutes=15)
Act = Callable[[], object]
NEEDED: tuple[Requirement, ...] = (NEED,)


def in_review(counter: Counter) -> ClaimId:
    claim = counter.screened()
    answer_claim(counter.desk, AGENT, claim, Stance.CONTESTS)
    return claim


def another(counter: Counter) -> ClaimId:
    """Bring a second claim to review, an hour later."""
    counter.wait()
    counter.rows.orders["order-2"] = replace(ORDER, id="order-2", lines=(replace(LINE, id=LineId("line-2")),))
    item = replace(WISH.items[0], line=LineId("line-2"))
    wish = replace(WISH, order="order-2", items=(item,), photos=tuple(replace(one, data=b"2") for one in ALL_SHOTS))
    claim = file_claim(counter.desk, BUYER, wish).receipt.claim
    examine_claim(counter.desk, MACHINE, claim)
    answer_claim(counter.desk, AGENT, claim, Stance.CONTESTS)
    return claim


def test_the_claim_with_the_least_time_left_comes_first_and_to_one_person() -> None:
    counter = Counter()
    first = in_review(counter)
    second = another(counter)
    got = [take_next(counter.desk, who) for who in (ANN, BEN, EVE)]
    assert [None if one is None else one.claim for one in got] == [first, second, None]


def test_asking_again_gives_the_same_task() -> None:
    counter = Counter()
    in_review(counter)
    assert take_next(counter.desk, ANN) == take_next(counter.desk, ANN)


def test_the_time_is_shown_and_can_be_renewed_even_when_it_is_over() -> None:
    counter = Counter()
    in_review(counter)
    taken = take_next(counter.desk, ANN)
    assert taken is not None
    assert taken.until == counter.now + LEASE
    counter.wait()
    assert renew_task(counter.desk, ANN, taken.task).until == counter.now + LEASE
    assert take_next(counter.desk, BEN) is None


def test_nothing_is_lost_when_the_time_is_over_until_somebody_else_takes_the_task() -> None:
    counter = Counter()
    claim = in_review(counter)
    taken = take_next(counter.desk, ANN)
    assert taken is not None
    counter.wait()
    judge_claim(counter.desk, ANN, claim, GRANT)
    assert take_next(counter.desk, BEN) is not None
    acts: tuple[Act, ...] = (
        lambda: reveal_verdict(counter.desk, ANN, claim),
        lambda: renew_task(counter.desk, ANN, taken.task),
        lambda: release_task(counter.desk, ANN, taken.task),
        lambda: skip_task(counter.desk, ANN, taken.task, SkipReason.UNSURE),
    )
    for act in acts:
        with pytest.raises(LeaseLostError):
            act()


def test_who_may_not_have_it_takes_nothing_from_a_holder_whose_time_is_over() -> None:
    counter = Counter()
    in_review(counter)
    counter.rows.ties[PersonId("ben")] = frozenset({PersonId("merchant-1")})
    taken = take_next(counter.desk, ANN)
    assert taken is not None
    counter.wait()
    assert take_next(counter.desk, BEN) is None
    assert renew_task(counter.desk, ANN, taken.task).task == taken.task


def test_claims_are_not_picked_by_hand() -> None:
    counter = Counter()
    claim = in_review(counter)
    acts: tuple[Act, ...] = (
        lambda: judge_claim(counter.desk, ANN, claim, GRANT),
        lambda: ask_evidence(counter.desk, ANN, claim, NEEDED),
        lambda: ask_merchant(counter.desk, ANN, claim),
    )
    for act in acts:
        with pytest.raises(NoTaskError):
            act()


def test_a_task_that_was_given_back_is_for_others_and_for_oneself() -> None:
    counter = Counter()
    claim = in_review(counter)
    taken = take_next(counter.desk, ANN)
    assert taken is not None
    release_task(counter.desk, ANN, taken.task)
    with pytest.raises(NoTaskError):
        judge_claim(counter.desk, ANN, claim, GRANT)
    assert take_next(counter.desk, BEN) is not None


def test_a_skipped_task_does_not_come_back_and_says_why() -> None:
    counter = Counter()
    claim = in_review(counter)
    taken = take_next(counter.desk, ANN)
    assert taken is not None
    skip_task(counter.desk, ANN, taken.task, SkipReason.DISTRESSING)
    assert take_next(counter.desk, ANN) is None
    assert take_next(counter.desk, BEN) is not None
    assert counter.rows.skips == [("ann", claim, "distressing")]


def test_who_is_a_party_or_tied_to_one_is_passed_over() -> None:
    counter = Counter()
    in_review(counter)
    counter.rows.ties[PersonId("ann")] = frozenset({PersonId("merchant-1")})
    assert take_next(counter.desk, ANN) is None
    assert take_next(counter.desk, member("buyer-1", Role.REVIEWER)) is None
    assert take_next(counter.desk, member("x", Role.REVIEWER, acts_for="merchant-1")) is None
    assert take_next(counter.desk, BEN) is not None


def test_who_judges_nothing_takes_nothing() -> None:
    counter = Counter()
    for who in (BUYER, AGENT, AUDITOR, MACHINE):
        with pytest.raises(NotAllowedError):
            take_next(counter.desk, who)


def test_a_difference_goes_to_a_senior_and_to_nobody_else() -> None:
    counter = Counter()
    claim = in_review(counter)
    counter.judged(ANN, claim, REFUSE)
    counter.judged(BEN, claim, GRANT)
    assert counter.claim(claim).has_senior
    assert [take_next(counter.desk, who) for who in (ANN, BEN, EVE)] == [None, None, None]
    counter.judged(SUE, claim, REFUSE)
    decide_claim(counter.desk, SUE, claim, reasons=WHY, basis=BASIS)
    assert counter.claim(claim).decision is not None


def test_an_appeal_goes_to_nobody_who_had_a_part_in_the_claim() -> None:
    counter = Counter()
    claim = in_review(counter)
    taken = take_next(counter.desk, DAN)
    assert taken is not None
    ask_merchant(counter.desk, DAN, claim)  # a part is a part, even without a judgement
    answer_claim(counter.desk, AGENT, claim, Stance.CONTESTS)
    counter.judged(ANN, claim, GRANT)
    decide_claim(counter.desk, ANN, claim, reasons=WHY, basis=BASIS)
    appeal_claim(counter.desk, AGENT, claim)
    assert [take_next(counter.desk, who) for who in (ANN, DAN)] == [None, None]
    assert take_next(counter.desk, BEN) is not None


def test_a_task_does_not_tell_whose_turn_it_is() -> None:
    counter = Counter()
    claim = in_review(counter)
    counter.judged(ANN, claim, AGAINST)
    taken = take_next(counter.desk, BEN)
    assert "second" not in repr(taken)


def test_a_task_whose_claim_has_moved_on_is_not_handed_out() -> None:
    counter = Counter()
    claim = in_review(counter)
    taken = take_next(counter.desk, ANN)
    assert taken is not None
    judge_claim(counter.desk, ANN, claim, GRANT)
    reveal_verdict(counter.desk, ANN, claim)
    confirm_judgement(counter.desk, ANN, claim, GRANT)
    task = counter.rows.tasks[taken.task]
    counter.rows.tasks[taken.task] = replace(task, is_done=False, is_held=False)
    assert take_next(counter.desk, BEN) is None


def test_one_more_task_is_taken_beside_one_that_is_being_concluded_and_not_a_third() -> None:
    counter = Counter()
    first, second = in_review(counter), another(counter)
    held = take_next(counter.desk, ANN)
    assert held is not None
    assert held.claim == first
    beside = take_next(counter.desk, ANN, besides=held.task)
    assert beside is not None
    assert beside.claim == second
    assert take_next(counter.desk, ANN, besides=held.task) == beside
    assert take_next(counter.desk, BEN) is None


def test_what_comes_next_is_told_and_not_taken() -> None:
    counter = Counter()
    first = in_review(counter)
    before = counter.rows
    assert coming_claim(counter.desk, ANN) == first
    assert counter.rows is before
    taken = take_next(counter.desk, BEN)
    assert taken is not None
    assert coming_claim(counter.desk, ANN) is None
    counter.wait(2 * LEASE)
    assert coming_claim(counter.desk, ANN) == first
    assert renew_task(counter.desk, BEN, taken.task).claim == first, "a look takes nothing from who held it last"
