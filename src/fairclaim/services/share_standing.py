"""A buyer consents to have their own standing stated to one recipient, carries the statement there, and withdraws the consent.

The desk sends nothing to anybody: the buyer gets a signed file that ends soon. It holds two counts and for whom it is; without a consent
that is in force none is issued. Who carries none is unknown, which is never bad.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.party import PersonId
from fairclaim.domain.errors import UsageError
from fairclaim.evidence.statement import Statement, sign_statement
from fairclaim.services.act import note
from fairclaim.services.authorize import Resource, authorize
from fairclaim.services.caller import Caller, Role
from fairclaim.services.desk import Desk
from fairclaim.services.errors import NotFoundError
from fairclaim.services.grants import Action
from fairclaim.services.notary import notary_of
from fairclaim.services.once import remember, said_before
from fairclaim.services.ports.consents import Consent, IssuedStatement
from fairclaim.services.ports.work import Work
from fairclaim.services.receipt import fingerprint

LONGEST = timedelta(days=366)
"""Of a consent."""
IN_FORCE = timedelta(days=30)
"""Of a statement, at most: a decision may be overturned meanwhile."""
_MOST = 200
WHAT = Bilingual(
    "获得同意的申请件数，以及近十二个月内经两人认定材料与申请不符且已生效的决定件数；不含姓名、联系方式、订单、图片和理由。",
    "How many claims were granted, and how many decisions of the last twelve months stand in which two people found that the evidence "
    "contradicts the claim; no name, contact, order, picture or reason.",
)
"""What is stated: of the kinds of data, which the person is told before."""
_WRONG = Bilingual(
    "请写明接收方名称和联系方式（各 200 字以内），期限须晚于现在、不超过一年。",
    "Name the recipient and how they are reached, in 200 characters each; the end lies after now and within a year.",
)
_NO_ACCOUNT = Bilingual(
    "请写明您在接收方的账户（200 字以内）。", "Name your account at the recipient, in 200 characters."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentSeen:
    """A consent as its person sees it."""

    id: str
    recipient: str
    contact: str
    given_at: datetime
    until: datetime
    withdrawn_at: datetime | None
    is_in_force: bool
    statements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentWish:
    """For whom, how they are reached, and until when."""

    recipient: str
    contact: str
    until: datetime


def give_consent(desk: Desk, who: Caller, wish: ConsentWish, *, key: str | None = None) -> ConsentSeen:
    """Consent to have one's standing stated to one recipient.

    Raises
    ------
    NotFoundError
        If the caller is no buyer, or was erased.
    UsageError
        If recipient, contact or end cannot be.
    OtherRequestError
        If the key came before with another request.
    """
    digest = fingerprint("give-consent", wish)

    def whole(work: Work) -> ConsentSeen:
        role, at = _own(work, who), desk.now()
        if not _is_named(wish.recipient) or not _is_named(wish.contact) or not _is_an_end(wish.until, at):
            raise UsageError(_WRONG)
        before = said_before(work, who, key, digest, at=at)
        if before is not None:
            return _seen(work, _mine(work, who, str(before["made"])), at)
        consent = Consent(
            id=desk.ids("consent"),
            person=who.person,
            recipient=wish.recipient.strip(),
            contact=wish.contact.strip(),
            given_at=at,
            until=wish.until,
        )
        work.consents.add(consent)
        note(desk, work, who, role, Action.SHARE_STANDING, thing=consent.id, kind="consent", at=at)
        remember(work, who, key, made=consent.id)
        return _seen(work, consent, at)

    return desk.units.write(who.tenant, whole)


def withdraw_consent(desk: Desk, who: Caller, consent: str) -> ConsentSeen:
    """Withdraw a consent; one that was withdrawn before stays so. Statements that are out end by themselves.

    Raises
    ------
    NotFoundError
        If the caller has no such consent.
    """

    def whole(work: Work) -> ConsentSeen:
        role, at = _own(work, who), desk.now()
        found = _mine(work, who, consent)
        if found.withdrawn_at is None:
            found = replace(found, withdrawn_at=at)
            work.consents.save(found)
            note(desk, work, who, role, Action.SHARE_STANDING, thing=consent, kind="consent", at=at)
        return _seen(work, found, at)

    return desk.units.write(who.tenant, whole)


def own_consents(desk: Desk, who: Caller) -> tuple[ConsentSeen, ...]:
    """Return the caller's consents, the oldest first.

    Raises
    ------
    NotFoundError
        If the caller is no buyer, or was erased.
    """

    def whole(work: Work) -> tuple[ConsentSeen, ...]:
        _own(work, who)
        return tuple(_seen(work, one, desk.now()) for one in work.consents.of_person(who.person))

    return desk.units.read(who.tenant, whole)


def issue_statement(desk: Desk, who: Caller, consent: str, *, account: str) -> bytes:
    """Return a signed statement of the caller's own standing, for the recipient of a consent.

    Parameters
    ----------
    account : str
        The caller's account at the recipient, so that nobody else can use it there. It is not kept.

    Raises
    ------
    NotFoundError
        If the caller has no such consent, or it is not in force.
    UsageError
        If the account cannot be.
    NoNotaryError
        If the desk signs nothing.
    """
    notary = notary_of(desk.notary)
    if not _is_named(account):
        raise UsageError(_NO_ACCOUNT)

    def whole(work: Work) -> bytes:
        role, at = _own(work, who), desk.now().replace(microsecond=0)
        found = _mine(work, who, consent)
        if not found.allows(desk.now()):
            raise NotFoundError
        counts = work.standing.counts(who.person, at=at)
        statement = Statement(
            id=desk.ids("statement"),
            issuer=notary.origin(who.tenant, work.proofs.newest()),
            recipient=found.recipient,
            account=account.strip(),
            issued_at=at,
            expires_at=min(found.until, at + IN_FORCE),
            granted=counts.upheld_claims,
            against=counts.confirmed_adverse,
        )
        work.consents.add_statement(
            IssuedStatement(
                id=statement.id,
                consent=consent,
                person=who.person,
                issued_at=desk.now(),
                expires_at=statement.expires_at,
            )
        )
        note(desk, work, who, role, Action.SHARE_STANDING, thing=statement.id, kind="statement", at=at)
        return sign_statement(statement, notary.signer)

    return desk.units.write(who.tenant, whole)


def consents_record(work: Work, person: PersonId) -> list[dict[str, object]]:
    """Return a person's consents as plain values, for their own data."""
    return [
        {
            "consent": one.id,
            "recipient": one.recipient,
            "contact": one.contact,
            "given_at": one.given_at.isoformat(),
            "until": one.until.isoformat(),
            "withdrawn_at": None if one.withdrawn_at is None else one.withdrawn_at.isoformat(),
        }
        for one in work.consents.of_person(person)
    ]


