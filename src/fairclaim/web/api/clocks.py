"""Clocks: people of the desk let one stand still, run again, or give more time; each says why."""

from fastapi import APIRouter

from fairclaim.services.hold_clock import extend_clock, pause_clock, resume_clock
from fairclaim.web.api.context import KeyHeader, TheClaim
from fairclaim.web.api.receipts import Done
from fairclaim.web.api.wishes import ExtensionWish, PauseWish

router = APIRouter(prefix="/api/v1/claims/{claim}/clock", tags=["clocks"])


@router.post("/pause", operation_id="pause_clock")
def pause(claim: TheClaim, wish: PauseWish, key: KeyHeader = None) -> Done:
    """Let the claim's clock stand still."""
    note = wish.note.to_domain()
    return claim.done(pause_clock(claim.desk, claim.who, claim.id, wish.because, note=note, key=key))


@router.post("/resume", operation_id="resume_clock")
def resume(claim: TheClaim, key: KeyHeader = None) -> Done:
    """Let it run again with the time that was left."""
    return claim.done(resume_clock(claim.desk, claim.who, claim.id, key=key))


@router.post("/extension", operation_id="extend_clock")
def extend(claim: TheClaim, wish: ExtensionWish, key: KeyHeader = None) -> Done:
    """Give more time."""
    because = wish.because.to_domain()
    return claim.done(extend_clock(claim.desk, claim.who, claim.id, wish.more(), because=because, key=key))
