"""Lists show each caller what the view of the claim would, in pages that neither repeat nor leave out."""

from dataclasses import replace
from datetime import timedelta

import pytest

from fairclaim.domain.desk.claim import Stance
from fairclaim.domain.desk.evidence_rules import Reason
from fairclaim.domain.desk.order_line import ClaimedItem, LineId
from fairclaim.domain.desk.party import PersonId
from fairclaim.domain.desk.states import State
from fairclaim.services.answer_claim import answer_claim
from fairclaim.services.errors import NotAllowedError, NotFoundError
from fairclaim.services.file_claim import file_claim
from fairclaim.services.list_claims import ClaimWish, claim_exhibits, desk_claims, own_claims
from unit.services.counter import (
    ADMIN,
    AGENT,
    ALL_SHOTS,
    ANN,
    BEN,
    BUYER,
    EDITOR,
    HOUR,
    LINE,
    ORDER,
    PLATFORM,
    REFUSE,
    STRANGER,
    WISH,
    Counter,
)


def several(number: int) -> Counter:
    counter = Counter()
    for index in range(number):
        line = replace(LINE, id=LineId(f"line-{index}"))
        counter.rows.orders[f"o-{index}"] = replace(ORDER, id=f"o-{index}", lines=(line,))
        items = (ClaimedItem(line=line.id, quantity=1),)
        file_claim(counter.desk, BUYER, replace(WISH, order=f"o-{index}", items=items))
        if index % 2:
            counter.wait()
    return counter


def in_second_review() -> tuple[Counter, str]:
    counter = Counter()
    claim = counter.screened()
    answer_claim(counter.desk, AGENT, claim, Stance.CONTESTS) if counter.claim(
        claim
    ).state is State.WAITING_MERCHANT else None
    counter.judged(ANN, claim, REFUSE)
    assert counter.claim(claim).state is State.SECOND_REVIEW
    return counter, claim


def test_pages_hold_every_claim_once_also_while_others_are_filed() -> None:
    counter = several(7)
    seen, cursor = [], None
    while True:
        page = own_claims(counter.desk, BUYER, cursor=cursor, limit=2)
        seen += [row.claim for row in page.things]
        cursor = page.cursor
        if cursor is None:
            break
        counter.wait()
    assert len(seen) == len(set(seen)) == 7
    assert {row.claim for row in own_claims(counter.desk, AGENT).things} == set(seen)
    assert own_claims(counter.desk, STRANGER).things == ()


def test_filters_are_those_of_the_desk() -> None:
    counter = several(4)
    desk = counter.desk
    assert len(desk_claims(desk, ANN, ClaimWish(reason=Reason.DAMAGED, category="tableware")).things) == 4
    assert desk_claims(desk, ANN, ClaimWish(category="books")).things == ()
    assert desk_claims(desk, ANN, ClaimWish(least_minor=10_001)).things == ()
    assert len(desk_claims(desk, ANN, ClaimWish(most_minor=10_000)).things) == 4
    assert len(desk_claims(desk, ANN, ClaimWish(older_than=HOUR)).things) == 2
    assert len(desk_claims(desk, ANN, ClaimWish(newer_than=timedelta(minutes=90))).things) == 2
    assert desk_claims(desk, ANN, ClaimWish(states=frozenset({State.CLOSED}))).things == ()


def test_a_second_review_reads_like_a_first_to_who_is_blind() -> None:
    counter, _ = in_second_review()
    (row,) = desk_claims(counter.desk, BEN).things
    assert row.state is State.IN_REVIEW
    assert row.order is None
    assert len(desk_claims(counter.desk, BEN, ClaimWish(states=frozenset({State.IN_REVIEW}))).things) == 1
    assert desk_claims(counter.desk, BEN, ClaimWish(states=frozenset({State.SECOND_REVIEW}))).things == ()
    for who in (ANN, ADMIN):
        assert [one.state for one in desk_claims(counter.desk, who).things] == [State.SECOND_REVIEW]
    assert desk_claims(counter.desk, PLATFORM).things[0].order == "order-1"


def test_claims_of_a_party_that_one_is_tied_to_are_left_out() -> None:
    counter = several(2)
    counter.rows.ties[ANN.person] = frozenset({PersonId("merchant-1")})
    assert desk_claims(counter.desk, ANN).things == ()
    with pytest.raises(NotAllowedError):
        desk_claims(counter.desk, EDITOR)


def test_files_are_listed_for_who_may_see_them_and_names_for_their_own_side() -> None:
    counter = Counter()
    claim = counter.filed(*ALL_SHOTS)
    assert [row.name for row in claim_exhibits(counter.desk, BUYER, claim)] == ["img.jpg"] * 4
    assert {row.name for who in (AGENT, ANN) for row in claim_exhibits(counter.desk, who, claim)} == {None}
    for who in (ADMIN, STRANGER):
        with pytest.raises(NotFoundError):
            claim_exhibits(counter.desk, who, claim)
