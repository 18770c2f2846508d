"""Why jobs do not run.

::

    UsageError
    └── OtherEngineError          other-engine       one process runs one engine
    UnavailableError
    ├── ExecutorTakenError        executor-taken     another process works under this name
    ├── JobsNotReadyError         jobs-not-ready     the tables of the engine are missing or old
    └── JobFailedError            job-failed         a job did not do what it should; says nothing but fixed words
"""

from typing import Final

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UnavailableError, UsageError

INTERRUPTED: Final = "interrupted"
"""Failure of a job that was cut off after it had failed and before that was noted: the engine does not keep why."""


class OtherEngineError(UsageError):
    """One process runs one engine at a time."""

    code = "other-engine"

    def __init__(self) -> None:
        super().__init__(Bilingual("本进程中已有任务引擎在运行。", "An engine is running in this process already."))


class ExecutorTakenError(UnavailableError):
    """Another process works under this name."""

    code = "executor-taken"

    def __init__(self, executor: str) -> None:
        super().__init__(
            Bilingual(
                f"另一进程正以名称 {executor} 运行。每个工作进程须有自己的固定名称；SQLite 只能有一个。",
                f"Another process works as {executor}. Each worker needs a name of its own, and SQLite serves one only.",
            )
        )
        self.executor = executor


class JobsNotReadyError(UnavailableError):
    """The engine does not start on this database."""

    code = "jobs-not-ready"

    def __init__(self) -> None:
        super().__init__(
            Bilingual(
                "任务引擎无法在此数据库上启动。请以数据库所有者身份运行 prepare_jobs，并检查连接。",
                "The job engine does not start on this database. Run prepare_jobs as its owner, and check the connection.",
            )
        )


class JobFailedError(UnavailableError):
    """A job did not do what it should. It names the job and a code, and nothing that a person wrote: it is kept and logged.

    Parameters
    ----------
    job : str
        Name of the job.
    failure : str
        Code of the error, or the class of a bug.
    may_pass : bool
        True if trying again soon may help.
    """

    code = "job-failed"

    def __init__(self, job: str, failure: str, *, may_pass: bool) -> None:
        super().__init__(Bilingual(f"任务 {job} 失败（{failure}）。", f"Job {job} failed ({failure})."))
        self.job, self.failure, self.may_pass = job, failure, may_pass
