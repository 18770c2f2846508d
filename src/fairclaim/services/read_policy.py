"""A policy to be read: the table of a version or of what is in force, and its text to begin a draft with."""

import json
from dataclasses import dataclass

from fairclaim.policy.load import parse_policy
from fairclaim.policy.shipped import default_policy, default_text
from fairclaim.policy.table import Policy
from fairclaim.policy.text import policy_text
from fairclaim.services.authorize import Resource, authorize
from fairclaim.services.caller import Caller
from fairclaim.services.change_policy import PolicySeen, in_force, policy_seen
from fairclaim.services.desk import Desk
from fairclaim.services.errors import NotFoundError
from fairclaim.services.grants import Action
from fairclaim.services.ports.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyRead:
    """One table.

    Parameters
    ----------
    seen : PolicySeen or None
        Where the version stands; None for the policy that is shipped.
    text : str
        YAML or JSON; of the shipped one with its comments.
    """

    seen: PolicySeen | None
    policy: Policy
    text: str


def read_policy(desk: Desk, who: Caller, *, version: int | None = None, category: str | None = None) -> PolicyRead:
    """Return a version; without a number what is in force: that of the category, that of all categories, or the shipped one.

    Raises
    ------
    NotFoundError
        If there is no such version.
    NotAllowedError
        If the caller may not.
    """
    authorize(who, Action.SEE_POLICY, Resource(tenant=who.tenant))

    def whole(work: Work) -> PolicyRead:
        if version is not None:
            return _read(work, who, version, category)
        live = in_force(work, category)
        if live is not None:
            return _read(work, who, live.version, live.category)
        return PolicyRead(seen=None, policy=default_policy(), text=default_text())

    return desk.units.read(who.tenant, whole)


def _read(work: Work, who: Caller, version: int, category: str | None) -> PolicyRead:
    seen = policy_seen(work, who, version, category=category)
    kept = next((one for one in work.policy_versions.all(category) if one.version == version), None)
    if kept is None:
        raise NotFoundError
    policy = parse_policy(json.dumps(kept.model).encode()).policy
    return PolicyRead(seen=seen, policy=policy, text=policy_text(kept.model))
