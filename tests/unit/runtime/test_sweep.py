"""What has no job is found; what failed lately rests; what was done long ago is forgotten."""

from datetime import timedelta

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UsageError
from fairclaim.runtime.engine import Engine
from fairclaim.runtime.errands import Kind
from fairclaim.runtime.sweep import LONGEST_REST, forget_done, rest_after, sweep
from unit.runtime.fake_handlers import FakeBacklog, FakeHandlers, clock, errand, eventually


def test_a_lost_job_is_found_in_its_row(jobs: Engine, handlers: FakeHandlers) -> None:
    backlog = FakeBacklog(errand(Kind.FIRE_DEADLINE, "claim-1", "7"))
    assert sweep(jobs, backlog) == 1
    assert handlers.wait_for(1) == [("deadline", "shop", "claim-1", 7)]


def test_a_row_that_has_its_job_gets_no_second(jobs: Engine) -> None:
    soon = clock() + timedelta(seconds=20)
    backlog = FakeBacklog(errand(Kind.FIRE_DEADLINE, "claim-1", "7", due_at=soon))
    assert sweep(jobs, backlog) == 1
    assert sweep(jobs, backlog) == 0


def test_what_is_far_off_is_left_in_its_row(jobs: Engine) -> None:
    later = clock() + timedelta(hours=48)
    assert sweep(jobs, FakeBacklog(errand(Kind.FIRE_DEADLINE, "claim-1", "7", due_at=later))) == 0


def test_what_failed_lately_rests(jobs: Engine, handlers: FakeHandlers) -> None:
    def fail(_: str) -> object:
        raise UsageError(Bilingual("错", "wrong"))

    handlers.does = fail
    backlog = FakeBacklog(errand(Kind.EXAMINE, "claim-1"), errand(Kind.EXAMINE, "claim-2"))
    jobs.submit(backlog.rows[0])
    handlers.wait_for_failure()
    assert eventually(lambda: forgettable() == 1)
    assert sweep(jobs, backlog) == 1  # the other one


def test_rest_grows_and_has_an_end() -> None:
    rests = [rest_after(failures) for failures in range(1, 60)]
    assert rests[:3] == [timedelta(seconds=10), timedelta(seconds=20), timedelta(seconds=40)]
    assert rests == sorted(rests)
    assert rests[-1] == LONGEST_REST


def test_done_jobs_are_forgotten_after_a_while(jobs: Engine, handlers: FakeHandlers) -> None:
    jobs.submit(errand(Kind.EXAMINE, "claim-1"))
    handlers.wait_for(1)
    assert eventually(lambda: forgettable() == 1)
    assert forget_done(timedelta(days=1)) == 0
    assert forget_done(timedelta(0)) == 1
    assert forget_done(timedelta(0)) == 0


def forgettable() -> int:
    from dbos import DBOS

    return len(DBOS.list_workflows(status=["SUCCESS", "ERROR"], load_input=False, load_output=False))
