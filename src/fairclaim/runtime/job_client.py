"""How a process that runs no jobs hands errands in: a web process beside workers of their own."""

from collections.abc import Callable
from datetime import datetime
from typing import Self

from dbos import DBOSClient, DBOSPortableJSONSerializer
from dbos import error as engine_error
from sqlalchemy.exc import SQLAlchemyError

from fairclaim.runtime.databases import SCHEMA, jobs_url
from fairclaim.runtime.engine_log import send_engine_log_to_ours
from fairclaim.runtime.errands import Errand
from fairclaim.runtime.errors import JobsNotReadyError
from fairclaim.runtime.jobs import APPLICATION, arguments_of, options_for


class JobClient:
    """Hands errands in. Safe between threads; use as a context manager, or close it.

    Parameters
    ----------
    url : str
        Of the desk's database.
    now : callable
        The time, aware.

    Raises
    ------
    JobsNotReadyError
        If the engine's tables are missing, or the database does not answer.
    """

    def __init__(self, url: str, *, now: Callable[[], datetime]) -> None:
        send_engine_log_to_ours()
        self._now = now
        try:
            self._client = DBOSClient(
                system_database_url=jobs_url(url).render_as_string(hide_password=False),
                dbos_system_schema=SCHEMA,
                serializer=DBOSPortableJSONSerializer(),
                application_name=APPLICATION,
                retry_connection_errors=False,
            )
        except (SQLAlchemyError, engine_error.DBOSException) as exc:
            raise JobsNotReadyError from exc

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()

    def submit(self, errand: Errand) -> bool:
        """Hand an errand in; False if one of its name waits or runs already. What it concerns is written before.

        Raises
        ------
        JobsNotReadyError
            If the database does not answer. Nothing is lost: the sweep finds what is due in the rows.
        """
        try:
            self._client.enqueue(options_for(errand, now=self._now()), *arguments_of(errand))
        except engine_error.DBOSQueueDeduplicatedError:
            return False
        except SQLAlchemyError as exc:
            raise JobsNotReadyError from exc
        return True

    def close(self) -> None:
        """Close all connections."""
        self._client.destroy()
