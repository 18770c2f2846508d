"""Which letters each side is offered, and what of the others' it does not see."""

from datetime import timedelta

import pytest

from fairclaim.law.proposals import Side
from fairclaim.services.errors import NotAllowedError, NotFoundError
from fairclaim.services.letters.offer_letters import offered_letters
from fairclaim.services.note_letter import LetterWish, note_letter
from fairclaim.services.ports.measures import Recipient
from unit.services.against import contradicted, overturn
from unit.services.counter import ADMIN, AGENT, ANN, AUDITOR, BUYER, STRANGER, Counter
from unit.services.letters.labelled import decided_on
from unit.services.letters.test_matter import let_stand
from unit.services.test_note_letter import DIGEST


def kinds(counter: Counter, who: object, claim: object) -> list[str]:
    return [one.kind for one in offered_letters(counter.desk, who, claim).possible]  # type: ignore[arg-type]  # as given


def test_each_side_is_offered_its_own_letters() -> None:
    counter, claim = contradicted()
    assert kinds(counter, BUYER, claim) == ["buyer-appeal"]
    assert kinds(counter, AGENT, claim) == []
    assert kinds(counter, ADMIN, claim) == ["decision-notice"]
    let_stand(counter)
    assert kinds(counter, BUYER, claim) == []
    assert kinds(counter, AGENT, claim) == ["police-cover"]
    assert kinds(counter, AUDITOR, claim) == ["decision-notice", "police-cover"]
    assert offered_letters(counter.desk, ADMIN, claim).may_write
    assert not offered_letters(counter.desk, AUDITOR, claim).may_write
    assert offered_letters(counter.desk, AGENT, claim).side is Side.MERCHANT


def test_a_label_is_asked_about_once_a_decision_rests_on_it() -> None:
    counter, claim = decided_on("aigc-label")
    assert kinds(counter, AGENT, claim) == ["provider-inquiry"]
    counter, claim = decided_on("derived-from-reference")
    assert kinds(counter, AGENT, claim) == []


def test_a_removed_label_is_reported_once_the_decision_stands() -> None:
    counter, claim = decided_on("mark-removed")
    assert kinds(counter, AGENT, claim) == []
    let_stand(counter)
    assert kinds(counter, AGENT, claim) == ["authority-report", "police-cover"]


def test_a_buyer_who_is_asked_for_money_back_can_answer_and_sees_no_other_letter() -> None:
    counter, claim = contradicted()
    counter.wait()
    for kind, to in (("civil-demand", Recipient.BUYER), ("police-cover", Recipient.POLICE)):
        wish = LetterWish(kind=kind, recipient=to, sha256=DIGEST, sent_at=counter.now)
        note_letter(counter.desk, AGENT, claim, wish)
    assert "demand-answer" in kinds(counter, BUYER, claim)
    assert offered_letters(counter.desk, BUYER, claim).sent == ()
    assert len(offered_letters(counter.desk, AGENT, claim).sent) == 2
    assert len(offered_letters(counter.desk, ADMIN, claim).sent) == 2


def test_after_an_overturn_what_was_sent_is_withdrawn() -> None:
    counter, claim = decided_on("mark-removed")
    counter.wait(timedelta(hours=1))
    wish = LetterWish(kind="authority-report", recipient=Recipient.AUTHORITY, sha256=DIGEST, sent_at=counter.now)
    note_letter(counter.desk, AGENT, claim, wish)
    overturn(counter, claim)
    assert kinds(counter, AGENT, claim) == ["withdrawal-notice"]
    assert kinds(counter, ADMIN, claim) == ["decision-notice", "withdrawal-notice"]


def test_who_judges_or_has_nothing_to_do_with_it_is_told_nothing() -> None:
    counter, claim = contradicted()
    with pytest.raises(NotAllowedError):
        offered_letters(counter.desk, ANN, claim)
    with pytest.raises(NotFoundError):
        offered_letters(counter.desk, STRANGER, claim)
