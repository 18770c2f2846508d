"""Jobs are one for each name, are tried again, follow one another, and keep their names for ever."""

import sqlite3
import time
from dataclasses import replace
from datetime import timedelta
from itertools import count
from threading import Event

from dbos import PortableWorkflowError
from sqlalchemy.exc import InvalidRequestError, OperationalError

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UnavailableError, UsageError
from fairclaim.runtime.engine import Engine
from fairclaim.runtime.errands import Kind
from fairclaim.runtime.jobs import JOBS, failure_of
from fairclaim.runtime.webhooks.deliver import TryAgain
from unit.runtime.fake_handlers import QUICK, FakeHandlers, clock, errand


def test_names_of_jobs_that_may_wait_somewhere_are_never_changed() -> None:
    assert {kind.value: (job.name, job.queue) for kind, job in JOBS.items()} == {
        "examine": ("examine_v1", "photos"),
        "fire-deadline": ("deadline_v1", "clocks"),
        "deliver": ("deliver_v1", "letters"),
        "carry-out": ("carry_out_v1", "effects"),
        "second-look": ("second_look_v1", "effects"),
        "forget-photos": ("forget_photos_v1", "effects"),
        "night": ("night_v1", "effects"),
        "reexamine": ("reexamine_v1", "rescans"),
        "reexamine-chunk": ("reexamine_chunk_v1", "rescans"),
        "sign-log": ("sign_log_v1", "effects"),
    }


def test_one_of_a_name_waits_or_runs_at_a_time(jobs: Engine, handlers: FakeHandlers) -> None:
    go_on, started = Event(), Event()

    def hold(_: str) -> object:
        started.set()
        return go_on.wait(10)

    handlers.does = hold
    one = errand(Kind.EXAMINE, "claim-1")
    assert jobs.submit(one)
    assert not jobs.submit(one)
    assert started.wait(10)
    assert not jobs.submit(one)
    assert jobs.submit(errand(Kind.EXAMINE, "claim-2"))
    go_on.set()
    handlers.wait_for(2)
    while not jobs.submit(one):
        continue
    handlers.wait_for(3)


def test_what_may_pass_is_tried_again_at_once(jobs: Engine, handlers: FakeHandlers) -> None:
    tries = count(1)

    def fail_twice(_: str) -> object:
        if next(tries) < 3:
            raise UnavailableError(Bilingual("忙", "busy"))
        return None

    handlers.does = fail_twice
    jobs.submit(errand(Kind.EXAMINE, "claim-1"))
    handlers.wait_for(1)
    assert next(tries) == 4
    assert handlers.failures == []


def test_what_will_not_pass_is_noted_after_one_attempt(jobs: Engine, handlers: FakeHandlers) -> None:
    tries = count(1)

    def fail(_: str) -> object:
        next(tries)
        raise UsageError(Bilingual("错", "wrong"))

    handlers.does = fail
    jobs.submit(errand(Kind.EXAMINE, "claim-1"))
    assert handlers.wait_for_failure() == ("examine/shop/claim-1", "usage")
    assert next(tries) == 2


def test_what_does_not_pass_is_noted_after_all_attempts(jobs: Engine, handlers: FakeHandlers) -> None:
    tries = count(1)

    def fail(_: str) -> object:
        next(tries)
        raise UnavailableError(Bilingual("忙", "busy"))

    handlers.does = fail
    jobs.submit(errand(Kind.EXAMINE, "claim-1"))
    assert handlers.wait_for_failure() == ("examine/shop/claim-1", "unavailable")
    assert next(tries) == QUICK.attempts + 1


def test_a_message_that_was_not_taken_is_tried_again_at_its_time(jobs: Engine, handlers: FakeHandlers) -> None:
    attempts = count(1)
    later = clock() + timedelta(seconds=1)

    def turn_away_once(_: str) -> object:
        attempt = next(attempts)
        return TryAgain(later, attempt) if attempt == 1 else None

    handlers.does = turn_away_once
    jobs.submit(errand(Kind.DELIVER, "message-1", key="message-1/0"))
    handlers.wait_for(2)
    assert clock() >= later


def test_a_reexamination_goes_on_where_it_was(url: str, handlers: FakeHandlers) -> None:
    handlers.claims = [f"claim-{number:02}" for number in range(10)]
    handlers.does = lambda _: time.sleep(0.1)
    first = Engine(url, executor="worker-1", handlers=handlers, now=clock, limits=QUICK)
    first.start()
    first.begin_reexamination("shop", "2")
    handlers.wait_for(4)
    first.stop()
    done_before = len(handlers.done)
    assert done_before < 10
    second = Engine(url, executor="worker-1", handlers=handlers, now=clock, limits=QUICK)
    second.start()
    try:
        handlers.wait_for(10)
    finally:
        second.stop()
    assert sorted(str(what[2]) for what in handlers.done) == handlers.claims


def test_reexaminations_are_begun_slowly(url: str, handlers: FakeHandlers) -> None:
    engine = Engine(
        url,
        executor="worker-1",
        handlers=handlers,
        now=clock,
        limits=replace(QUICK, rescans_per_minute=3, rescan_chunk=9),
    )
    engine.start()
    try:
        for number in range(6):
            engine.submit(errand(Kind.REEXAMINE, f"claim-{number}", "2"))
        engine.submit(errand(Kind.EXAMINE, "claim-new"))
        handlers.wait_for(4)
        time.sleep(1)
    finally:
        engine.stop()
    assert [what[0] for what in handlers.done].count("reexamine") == 3
    assert ("examine", "shop", "claim-new") in handlers.done


def test_a_reexamination_goes_through_all_claims_chunk_by_chunk(jobs: Engine, handlers: FakeHandlers) -> None:
    handlers.claims = [f"claim-{number:02}" for number in range(8)]
    assert jobs.begin_reexamination("shop", "2")
    assert not jobs.begin_reexamination("shop", "2")
    done = handlers.wait_for(8)
    assert sorted(str(what[2]) for what in done) == handlers.claims
    assert {what[3] for what in done} == {"2"}


def test_a_failure_of_the_engines_own_tables_is_told_like_the_stores() -> None:
    full = sqlite3.OperationalError("database or disk is full")
    full.sqlite_errorname = "SQLITE_FULL"
    assert failure_of(OperationalError("insert", {}, full)) == "store-full"
    assert failure_of(InvalidRequestError("a bug")) == "InvalidRequestError"
    assert failure_of(ValueError("a bug")) == "ValueError"
    assert failure_of(PortableWorkflowError("kept by the engine", "DBOSMaxStepRetriesExceeded")) == "interrupted"
