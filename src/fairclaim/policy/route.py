"""What a policy proposes for one claim, with its reasons and the exact policy that said so."""

from dataclasses import dataclass

from fairclaim.domain.bilingual import Bilingual
from fairclaim.policy.facts import Facts
from fairclaim.policy.table import Policy, Rule
from fairclaim.policy.words import Priority, Remedy, RouteName

SCHEMA = "fairclaim.route/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One reason, with the id of the rule that gives it."""

    id: str
    text: Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A proposal. People may always decide otherwise.

    Parameters
    ----------
    route : RouteName
        ``approve``, ``ask-more``, ``review`` or ``offer-remedy``.
    remedies : tuple of Remedy
        In the order in which they are offered; of ``approve`` the one that was asked for.
    part_refund_percent : int or None
        Share of the amount that a part refund may reach.
    ask_for : tuple of str
        Evidence that the buyer is asked for.
    reviewers : int
        How many people decide; 0 where no review is proposed.
    reasons : tuple of Reason
        Why, for people.
    rules : tuple of str
        Ids of the rules that fired.
    digest : str
        ``sha256:hex`` of the policy.
    """

    route: RouteName
    remedies: tuple[Remedy, ...]
    part_refund_percent: int | None
    ask_for: tuple[str, ...]
    reviewers: int
    queue: str
    priority: Priority
    reasons: tuple[Reason, ...]
    rules: tuple[str, ...]
    policy: str
    version: str
    digest: str

    def to_record(self) -> dict[str, object]:
        """Return the JSON object that is stored and published."""
        return {
            "schema": SCHEMA,
            "route": self.route.value,
            "remedies": [remedy.value for remedy in self.remedies],
            "part_refund_percent": self.part_refund_percent,
            "ask_for": list(self.ask_for),
            "reviewers": self.reviewers,
            "queue": self.queue,
            "priority": self.priority.value,
            "reasons": [{"id": reason.id, **reason.text.to_record()} for reason in self.reasons],
            "rules": list(self.rules),
            "policy": {"name": self.policy, "version": self.version, "digest": self.digest},
        }


def route_of(policy: Policy, rule: Rule, facts: Facts, *, digest: str) -> Route:
    """Return the route that a rule gives to a claim."""
    then = rule.then
    is_approval = then.route is RouteName.APPROVE
    asks = then.route is RouteName.ASK_MORE
    return Route(
        route=then.route,
        remedies=(facts.asked,) if is_approval else then.remedies,
        part_refund_percent=then.part_refund_percent,
        ask_for=tuple(dict.fromkeys((*(facts.missing or ()), *then.ask_for))) if asks else (),
        reviewers=then.reviewers,
        queue=then.queue,
        priority=then.priority,
        reasons=(Reason(id=rule.id, text=rule.because),),
        rules=(rule.id,),
        policy=policy.name,
        version=policy.version,
        digest=digest,
    )
