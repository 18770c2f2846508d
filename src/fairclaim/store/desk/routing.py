"""The policies in force for a tenant; see :mod:`fairclaim.services.ports.routing`.

A version belongs to the category that it is named after, or to all where its name is :data:`FOR_ALL`. Where a tenant has none of
either, the policy that is shipped decides. Which policy decided stands in every proposal, by its digest.
"""

import json
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.decision import Route
from fairclaim.domain.desk.party import ClaimId
from fairclaim.domain.desk.remedy import RemedyKind
from fairclaim.policy import route
from fairclaim.policy.engine import Decider
from fairclaim.policy.load import parse_policy
from fairclaim.policy.shipped import default_policy
from fairclaim.policy.table import Policy
from fairclaim.services.ports.routing import Advice, Advised, Compared, Priority, RouteFacts
from fairclaim.services.route_facts import policy_facts
from fairclaim.store.policies import SHADOW, StoredPolicy
from fairclaim.store.tables.machine import PolicyDifference
from fairclaim.store.work import Work

FOR_ALL = "all"
"""Name of the policy of a tenant for categories that have none of their own."""
SHIPPED = ""
SHOTS = {"shipping-label": "parcel-label", "serial-number": "label", "video-of-every-piece": "all-together"}
"""Policy's words for evidence, where the evidence rules have others."""
KEPT = 64


class Deciders:
    """Policies made ready, the latest used of them; for all tenants and threads of a process."""

    def __init__(self) -> None:
        self._ready: OrderedDict[str, Decider] = OrderedDict()
        self._turn = threading.Lock()

    def shipped(self) -> Decider:
        """Return the policy that is shipped."""
        return self._of(SHIPPED, default_policy)

    def stored(self, version: StoredPolicy) -> Decider:
        """Return a policy of a tenant."""
        return self._of(version.digest, lambda: _parsed(version.model, name=version.name))

    def _of(self, digest: str, read: Callable[[], Policy]) -> Decider:
        with self._turn:
            ready = self._ready.get(digest)
            if ready is None:
                ready = self._ready[digest] = Decider(read())
            self._ready.move_to_end(digest)
            if len(self._ready) > KEPT:
                self._ready.popitem(last=False)
            return ready


class DeskPolicies:
    """The policies in force for the tenant and a category."""

    def __init__(self, work: Work, deciders: Deciders) -> None:
        self._work = work
        self._deciders = deciders

    def advise(self, facts: RouteFacts, *, at: datetime) -> Advised:
        """See :class:`~fairclaim.services.ports.routing.Policies`."""
        del at
        known = policy_facts(facts, tenant=self._work.tenant)
        shadow = self._shadow(facts.category)
        return Advised(
            live=advice_of(self._live(facts.category).decide(known)),
            shadow=None if shadow is None else advice_of(shadow.decide(known)),
        )

    def note_difference(self, claim: ClaimId, *, examination: str, live: Advice, shadow: Advice, at: datetime) -> None:
        """See :class:`~fairclaim.services.ports.routing.Policies`."""
        session = self._work.session
        known = select(PolicyDifference.claim).where(
            PolicyDifference.examination == examination, PolicyDifference.shadow == shadow.policy
        )
        if session.scalars(known).one_or_none() is not None:
            return
        session.add(
            PolicyDifference(
                examination=examination,
                shadow=shadow.policy,
                claim=claim,
                live_said=_said(live),
                shadow_said=_said(shadow),
                differs=(live.route, live.remedies) != (shadow.route, shadow.remedies),
                noted_at=at,
            )
        )
        session.flush()

    def compared(self, shadow: str, *, after: str, limit: int) -> Sequence[Compared]:
        """See :class:`~fairclaim.services.ports.routing.Policies`."""
        found = select(PolicyDifference).where(PolicyDifference.shadow == shadow, PolicyDifference.examination > after)
        rows = self._work.session.scalars(found.order_by(PolicyDifference.examination).limit(limit))
        return [
            Compared(
                examination=row.examination,
                claim=ClaimId(row.claim),
                live=Route(row.live_said["route"]),
                shadow=Route(row.shadow_said["route"]),
                differs=row.differs,
                at=row.noted_at,
            )
            for row in rows
        ]

    def _live(self, category: str) -> Decider:
        for name in (category, FOR_ALL):
            found = self._work.policies.live(name)
            if found is not None:
                return self._deciders.stored(found)
        return self._deciders.shipped()

    def _shadow(self, category: str) -> Decider | None:
        for name in (category, FOR_ALL):
            beside = [one for one in self._work.policies.versions(name) if one.state == SHADOW]
            if beside:
                return self._deciders.stored(beside[-1])
        return None


def advice_of(said: route.Route) -> Advice:
    """Return what a policy said, in the words of the verbs."""
    return Advice(
        route=Route(said.route.value),
        remedies=tuple(RemedyKind(one.value) for one in said.remedies),
        part_refund_percent=said.part_refund_percent,
        why=Bilingual("".join(one.text.zh for one in said.reasons), " ".join(one.text.en for one in said.reasons)),
        policy=said.digest,
        ask_for=tuple(dict.fromkeys(SHOTS.get(word, word) for word in said.ask_for)),
        queue=said.queue,
        priority=Priority(said.priority.value),
    )


def _said(advice: Advice) -> dict[str, Any]:
    return {
        "route": advice.route.value,
        "remedies": [one.value for one in advice.remedies],
        "part_refund_percent": advice.part_refund_percent,
        "ask_for": list(advice.ask_for),
        "queue": advice.queue,
        "priority": advice.priority.value,
        "why": advice.why.to_record(),
        "policy": advice.policy,
    }


def _parsed(model: Mapping[str, Any], *, name: str) -> Policy:
    return parse_policy(json.dumps(model).encode(), name=name).policy
