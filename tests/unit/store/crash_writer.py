"""Children that write claims, one after the other, until they are killed; forked from one process that has everything loaded.

``python crash_writer.py URL FOLDER TENANT`` starts a child for each line on its standard input. Lines on its standard output:
``child PID``, ``ready PID``, ``done CLAIM`` once a claim is committed, ``ended PID``.
"""

import os
import secrets
import sys
from pathlib import Path

from fairclaim.store.blobs.object_blobs import local_blobs
from fairclaim.store.open_store import Store, open_store
from fairclaim.store.work import Work
from store_engines import NOON, RING
from unit.store.samples import exhibit, filed, moved

BLOB_BYTES = 60_000


def say(*words: object) -> None:
    """Write a line in one piece, with no buffer that a kill could take along."""
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


def write_claim(store: Store, tenant: str, *, address: str) -> str:
    """Write everything of one claim in one unit of work."""
    name = f"claim-{secrets.token_hex(6)}"

    def write(work: Work) -> None:
        filed(work, name)
        work.evidence.add(exhibit(f"exhibit-of-{name}", claim=name, blob=address, sha256=address))
        moved(work, name, seen=2)
        work.rulings.record(name, 1, body={"outcome": "grant"}, at=NOON)
        work.deadlines.set(name, 1, clock="appeal", purpose="expire", due_at=NOON)
        work.deadlines.fire(name, 1, at=NOON)

    store.run(tenant, write)
    return name


def write_until_killed(url: str, folder: str, tenant: str) -> None:
    store, blobs = open_store(url, ring=RING), local_blobs(Path(folder))
    say("ready", os.getpid())
    while True:
        address = blobs.put(secrets.token_bytes(BLOB_BYTES), tenant=tenant)
        say("done", write_claim(store, tenant, address=address))


def main(url: str, folder: str, tenant: str) -> None:
    store = open_store(url, ring=RING)
    with store.read(tenant) as work:  # what is loaded and compiled here, every child has
        work.claims.log(after=0, limit=1)
    store.close()
    for _ in sys.stdin:
        child = os.fork()
        if child == 0:
            write_until_killed(url, folder, tenant)
        say("child", child)
        os.waitpid(child, 0)
        say("ended", child)


if __name__ == "__main__":
    main(*sys.argv[1:])
