"""The engine, started and stopped: durable jobs on DBOS Transact (its MIT core; no Conductor, no vendor's service).

One engine in a process, since DBOS keeps itself in globals. On SQLite one worker; on PostgreSQL as many as there are names.
"""

import logging
import threading
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from dbos import DBOS, DBOSConfig, DBOSPortableJSONSerializer

from fairclaim.domain.errors import FairclaimError
from fairclaim.runtime.databases import SCHEMA, jobs_url, migrate
from fairclaim.runtime.engine_log import send_engine_log_to_ours
from fairclaim.runtime.errands import Errand, Handlers
from fairclaim.runtime.errors import JobsNotReadyError, OtherEngineError
from fairclaim.runtime.in_hand import InHand
from fairclaim.runtime.jobs import APPLICATION, VERSION, enqueue, register_jobs, register_queues, rescan_chunk
from fairclaim.runtime.limits import RuntimeLimits
from fairclaim.runtime.presence import Presence, presence_for

if TYPE_CHECKING:
    from sqlalchemy import URL

_log = logging.getLogger(__name__)


class Engine:
    """Durable jobs of one worker.

    Parameters
    ----------
    url : str
        Of the desk's database; jobs are kept beside it.
    executor : str
        Name of this worker: the same after each restart (a unit's name, an ordinal), so that it finds what it had in hand.
    handlers : Handlers
        Who does the jobs.
    now : callable
        The time, aware. Jobs that wait are counted by the database's or machine's own clock.
    """

    _is_taken: ClassVar[threading.Lock] = threading.Lock()

    def __init__(
        self,
        url: str,
        *,
        executor: str,
        handlers: Handlers,
        now: Callable[[], datetime],
        limits: RuntimeLimits | None = None,
    ) -> None:
        self.executor = executor
        self.limits = limits or RuntimeLimits()
        self.now = now
        self._url: URL = jobs_url(url)
        self._handlers = handlers
        self.presence: Presence = presence_for(self._url, executor)
        self.in_hand = InHand()
        self.is_launched = False

    def start(self) -> None:
        """Take this worker's name, launch, and go on with what its predecessor of the same name left.

        Raises
        ------
        ExecutorTakenError
            If another process works under this name.
        JobsNotReadyError
            If the engine's tables are missing, or the database does not answer.
        OtherEngineError
            If this process runs an engine already.
        """
        if not Engine._is_taken.acquire(blocking=False):
            raise OtherEngineError
        try:
            self._launch()
        except FairclaimError:
            self._abandon()
            raise
        except Exception as exc:
            self._abandon()
            # Not its message, which may hold a password.
            _log.error("the engine does not start: %s", type(exc).__name__)
            raise JobsNotReadyError from exc

    def stop(self) -> None:
        """Take nothing new on, let what runs finish for a while, and let the name go. What is cut off begins anew elsewhere."""
        if self.is_launched:
            self.is_launched = False
            DBOS.destroy(destroy_registry=True, workflow_completion_timeout_sec=self.limits.drain_s)
            self.presence.leave()
            Engine._is_taken.release()

    def submit(self, errand: Errand) -> bool:
        """Take an errand on; False if one of its name waits or runs already. What it concerns is written before."""
        return enqueue(errand, now=self.now())

    def begin_reexamination(self, tenant: str, version: str) -> bool:
        """Let all claims of a tenant be examined with a new version of the checks, slowly; goes on where it was after a crash."""
        return self.submit(rescan_chunk(tenant, version, after="", at=self.now()))

    def _launch(self) -> None:
        send_engine_log_to_ours()
        self.presence.enter(patience_s=self.limits.patience_s)
        if self._url.get_backend_name() == "sqlite":
            migrate(self._url)  # a file of one process needs nobody else to prepare it
        config = DBOSConfig(
            name=APPLICATION,
            system_database_url=self._url.render_as_string(hide_password=False),
            dbos_system_schema=SCHEMA,
            application_version=VERSION,
            executor_id=self.executor,
            serializer=DBOSPortableJSONSerializer(),  # the default would unpickle what stands in the database
            run_migrations=False,
            sys_db_pool_size=10,
            log_level="WARNING",
            notification_listener_polling_interval_sec=min(1.0, self.limits.polling_s),
            enable_otlp=False,
        )
        DBOS(config=config)
        register_jobs(self._handlers, self.limits, self.now, self.in_hand)
        DBOS.launch()
        register_queues(self.limits)
        self.is_launched = True

    def _abandon(self) -> None:
        DBOS.destroy(destroy_registry=True)
        self.presence.leave()
        Engine._is_taken.release()
