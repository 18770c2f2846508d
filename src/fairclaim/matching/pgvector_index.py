"""A photo index in PostgreSQL with pgvector: shared by many processes, kept through restarts and crashes."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import numpy as np

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UnavailableError
from fairclaim.matching.descriptors import EMBEDDING_LENGTH, Descriptors, Embedding
from fairclaim.matching.index import DEFAULT_LIMIT, EVERYWHERE, NEAR_BITS, Candidate, Entry, Scope, best_first
from fairclaim.matching.perceptual_hash import BITS, Codes
from fairclaim.matching.rows import newest_of_each

if TYPE_CHECKING:
    from psycopg import Connection

SCHEMA = f"""
select pg_advisory_xact_lock(hashtext('fairclaim_photo_index'));
create extension if not exists vector;
create table if not exists fairclaim_photo_index (
  id text primary key,
  tenant text not null,
  seen_at timestamptz not null,
  code bit({BITS}) not null,
  embedding halfvec({EMBEDDING_LENGTH}) not null
);
create index if not exists fairclaim_photo_index_scope on fairclaim_photo_index (tenant, seen_at);
"""

ADD = f"""
insert into fairclaim_photo_index (id, tenant, seen_at, code, embedding)
values (%s, %s, %s, %s::bit({BITS}), %s::halfvec({EMBEDDING_LENGTH}))
on conflict (id) do update set
  tenant = excluded.tenant, seen_at = excluded.seen_at, code = excluded.code, embedding = excluded.embedding
"""  # noqa: S608  (only numbers of this package are put in)

DISTANCE = "least(" + ", ".join(f"code <~> %(code{number})s::bit({BITS})" for number in range(8)) + ")"

SEARCH = f"""
with scope as (
  select id, {DISTANCE}::int as distance, -(embedding <#> %(embedding)s::halfvec({EMBEDDING_LENGTH})) as cosine
  from fairclaim_photo_index
  where (%(tenant)s::text is null or tenant = %(tenant)s)
    and (%(since)s::timestamptz is null or seen_at >= %(since)s)
    and (%(before)s::timestamptz is null or seen_at < %(before)s)
)
(select id, distance, cosine from scope where %(trust_hash)s and distance <= {NEAR_BITS}
 order by distance, cosine desc, id limit %(limit)s)
union
(select id, distance, cosine from scope order by cosine desc, id limit %(limit)s)
"""  # noqa: S608  (only numbers of this package are put in)


class PgvectorIndex:
    """Scans every photo in scope, in the database; exact. Each call is one transaction on a connection of its own.

    Parameters
    ----------
    conninfo : str
        libpq connection string or URI. The role needs the right to create the table on first use, and the extension
        ``vector`` must be installed or installable.

    Raises
    ------
    UnavailableError
        From every method, if psycopg is not installed or the database does not answer.
    """

    def __init__(self, conninfo: str) -> None:
        self._conninfo = conninfo
        with self._connected() as connection:
            connection.execute(SCHEMA)

    def __len__(self) -> int:
        with self._connected() as connection:
            row = connection.execute("select count(*) from fairclaim_photo_index").fetchone()
        return int(row[0]) if row else 0

    def add(self, entries: Sequence[Entry]) -> None:
        """Add photos; see :class:`~fairclaim.matching.index.PhotoIndex`."""
        fresh = sorted(newest_of_each(entries), key=lambda entry: entry.id)  # one order of locks for everybody
        with self._connected() as connection, connection.cursor() as cursor:
            cursor.executemany(ADD, [_to_row(entry) for entry in fresh])

    def remove(self, ids: Iterable[str]) -> None:
        """Forget photos."""
        with self._connected() as connection:
            connection.execute("delete from fairclaim_photo_index where id = any(%s)", (list(ids),))

    def clear(self) -> None:
        """Forget everything."""
        with self._connected() as connection:
            connection.execute("truncate fairclaim_photo_index")

    def search(
        self, descriptors: Descriptors, *, scope: Scope = EVERYWHERE, limit: int = DEFAULT_LIMIT
    ) -> tuple[Candidate, ...]:
        """Return the likeliest candidates; see :class:`~fairclaim.matching.index.PhotoIndex`."""
        if limit < 1:
            return ()
        values: dict[str, object] = {f"code{number}": _to_bits(code) for number, code in enumerate(descriptors.codes)}
        values |= {
            "embedding": _to_vector(descriptors.embedding),
            "limit": limit,
            "trust_hash": descriptors.has_clear_hash,
        }
        values |= {"tenant": scope.tenant, "since": scope.since, "before": scope.before}
        with self._connected() as connection:
            found = connection.execute(SEARCH, values).fetchall()
        candidates = (Candidate(str(name), int(distance), float(cosine)) for name, distance, cosine in found)
        return best_first(candidates, limit, trust_hash=descriptors.has_clear_hash)

    @contextmanager
    def _connected(self) -> "Iterator[Connection]":
        """Open a connection whose work is committed at the end, or not at all."""
        try:
            import psycopg  # noqa: PLC0415  (optional)
        except ImportError as exc:
            raise UnavailableError(_NO_DRIVER) from exc
        try:
            with psycopg.connect(self._conninfo) as connection:
                yield connection
        except psycopg.OperationalError as exc:
            raise UnavailableError(_NO_DATABASE) from exc


def _to_row(entry: Entry) -> tuple[object, ...]:
    found = entry.descriptors
    return (entry.id, entry.tenant, entry.seen_at, _to_bits(found.codes[0]), _to_vector(found.embedding))


def _to_bits(code: Codes) -> str:
    return "".join(map(str, np.unpackbits(code)))


def _to_vector(embedding: Embedding) -> str:
    return "[" + ",".join(f"{value:.8g}" for value in embedding.astype(np.float64)) + "]"


_NO_DRIVER = Bilingual(
    "缺少 psycopg。请安装：pip install 'fairclaim[postgres]'。",
    "psycopg is not installed. Install it: pip install 'fairclaim[postgres]'.",
)
_NO_DATABASE = Bilingual(
    "图片索引的数据库没有应答。请检查连接后重试。",
    "The database of the photo index does not answer. Check the connection and try again.",
)
