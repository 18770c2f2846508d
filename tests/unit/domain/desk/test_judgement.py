"""What one person may hold, and what several hold together."""

from dataclasses import replace

import pytest

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.judgement import (
    Judgement,
    Opinion,
    Outcome,
    Seat,
    Tally,
    View,
    check_opinion,
    has_basis,
    has_words,
    tally,
)
from fairclaim.domain.desk.party import PersonId
from fairclaim.domain.desk.refusals import DisagreementError, GradeTooLowError, JudgementMissingError, SecondPersonError
from fairclaim.domain.errors import UsageError
from fairclaim.domain.finding import Grade
from unit.domain.desk.story import AGAINST, GRANT, PART, REFUSE, RETURN

WEAK = replace(AGAINST, grade=Grade.B)
OTHER_GRANT = replace(GRANT, remedy=PART)


def held(*opinions: Opinion) -> list[Judgement]:
    return [
        Judgement(round=1, seat=Seat.FIRST, by=PersonId(f"p{i}"), blind=opinion, final=opinion)
        for i, opinion in enumerate(opinions)
    ]


def standing(outcome: Outcome, view: View, grade: Grade | None = None) -> Tally:
    remedy = RETURN if outcome is Outcome.GRANT else None
    return Tally(outcome=outcome, view=view, grade=grade, remedy=remedy, by=(PersonId("x"), PersonId("y")))


@pytest.mark.parametrize("opinion", [GRANT, REFUSE, AGAINST, WEAK, replace(GRANT, view=View.INSUFFICIENT)])
def test_an_opinion_that_is_one(opinion: Opinion) -> None:
    check_opinion(opinion)


@pytest.mark.parametrize(
    "opinion",
    [
        replace(GRANT, remedy=None),
        replace(REFUSE, remedy=RETURN),
        replace(GRANT, view=View.CONTRADICTS, grade=Grade.A),
        replace(REFUSE, view=View.SUPPORTS),
        replace(REFUSE, grade=Grade.A),
    ],
)
def test_an_opinion_that_contradicts_itself_is_refused(opinion: Opinion) -> None:
    with pytest.raises(UsageError):
        check_opinion(opinion)


@pytest.mark.parametrize("grade", [None, Grade.C])
def test_a_detectors_score_alone_never_accuses(grade: Grade | None) -> None:
    with pytest.raises(GradeTooLowError) as caught:
        check_opinion(replace(AGAINST, grade=grade))
    assert caught.value.grade == grade


def test_one_person_grants() -> None:
    assert tally(held(GRANT)) == Tally(
        outcome=Outcome.GRANT, view=View.SUPPORTS, grade=None, remedy=RETURN, by=(PersonId("p0"),)
    )


@pytest.mark.parametrize("opinion", [REFUSE, AGAINST])
def test_one_person_never_refuses(opinion: Opinion) -> None:
    with pytest.raises(SecondPersonError):
        tally(held(opinion))


@pytest.mark.parametrize(
    ("one", "other", "view", "grade"),
    [
        (REFUSE, REFUSE, View.INSUFFICIENT, None),
        (AGAINST, AGAINST, View.CONTRADICTS, Grade.A),
        (AGAINST, WEAK, View.CONTRADICTS, Grade.B),
        (WEAK, AGAINST, View.CONTRADICTS, Grade.B),
    ],
)
def test_two_refuse_and_the_weaker_grade_counts(one: Opinion, other: Opinion, view: View, grade: Grade | None) -> None:
    found = tally(held(one, other))
    assert (found.outcome, found.view, found.grade) == (Outcome.REFUSE, view, grade)
    assert found.by == ("p0", "p1")


@pytest.mark.parametrize(
    "pair", [(REFUSE, GRANT), (GRANT, REFUSE), (REFUSE, AGAINST), (AGAINST, REFUSE), (GRANT, OTHER_GRANT)]
)
def test_two_who_differ_decide_nothing(pair: tuple[Opinion, Opinion]) -> None:
    with pytest.raises(DisagreementError):
        tally(held(*pair))


