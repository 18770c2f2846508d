"""Nothing is stated without a consent in force; what is stated is little, ends soon, and is not kept."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from fairclaim.domain.errors import UsageError
from fairclaim.evidence.statement import verify_statement
from fairclaim.law.duties import Standing
from fairclaim.services.check_duties import check_duties
from fairclaim.services.errors import NotAllowedError, NotFoundError, OtherRequestError
from fairclaim.services.notary import NoNotaryError, notary_of
from fairclaim.services.own_data import own_data
from fairclaim.services.ports.people import Counts
from fairclaim.services.share_standing import (
    ConsentWish,
    give_consent,
    issue_statement,
    own_consents,
    withdraw_consent,
)
from unit.services.counter import AGENT, ANN, AUDITOR, BUYER, MONDAY, STRANGER, Counter

WISH = ConsentWish(recipient="另一家平台", contact="privacy@other.example", until=MONDAY + timedelta(days=90))


def test_a_consent_is_given_once_seen_and_withdrawn() -> None:
    counter = Counter()
    made = give_consent(counter.desk, BUYER, WISH, key="k")
    assert give_consent(counter.desk, BUYER, WISH, key="k") == made
    assert made.is_in_force
    assert own_consents(counter.desk, BUYER) == (made,)
    with pytest.raises(OtherRequestError):
        give_consent(counter.desk, BUYER, replace(WISH, contact="x"), key="k")
    counter.wait()
    gone = withdraw_consent(counter.desk, BUYER, made.id)
    assert not gone.is_in_force
    assert withdraw_consent(counter.desk, BUYER, made.id) == gone
    assert own_data(counter.desk, BUYER)["consents"][0]["withdrawn_at"] == gone.withdrawn_at.isoformat()  # type: ignore[index, union-attr]  # plain values


def test_a_statement_holds_two_counts_and_for_whom_it_is() -> None:
    counter = Counter()
    counter.rows.counts[BUYER.person] = Counts(confirmed_adverse=0, upheld_claims=4)
    consent = give_consent(counter.desk, BUYER, WISH)
    data = issue_statement(counter.desk, BUYER, consent.id, account=" u-1 ")
    key = notary_of(counter.desk.notary).key("desk.example/log/shop-street")
    found = verify_statement(data, keys=[key], at=counter.now)
    assert (found.granted, found.against, found.account, found.recipient) == (4, 0, "u-1", "另一家平台")
    assert found.expires_at == counter.now + timedelta(days=30)
    assert set(json.loads(data)["statement"]) == {
        "id", "issuer", "recipient", "account", "issued_at", "expires_at", "months", "granted", "against",
    }  # fmt: skip
    assert BUYER.person.encode() not in data
    assert own_consents(counter.desk, BUYER)[0].statements == 1


def test_what_is_not_known_stays_unknown_and_ends_with_the_consent() -> None:
    counter = Counter()
    consent = give_consent(counter.desk, BUYER, replace(WISH, until=MONDAY + timedelta(days=2)))
    record = json.loads(issue_statement(counter.desk, BUYER, consent.id, account="u-1"))["statement"]
    assert (record["granted"], record["against"]) == (None, None)
    assert record["expires_at"] == "2026-03-04T02:00:00Z"


def test_without_a_consent_in_force_nothing_is_stated() -> None:
    counter = Counter()
    consent = give_consent(counter.desk, BUYER, WISH).id
    for who, name in ((BUYER, "consent-none"), (STRANGER, consent)):
        with pytest.raises(NotFoundError):
            issue_statement(counter.desk, who, name, account="u-1")
    with pytest.raises(NotFoundError):
        withdraw_consent(counter.desk, STRANGER, consent)
    withdraw_consent(counter.desk, BUYER, consent)
    with pytest.raises(NotFoundError):
        issue_statement(counter.desk, BUYER, consent, account="u-1")
    ending = give_consent(counter.desk, BUYER, replace(WISH, until=counter.now + timedelta(hours=1))).id
    counter.wait(timedelta(hours=1))
    with pytest.raises(NotFoundError):
        issue_statement(counter.desk, BUYER, ending, account="u-1")
    assert counter.rows.statements == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"recipient": " "},
        {"contact": "x" * 201},
        {"recipient": "a\nb"},
        {"until": MONDAY},
        {"until": MONDAY + timedelta(days=400)},
        {"until": datetime(2026, 4, 1)},  # noqa: DTZ001  (what is to be refused)
    ],
)
def test_what_cannot_be_is_no_consent(wrong: dict[str, object]) -> None:
    counter = Counter()
    with pytest.raises(UsageError):
        give_consent(counter.desk, BUYER, replace(WISH, **wrong))  # type: ignore[arg-type]  # as wrong as it is
    consent = give_consent(counter.desk, BUYER, WISH).id
    with pytest.raises(UsageError):
        issue_statement(counter.desk, BUYER, consent, account=" ")


def test_nobody_consents_for_another() -> None:
    counter = Counter()
    for who in (AGENT, ANN, AUDITOR):
        with pytest.raises((NotAllowedError, NotFoundError)):
            give_consent(counter.desk, who, WISH)
    counter.rows.erased.add(BUYER.person)
    with pytest.raises(NotFoundError):
        own_consents(counter.desk, BUYER)


def test_a_desk_that_signs_nothing_states_nothing() -> None:
    counter = Counter()
    consent = give_consent(counter.desk, BUYER, WISH).id
    with pytest.raises(NoNotaryError):
        issue_statement(replace(counter.desk, notary=None), BUYER, consent, account="u-1")


def test_a_share_without_consent_is_red() -> None:
    counter = Counter()
    consent = give_consent(counter.desk, BUYER, WISH).id

    def standing() -> Standing:
        return next(
            one.standing for one in check_duties(counter.desk, AUDITOR).duties if one.duty.id == "share-consent"
        )

    assert standing() is not Standing.BROKEN
    issue_statement(counter.desk, BUYER, consent, account="u-1")
    assert standing() is Standing.KEPT
    (issued,) = counter.rows.statements
    counter.rows.statements.append(replace(issued, id="statement-x", issued_at=datetime(2027, 1, 1, tzinfo=UTC)))
    assert standing() is Standing.BROKEN
