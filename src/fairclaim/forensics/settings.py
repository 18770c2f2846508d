"""What a caller may choose about an examination."""

from dataclasses import dataclass, field

from fairclaim.imaging.limits import Limits
from fairclaim.imaging.sandbox import SandboxPolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamineSettings:
    """Limits on files, and what to do where the kernel cannot lock the decoder in.

    Thresholds of evidence are no settings: they belong to the version, and change with it.

    Parameters
    ----------
    threads : int
        Threads among which the checks of a case are shared out; findings do not depend on it. More than one is for a process that has
        the machine to itself: where many processes examine, each does best with one.
    """

    limits: Limits = field(default_factory=Limits)
    sandbox_policy: SandboxPolicy = SandboxPolicy.BEST_EFFORT
    threads: int = 1
