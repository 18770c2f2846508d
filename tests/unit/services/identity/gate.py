"""A door on a real store, with a clock that the test turns and hashes that are cheap and counted."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from argon2 import PasswordHasher
from sqlalchemy import select

from fairclaim.domain.desk.party import PersonId
from fairclaim.services.caller import Caller, Role
from fairclaim.services.identity.accounts import Invited, Wanted, add_account, first_admin
from fairclaim.services.identity.crowd import Allowance, Crowd
from fairclaim.services.identity.door import Door, Site
from fairclaim.services.identity.invitations import accept_invitation
from fairclaim.services.identity.passkeys import add_passkey, options_to_add
from fairclaim.services.identity.passwords import Passwords
from fairclaim.services.identity.sessions import Opened, SignedIn, signed_in
from fairclaim.services.identity.sign_in import sign_in
from fairclaim.store.identity.units import StoredIdentities
from fairclaim.store.tables.desk import AuditEntry
from software_authenticator import SoftwareAuthenticator
from store_engines import NOON, RING, Desk

ORIGIN, HOST = "https://desk.example", "desk.example"
HOME = "203.0.113.7"
PASSWORD = "four unrelated words here"  # noqa: S105
LOGIN = "ann@shop.example"
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


class CountingPasswords(Passwords):
    """Counts what costs time."""

    def __init__(self) -> None:
        super().__init__(CHEAP)
        self.verified = 0
        self.hashed = 0

    def verify(self, password_hash: str | None, password: str) -> bool:
        self.verified += 1
        return super().verify(password_hash, password)

    def hash(self, password: str) -> str:
        self.hashed += 1
        return super().hash(password)


@dataclass
class Gate:
    """A door of one tenant."""

    desk: Desk
    now: datetime = NOON
    passwords: CountingPasswords = field(default_factory=CountingPasswords)
    crowd: Crowd = field(default_factory=lambda: Crowd(everybody=Allowance(burst=1000, per_s=10)))

    def __post_init__(self) -> None:
        self._numbers = count(1)
        self.door = Door(
            units=StoredIdentities(self.desk.store, RING),
            now=lambda: self.now,
            ids=lambda kind: f"{kind}-{next(self._numbers)}",
            site=Site(origin=ORIGIN, host=HOST, name="A desk"),
            passwords=self.passwords,
            crowd=self.crowd,
        )

    @property
    def tenant(self) -> str:
        return self.desk.mine

    def later(self, **time: float) -> None:
        self.now += timedelta(**time)

    def admin(self) -> Caller:
        """Return an administrator, made in the way of the first one."""
        invited = first_admin(self.door, self.tenant, "root@shop.example")
        opened = accept_invitation(self.door, invited.token, "an administrator's own words", address=HOME)
        return self.who(opened).caller

    def invited(self, *roles: Role, login: str = LOGIN, acts_for: PersonId | None = None) -> Invited:
        """Return somebody who was invited and has not come yet."""
        root = Caller(tenant=self.tenant, person=PersonId("root"), roles=frozenset({Role.ADMIN}))
        wanted = Wanted(login=login, roles=frozenset(roles or {Role.REVIEWER}), name="Ann Example", acts_for=acts_for)
        return add_account(self.door, root, wanted)

    def member(self, *roles: Role, login: str = LOGIN) -> Invited:
        """Return somebody who has a password."""
        invited = self.invited(*roles, login=login)
        accept_invitation(self.door, invited.token, PASSWORD, address=HOME)
        return invited

    def invited_as(self, role: Role, *, acts_for: PersonId | None = None, login: str | None = None) -> None:
        """Let somebody in who is called after a role, unless called otherwise."""
        invited = self.invited(role, login=login or role.value, acts_for=acts_for)
        accept_invitation(self.door, invited.token, PASSWORD, address=HOME)

    def enter(self, login: str = LOGIN, password: str = PASSWORD, *, address: str = HOME, **rest: Any) -> Opened:
        return sign_in(self.door, self.tenant, login, password, address=address, **rest)

    def who(self, opened: Opened) -> SignedIn:
        return signed_in(self.door, opened.token)

    def passkey(self, who: SignedIn, **ways: Any) -> SoftwareAuthenticator:
        """Give somebody a passkey."""
        device = SoftwareAuthenticator(ORIGIN, **ways)
        add_passkey(self.door, who, device.create(options_to_add(self.door, who)))
        return device

    def audit(self) -> list[str]:
        """Return what was noted, in order."""
        with self.desk.store.read(self.tenant) as work:
            rows = work.session.scalars(select(AuditEntry)).all()
            return [row.action for row in sorted(rows, key=lambda row: int(row.id.split("-")[1]))]
