"""What a real server serves in tests: the desk in memory, uploads in the folder where it was started.

``granian --interface asgi unit.web.served:app``. One route besides lets the machine do its job at once.
"""

from dataclasses import replace
from pathlib import Path

from fastapi import APIRouter

from fairclaim.domain.desk.party import ClaimId
from fairclaim.services.examine_claim import examine_claim
from fairclaim.web.api.app import make_app
from unit.services.counter import MACHINE, Counter
from unit.web.desk_over_http import parts_of

counter = Counter()
machine = APIRouter()


@machine.post("/examined/{claim}")
def examined(claim: str) -> str:
    return examine_claim(counter.desk, MACHINE, ClaimId(claim)).state


app = make_app(replace(parts_of(counter, uploads=Path("uploads").absolute()), routers=(machine,)))
