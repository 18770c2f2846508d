from datetime import timedelta

import pytest

from fairclaim.domain.desk.claim import Stance
from fairclaim.domain.desk.evidence_rules import Shot
from fairclaim.domain.desk.party import ActorKind, ClaimId, PersonId
from fairclaim.domain.desk.refusals import ConflictOfInterestError
from fairclaim.domain.desk.states import State
from fairclaim.services.answer_claim import answer_claim
from fairclaim.services.desk import DeskLimits
from fairclaim.services.errors import NotFoundError
from fairclaim.services.judge_claim import judge_claim, reveal_verdict
from fairclaim.services.look_again import look_again
from fairclaim.services.packing_findings import Oddity
from fairclaim.services.packing_proof import Precedence
from fairclaim.services.review_sheet import review_sheet
from fairclaim.services.take_task import take_next
from unit.services.counter import (
    ADMIN,
    AGENT,
    ANN,
    AUDITOR,
    BEN,
    BUYER,
    DAN,
    GRANT,
    MACHINE,
    REFUSE,
    SOME_SHOTS,
    Counter,
)
from unit.services.shop import pack
from unit.services.test_look_again import ended


def in_review() -> tuple[Counter, ClaimId]:
    counter = Counter()
    claim = counter.screened()
    counter.wait()
    answer_claim(counter.desk, AGENT, claim, Stance.CONTESTS, words="发货时完好")
    return counter, claim


def test_a_sheet_has_what_was_said_what_is_there_and_what_is_missing() -> None:
    counter, claim = in_review()
    sheet = review_sheet(counter.desk, ANN, claim)
    assert [(one.by, sheet.said.get(one.words)) for one in sheet.timeline if one.words is not None] == [
        (ActorKind.BUYER, "杯口有裂纹"),
        (ActorKind.MERCHANT, "发货时完好"),
    ]
    assert [one.files for one in sheet.timeline if one.files] == [4], "files that came together are one line"
    assert [(one.need.shot, one.there, one.lacking) for one in sheet.shots] == [
        (Shot.WHOLE, 1, 0),
        (Shot.CLOSE_UP, 1, 0),
        (Shot.OTHER_ANGLE, 1, 0),
        (Shot.PACKAGING, 1, 0),
    ]
    assert [one.shot for one in sheet.files] == [Shot.WHOLE, Shot.CLOSE_UP, Shot.OTHER_ANGLE, Shot.PACKAGING]
    assert sheet.task is None


def test_a_gap_is_shown_as_a_gap() -> None:
    counter = Counter()
    claim = counter.screened(*SOME_SHOTS)
    lacking = {one.need.shot for one in review_sheet(counter.desk, ANN, claim).shots if one.lacking}
    assert lacking == {Shot.OTHER_ANGLE, Shot.PACKAGING}


def test_the_task_is_the_holders_also_when_its_time_is_over() -> None:
    counter, claim = in_review()
    taken = take_next(counter.desk, ANN)
    assert review_sheet(counter.desk, ANN, claim).task == taken
    assert review_sheet(counter.desk, BEN, claim).task is None
    counter.wait(timedelta(minutes=30))
    assert review_sheet(counter.desk, ANN, claim).task == taken
    take_next(counter.desk, BEN)
    assert review_sheet(counter.desk, ANN, claim).task is None


def test_nothing_of_the_verdict_or_another_s_answer_is_in_it_before_the_own_judgement() -> None:
    counter, claim = in_review()
    counter.judged(ANN, claim, REFUSE)
    take_next(counter.desk, BEN)
    blind = review_sheet(counter.desk, BEN, claim)
    assert (blind.view.after, blind.view.judgements, blind.view.state) == (None, (), State.IN_REVIEW)
    first_look = {one.what.en for one in blind.timeline}
    assert not {one for one in first_look if "second" in one or "judg" in one or "refus" in one}
    judge_claim(counter.desk, BEN, claim, GRANT)
    assert review_sheet(counter.desk, BEN, claim).view.after is None
    reveal_verdict(counter.desk, BEN, claim)
    assert review_sheet(counter.desk, BEN, claim).view.after is not None


def test_it_is_for_who_judges_and_is_tied_to_nobody() -> None:
    counter, claim = in_review()
    for who in (BUYER, AGENT, AUDITOR, ADMIN, MACHINE):
        with pytest.raises(NotFoundError):
            review_sheet(counter.desk, who, claim)
    counter.rows.ties[PersonId("ann")] = frozenset({PersonId("merchant-1")})
    with pytest.raises(ConflictOfInterestError):
        review_sheet(counter.desk, ANN, claim)


def test_a_second_look_reads_like_a_first_review() -> None:
    counter, claim = ended(DeskLimits(second_looks=1.0))
    look_again(counter.desk, MACHINE, claim)
    taken = take_next(counter.desk, DAN)
    assert taken is not None
    assert taken.claim != claim
    sheet = review_sheet(counter.desk, DAN, taken.claim)
    assert sheet.task == taken
    assert sheet.timeline
    assert all(one.at <= counter.now for one in sheet.timeline)
    assert sheet.view.filed_at == sheet.timeline[0].at
    told = [one.what.en for one in sheet.timeline]
    assert told[:2] == ["filed the claim", "handed in 4 files"]
    assert told[-1] == "answered: contests the claim"


def test_what_was_kept_of_the_packing_is_told_with_what_stands_out() -> None:
    counter, claim = in_review()
    assert review_sheet(counter.desk, ANN, claim).packing == ()
    pack(counter, b"film abc")
    pack(counter, b"film abc", order="order-2", parcel="parcel-2")
    (kept,) = review_sheet(counter.desk, ANN, claim).packing
    assert (kept.name, kept.logged_at, kept.stamped_at, kept.scanned_at) == ("1.mp4", counter.now, None, None)
    assert kept.precedence is Precedence.UNKNOWN
    assert [(one.kind, one.other) for one in kept.findings] == [(Oddity.SAME_FILE, "parcel-2")]
