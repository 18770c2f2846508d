"""Passkeys (WebAuthn Level 3): added by who is signed in, then a way to sign in and to prove oneself again.

Challenges are tickets: each serves once, for its purpose, and a challenge for somebody signed in serves their session only. The
person is verified by the authenticator (``user verification``), and nobody asks for a login first, so that nothing tells which exist.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import (
    parse_authentication_credential_json,
    parse_client_data_json,
    parse_registration_credential_json,
)
from webauthn.helpers.cose import COSEAlgorithmIdentifier
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AttestationConveyancePreference,
    AuthenticatorSelectionCriteria,
    CredentialDeviceType,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from fairclaim.services.errors import NotFoundError
from fairclaim.services.identity.door import Door, note
from fairclaim.services.identity.errors import PasskeyRefusedError, WrongCredentialsError
from fairclaim.services.identity.sessions import Opened, SignedIn, open_session, proven_again, verify_fresh
from fairclaim.services.identity.tokens import derived, digest_of, new_secret
from fairclaim.services.ports.identity import Account, IdentityWork, Passkey, Proof, Purpose, Ticket

ALGORITHMS = [
    COSEAlgorithmIdentifier.EDDSA,
    COSEAlgorithmIdentifier.ECDSA_SHA_256,
    COSEAlgorithmIdentifier.RSASSA_PKCS1_v1_5_SHA_256,
]
LONGEST_CREDENTIAL = 1023
"""Bytes: WebAuthn Level 3, 4."""

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Used:
    account: Account
    is_rolled_back: bool


def options_to_add(door: Door, who: SignedIn) -> Json:
    """Return what a browser needs to make a passkey (``PublicKeyCredentialCreationOptions`` as JSON).

    Raises
    ------
    StepUpNeededError
        If the caller has not shown lately who they are.
    """
    verify_fresh(door, who)
    tenant = who.caller.tenant
    login, mine = door.units.read(
        tenant, lambda work: (work.accounts.login_of(who.account.id), work.passkeys.of_account(who.account.id))
    )
    options = generate_registration_options(
        rp_id=door.site.host,
        rp_name=door.site.name,
        user_id=who.account.id.encode()[:64],
        user_name=login or who.account.id,
        challenge=_challenge(door, tenant, Purpose.ADD_PASSKEY, who=who),
        attestation=AttestationConveyancePreference.NONE,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=passkey.credential) for passkey in mine],
        supported_pub_key_algs=ALGORITHMS,
    )
    return _json(options_to_json(options))


def add_passkey(door: Door, who: SignedIn, credential: Json) -> Passkey:
    """Add the passkey that a browser has made.

    Raises
    ------
    PasskeyRefusedError
        If it does not verify, or another account has it.
    """
    at = door.now()
    try:
        parsed = parse_registration_credential_json(credential)
        challenge = parse_client_data_json(parsed.response.client_data_json).challenge
        if not _is_taken(door, who.caller.tenant, challenge, Purpose.ADD_PASSKEY, who=who, at=at):
            raise PasskeyRefusedError
        verified = verify_registration_response(
            credential=parsed,
            expected_challenge=challenge,
            expected_rp_id=door.site.host,
            expected_origin=door.site.origin,
            require_user_verification=True,
            supported_pub_key_algs=ALGORITHMS,
        )
    except _MALFORMED as exc:
        raise PasskeyRefusedError from exc
    if len(verified.credential_id) > LONGEST_CREDENTIAL:
        raise PasskeyRefusedError
    passkey = Passkey(
        id=door.ids("passkey"),
        credential=verified.credential_id,
        public_key=verified.credential_public_key,
        account=who.account.id,
        person=who.caller.person,
        sign_count=verified.sign_count,
        is_synced=verified.credential_device_type is CredentialDeviceType.MULTI_DEVICE,
        created_at=at,
        used_at=None,
    )

    def whole(work: IdentityWork) -> None:
        if work.passkeys.find(passkey.credential) is not None:
            raise PasskeyRefusedError
        work.passkeys.add(passkey)
        note(
            door,
            work,
            who.caller.person,
            "add-passkey",
            thing=who.account.id,
            kind="account",
            at=at,
            passkey=passkey.id,
        )

    door.units.write(who.caller.tenant, whole)
    return passkey


def own_passkeys(door: Door, who: SignedIn) -> Sequence[Passkey]:
    """Return the account's passkeys."""
    return door.units.read(who.caller.tenant, lambda work: work.passkeys.of_account(who.account.id))


def remove_passkey(door: Door, who: SignedIn, passkey: str) -> None:
    """Remove one of the account's passkeys.

    Raises
    ------
    StepUpNeededError
        If the caller has not shown lately who they are.
    NotFoundError
        If the account has none of this id.
    """
    verify_fresh(door, who)

    def whole(work: IdentityWork) -> None:
        if not work.passkeys.remove(passkey, account=who.account.id):
            raise NotFoundError
        at = door.now()
        note(
            door,
            work,
            who.caller.person,
            "remove-passkey",
            thing=who.account.id,
            kind="account",
            at=at,
            passkey=passkey,
        )

    door.units.write(who.caller.tenant, whole)


def options_to_sign_in(door: Door, tenant: str, *, address: str) -> Json:
    """Return what a browser needs to sign in (``PublicKeyCredentialRequestOptions`` as JSON); the same for everybody.

    Raises
    ------
    TooManyAttemptsError
        If there were too many from this part of the network.
    WrongCredentialsError
        If there is no such tenant.
    """
    door.crowd.admit(address, at=door.now())
    if not door.units.knows(tenant):
        raise WrongCredentialsError
    return _request(door, _challenge(door, tenant, Purpose.PASSKEY_SIGN_IN, who=None), [])


