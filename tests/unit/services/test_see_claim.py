import pytest

from fairclaim.domain.desk.claim import Stance
from fairclaim.domain.desk.evidence_rules import Capture, Media, Requirement, Shot
from fairclaim.domain.desk.party import PersonId, TextId
from fairclaim.domain.desk.refusals import ConflictOfInterestError
from fairclaim.domain.exhibit import ExhibitId
from fairclaim.services.answer_claim import answer_claim
from fairclaim.services.ask import ask_evidence
from fairclaim.services.attach_exhibit import attach_exhibit
from fairclaim.services.erase_person import erase_person
from fairclaim.services.errors import NotFoundError
from fairclaim.services.see_claim import see_claim, see_exhibit, see_words
from fairclaim.services.settle_claim import withdraw_claim
from fairclaim.services.take_task import take_next
from fairclaim.services.views.party_view import PartyView
from journeys.desk_steps import STEPS
from unit.services.counter import ADMIN, AGENT, ALL_SHOTS, ANN, AUDITOR, BUYER, PLATFORM, STRANGER, WHY, Counter, photo


def test_both_sides_and_the_reviewers_see_the_original_bytes() -> None:
    counter = Counter()
    claim = counter.filed(*ALL_SHOTS)
    first = counter.rows.exhibits[0]
    for who in (BUYER, AGENT, ANN, AUDITOR):
        assert see_exhibit(counter.desk, who, claim, first.id) == ALL_SHOTS[0].data


def test_who_runs_the_desk_and_who_has_no_part_see_no_evidence() -> None:
    counter = Counter()
    claim = counter.filed(*ALL_SHOTS)
    first, text = counter.rows.exhibits[0], next(iter(counter.rows.texts))
    for who in (ADMIN, PLATFORM, STRANGER):
        with pytest.raises(NotFoundError):
            see_exhibit(counter.desk, who, claim, first.id)
        with pytest.raises(NotFoundError):
            see_words(counter.desk, who, claim, text)


def test_a_file_or_a_text_of_another_claim_is_not_found_through_the_own_one() -> None:
    counter = Counter()
    claim = counter.filed(*ALL_SHOTS)
    for act in (
        lambda: see_exhibit(counter.desk, BUYER, claim, ExhibitId("exhibit-99")),
        lambda: see_words(counter.desk, BUYER, claim, TextId("text-99")),
    ):
        with pytest.raises(NotFoundError):
            act()


def test_words_of_filing_answer_offer_and_appeal_are_read_by_both_sides() -> None:
    counter = Counter()
    for step in STEPS[:23]:
        step(counter)
    (claim,) = counter.rows.claims
    said = {see_words(counter.desk, AGENT, claim, text) for text in counter.rows.texts}
    assert said == {"杯口有裂纹", "可以退货", "发货时完好", "请再看"}


def test_what_was_erased_is_gone_and_says_so() -> None:
    counter = Counter()
    claim = counter.filed(*ALL_SHOTS)
    first, text = counter.rows.exhibits[0], next(iter(counter.rows.texts))
    withdraw_claim(counter.desk, BUYER, claim)
    erase_person(counter.desk, ADMIN, PersonId("buyer-1"))
    assert see_exhibit(counter.desk, ANN, claim, first.id) is None
    assert see_words(counter.desk, ANN, claim, text) is None


def test_looking_is_noted_for_people_of_the_desk_and_not_for_parties() -> None:
    counter = Counter()
    claim = counter.filed(*ALL_SHOTS)
    before = len(counter.rows.audit)
    see_claim(counter.desk, BUYER, claim)
    see_exhibit(counter.desk, AGENT, claim, counter.rows.exhibits[0].id)
    assert len(counter.rows.audit) == before
    see_claim(counter.desk, ANN, claim)
    see_exhibit(counter.desk, AUDITOR, claim, counter.rows.exhibits[0].id)
    assert [(one.person, one.kind) for one in counter.rows.audit[before:]] == [("ann", "claim"), ("aud", "exhibit")]


def test_who_is_tied_to_a_party_sees_nothing() -> None:
    counter = Counter()
    claim = counter.filed(*ALL_SHOTS)
    counter.rows.ties[PersonId("ann")] = frozenset({PersonId("merchant-1")})
    with pytest.raises(ConflictOfInterestError):
        see_claim(counter.desk, ANN, claim)
    with pytest.raises(ConflictOfInterestError):
        see_exhibit(counter.desk, ANN, claim, counter.rows.exhibits[0].id)


def test_what_was_seen_before_the_request_does_not_answer_it() -> None:
    counter = Counter()
    claim = counter.screened()
    answer_claim(counter.desk, AGENT, claim, Stance.CONTESTS)
    assert take_next(counter.desk, ANN) is not None
    again = Requirement(shot=Shot.CLOSE_UP, media=Media.PHOTO, capture=Capture.ANY, count=1, why=WHY)
    ask_evidence(counter.desk, ANN, claim, (again,))
    view = see_claim(counter.desk, BUYER, claim)
    assert isinstance(view, PartyView)
    assert view.lacking == view.needed == (again,), "one close-up is there, and another is asked for"
    attach_exhibit(counter.desk, BUYER, claim, photo(Shot.CLOSE_UP, data=b"another"))
    view = see_claim(counter.desk, BUYER, claim)
    assert isinstance(view, PartyView)
    assert view.lacking == ()
