"""A decision of one number is made once; the audit only grows."""

import pytest

from fairclaim.domain.errors import UsageError
from fairclaim.store.errors import AlreadyThereError
from fairclaim.store.rulings import Audited
from store_engines import NOON, Desk
from unit.store.samples import filed


def test_whoever_comes_first_has_decided(desk: Desk) -> None:
    with desk.store.write(desk.mine) as work:
        filed(work)
        work.rulings.record("claim-1", 1, body={"outcome": "grant"}, at=NOON)
    with pytest.raises(AlreadyThereError), desk.store.write(desk.mine) as work:
        work.rulings.record("claim-1", 1, body={"outcome": "refused"}, at=NOON)
    with desk.store.write(desk.mine) as work:
        work.rulings.record("claim-1", 2, body={"outcome": "refused"}, at=NOON)
        found = work.rulings.of("claim-1")
    assert [(one.number, one.body["outcome"], one.decided_at) for one in found] == [
        (1, "grant", NOON),
        (2, "refused", NOON),
    ]


def test_what_is_no_json_is_not_recorded(desk: Desk) -> None:
    with pytest.raises(UsageError), desk.store.write(desk.mine) as work:  # noqa: PT012  (the whole unit of work is refused)
        filed(work)
        work.rulings.record("claim-1", 1, body={"amount": float("nan")}, at=NOON)


def test_the_audit_tells_who_looked(desk: Desk) -> None:
    entry = Audited(
        id="entry-1", at=NOON, actor="ann", action="look", object_kind="claim", object_id="c", details={"why": "x"}
    )
    with desk.store.write(desk.mine) as work:
        work.rulings.audit(entry)
    with desk.store.read(desk.mine) as work:
        assert work.rulings.audited("claim", "c") == (entry,)
        assert work.rulings.audited("claim", "d") == ()
