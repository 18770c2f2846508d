"""API keys of a tenant's programs: limited by scopes and time, replaced with an overlap, ended at once."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.party import PersonId
from fairclaim.domain.errors import UsageError
from fairclaim.services.authorize import Resource, authorize
from fairclaim.services.caller import Caller, Role
from fairclaim.services.errors import NotFoundError
from fairclaim.services.grants import GRANTS, Action
from fairclaim.services.identity.door import Door, note
from fairclaim.services.identity.errors import NotSignedInError
from fairclaim.services.identity.tokens import Kind, digest_of, is_same, new_secret, read_token, write_token
from fairclaim.services.ports.identity import IdentityWork, Key

SCOPES = frozenset(action for action, granted in GRANTS.items() if Role.INTEGRATION in granted)
"""What a program can be allowed at all."""
LABEL = 64
"""Characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """A key with what its holder sends, which is told this once."""

    key: Key
    token: str


def issue_key(
    door: Door, who: Caller, *, label: str, scopes: frozenset[Action], lasts: timedelta | None = None
) -> Issued:
    """Make a key.

    Parameters
    ----------
    label : str
        What it is for; names nobody.
    lasts : timedelta or None
        None holds until it is revoked.

    Raises
    ------
    UsageError
        If the label is empty or too long, the time is over already, or a scope is none that a program can have.
    NotAllowedError
        If the caller does not run the desk.
    """
    if not 0 < len(label.strip()) <= LABEL or not scopes or scopes - SCOPES or (lasts and lasts <= timedelta(0)):
        raise UsageError(_MALFORMED)
    role = authorize(who, Action.MANAGE_KEYS, Resource(tenant=who.tenant))
    at = door.now()

    def whole(work: IdentityWork) -> Issued:
        names = frozenset(scope.value for scope in scopes)
        issued = _issue(door, work, who.tenant, label.strip(), names, at=at, expires_at=at + lasts if lasts else None)
        note(
            door,
            work,
            who.person,
            "issue-key",
            thing=issued.key.id,
            kind="api-key",
            at=at,
            role=role.value,
            scopes=sorted(names),
        )
        return issued

    return door.units.write(who.tenant, whole)


def rotate_key(door: Door, who: Caller, key: str, *, overlap: timedelta | None = None) -> Issued:
    """Make a key that takes over from another, with the same scopes and as long a life. Both work until the overlap is over.

    Raises
    ------
    NotFoundError
        If there is no such key, or it no longer works.
    NotAllowedError
        If the caller does not run the desk.
    """
    role = authorize(who, Action.MANAGE_KEYS, Resource(tenant=who.tenant))
    at = door.now()
    ends_at = at + (door.rules.overlap if overlap is None else max(overlap, timedelta(0)))

    def whole(work: IdentityWork) -> Issued:
        old = work.keys.find(key)
        if old is None or not is_valid(old, at):
            raise NotFoundError
        life = at + (old.expires_at - old.created_at) if old.expires_at else None
        issued = _issue(door, work, who.tenant, old.label, old.scopes, at=at, expires_at=life, replaces=old.id)
        work.keys.save(replace(old, expires_at=min(old.expires_at or ends_at, ends_at)))
        note(
            door, work, who.person, "rotate-key", thing=old.id, kind="api-key", at=at, role=role.value, by=issued.key.id
        )
        return issued

    return door.units.write(who.tenant, whole)


def revoke_key(door: Door, who: Caller, key: str) -> None:
    """End a key at once.

    Raises
    ------
    NotFoundError
        If there is no such key.
    NotAllowedError
        If the caller does not run the desk.
    """
    role = authorize(who, Action.MANAGE_KEYS, Resource(tenant=who.tenant))
    at = door.now()

    def whole(work: IdentityWork) -> None:
        found = work.keys.find(key)
        if found is None:
            raise NotFoundError
        if found.revoked_at is None:
            work.keys.save(replace(found, revoked_at=at))
            note(door, work, who.person, "revoke-key", thing=key, kind="api-key", at=at, role=role.value)

    door.units.write(who.tenant, whole)


def all_keys(door: Door, who: Caller) -> Sequence[Key]:
    """Return all keys, without their secrets, which nobody knows any more.

    Raises
    ------
    NotAllowedError
        If the caller does not run the desk.
    """
    authorize(who, Action.MANAGE_KEYS, Resource(tenant=who.tenant))
    return door.units.read(who.tenant, lambda work: work.keys.all())


def key_holder(door: Door, sent: str) -> Caller:
    """Return the program that sent a key; what it may ask for is limited to the key's scopes.

    Raises
    ------
    NotSignedInError
        If the key is unknown, wrong, expired or revoked; which of them is not said.
    """
    token = read_token(Kind.KEY, sent)
    if token is None:
        raise NotSignedInError
    at = door.now()
    key = door.units.read(token.tenant, lambda work: work.keys.find(token.name))
    is_right = is_same(key.digest if key is not None else digest_of(""), token.digest)
    if key is None or not is_right or not is_valid(key, at):
        raise NotSignedInError
    if key.used_at is None or at - key.used_at >= door.rules.touch:
        door.units.write(token.tenant, lambda work: work.keys.used(key.id, at=at))
    return Caller(tenant=token.tenant, person=PersonId(key.id), roles=frozenset({Role.INTEGRATION}), scopes=key.scopes)


def is_valid(key: Key, at: datetime) -> bool:
    """Tell whether a key is neither revoked nor expired."""
    return key.revoked_at is None and (key.expires_at is None or at < key.expires_at)


def days_left(key: Key, at: datetime) -> int | None:
    """Return the whole days until a key expires, so that somebody can be told in time; None if it does not."""
    return None if key.expires_at is None else max(0, math.floor((key.expires_at - at) / timedelta(days=1)))


def _issue(
    door: Door,
    work: IdentityWork,
    tenant: str,
    label: str,
    scopes: frozenset[str],
    *,
    at: datetime,
    expires_at: datetime | None,
    replaces: str | None = None,
) -> Issued:
    secret = new_secret()
    key = Key(
        id=door.ids("key"),
        digest=digest_of(secret),
        label=label,
        scopes=scopes,
        created_at=at,
        expires_at=expires_at,
        revoked_at=None,
        used_at=None,
        replaces=replaces,
    )
    work.keys.add(key)
    return Issued(key=key, token=write_token(Kind.KEY, tenant, secret, name=key.id))


_MALFORMED = Bilingual(
    f"API 密钥需要 1 至 {LABEL} 个字符的说明、未来的有效期，以及下列权限中的至少一项："
    f"{'、'.join(sorted(scope.value for scope in SCOPES))}。",
    f"An API key needs a label of 1 to {LABEL} characters, an end that lies ahead, and at least one of the scopes"
    f" {', '.join(sorted(scope.value for scope in SCOPES))}.",
)
