"""Several moves that make one act: the claim as it becomes, and all events so far."""

from fairclaim.domain.desk.claim import Claim
from fairclaim.domain.desk.draft import Moved
from fairclaim.domain.desk.facts import Event


class Steps:
    """A claim that makes several moves within one unit of work."""

    def __init__(self, claim: Claim, events: tuple[Event, ...] = ()) -> None:
        self.claim, self.events = claim, events

    def take(self, moved: Moved) -> Claim:
        """Go on with the claim that a move has made."""
        self.claim, more = moved
        self.events = (*self.events, *more)
        return self.claim

    def done(self) -> Moved:
        """Return the claim, and the events of all moves."""
        return self.claim, self.events
