"""The tenant's live policy of the category decides, then the tenant's own for all, then the one that is shipped."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from fairclaim.domain.desk.decision import Route
from fairclaim.domain.desk.party import ClaimId
from fairclaim.policy.shipped import default_policy, default_text
from fairclaim.policy.source import parse_source
from fairclaim.services.ports.people import Counts
from fairclaim.services.ports.routing import Priority, RouteFacts
from fairclaim.store.desk.routing import FOR_ALL, Deciders, DeskPolicies
from fairclaim.store.tables.machine import PolicyDifference
from fairclaim.store.work import Work
from store_engines import NOON, Desk, desk, empty_sqlite, engine, postgres_engine
from unit.store.samples import filed

__all__ = ["desk", "empty_sqlite", "engine", "postgres_engine"]
FACTS = RouteFacts(
    reason="missing",
    category="tableware",
    amount_minor=10_000,
    currency="CNY",
    asked="return-and-refund",
    call="forged",
    grade="A",
    probability=0.99,
    checks=("same-item", "derived-from-reference"),
    missing=(),
    merchant="not-asked",
    days_since_signed=3,
    standing=Counts(confirmed_adverse=0, upheld_claims=0, open_claims=1),
)


def named(name: str) -> dict[str, object]:
    """Write the shipped policy once more, under another version, as its authors write it."""
    record = parse_source(default_text().encode(), name=name).record
    assert isinstance(record, dict)
    return {**record, "version": name}


def live(work: Work, name: str) -> str:
    version = work.policies.draft(name, model=named(name), author="edi", at=NOON).version
    work.policies.publish(name, version, by="ann", at=NOON + timedelta(hours=1))
    return DeskPolicies(work, Deciders()).advise(FACTS, at=NOON).live.policy


def test_the_nearest_policy_decides_and_its_digest_is_named(desk: Desk) -> None:
    with desk.store.write(desk.mine) as work:
        shipped = DeskPolicies(work, Deciders()).advise(FACTS, at=NOON)
        assert shipped.live.policy == default_policy().digest
        assert shipped.shadow is None
        for_all = live(work, FOR_ALL)
        of_category = live(work, "tableware")
        assert len({shipped.live.policy, for_all, of_category}) == 3
        assert live(work, "furniture") == of_category


def test_what_policy_says_of_the_queue_is_passed_on(desk: Desk) -> None:
    with desk.store.read(desk.mine) as work:
        said = DeskPolicies(work, Deciders()).advise(FACTS, at=NOON).live
    assert (said.route, said.queue, said.priority) == (Route.REVIEW, "evidence", Priority.HIGH)
    assert said.why.zh
    assert said.why.en


def test_a_policy_in_shadow_runs_beside_and_differences_are_kept_once(desk: Desk) -> None:
    with desk.store.write(desk.mine) as work:
        filed(work)
        policies = DeskPolicies(work, Deciders())
        draft = work.policies.draft(FOR_ALL, model=named("next"), author="edi", at=NOON)
        assert policies.advise(FACTS, at=NOON).shadow is None
        work.policies.shadow(FOR_ALL, draft.version)
        advised = policies.advise(FACTS, at=NOON)
        assert advised.shadow is not None
        for shadow in (advised.shadow, replace(advised.shadow, route=Route.APPROVE)):
            policies.note_difference(ClaimId("claim-1"), examination="e", live=advised.live, shadow=shadow, at=NOON)
        other = replace(advised.shadow, policy="sha256:other", route=Route.APPROVE)
        policies.note_difference(ClaimId("claim-1"), examination="e", live=advised.live, shadow=other, at=NOON)
        (compared,) = policies.compared("sha256:other", after="", limit=9)
        assert (compared.claim, compared.shadow, compared.differs, compared.at) == (
            "claim-1",
            Route.APPROVE,
            True,
            NOON,
        )
        assert policies.compared("sha256:other", after="e", limit=9) == []
        rows = work.session.scalars(select(PolicyDifference).order_by(PolicyDifference.differs)).all()
        assert [row.differs for row in rows] == [False, True]
        assert rows[1].shadow_said["route"] == "approve"
