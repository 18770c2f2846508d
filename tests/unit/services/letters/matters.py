"""Claims in every stage, as everybody who writes letters knows them."""

from fairclaim.domain.desk.party import ClaimId
from fairclaim.services.caller import Role
from fairclaim.services.carry_out import carry_out
from fairclaim.services.grants import Action
from fairclaim.services.letters.gather_matter import gather_matter
from fairclaim.services.letters.matter import Matter
from unit.services.against import contradicted, overturn
from unit.services.counter import ADMIN, AGENT, BUYER, MACHINE, TENANT, Counter, member
from unit.services.letters.labelled import decided_on
from unit.services.letters.test_matter import granted, let_stand

SEALER = member("operator", Role.ADMIN, Role.AUDITOR)


def _seen(counter: Counter, claim: ClaimId) -> list[Matter]:
    def whole(who: object) -> Matter:
        return counter.desk.units.read(
            TENANT,
            lambda work: gather_matter(counter.desk, work, who, Action.SEE_LETTERS, claim)[0],  # type: ignore[arg-type]  # a caller
        )

    return [whole(who) for who in (BUYER, AGENT, ADMIN, SEALER)]


def _every() -> list[Matter]:
    counter = Counter()
    found = _seen(counter, counter.screened())
    counter, claim = contradicted()
    found += _seen(counter, claim)
    let_stand(counter)
    found += _seen(counter, claim)
    counter, claim = contradicted()
    overturn(counter, claim)
    found += _seen(counter, claim)
    counter, claim = granted()
    carry_out(counter.desk, MACHINE, claim)
    found += _seen(counter, claim)
    for basis in ("aigc-label", "mark-removed"):
        counter, claim = decided_on(basis)
        let_stand(counter)
        found += _seen(counter, claim)
    return found


MATTERS = _every()