def sign_in_by_passkey(
    door: Door, tenant: str, credential: Json, *, address: str, replaces: str | None = None
) -> Opened:
    """Sign somebody in.

    Raises
    ------
    WrongCredentialsError
        If the answer does not verify, for whichever reason.
    TooManyAttemptsError
        If there were too many from this part of the network.
    """
    at = door.now()
    door.crowd.admit(address, at=at)
    if not door.units.knows(tenant):
        raise WrongCredentialsError
    used = _used(door, tenant, credential, Purpose.PASSKEY_SIGN_IN, who=None, at=at)
    if used is None:
        raise WrongCredentialsError
    opened = door.units.write(
        tenant, lambda work: open_session(door, work, tenant, used, by=Proof.PASSKEY, replaces=replaces, at=at)
    )
    door.crowd.give_back(address)
    return opened


def options_to_step_up(door: Door, who: SignedIn) -> Json:
    """Return what a browser needs to prove again who is there, by one of the account's passkeys."""
    mine = own_passkeys(door, who)
    challenge = _challenge(door, who.caller.tenant, Purpose.STEP_UP, who=who)
    return _request(door, challenge, [PublicKeyCredentialDescriptor(id=passkey.credential) for passkey in mine])


def step_up(door: Door, who: SignedIn, credential: Json) -> Opened:
    """Take a passkey's answer as a fresh proof of who somebody is. The session gets a new token.

    Raises
    ------
    PasskeyRefusedError
        If it does not verify, or is not this account's.
    """
    at = door.now()
    used = _used(door, who.caller.tenant, credential, Purpose.STEP_UP, who=who, at=at)
    if used is None or used.id != who.account.id:
        raise PasskeyRefusedError
    return door.units.write(who.caller.tenant, lambda work: proven_again(door, work, who, by=Proof.PASSKEY, at=at))


def _used(
    door: Door, tenant: str, credential: Json, purpose: Purpose, *, who: SignedIn | None, at: datetime
) -> Account | None:
    """Return the account whose passkey has answered; None if it does not verify."""
    try:
        parsed = parse_authentication_credential_json(credential)
        challenge = parse_client_data_json(parsed.response.client_data_json).challenge
        if not _is_taken(door, tenant, challenge, purpose, who=who, at=at):
            return None
        known = door.units.read(tenant, lambda work: work.passkeys.find(parsed.raw_id))
        if known is None:
            return None
        verified = verify_authentication_response(
            credential=parsed,
            expected_challenge=challenge,
            expected_rp_id=door.site.host,
            expected_origin=door.site.origin,
            credential_public_key=known.public_key,
            credential_current_sign_count=0,  # judged below, where an alarm can be raised
            require_user_verification=True,
        )
    except _MALFORMED:
        return None
    used = door.units.write(tenant, lambda work: _counted(door, work, parsed.raw_id, verified.new_sign_count, at=at))
    return None if used is None or used.is_rolled_back else used.account


def _counted(door: Door, work: IdentityWork, credential: bytes, sign_count: int, *, at: datetime) -> _Used | None:
    """Record the counter. One that was not zero and does not rise may mean a copy: an alarm, and no entry."""
    passkey = work.passkeys.find(credential)
    account = work.accounts.find(passkey.account) if passkey is not None else None
    if passkey is None or account is None or not account.is_active:
        return None
    is_rolled_back = not work.passkeys.used(passkey.id, sign_count=sign_count, at=at)
    if is_rolled_back:
        note(
            door, work, account.person, "passkey-rolled-back", thing=account.id, kind="account", at=at,
            passkey=passkey.id, seen=passkey.sign_count, sent=sign_count,
        )  # fmt: skip
    return _Used(account=account, is_rolled_back=is_rolled_back)


def _challenge(door: Door, tenant: str, purpose: Purpose, *, who: SignedIn | None) -> bytes:
    challenge, at = derived(new_secret(), "challenge").encode(), door.now()
    ticket = Ticket(
        digest=digest_of(challenge.decode()),
        purpose=purpose,
        account=None if who is None else who.account.id,
        session=None if who is None else who.session.id,
        expires_at=at + door.rules.ceremony,
    )
    person = None if who is None else who.caller.person
    door.units.write(tenant, lambda work: work.tickets.add(ticket, person=person, at=at))
    return challenge


def _is_taken(
    door: Door, tenant: str, challenge: bytes, purpose: Purpose, *, who: SignedIn | None, at: datetime
) -> bool:
    """Use a challenge up, before anything is verified; tell whether it was one of ours for this."""
    digest = digest_of(challenge.decode("ascii"))
    ticket = door.units.write(tenant, lambda work: work.tickets.take(digest, purpose, at=at))
    return ticket is not None and ticket.session == (None if who is None else who.session.id)


def _request(door: Door, challenge: bytes, allowed: list[PublicKeyCredentialDescriptor]) -> Json:
    options = generate_authentication_options(
        rp_id=door.site.host,
        challenge=challenge,
        allow_credentials=allowed,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return _json(options_to_json(options))


def _json(text: str) -> Json:
    options: Json = json.loads(text)
    return options


_MALFORMED = (WebAuthnException, ValueError, KeyError, TypeError, AttributeError, IndexError)
"""What the library raises for answers that are malformed in ways it does not name; all are the sender's."""
