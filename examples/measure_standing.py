"""How long a standing takes to read, and a night to count everybody, on SQLite: rows of an invented street, ten claims a person.

Every second order has a claim. One claim in ten was upheld by people, three in a hundred have a decision that stands; families of
three share a payout account and an address, a dormitory of a thousand shares one address, and one photo in two hundred is somebody
else's too. Run it as ``python examples/measure_standing.py --claims 1000000``; it needs about 1.5 GB of disk for a million.
"""

import argparse
import random
import resource
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

from fairclaim.credit.standing import standing_of
from fairclaim.domain.desk.party import PersonId
from fairclaim.store import migrate
from fairclaim.store.desk.standing import DeskStanding
from fairclaim.store.keys.key_ring import KEY_BYTES, MasterKeys
from fairclaim.store.open_store import open_store

NOW = datetime(2026, 6, 1, tzinfo=UTC)
TENANT = "street"
RING = MasterKeys({1: bytes(KEY_BYTES)}, current=1, index_root=bytes(KEY_BYTES))
EACH, FAMILY, DORMITORY, READ = 10, 3, 1_000, 300
CHANCE = random.Random(7)  # noqa: S311  (an invented street, not a secret)


def moment(days_ago: float) -> str:
    """Return a moment as the store writes it."""
    return f"{(NOW - timedelta(days=days_ago)).replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


def fill(path: Path, claims: int) -> None:
    """Write the street's rows, in the order in which keys ask for them."""
    people, now = claims // EACH, moment(0)
    link = sqlite3.connect(path)
    link.execute("pragma synchronous = off")

    def put(table: str, rows: Iterator[tuple[object, ...]]) -> None:
        while batch := list(islice(rows, 50_000)):
            marks = ",".join("?" * len(batch[0]))
            link.executemany(f"insert into {table} values ({marks})", batch)  # noqa: S608  (names of our own tables)
            link.commit()

    def columns(table: str, *names: str) -> str:
        return f"{table} ({', '.join(('tenant', *names))})"

    put(columns("tenants", "name", "settings", "created_at").replace("tenant,", "id,"), iter([(TENANT, "", "{}", now)]))
    persons = [(TENANT, f"b{n}", "buyer", now) for n in range(people)]
    persons += [(TENANT, f"m{n}", "merchant", now) for n in range(100)]
    put(columns("persons", "id", "kind", "created_at"), iter(persons))
    days = [CHANCE.uniform(0, 360) for _ in range(claims)]
    put(
        columns("orders", "id", "buyer", "merchant", "currency", "placed_at", "delivered_at"),
        (
            (
                TENANT,
                f"o{n}",
                f"b{n % claims // EACH}",
                f"m{n % 100}",
                "CNY",
                moment(days[n % claims] + 4),
                moment(days[n % claims] + 1),
            )
            for n in range(2 * claims)
        ),
    )
    put(
        columns(
            "claims", "id", "order_id", "buyer", "merchant", "state", "version", "snapshot", "filed_at", "updated_at"
        ),
        (
            (TENANT, f"c{n}", f"o{n}", f"b{n // EACH}", f"m{n % 100}", "closed", 1, "{}", moment(days[n]), now)
            for n in range(claims)
        ),
    )
    upheld = (
        (TENANT, f"c{n}/s", f"c{n}", f"b{n // EACH}", "statistics", "grant" if n % 10 == 0 else "refuse", "{}", now)
        for n in range(claims)
    )
    put(columns("effects", "key", "claim", "buyer", "kind", "outcome", "refunded", "made_at"), upheld)
    put(
        columns("marks", "id", "effect", "claim", "person", "made_at"),
        (
            (TENANT, f"k{n}", f"c{n}/s", f"c{n}", f"b{n // EACH}", moment(days[n]))
            for n in range(claims)
            if n % 100 in (3, 33, 66)
        ),
    )
    put(
        columns(
            "exhibits", "id", "claim", "person", "given_as", "role", "size_bytes", "sha256", "is_sealed", "received_at"
        ),
        (
            (
                TENANT,
                f"e{n}",
                f"c{n}",
                f"b{n // EACH}",
                "buyer",
                "claim",
                1,
                f"{(n // 400 * 400 if n % 200 == 0 else n):064x}",
                1,
                moment(days[n]),
            )
            for n in range(claims)
        ),
    )
    put(columns("standing_links", "person", "kind", "digest", "first_at", "last_at"), links(people, now))
    link.execute("analyze")
    link.close()


def links(people: int, now: str) -> Iterator[tuple[object, ...]]:
    """Yield what people are seen with: a family's payout account and address, a device of their own, or a dormitory."""
    for n in range(people):
        home = 10**9 if n % 100 == 0 and n < 100 * DORMITORY else n // FAMILY
        for kind, token in (("payout", n // FAMILY), ("address", home), ("device", n)):
            yield TENANT, f"b{n}", kind, token.to_bytes(16), now, now


def main() -> None:
    """Fill, read some, count all, and say how long it took."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--claims", type=int, default=10_000)
    claims = parser.parse_args().claims
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "desk.db"
        migrate.upgrade(f"sqlite:///{path}")
        fill(path, claims)
        store = open_store(f"sqlite:///{path}", ring=RING)
        with store.read(TENANT) as work:
            standing, took, busy = DeskStanding(work, RING), [], time.process_time()
            for _ in range(READ):
                person = PersonId(f"b{CHANCE.randrange(claims // EACH)}")
                began = time.perf_counter()
                history = standing.history(person, at=NOW)
                assert history is not None  # noqa: S101  (a measurement)
                standing_of(history, at=NOW)
                took.append(time.perf_counter() - began)
            took.sort()
            busy = (time.process_time() - busy) / READ
            wall, cpu, count = time.perf_counter(), time.process_time(), 0
            for history in standing.everybody(at=NOW):
                count += 1
                standing_of(history, at=NOW)
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        store.close()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"claims {claims:,}  people {count:,}  file {path.stat().st_size >> 20} MB")
        print(
            f"one person: median {took[READ // 2] * 1e3:.1f} ms, 99 of 100 {took[-READ // 100] * 1e3:.1f} ms, processor {busy * 1e3:.1f} ms"
        )
        print(f"everybody: {wall:.1f} s, processor {cpu:.1f} s, {cpu / count * 1e6:.0f} us each; peak {peak} MB")


if __name__ == "__main__":
    main()
