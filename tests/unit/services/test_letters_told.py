"""Which letters are to be withdrawn once a decision was overturned, and that it is told."""

from dataclasses import replace
from datetime import timedelta

from fairclaim.law.filings.catalogue import KINDS
from fairclaim.services.letters_told import RESTS_ON_A_DECISION, WITHDRAWAL
from fairclaim.services.note_letter import LetterWish, claim_letters, note_letter
from fairclaim.services.ports.measures import Recipient
from unit.services.against import contradicted, overturn
from unit.services.counter import AGENT, MONDAY
from unit.services.test_note_letter import TO_POLICE


def test_kinds_are_those_that_are_shipped() -> None:
    assert {*RESTS_ON_A_DECISION, WITHDRAWAL} <= set(KINDS)


def test_an_overturned_decision_proposes_to_withdraw_what_rests_on_it_until_that_is_noted() -> None:
    counter, claim = contradicted()
    desk = counter.desk
    appeal = replace(TO_POLICE, kind="platform-appeal", recipient=Recipient.PLATFORM)
    for wish in (TO_POLICE, appeal):
        note_letter(desk, AGENT, claim, wish)
    overturn(counter, claim)
    assert [one.is_to_withdraw for one in claim_letters(desk, AGENT, claim)] == [True, False]
    (told,) = [one for one in counter.rows.messages.values() if one.kind == "letters-to-withdraw"]
    assert told.body["letters"] == [
        {"letter": counter.rows.letters[0].id, "kind": "police-cover", "to": "police", "side": "merchant-agent"}
    ]
    notice = LetterWish(kind=WITHDRAWAL, recipient=Recipient.COURT, sha256="0" * 64, sent_at=counter.now)
    note_letter(desk, AGENT, claim, notice)
    assert claim_letters(desk, AGENT, claim)[0].is_to_withdraw
    note_letter(desk, AGENT, claim, replace(notice, recipient=Recipient.POLICE))
    assert not any(one.is_to_withdraw for one in claim_letters(desk, AGENT, claim))


def test_a_withdrawal_that_came_before_withdraws_nothing_and_nothing_is_told_where_nothing_was_sent() -> None:
    counter, claim = contradicted()
    counter.wait(timedelta(hours=1))
    early = LetterWish(kind=WITHDRAWAL, recipient=Recipient.POLICE, sha256="0" * 64, sent_at=MONDAY)
    note_letter(counter.desk, AGENT, claim, early)
    note_letter(counter.desk, AGENT, claim, TO_POLICE)
    overturn(counter, claim)
    assert claim_letters(counter.desk, AGENT, claim)[1].is_to_withdraw
    quiet, other = contradicted()
    overturn(quiet, other)
    assert not [one for one in quiet.rows.messages.values() if one.kind == "letters-to-withdraw"]
