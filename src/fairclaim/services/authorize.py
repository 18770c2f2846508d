"""May this caller do this to that? One answer for pages, API, bulk and import.

Denied unless the table of :mod:`~fairclaim.services.grants` says otherwise. Who may not even see a claim is told the same as if
there were none; who sees it is told that this is not for them.
"""

from dataclasses import dataclass

from fairclaim.domain.desk.claim import Claim
from fairclaim.domain.desk.party import Actor, ActorKind, PersonId
from fairclaim.domain.desk.refusals import ConflictOfInterestError
from fairclaim.services.caller import Caller, Role
from fairclaim.services.errors import NotAllowedError, NotFoundError
from fairclaim.services.grants import GRANTS, Action, Relation

NOBODY: frozenset[PersonId] = frozenset()
_KINDS = {
    Role.BUYER: ActorKind.BUYER,
    Role.MERCHANT_AGENT: ActorKind.MERCHANT,
    Role.REVIEWER: ActorKind.REVIEWER,
    Role.SENIOR: ActorKind.SENIOR,
    Role.ADMIN: ActorKind.OPERATOR,
    Role.INTEGRATION: ActorKind.MACHINE,
    Role.MACHINE: ActorKind.MACHINE,
}
_BARRED_BY_TIES = frozenset(
    role for granted in GRANTS.values() for role, relation in granted.items() if relation is Relation.UNTIED
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """What is acted on.

    Parameters
    ----------
    buyer, merchant : PersonId or None
        The parties of a claim or an order; None for what belongs to the tenant as a whole.
    """

    tenant: str
    buyer: PersonId | None = None
    merchant: PersonId | None = None

    @property
    def parties(self) -> frozenset[PersonId]:
        """The parties that there are."""
        return frozenset(person for person in (self.buyer, self.merchant) if person is not None)


def resource_of(tenant: str, claim: Claim) -> Resource:
    """Return a claim as something that is acted on."""
    return Resource(tenant=tenant, buyer=claim.buyer, merchant=claim.merchant)


def authorize(who: Caller, action: Action, resource: Resource, *, ties: frozenset[PersonId] = NOBODY) -> Role:
    """Return the role in which a caller may do something: the first of the table that fits.

    Parameters
    ----------
    ties : frozenset of PersonId
        Parties that the caller has to do with, as the desk knows them; never as the caller says.

    Raises
    ------
    NotFoundError
        If the caller may not see the thing, or it is another tenant's.
    ConflictOfInterestError
        If only a tie to a party stands in the way.
    NotAllowedError
        If the caller sees it, and may not do this.
    """
    role = _fitting(who, action, resource, ties)
    if role is not None:
        return role
    if who.tenant != resource.tenant:
        raise NotFoundError
    if _is_only_tied(who, action, resource):
        raise ConflictOfInterestError
    is_whole_tenant = not resource.parties
    if is_whole_tenant or _fitting(who, Action.SEE, resource, ties) is not None:
        raise NotAllowedError(action.value)
    raise NotFoundError


def ties_matter(who: Caller) -> bool:
    """Tell whether a caller has a role that a tie to a party can bar; nobody else's ties need to be looked up."""
    return bool(who.roles & _BARRED_BY_TIES)


def actor_of(who: Caller, role: Role, resource: Resource) -> Actor:
    """Return who acts in the claim's history, once :func:`authorize` has given the role.

    Raises
    ------
    NotAllowedError
        If the role acts on no claim.
    """
    kind = _KINDS.get(role)
    if kind is None:
        raise NotAllowedError(role.value)
    if kind is ActorKind.MERCHANT and resource.merchant is not None:
        return Actor(kind=kind, id=resource.merchant)
    if role is Role.INTEGRATION:
        return Actor(kind=kind, id=PersonId(f"api:{who.person}"))
    return Actor(kind=kind, id=who.person)


def _fitting(who: Caller, action: Action, resource: Resource, ties: frozenset[PersonId]) -> Role | None:
    if who.tenant != resource.tenant or (who.scopes is not None and action.value not in who.scopes):
        return None
    granted = GRANTS.get(action, {})
    return next(
        (
            role
            for role, relation in granted.items()
            if role in who.roles and _holds(relation, role, who, resource, ties)
        ),
        None,
    )


def _holds(relation: Relation, role: Role, who: Caller, resource: Resource, ties: frozenset[PersonId]) -> bool:
    if relation is Relation.TENANT:
        return True
    if relation is Relation.UNTIED:
        return not resource.parties & (who.selves | ties)
    if role is Role.BUYER:
        return resource.buyer is not None and who.person == resource.buyer
    return role is Role.MERCHANT_AGENT and who.acts_for is not None and who.acts_for == resource.merchant


def _is_only_tied(who: Caller, action: Action, resource: Resource) -> bool:
    """Tell whether a role would do but for a tie."""
    return any(
        relation is Relation.UNTIED and role in who.roles and resource.parties
        for role, relation in GRANTS.get(action, {}).items()
    )
