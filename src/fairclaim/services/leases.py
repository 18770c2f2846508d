"""Who may work on the judgement that a claim waits for: whoever took its task from the queue, until somebody else has.

When the time of a lease is over nothing is lost: its holder goes on as long as nobody else has taken the task.
"""

from fairclaim.services.act import Scene
from fairclaim.services.awaited import awaited
from fairclaim.services.errors import LeaseLostError, NoTaskError


def check_lease(scene: Scene) -> None:
    """Verify that the caller took this task. Where no judgement is waited for, the domain says what is wrong.

    Raises
    ------
    NoTaskError
        If the caller has not taken it: claims are not picked by hand.
    LeaseLostError
        If somebody else has it.
    """
    waiting = awaited(scene.claim)
    if waiting is None:
        return
    lease = scene.work.tasks.current(waiting.task)
    if lease is None:
        raise NoTaskError
    if lease.holder != scene.who.person:
        raise LeaseLostError(waiting.task)
