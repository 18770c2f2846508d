"""What was sent when: noted once, seen by the own side only, kept as a digest."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from fairclaim.domain.errors import UsageError
from fairclaim.services.errors import NotAllowedError, NotFoundError, OtherRequestError
from fairclaim.services.note_letter import LetterWish, claim_letters, note_letter
from fairclaim.services.ports.measures import Recipient
from unit.services.against import contradicted
from unit.services.counter import ADMIN, AGENT, ANN, AUDITOR, BUYER, MONDAY, STRANGER, Counter

DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
TO_POLICE = LetterWish(
    kind="police-cover", recipient=Recipient.POLICE, sha256=DIGEST, sent_at=MONDAY + timedelta(hours=1)
)


def test_a_letter_is_noted_once_with_the_decision_that_stood() -> None:
    counter, claim = contradicted()
    made = note_letter(counter.desk, AGENT, claim, TO_POLICE, key="k")
    assert note_letter(counter.desk, AGENT, claim, TO_POLICE, key="k") == made
    assert (made.kind, made.side, made.sha256, made.decision) == ("police-cover", "merchant-agent", DIGEST, 1)
    assert not made.is_to_withdraw
    assert len(counter.rows.letters) == 1
    with pytest.raises(OtherRequestError):
        note_letter(counter.desk, AGENT, claim, replace(TO_POLICE, recipient=Recipient.COURT), key="k")


def test_a_report_is_not_shown_to_whom_it_is_about() -> None:
    counter, claim = contradicted()
    made = note_letter(counter.desk, AGENT, claim, TO_POLICE)
    assert claim_letters(counter.desk, AGENT, claim) == (made,)
    assert claim_letters(counter.desk, BUYER, claim) == ()
    own = note_letter(counter.desk, BUYER, claim, replace(TO_POLICE, kind="buyer-appeal", recipient=Recipient.PLATFORM))
    assert claim_letters(counter.desk, BUYER, claim) == (own,)
    for who in (AUDITOR, ADMIN):
        assert len(claim_letters(counter.desk, who, claim)) == 2


def test_who_has_nothing_to_do_with_it_notes_and_sees_nothing() -> None:
    counter, claim = contradicted()
    with pytest.raises(NotFoundError):
        note_letter(counter.desk, STRANGER, claim, TO_POLICE)
    with pytest.raises(NotAllowedError):
        note_letter(counter.desk, ANN, claim, TO_POLICE)
    with pytest.raises(NotAllowedError):
        claim_letters(counter.desk, ANN, claim)


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "threat"},
        {"sha256": DIGEST.upper()},
        {"sha256": "abc"},
        {"sent_at": MONDAY - timedelta(seconds=1)},
        {"sent_at": datetime(2030, 1, 1, tzinfo=UTC)},
        {"sent_at": datetime(2026, 3, 2, 3)},  # noqa: DTZ001  (what is to be refused)
    ],
)
def test_what_cannot_be_is_refused(wrong: dict[str, object]) -> None:
    counter, claim = contradicted()
    with pytest.raises(UsageError):
        note_letter(counter.desk, AGENT, claim, replace(TO_POLICE, **wrong))  # type: ignore[arg-type]  # as wrong as it is
    assert counter.rows.letters == []


def test_before_a_decision_a_letter_rests_on_none() -> None:
    counter = Counter()
    claim = counter.screened()
    counter.wait(timedelta(hours=2))
    wish = replace(TO_POLICE, kind="notice-to-buyer", recipient=Recipient.BUYER)
    assert note_letter(counter.desk, AGENT, claim, wish).decision is None