def issued_statements(work: Work) -> list[tuple[str, bool]]:
    """Return every statement that was issued, and whether a consent allowed it then."""
    found = []
    for one in work.consents.statements():
        consent = work.consents.find(one.consent)
        is_allowed = consent is not None and consent.person == one.person and consent.allows(one.issued_at)
        found.append((one.id, is_allowed))
    return found


def _own(work: Work, who: Caller) -> Role:
    role = authorize(who, Action.SHARE_STANDING, Resource(tenant=who.tenant, buyer=who.person))
    if work.own_data.held(who.person) is None:
        raise NotFoundError
    return role


def _mine(work: Work, who: Caller, consent: str) -> Consent:
    found = work.consents.find(consent)
    if found is None or found.person != who.person:
        raise NotFoundError
    return found


def _seen(work: Work, consent: Consent, at: datetime) -> ConsentSeen:
    issued = [one for one in work.consents.statements(consent.person) if one.consent == consent.id]
    return ConsentSeen(
        id=consent.id,
        recipient=consent.recipient,
        contact=consent.contact,
        given_at=consent.given_at,
        until=consent.until,
        withdrawn_at=consent.withdrawn_at,
        is_in_force=consent.allows(at),
        statements=len(issued),
    )


def _is_named(text: str) -> bool:
    return bool(text.strip()) and len(text) <= _MOST and text.isprintable()


def _is_an_end(until: datetime, at: datetime) -> bool:
    return until.tzinfo is not None and at < until <= at + LONGEST
