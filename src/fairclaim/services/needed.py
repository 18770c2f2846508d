"""Which shots a claim needs: the evidence rules of every category that it is about, each shot once with the larger count."""

from dataclasses import replace

from fairclaim.domain.desk.claim import Claim
from fairclaim.domain.desk.evidence_rules import Requirement, Rules, requirements_for
from fairclaim.domain.desk.order_line import OrderLine


def claimed_lines(claim: Claim) -> tuple[OrderLine, ...]:
    """Return the order lines that a claim is about, the dearest first."""
    wanted = {item.line for item in claim.items}
    lines = [line for line in claim.lines if line.id in wanted]
    return tuple(sorted(lines, key=lambda line: (-line.paid.amount_minor, line.id)))


def main_category(claim: Claim) -> str:
    """Return the category of the dearest line that is claimed; policy looks at one."""
    return claimed_lines(claim)[0].category


def needed_for(claim: Claim, rules: Rules) -> tuple[Requirement, ...]:
    """Return what a claim must show."""
    found: dict[tuple[str, str, str], Requirement] = {}
    for line in claimed_lines(claim):
        for need in requirements_for(claim.reason, line.category, rules):
            key = (need.shot.value, need.media.value, need.capture.value)
            known = found.get(key)
            found[key] = need if known is None else replace(known, count=max(known.count, need.count))
    return tuple(found.values())
