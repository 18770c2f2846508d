"""What every blob store promises, asked of a folder, of memory, and of an S3 on loopback where one is installed."""

import hashlib
import os
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import obstore
import pytest
from hypothesis import given
from hypothesis import strategies as st
from obstore.store import LocalStore, MemoryStore

from fairclaim.domain.errors import UsageError
from fairclaim.store.blobs.address import Address, address_of, parse_address, path_of
from fairclaim.store.blobs.blob_store import BlobStore
from fairclaim.store.blobs.object_blobs import ObjectBlobs, local_blobs, memory_blobs, s3_blobs
from fairclaim.store.errors import DamagedBlobError, NotThereError, StoreFullError, StoreLostError
from fairclaim.web.server import free_port

DATA = b"\xff\xd8\xff\xe0 not quite a photo"


S3_SERVER = shutil.which("moto_server")
"""An S3 in a process of its own, as ``pip install 'moto[server]'`` brings it (Apache-2.0, 180 MB with what it needs)."""
BUCKETS = count(1)


@pytest.fixture(scope="session")
def s3_endpoint() -> Iterator[str]:
    if S3_SERVER is None:
        pytest.skip("no S3 to talk to: moto_server is not on the PATH")
    port = free_port("127.0.0.1")
    endpoint = f"http://127.0.0.1:{port}"
    command = [S3_SERVER, "-H", "127.0.0.1", "-p", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            end = time.monotonic() + 60
            while not answers(endpoint):
                assert time.monotonic() < end, "moto_server does not answer"
                time.sleep(0.2)
            yield endpoint
        finally:
            server.kill()


def answers(endpoint: str) -> bool:
    try:
        return httpx.get(f"{endpoint}/moto-api/").status_code < 500
    except httpx.TransportError:
        return False


def s3_of(endpoint: str, *, prefix: str = "") -> BlobStore:
    """Return a store in a new bucket."""
    bucket = f"bucket-{next(BUCKETS)}"
    httpx.put(f"{endpoint}/{bucket}").raise_for_status()
    options = {
        "endpoint": endpoint,
        "region": "us-east-1",
        "access_key_id": "a",
        "secret_access_key": "s",
        "allow_http": "true",
    }
    return s3_blobs(bucket, prefix=prefix, options=options)


@pytest.fixture(params=["folder", "memory", "s3"])
def blobs(request: pytest.FixtureRequest, tmp_path: Path) -> BlobStore:
    if request.param == "s3":
        return s3_of(request.getfixturevalue("s3_endpoint"), prefix="desk")
    return local_blobs(tmp_path / "blobs") if request.param == "folder" else memory_blobs()


@pytest.mark.parametrize("data", [b"", b"\0", DATA, os.urandom(3_000_000)], ids=["empty", "one", "small", "large"])
def test_bytes_come_back_as_they_went_in(blobs: BlobStore, data: bytes) -> None:
    address = blobs.put(data, tenant="shop")
    assert address == hashlib.sha256(data).hexdigest()
    assert blobs.get(address, tenant="shop") == data
    assert blobs.has(address, tenant="shop")


def test_the_same_bytes_again_change_nothing(blobs: BlobStore) -> None:
    assert blobs.put(DATA, tenant="shop") == blobs.put(DATA, tenant="shop")
    assert blobs.get(address_of(DATA), tenant="shop") == DATA


def test_what_is_not_there_is_not_found(blobs: BlobStore) -> None:
    assert not blobs.has(address_of(DATA), tenant="shop")
    with pytest.raises(NotThereError):
        blobs.get(address_of(DATA), tenant="shop")
    blobs.destroy(address_of(DATA), tenant="shop")


def test_a_tenant_has_bytes_of_its_own(blobs: BlobStore) -> None:
    address = blobs.put(DATA, tenant="mine")
    assert not blobs.has(address, tenant="theirs")
    blobs.put(DATA, tenant="theirs")
    blobs.destroy(address, tenant="mine")
    assert not blobs.has(address, tenant="mine")
    assert blobs.get(address, tenant="theirs") == DATA


def test_many_writers_of_the_same_bytes_do_not_tear_them(blobs: BlobStore) -> None:
    data = os.urandom(500_000)
    failures: list[BaseException] = []

    def write() -> None:
        try:
            assert blobs.put(data, tenant="shop") == address_of(data)
        except BaseException as exc:  # noqa: BLE001  (carried to the test's own thread)
            failures.append(exc)

    writers = [threading.Thread(target=write) for _ in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert failures == []
    assert blobs.get(address_of(data), tenant="shop") == data


@pytest.mark.parametrize(
    "make", [lambda folder: LocalStore(str(folder)), lambda _folder: MemoryStore()], ids=["folder", "memory"]
)
def test_damage_is_noticed_and_mended_by_the_same_bytes(tmp_path: Path, make: Callable[[Path], Any]) -> None:
    store = make(tmp_path)
    blobs = ObjectBlobs(store)
    address = blobs.put(DATA, tenant="shop")
    obstore.put(store, path_of("shop", address), DATA[:5])  # as a power cut may leave them
    with pytest.raises(DamagedBlobError):
        blobs.get(address, tenant="shop")
    blobs.put(DATA, tenant="shop")
    assert blobs.get(address, tenant="shop") == DATA


def test_a_store_that_does_not_give_back_what_was_put_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    blobs = memory_blobs()
    monkeypatch.setattr(blobs, "_read", lambda _path: b"something else")
    with pytest.raises(DamagedBlobError):
        blobs.put(DATA, tenant="shop")


def test_files_are_read_only_and_named_by_digest_alone(tmp_path: Path) -> None:
    local_blobs(tmp_path).put(DATA, tenant="../../etc/passwd\n")
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert [path.name for path in files] == [address_of(DATA)]
    assert all(part == "" or part.isalnum() for part in files[0].relative_to(tmp_path).parts)
    assert files[0].stat().st_mode & 0o222 == 0


def test_what_an_interrupted_put_left_behind_is_removed(tmp_path: Path) -> None:
    local_blobs(tmp_path).put(DATA, tenant="shop")
    folder = next(path for path in tmp_path.rglob("*") if path.is_file()).parent
    old, new = folder / f"{'a' * 64}#1", folder / f"{'a' * 64}#2"
    for path in (old, new):
        path.write_bytes(b"half")
    os.utime(old, (time.time() - 7200,) * 2)
    blobs = local_blobs(tmp_path)
    assert (old.exists(), new.exists()) == (False, True)
    assert blobs.get(address_of(DATA), tenant="shop") == DATA


@given(st.text())
def test_no_text_but_an_address_becomes_a_path(text: str) -> None:
    try:
        address = parse_address(text)
    except UsageError:
        return
    assert len(address) == 64
    assert set(address) <= set("0123456789abcdef")


@pytest.mark.parametrize("text", ["", "../" * 20, "A" * 64, "a" * 63, "a" * 64 + "\n", "a" * 65, "٣" * 64])
def test_hostile_names_are_no_addresses(text: str) -> None:
    with pytest.raises(UsageError):
        parse_address(text)


def test_a_place_that_cannot_be_written_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StoreLostError):
        local_blobs(tmp_path / "file" / "blobs")


def test_a_full_disk_is_a_clear_error(monkeypatch: pytest.MonkeyPatch) -> None:
    blobs = memory_blobs()

    def full(*_words: object, **_more: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(blobs, "_write", full)
    with pytest.raises(StoreFullError):
        blobs.put(DATA, tenant="shop")


def test_s3_is_a_matter_of_configuration() -> None:
    options = {"region": "eu-central-1", "endpoint": "http://127.0.0.1:9", "allow_http": "true"}
    blobs = s3_blobs("evidence", prefix="desk", options=options)
    assert isinstance(blobs, ObjectBlobs)
    with pytest.raises(UsageError):
        s3_blobs("evidence", options={"no_such_option": "x"})
    assert isinstance(Address("a"), str)
