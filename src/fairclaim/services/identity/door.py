"""The door as the verbs of this room see it: its ports and rules in one record. ``compose`` makes it, verbs pass it on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from fairclaim.domain.desk.party import PersonId
from fairclaim.services.identity.crowd import Crowd
from fairclaim.services.identity.passwords import Passwords
from fairclaim.services.ports.claims import Noted
from fairclaim.services.ports.identity import IdentityProvider, IdentityUnits, IdentityWork
from fairclaim.services.ports.outside import Ids, Now


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorRules:
    """Times and numbers; each is a choice that a desk may replace.

    Parameters
    ----------
    idle, longest : timedelta
        A session ends after so long without a request, and after so long altogether.
    fresh : timedelta
        How long a proof of who somebody is serves for sensitive acts.
    touch : timedelta
        A session's or a key's last use is written down at most this often.
    invitation, ceremony : timedelta
        How long an invitation holds, and a challenge or a journey to a provider.
    free_attempts : int
        Wrong passwords before the first wait.
    first_wait, longest_wait : timedelta
        The wait doubles from one to the other.
    memory : timedelta
        After so long without an attempt, failures are forgotten.
    overlap : timedelta
        How long a key lives on after its successor was made.
    """

    idle: timedelta = timedelta(hours=1)
    longest: timedelta = timedelta(hours=12)
    fresh: timedelta = timedelta(minutes=5)
    touch: timedelta = timedelta(minutes=1)
    invitation: timedelta = timedelta(hours=72)
    ceremony: timedelta = timedelta(minutes=10)
    free_attempts: int = 5
    first_wait: timedelta = timedelta(seconds=2)
    longest_wait: timedelta = timedelta(minutes=15)
    memory: timedelta = timedelta(days=1)
    overlap: timedelta = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What browsers know the desk as.

    Parameters
    ----------
    origin : str
        ``https://desk.example``, without a path.
    host : str
        ``desk.example``: the relying party of passkeys.
    name : str
        Shown by authenticators.
    """

    origin: str
    host: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderSetup:
    """An identity provider of a tenant.

    Parameters
    ----------
    admits_buyers : bool
        Its subjects are the platform's own ids of buyers: who is known by one comes in as that buyer without being linked before.
    """

    provider: IdentityProvider
    admits_buyers: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """Everything a verb of this room needs."""

    units: IdentityUnits
    now: Now
    ids: Ids
    site: Site
    passwords: Passwords = field(default_factory=Passwords)
    crowd: Crowd = field(default_factory=Crowd)
    providers: Mapping[tuple[str, str], ProviderSetup] = field(default_factory=dict)
    """By tenant and the provider's name."""
    rules: DoorRules = DoorRules()


def note(
    door: Door,
    work: IdentityWork,
    person: PersonId,
    act: str,
    *,
    thing: str,
    kind: str,
    at: datetime,
    role: str = "self",
    **details: object,
) -> None:
    """Write who did what."""
    work.audit.note(
        Noted(
            id=door.ids("audit"), at=at, person=person, role=role, action=act, kind=kind, thing=thing, details=details
        )
    )
