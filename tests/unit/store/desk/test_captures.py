"""Codes of live captures, on both engines."""

from datetime import timedelta

import pytest

from fairclaim.domain.desk.live_capture import CODE_LASTS, Way, issue
from fairclaim.store.desk.captures import StoredCaptures
from fairclaim.store.errors import AlreadyThereError
from store_engines import NOON, Desk


def test_a_code_is_used_once_and_only_unused_ones_are_forgotten(desk: Desk) -> None:
    minute = timedelta(minutes=1)
    first, second, other = (
        issue("c-1", "claim", at=NOON),
        issue("c-2", "claim", at=NOON + minute),
        issue("c-3", "p", at=NOON),
    )
    taken = first.used("exhibit-1", Way.PAGE, at=NOON + minute)
    with desk.store.write(desk.mine) as work:
        captures = StoredCaptures(work)
        for one in (first, second, other):
            captures.add(one)
        captures.use(taken)
        with pytest.raises(AlreadyThereError):
            captures.use(taken)
        assert captures.of("claim") == [taken, second]
        assert captures.find("c-1") == taken
    with desk.store.write(desk.mine) as work:
        captures = StoredCaptures(work)
        captures.forget("claim", lapsed_at=NOON + CODE_LASTS, keep=20)
        assert captures.of("claim") == [taken, second]
        captures.forget("claim", lapsed_at=NOON + CODE_LASTS + minute, keep=20)
        assert captures.of("claim") == [taken]
        captures.forget("p", lapsed_at=NOON, keep=0)
        assert captures.find("c-3") is None
    with desk.store.write(desk.theirs) as work:
        assert StoredCaptures(work).find("c-1") is None
