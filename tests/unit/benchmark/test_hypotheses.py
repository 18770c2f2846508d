"""Which checks are asked, and which of two answers is about which question."""

from fairclaim.benchmark.blind_recipe import Kind
from fairclaim.benchmark.hypotheses import SCORING, by_key, is_meant, keys_of, scoring_checks
from fairclaim.domain.exhibit import ExhibitId
from fairclaim.forensics.catalogue import CATALOGUE
from fairclaim.forensics.check import Reading
from unit.benchmark.stand_in_check import BOTH, NOISE, TEXT


def reading(signal: str, score: float | None) -> Reading:
    return Reading(signal=signal, exhibits=(ExhibitId("claim-1"),), reason=TEXT, score=score)


def test_only_checks_that_score_are_asked() -> None:
    assert scoring_checks((*CATALOGUE[:1], NOISE, BOTH)) == (NOISE, BOTH)
    assert {check.name for check in scoring_checks()} <= set(SCORING)


def test_a_check_with_two_questions_has_two_keys() -> None:
    assert keys_of("noise-level") == ("noise-level",)
    assert keys_of("regenerated") == ("regenerated/frame", "regenerated/region")


def test_a_signal_of_one_question_says_which_it_is_whatever_its_place() -> None:
    first, second = reading("region-regenerated", 2.0), reading("re-rendered", 1.0)
    assert by_key("regenerated", [first, second]) == {"regenerated/frame": second, "regenerated/region": first}


def test_shared_signals_go_by_their_place_and_one_abstention_answers_both() -> None:
    first, second = reading("no-sign", 0.1), reading("no-sign", 0.2)
    assert by_key("regenerated", [first, second]) == {"regenerated/frame": first, "regenerated/region": second}
    alone = reading("too-small", None)
    assert by_key("regenerated", [alone]) == {"regenerated/frame": alone, "regenerated/region": alone}
    assert by_key("regenerated", []) == by_key("noise-level", []) == {}


def test_a_question_is_about_the_forgeries_that_it_means() -> None:
    assert is_meant("noise-level", Kind.PASTED)
    assert is_meant("regenerated/frame", Kind.GENERATED)
    assert not is_meant("regenerated/frame", Kind.PASTED)


def test_a_photo_of_a_screen_is_no_forgery_and_is_the_question_of_one_check_alone() -> None:
    assert [kind for kind in Kind if is_meant("screen-recapture", kind)] == [Kind.SCREEN]
    assert not any(is_meant(key, Kind.SCREEN) for key in ("noise-level", "copy-move", "regenerated/frame"))
