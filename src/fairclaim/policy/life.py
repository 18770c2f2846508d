"""The life of a version of a policy: draft, shadow, live, retired; each move a pure function giving the new state and its event.

::

    draft ──▶ shadow ──▶ live ──▶ retired
      ▲          │                  │
      └──────────┘ amend            └──▶ live   (roll back: it was published by two people before)

Two different people publish: whoever wrote a version neither approves nor publishes it. An approval names the digest that it was
given to, so an amended version needs it anew.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, NewType

from fairclaim.domain.bilingual import Bilingual
from fairclaim.policy.problems import PolicyMoveError
from fairclaim.policy.table import Policy

PersonId = NewType("PersonId", str)
"""A pseudonym of the operator's staff."""


class Stage(StrEnum):
    """Where a version stands."""

    DRAFT = "draft"
    SHADOW = "shadow"
    """Runs beside the live one; its routes are stored and followed by nobody."""
    LIVE = "live"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Whose claims a version is for; None means all. A category without a tenant is for nobody."""

    tenant: str | None = None
    category: str | None = None

    def __post_init__(self) -> None:
        if self.category is not None and self.tenant is None:
            raise PolicyMoveError(
                Bilingual(
                    "只写类目、不写租户的策略无人使用；请写明租户。",
                    "A policy for a category without a tenant is used by nobody; name the tenant.",
                )
            )


EVERYBODY: Final = Scope()


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One move, as it is written into the log.

    Parameters
    ----------
    kind : str
        ``policy-drafted``, ``policy-shadowed``, ``policy-approved``, ``policy-published``, ``policy-retired``, ``policy-restored``.
    at : datetime
        Timezone-aware.
    """

    kind: str
    at: datetime
    by: PersonId
    digest: str
    scope: Scope
    detail: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of a policy and where it stands.

    Parameters
    ----------
    approvers : tuple of PersonId
        Who approved exactly this digest; never the author.
    effective_at : datetime or None
        From when it decides; None until published.
    """

    policy: Policy
    scope: Scope
    stage: Stage
    author: PersonId
    approvers: tuple[PersonId, ...] = ()
    publisher: PersonId | None = None
    effective_at: datetime | None = None


def draft(policy: Policy, *, author: PersonId, at: datetime, scope: Scope = EVERYBODY) -> tuple[Version, Event]:
    """Begin a version."""
    version = Version(policy=policy, scope=scope, stage=Stage.DRAFT, author=author)
    return version, _event("policy-drafted", version, author, at)


def amend(version: Version, policy: Policy, *, author: PersonId, at: datetime) -> tuple[Version, Event]:
    """Change a version that is not live: a draft again, whose author is who changed it, with no approval left."""
    _require(version, Stage.DRAFT, Stage.SHADOW)
    amended = Version(policy=policy, scope=version.scope, stage=Stage.DRAFT, author=author)
    return amended, _event("policy-drafted", amended, author, at, replaces=version.policy.digest)


def shadow(version: Version, *, by: PersonId, at: datetime) -> tuple[Version, Event]:
    """Let a draft run beside the live version. The author may do so: nobody follows its routes."""
    _require(version, Stage.DRAFT)
    moved = replace(version, stage=Stage.SHADOW)
    return moved, _event("policy-shadowed", moved, by, at)


def end_shadow(version: Version, *, by: PersonId, at: datetime) -> tuple[Version, Event]:
    """Let a version in shadow be a draft again, so that another can take its place. Approvals are void.

    Raises
    ------
    PolicyMoveError
        If it is not in shadow.
    """
    _require(version, Stage.SHADOW)
    moved = replace(version, stage=Stage.DRAFT, approvers=())
    return moved, _event("policy-shadow-ended", moved, by, at)


def approve(version: Version, *, by: PersonId, at: datetime) -> tuple[Version, Event]:
    """Approve a version in shadow.

    Raises
    ------
    PolicyMoveError
        If it is not in shadow, or its author or somebody who has done so already asks.
    """
    _require(version, Stage.SHADOW)
    _require_other(version, by)
    if by in version.approvers:
        raise PolicyMoveError(Bilingual("您已批准过这一版本。", "You have approved this version already."))
    moved = replace(version, approvers=(*version.approvers, by))
    return moved, _event("policy-approved", moved, by, at)


def publish(
    version: Version,
    *,
    by: PersonId,
    at: datetime,
    live: Version | None = None,
    approvals: int = 1,
    notice: timedelta = timedelta(0),
) -> tuple[Version, Version | None, tuple[Event, ...]]:
    """Put a version in force and retire the one before it.

    Parameters
    ----------
    live : Version, optional
        The version of the same scope that is in force.
    approvals : int, default 1
        How many people besides the author must have approved; the publisher may be one of them. With 2 it takes three people.
    notice : timedelta, default 0
        How long it is public before it decides. A platform owes its merchants 7 days, 15 where the effect is large
        (Order 116, article 12).

    Returns
    -------
    tuple
        The version in force, the retired one or None, and the events in order.

    Raises
    ------
    PolicyMoveError
        If it is not in shadow, the author publishes, approvals are missing, or ``live`` is not the live one of this scope.
    """
    _require(version, Stage.SHADOW)
    _require_other(version, by)
    if approvals < 1:
        raise ValueError(f"approvals must be 1 or more: got {approvals}")
    missing = approvals - len(version.approvers)
    if missing > 0:
        raise PolicyMoveError(
            Bilingual(
                f"还需要 {missing} 人批准，且不能是作者。", f"Approval by {missing} more is needed, not by the author."
            )
        )
    effective = at + notice
    new = replace(version, stage=Stage.LIVE, publisher=by, effective_at=effective)
    published = _event("policy-published", new, by, at, effective_at=effective.isoformat())
    if live is None:
        return new, None, (published,)
    old, retired = _retire(live, new, by, at)
    return new, old, (published, retired)


def roll_back(
    live: Version, to: Version, *, by: PersonId, at: datetime, why: str
) -> tuple[Version, Version, tuple[Event, ...]]:
    """Put a retired version in force again, at once and by one person: two people published it before.

    Raises
    ------
    PolicyMoveError
        If ``to`` was never live, is of another scope, or no reason is given.
    """
    _require(to, Stage.RETIRED)
    if not why.strip():
        raise PolicyMoveError(Bilingual("请写明回退的原因。", "Say why it is rolled back."))
    restored = replace(to, stage=Stage.LIVE, effective_at=at)
    old, retired = _retire(live, restored, by, at)
    return restored, old, (_event("policy-restored", restored, by, at, why=why), retired)


def _retire(live: Version, successor: Version, by: PersonId, at: datetime) -> tuple[Version, Event]:
    _require(live, Stage.LIVE)
    if live.scope != successor.scope:
        raise PolicyMoveError(
            Bilingual("两个版本的适用范围不同。", "The two versions are for different tenants or categories.")
        )
    old = replace(live, stage=Stage.RETIRED)
    return old, _event("policy-retired", old, by, at, successor=successor.policy.digest)


def _require(version: Version, *stages: Stage) -> None:
    if version.stage not in stages:
        expected = "、".join(stages), " or ".join(stages)
        raise PolicyMoveError(
            Bilingual(
                f"这一步须从 {expected[0]} 开始，该版本处于 {version.stage.value}。",
                f"This move starts from {expected[1]}; the version is {version.stage.value}.",
            )
        )


def _require_other(version: Version, by: PersonId) -> None:
    if by == version.author:
        raise PolicyMoveError(
            Bilingual("作者不能批准或发布自己的版本。", "Whoever wrote a version neither approves nor publishes it.")
        )


def _event(kind: str, version: Version, by: PersonId, at: datetime, **detail: str) -> Event:
    if at.tzinfo is None:
        raise ValueError("at must be timezone-aware")
    return Event(kind=kind, at=at, by=by, digest=version.policy.digest, scope=version.scope, detail=detail)
