"""What a policy in shadow would have done otherwise, counted by pairs of routes."""

from datetime import timedelta

import pytest

from fairclaim.domain.desk.decision import Route
from fairclaim.domain.desk.party import ClaimId
from fairclaim.services.change_policy import draft_policy, start_shadow
from fairclaim.services.errors import NotAllowedError, NotFoundError
from fairclaim.services.ports.work import Work
from fairclaim.services.shadow_report import EXAMPLES, shadow_report
from unit.services.counter import ANN, EDITOR, TENANT, Counter, advice
from unit.services.test_change_policy import FILE
from unit.services.test_list_claims import several

PAIRS = [(Route.APPROVE, Route.REVIEW)] * 7 + [(Route.APPROVE, Route.APPROVE)] * 2


def compared() -> tuple[Counter, list[ClaimId]]:
    """Return a desk with nine claims that two policies looked at, the first of them twice."""
    counter = several(len(PAIRS))
    digest = draft_policy(counter.desk, EDITOR, FILE).digest
    start_shadow(counter.desk, EDITOR, 1)
    claims = list(counter.rows.claims)

    def whole(work: Work) -> None:
        first = advice(Route.ASK_MORE, policy=digest)
        work.policies.note_difference(
            claims[0],
            examination="e-old",
            live=advice(Route.ASK_MORE),
            shadow=first,
            at=counter.now - timedelta(days=1),
        )
        for claim, (live, shadow) in zip(claims, PAIRS, strict=True):
            said = advice(shadow, policy=digest)
            work.policies.note_difference(
                claim, examination=f"e-{claim}", live=advice(live), shadow=said, at=counter.now
            )

    counter.memory.write(TENANT, whole)
    return counter, claims


def test_each_claim_counts_once_by_its_newest_examination() -> None:
    counter, claims = compared()
    report = shadow_report(counter.desk, EDITOR, 1)
    assert (report.claims, report.differing, report.policy.version) == (9, 7, 1)
    harder, same = report.pairs
    assert (harder.live, harder.shadow, harder.claims, harder.differing) == (Route.APPROVE, Route.REVIEW, 7, 7)
    assert harder.examples == tuple(sorted(claims[:7])[:EXAMPLES])
    assert harder.amount_minor == {"CNY": sum(counter.claim(one).most.amount_minor for one in claims[:7])}
    assert (same.claims, same.differing, same.examples) == (2, 0, ())


def test_a_version_that_nothing_was_compared_with_has_an_empty_report() -> None:
    counter = Counter()
    draft_policy(counter.desk, EDITOR, FILE)
    assert shadow_report(counter.desk, EDITOR, 1).pairs == ()
    with pytest.raises(NotFoundError):
        shadow_report(counter.desk, EDITOR, 2)
    with pytest.raises(NotAllowedError):
        shadow_report(counter.desk, ANN, 1)
