"""A process without jobs hands errands in for those that have them."""

from datetime import timedelta
from pathlib import Path

import pytest

from fairclaim.runtime.engine import Engine
from fairclaim.runtime.errands import Kind
from fairclaim.runtime.errors import JobsNotReadyError
from fairclaim.runtime.job_client import JobClient
from unit.runtime.fake_handlers import FakeHandlers, clock, errand


def test_what_is_handed_in_is_done_once(jobs: Engine, url: str, handlers: FakeHandlers) -> None:
    one = errand(Kind.EXAMINE, "claim-1", due_at=clock())
    handlers.does = lambda _: None
    with JobClient(url, now=clock) as client:
        later = errand(Kind.EXAMINE, "claim-2", due_at=clock() + timedelta(days=365))
        assert client.submit(later)
        assert not client.submit(later)
        assert not jobs.submit(later)
        assert client.submit(one)
    assert handlers.wait_for(1) == [("examine", "shop", "claim-1")]


def test_without_tables_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(JobsNotReadyError), JobClient(f"sqlite:///{tmp_path / 'desk.db'}", now=clock) as client:
        client.submit(errand(Kind.EXAMINE, "claim-1"))
