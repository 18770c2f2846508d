from fairclaim.domain.desk.decision import AppealResult, Route
from fairclaim.domain.desk.evidence_rules import Reason
from fairclaim.domain.desk.judgement import Outcome
from fairclaim.domain.desk.remedy import RemedyKind
from fairclaim.domain.exhibit import Role
from fairclaim.services.own_figures import Ending
from fairclaim.services.prospects import Prospect
from fairclaim.web.pages.parties import words
from fairclaim.web.pages.parties.words import first_offer, in_prospect

RETURN, REPAIR = RemedyKind.RETURN_AND_REFUND, RemedyKind.REPAIR


def test_every_value_has_its_words() -> None:
    assert set(words.REASON_HELP) == set(Reason)
    assert set(words.REMEDY_HELP) == set(RemedyKind)
    assert set(words.OUTCOMES) == set(Outcome)
    assert set(words.RESULTS) == set(AppealResult)
    assert set(words.FILE_ROLES) == set(Role)
    assert set(words.ENDINGS) == set(Ending)


def test_a_refund_without_return_says_whose_consent_it_needs() -> None:
    found = Prospect(kind=RemedyKind.REFUND_ONLY, route=Route.OFFER_REMEDY, instead=RETURN, needs_consent=True)
    said = " ".join(one.en for one in in_prospect(found))
    assert "merchant's consent" in said
    assert "return and refund" in said


def test_what_holds_for_every_wish_is_said_once() -> None:
    every = tuple(Prospect(kind=kind, route=Route.OFFER_REMEDY, instead=RETURN) for kind in (RETURN, REPAIR))
    assert first_offer(every) is RETURN
    assert in_prospect(every[1], RETURN) == ()
    assert "exactly this" in in_prospect(every[0], RETURN)[0].en
    mixed = (*every, Prospect(kind=RemedyKind.EXCHANGE, route=Route.APPROVE))
    assert first_offer(mixed) is None
    assert "agreed at once" in in_prospect(mixed[2])[0].en
