"""What a real server serves in tests: the desk in memory with every route, and a door on a store in the folder where it was started.

``granian --interface asgi unit.web.served:app``. One route besides lets the machine do its job at once.
"""

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from fastapi import APIRouter

from fairclaim.compose import new_id
from fairclaim.domain.desk.party import ClaimId
from fairclaim.services.caller import Role
from fairclaim.services.examine_claim import examine_claim
from fairclaim.services.identity.door import Door, Site
from fairclaim.store import migrate
from fairclaim.store.open_store import open_store
from fairclaim.web.sign_in.signed_in import SignedIn
from store_engines import NOON, RING, Desk, Engine
from unit.services.counter import MACHINE, OTHER_TENANT, TENANT
from unit.services.identity.gate import Gate
from unit.web.whole_desk import furnished, whole_app

ORIGIN = "http://localhost"
"""Of the desk's own pages, wherever it listens; the cookie of a desk on the own machine has no prefix."""
counter = furnished()
machine = APIRouter()


@machine.post("/examined/{claim}", include_in_schema=False)
def examined(claim: str) -> str:
    return examine_claim(counter.desk, MACHINE, ClaimId(claim)).state


def door() -> Door:
    """Return a door with one administrator, called ``admin``, who has the password of all tests."""
    url = f"sqlite:///{Path('door.db').absolute()}"
    is_new = not Path("door.db").exists()
    migrate.upgrade(url)
    store = open_store(url, ring=RING)
    gate = Gate(Desk(Engine("sqlite", url, url), store, TENANT, OTHER_TENANT))
    gate.door = replace(
        gate.door,
        site=Site(origin=ORIGIN, host="localhost", name="A desk"),
        ids=new_id,
        now=partial(datetime.now, UTC),
    )
    if is_new:
        store.add_tenant(TENANT, name="A shop", at=NOON)
        gate.invited_as(Role.ADMIN)
    return gate.door


app = whole_app(counter, uploads=Path("uploads").absolute(), signed_in=SignedIn(door()))
app.include_router(machine)
