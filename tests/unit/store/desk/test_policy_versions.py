"""Versions of policies, on both engines."""

from dataclasses import replace

from fairclaim.domain.desk.party import PersonId
from fairclaim.store.desk.policy_versions import StoredPolicyVersions
from store_engines import NOON, Desk


def test_a_version_moves_on_and_one_is_live(desk: Desk) -> None:
    with desk.store.write(desk.mine) as work:
        versions = StoredPolicyVersions(work)
        first = versions.add(None, {"a": 1}, author=PersonId("edi"), at=NOON)
        second = versions.add(None, {"a": 2}, author=PersonId("edi"), at=NOON)
        live = replace(first, stage="live", publisher=PersonId("ann"), published_at=NOON)
        versions.set_stage(live)
        versions.set_stage(replace(live, stage="retired"))
        versions.set_stage(replace(second, stage="live", publisher=PersonId("ann"), published_at=NOON))
        versions.add("books", {"a": 3}, author=PersonId("edi"), at=NOON)
    with desk.store.read(desk.mine) as work:
        found = StoredPolicyVersions(work).all(None)
        assert [(one.version, one.stage, one.model) for one in found] == [
            (1, "retired", {"a": 1}),
            (2, "live", {"a": 2}),
        ]
        assert [one.category for one in StoredPolicyVersions(work).all("books")] == ["books"]
