"""A policy's life on the desk: drafted, tried, run in shadow, confirmed by another person, rolled back. The rules are ``policy.life``.

A version in shadow is what is proposed to go live; another person than its author confirms exactly that digest. Every step names
the digest in the audit.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.party import PersonId
from fairclaim.domain.errors import UsageError
from fairclaim.policy import life
from fairclaim.policy.engine import Decider
from fairclaim.policy.explain import Explanation, explain
from fairclaim.policy.facts import parse_facts
from fairclaim.policy.history import Past, read_history
from fairclaim.policy.life import Scope, Stage, Version
from fairclaim.policy.load import Loaded, parse_policy
from fairclaim.policy.problems import PolicyError, PolicyMoveError
from fairclaim.policy.shipped import default_policy
from fairclaim.policy.simulate import Simulation, simulate
from fairclaim.policy.source import parse_source
from fairclaim.services.act import note
from fairclaim.services.authorize import Resource, authorize
from fairclaim.services.caller import Caller, Role
from fairclaim.services.desk import Desk
from fairclaim.services.errors import NotFoundError, OtherDigestError
from fairclaim.services.grants import Action
from fairclaim.services.ports.policies import KeptPolicy
from fairclaim.services.ports.work import Work

_REFUSALS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicySeen:
    """One version; ``digest`` is the one that every route names, ``logins`` tells what its people sign in with."""

    category: str | None
    version: int
    stage: Stage
    digest: str
    name: str
    author: str
    publisher: str | None
    published_at: datetime | None
    logins: Mapping[PersonId, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """A policy tried on history; lines that could not be used are counted, and the first of them told."""

    simulation: Simulation
    unusable: int
    refused: tuple[Bilingual, ...]


def check_policy(desk: Desk, who: Caller, data: bytes) -> Loaded:
    """Return what a policy file says and what a person should look at before publishing; nothing is kept.

    Raises
    ------
    PolicyError
        With everything that is wrong.
    NotAllowedError
        If the caller may not.
    """
    del desk
    authorize(who, Action.CHANGE_POLICY, Resource(tenant=who.tenant))
    return parse_policy(data)


def draft_policy(desk: Desk, who: Caller, data: bytes, *, category: str | None = None) -> PolicySeen:
    """Keep a policy file as a draft, for a category or for all that have none of their own.

    Raises
    ------
    PolicyError, NotAllowedError
        As :func:`check_policy`.
    """
    policy = check_policy(desk, who, data).policy
    model = parse_source(data, name="policy").record
    if not isinstance(model, dict) or category == "":
        raise UsageError(Bilingual("类目不能为空。", "A category has a name."))

    def whole(work: Work) -> PolicySeen:
        role, at = _role(who), desk.now()
        author, scope = life.PersonId(who.person), _scope(who, category)
        version, event = life.draft(policy, author=author, at=at, scope=scope)
        kept = work.policy_versions.add(category, model, author=who.person, at=at)
        _noted(desk, work, who, role, event)
        return _seen(work, kept, version)

    return desk.units.write(who.tenant, whole)


def list_policies(desk: Desk, who: Caller, *, category: str | None = None) -> tuple[PolicySeen, ...]:
    """Return the versions for a category, in order.

    Raises
    ------
    NotAllowedError
        If the caller may not.
    """
    _reader(who)

    def whole(work: Work) -> tuple[PolicySeen, ...]:
        return tuple(_seen(work, one, _version(who, one)) for one in work.policy_versions.all(category))

    return desk.units.read(who.tenant, whole)


def start_shadow(desk: Desk, who: Caller, version: int, *, category: str | None = None) -> PolicySeen:
    """Let a draft run beside the live version, which proposes it to go live.

    Raises
    ------
    NotFoundError
        If there is no such version.
    PolicyMoveError
        If it is no draft, or another version runs in shadow: two would leave open which one was meant.
    NotAllowedError
        If the caller may not.
    """

    def whole(work: Work) -> PolicySeen:
        _role(who)
        at, kept = desk.now(), _kept(work, category, version)
        beside = [one.version for one in work.policy_versions.all(category) if one.stage == Stage.SHADOW.value]
        if beside and beside != [version]:
            raise PolicyMoveError(
                Bilingual(
                    f"第 {beside[0]} 版正在影子运行，请先确认或结束它。",
                    f"Version {beside[0]} runs in shadow; confirm it or end its shadow first.",
                )
            )
        moved, event = life.shadow(_version(who, kept), by=life.PersonId(who.person), at=at)
        return _written(desk, work, who, kept, moved, event)

    return desk.units.write(who.tenant, whole)


def end_shadow(desk: Desk, who: Caller, version: int, *, category: str | None = None) -> PolicySeen:
    """Let a version in shadow be a draft again, so that another can take its place.

    Raises
    ------
    PolicyMoveError
        If it is not in shadow.
    NotFoundError, NotAllowedError
        If there is no such version, or the caller may not.
    """

    def whole(work: Work) -> PolicySeen:
        _role(who)
        at, kept = desk.now(), _kept(work, category, version)
        moved, event = life.end_shadow(_version(who, kept), by=life.PersonId(who.person), at=at)
        return _written(desk, work, who, kept, moved, event)

    return desk.units.write(who.tenant, whole)


def confirm_policy(desk: Desk, who: Caller, version: int, *, digest: str, category: str | None = None) -> PolicySeen:
    """Put a version in shadow in force, as another person than its author, and retire the one before it.

    Parameters
    ----------
    digest : str
        Of the version that the caller has read.

    Raises
    ------
    OtherDigestError
        If the version is not what the caller has read.
    PolicyMoveError
        If it is not in shadow, or its author confirms.
    NotFoundError, NotAllowedError
        If there is no such version, or the caller may not.
    """

    def whole(work: Work) -> PolicySeen:
        _role(who)
        at, kept = desk.now(), _kept(work, category, version)
        by = life.PersonId(who.person)
        found = _version(who, kept)
        if found.policy.digest != digest:
            raise OtherDigestError
        before = live_policy(work, category)
        approved, approval = life.approve(found, by=by, at=at)
        new, _, events = life.publish(approved, by=by, at=at, live=None if before is None else _version(who, before))
        if before is not None:
            work.policy_versions.set_stage(replace(before, stage=Stage.RETIRED.value))
        published = replace(kept, publisher=who.person, published_at=at)
        return _written(desk, work, who, published, new, approval, *events)

    return desk.units.write(who.tenant, whole)


def roll_back_policy(desk: Desk, who: Caller, version: int, *, why: str, category: str | None = None) -> PolicySeen:
    """Put a retired version in force again, at once.

    Raises
    ------
    PolicyMoveError
        If it was never live, nothing is live now, or no reason is given.
    NotFoundError, NotAllowedError
        If there is no such version, or the caller may not.
    """

    def whole(work: Work) -> PolicySeen:
        _role(who)
        at, kept = desk.now(), _kept(work, category, version)
        live = live_policy(work, category)
        if live is None:
            raise NotFoundError
        new, _, events = life.roll_back(
            _version(who, live), _version(who, kept), by=life.PersonId(who.person), at=at, why=why
        )
        work.policy_versions.set_stage(replace(live, stage=Stage.RETIRED.value))
        return _written(desk, work, who, kept, new, *events)

    return desk.units.write(who.tenant, whole)


def explain_policy(
    desk: Desk, who: Caller, facts: object, *, version: int | None = None, category: str | None = None
) -> Explanation:
    """Explain the route of one claim's facts by a version; without a number by the one in force.

    Raises
    ------
    PolicyError
        If the facts are none.
    NotFoundError, NotAllowedError
        If there is no such version, or the caller may not.
    """
    _reader(who)
    known = parse_facts(facts)
    found = desk.units.read(who.tenant, lambda work: _either(work, category, version))
    return explain(default_policy() if found is None else _version(who, found).policy, known)


def simulate_policy(
    desk: Desk, who: Caller, lines: Iterable[bytes], *, version: int, category: str | None = None
) -> Tried:
    """Try a version on past claims, beside the one in force.

    Parameters
    ----------
    lines : iterable of bytes
        As :mod:`fairclaim.policy.history` reads them.

    Raises
    ------
    NotFoundError, NotAllowedError
        If there is no such version, or the caller may not.
    UnavailableError
        If the decision engine is not installed.
    """
    _role(who)
    both = desk.units.read(who.tenant, lambda work: (_kept(work, category, version), in_force(work, category)))
    tried, live = both
    against = default_policy() if live is None else _version(who, live).policy
    refused: list[Bilingual] = []

    def usable() -> Iterator[Past]:
        for one in read_history(lines):
            if isinstance(one, PolicyError):
                refused.append(one.message)
            else:
                yield one

    found = simulate(usable(), Decider(_version(who, tried).policy), against=Decider(against))
    return Tried(simulation=found, unusable=len(refused), refused=tuple(refused[:_REFUSALS]))


def policy_seen(work: Work, who: Caller, version: int, *, category: str | None) -> PolicySeen:
    """Return a version within a unit of work, whose caller has leave.

    Raises
    ------
    NotFoundError
        If there is no such version.
    """
    kept = _kept(work, category, version)
    return _seen(work, kept, _version(who, kept))


def _role(who: Caller) -> Role:
    return authorize(who, Action.CHANGE_POLICY, Resource(tenant=who.tenant))


def _reader(who: Caller) -> Role:
    return authorize(who, Action.SEE_POLICY, Resource(tenant=who.tenant))


def _kept(work: Work, category: str | None, version: int) -> KeptPolicy:
    found = next((one for one in work.policy_versions.all(category) if one.version == version), None)
    if found is None:
        raise NotFoundError
    return found


def in_force(work: Work, category: str | None) -> KeptPolicy | None:
    """Return the version that decides claims of a category; None where that is the shipped one."""
    return live_policy(work, category) or live_policy(work, None)


def live_policy(work: Work, category: str | None) -> KeptPolicy | None:
    """Return the version in force for exactly this category, or for all where it is None; None if there is none."""
    return next((one for one in work.policy_versions.all(category) if one.stage == Stage.LIVE.value), None)


def _either(work: Work, category: str | None, version: int | None) -> KeptPolicy | None:
    return in_force(work, category) if version is None else _kept(work, category, version)


def _scope(who: Caller, category: str | None) -> Scope:
    return Scope(tenant=who.tenant, category=category)


def _version(who: Caller, kept: KeptPolicy) -> Version:
    return Version(
        policy=parse_policy(json.dumps(kept.model).encode()).policy,
        scope=_scope(who, kept.category),
        stage=Stage(kept.stage),
        author=life.PersonId(kept.author),
        publisher=None if kept.publisher is None else life.PersonId(kept.publisher),
        effective_at=kept.published_at,
    )


def _written(desk: Desk, work: Work, who: Caller, kept: KeptPolicy, moved: Version, *events: life.Event) -> PolicySeen:
    after = replace(kept, stage=moved.stage.value)
    work.policy_versions.set_stage(after)
    for event in events:
        _noted(desk, work, who, _role(who), event)
    return _seen(work, after, moved)


def _noted(desk: Desk, work: Work, who: Caller, role: Role, event: life.Event) -> None:
    note(
        desk,
        work,
        who,
        role,
        Action.CHANGE_POLICY,
        thing=event.scope.category or "all",
        kind="policy",
        at=event.at,
        event=event.kind,
        digest=event.digest,
        **dict(event.detail),
    )


def _seen(work: Work, kept: KeptPolicy, version: Version) -> PolicySeen:
    people = {PersonId(one) for one in (kept.author, kept.publisher) if one is not None}
    return PolicySeen(
        category=kept.category,
        version=kept.version,
        stage=version.stage,
        digest=version.policy.digest,
        name=version.policy.name,
        author=kept.author,
        publisher=kept.publisher,
        published_at=kept.published_at,
        logins=work.people.staff_logins(people),
    )