def test_two_who_grant_the_same_agree() -> None:
    assert tally(held(GRANT, GRANT)).by == ("p0", "p1")


@pytest.mark.parametrize(
    ("three", "outcome", "view", "grade", "by"),
    [
        ((REFUSE, GRANT, GRANT), Outcome.GRANT, View.SUPPORTS, None, ("p1", "p2")),
        ((AGAINST, GRANT, AGAINST), Outcome.REFUSE, View.CONTRADICTS, Grade.A, ("p0", "p2")),
        ((AGAINST, GRANT, REFUSE), Outcome.REFUSE, View.INSUFFICIENT, None, ("p0", "p2")),
        ((REFUSE, GRANT, AGAINST), Outcome.REFUSE, View.INSUFFICIENT, None, ("p0", "p2")),
        ((AGAINST, REFUSE, WEAK), Outcome.REFUSE, View.CONTRADICTS, Grade.B, ("p0", "p2")),
        ((AGAINST, REFUSE, REFUSE), Outcome.REFUSE, View.INSUFFICIENT, None, ("p0", "p1", "p2")),
        ((AGAINST, REFUSE, GRANT), Outcome.GRANT, View.SUPPORTS, None, ("p2",)),
    ],
)
def test_a_senior_settles_and_never_refuses_more_than_two_hold(
    three: tuple[Opinion, ...], outcome: Outcome, view: View, grade: Grade | None, by: tuple[str, ...]
) -> None:
    found = tally(held(*three))
    assert (found.outcome, found.view, found.grade, found.by) == (outcome, view, grade, by)


def test_a_senior_alone_never_refuses() -> None:
    with pytest.raises(SecondPersonError):
        tally(held(GRANT, OTHER_GRANT, REFUSE))


@pytest.mark.parametrize("judgements", [[], [replace(held(GRANT)[0], final=None)]])
def test_nothing_is_decided_by_nobody(judgements: list[Judgement]) -> None:
    with pytest.raises(JudgementMissingError):
        tally(judgements)


@pytest.mark.parametrize(
    ("view", "grade", "opinion"),
    [
        (View.INSUFFICIENT, None, REFUSE),
        (View.CONTRADICTS, Grade.A, REFUSE),
        (View.CONTRADICTS, Grade.A, AGAINST),
        (View.CONTRADICTS, Grade.A, WEAK),
        (View.CONTRADICTS, Grade.B, WEAK),
    ],
)
def test_one_more_person_upholds_a_refusal_or_makes_it_milder(
    view: View, grade: Grade | None, opinion: Opinion
) -> None:
    found = tally(held(opinion), standing=standing(Outcome.REFUSE, view, grade))
    assert found.view is opinion.view
    assert found.by == ("p0", "x", "y")


@pytest.mark.parametrize(
    ("old", "opinion"),
    [
        (standing(Outcome.REFUSE, View.INSUFFICIENT), AGAINST),
        (standing(Outcome.REFUSE, View.CONTRADICTS, Grade.B), AGAINST),
        (standing(Outcome.GRANT, View.SUPPORTS), REFUSE),
    ],
)
def test_a_new_or_harsher_refusal_takes_two_on_appeal_too(old: Tally, opinion: Opinion) -> None:
    with pytest.raises(SecondPersonError):
        tally(held(opinion), standing=old)


def test_who_grants_on_appeal_stands_alone() -> None:
    assert tally(held(GRANT), standing=standing(Outcome.REFUSE, View.INSUFFICIENT)).by == ("p0",)


def test_words_are_in_both_languages() -> None:
    assert has_words(Bilingual("中", "e"))
    assert not has_words(Bilingual("中", " "))
    assert not has_words(Bilingual("", "e"))
    assert not has_words(None)
    assert has_basis(["a"])
    assert not has_basis([])
    assert not has_basis(["a", " "])
