"""One version of a policy is live, and two people made it so."""

import pytest

from fairclaim.store.errors import NotThereError, RefusedError
from fairclaim.store.policies import OnePersonError
from store_engines import NOON, Desk


def test_a_draft_runs_in_the_shadow_goes_live_and_retires_the_last(desk: Desk) -> None:
    with desk.store.write(desk.mine) as work:
        first = work.policies.draft("damage", model={"limit": 1}, author="ann", at=NOON)
        second = work.policies.draft("damage", model={"limit": 2}, author="ann", at=NOON)
        assert (first.version, second.version, first.digest != second.digest) == (1, 2, True)
        assert work.policies.live("damage") is None
        work.policies.publish("damage", 1, by="bob", at=NOON)
        work.policies.shadow("damage", 2)
        assert [one.state for one in work.policies.versions("damage")] == ["live", "shadow"]
        work.policies.publish("damage", 2, by="bob", at=NOON)
    with desk.store.read(desk.mine) as work:
        assert [one.state for one in work.policies.versions("damage")] == ["retired", "live"]
        live = work.policies.live("damage")
        assert live is not None
        assert (live.model, live.published_by, live.published_at) == ({"limit": 2}, "bob", NOON)


def test_nobody_publishes_what_they_wrote(desk: Desk) -> None:
    with desk.store.write(desk.mine) as work:
        work.policies.draft("damage", model={}, author="ann", at=NOON)
        with pytest.raises(OnePersonError):
            work.policies.publish("damage", 1, by="ann", at=NOON)


def test_a_version_goes_one_way(desk: Desk) -> None:
    with desk.store.write(desk.mine) as work:
        work.policies.draft("damage", model={}, author="ann", at=NOON)
        work.policies.publish("damage", 1, by="bob", at=NOON)
        with pytest.raises(RefusedError, match="is live"):
            work.policies.shadow("damage", 1)
        with pytest.raises(RefusedError, match="is live"):
            work.policies.publish("damage", 1, by="bob", at=NOON)
        with pytest.raises(NotThereError):
            work.policies.shadow("damage", 2)
