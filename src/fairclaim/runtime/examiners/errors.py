"""What a pool answers when it cannot.

::

    UnavailableError
    └── ExaminerError
        ├── ExaminerDiedError      examiner-died       the process ended twice over the same case
        ├── ExaminerSlowError      examiner-slow       it took longer than any honest case
        ├── ExaminerFaultError     examiner-fault      a bug, in one case
        ├── PartMissingError       part-missing        this machine lacks a part
        ├── NobodyWaitsError       nobody-waits        a watched examination was stopped
        └── ExaminersClosedError   examiners-closed    the pool is shut
"""

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UnavailableError


class ExaminerError(UnavailableError):
    """A case was not examined. The claim is not to suffer from it: it goes on as not examined."""

    code = "examiner"


class ExaminerDiedError(ExaminerError):
    """The process ended twice over the same case."""

    code = "examiner-died"

    def __init__(self) -> None:
        super().__init__(
            Bilingual(
                "检验进程两次意外终止，此案件未检验。",
                "The process that examined this case died twice; the case was not examined.",
            )
        )


class ExaminerSlowError(ExaminerError):
    """It took longer than any honest case."""

    code = "examiner-slow"

    def __init__(self, limit_s: float) -> None:
        super().__init__(
            Bilingual(f"检验超过 {limit_s:g} 秒，已停止。", f"Examining took more than {limit_s:g} s and was stopped.")
        )
        self.limit_s = limit_s


class ExaminerFaultError(ExaminerError):
    """A bug showed with this case."""

    code = "examiner-fault"

    def __init__(self, what: str) -> None:
        super().__init__(Bilingual(f"检验时发生内部错误：{what}。", f"Internal error while examining: {what}."))
        self.what = what


class PartMissingError(ExaminerError):
    """The machine lacks a part that the settings demand, or cannot start a process."""

    code = "part-missing"


class NobodyWaitsError(ExaminerError):
    """A watched examination was stopped, because nobody waited for it any more."""

    code = "nobody-waits"

    def __init__(self) -> None:
        super().__init__(Bilingual("检验已取消。", "The examination was stopped: nobody waited for it any more."))


class ExaminersClosedError(ExaminerError):
    """The pool is shut."""

    code = "examiners-closed"

    def __init__(self) -> None:
        super().__init__(Bilingual("检验进程已关闭。", "The examiners are shut down."))
