"""Who asks: a person or a program that has shown who it is, with the roles it has in one tenant."""

from dataclasses import dataclass
from enum import StrEnum

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.party import PersonId


class Role(StrEnum):
    """What somebody may be in a tenant; one person may be several."""

    BUYER = "buyer"
    MERCHANT_AGENT = "merchant-agent"
    """Acts for one merchant."""
    REVIEWER = "reviewer"
    SENIOR = "senior"
    AUDITOR = "auditor"
    """Sees everything and decides nothing."""
    POLICY_EDITOR = "policy-editor"
    ADMIN = "admin"
    """Runs the desk; sees no evidence and judges nothing."""
    INTEGRATION = "integration"
    """The tenant's own systems, by API key."""
    MACHINE = "machine"
    """The desk's own workers and timers. No account has this role."""


ROLE_NAMES = {
    Role.BUYER: Bilingual("买家", "buyer"),
    Role.MERCHANT_AGENT: Bilingual("商家客服", "merchant's agent"),
    Role.REVIEWER: Bilingual("审核人", "reviewer"),
    Role.SENIOR: Bilingual("资深审核人", "senior"),
    Role.AUDITOR: Bilingual("审计", "auditor"),
    Role.POLICY_EDITOR: Bilingual("策略编辑", "policy editor"),
    Role.ADMIN: Bilingual("管理员", "admin"),
    Role.INTEGRATION: Bilingual("平台系统", "the platform's systems"),
    Role.MACHINE: Bilingual("系统", "the desk's machine"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who asks.

    Parameters
    ----------
    tenant : str
        Where the roles hold. A verb works in this tenant and in no other.
    person : PersonId
        The person; for a program, the id of its key or part.
    acts_for : PersonId or None
        The merchant for which an agent acts.
    scopes : frozenset of str or None
        Actions to which an API key is limited, whatever its roles allow; None for no such limit.
    """

    tenant: str
    person: PersonId
    roles: frozenset[Role]
    acts_for: PersonId | None = None
    scopes: frozenset[str] | None = None

    @property
    def selves(self) -> frozenset[PersonId]:
        """Under which ids this caller could be a party."""
        return frozenset({self.person} | ({self.acts_for} if self.acts_for is not None else set()))
