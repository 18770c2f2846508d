"""Blobs in an object store through obstore: a folder, S3, or memory; one code for all.

Put-if-absent is the store's own (a hard link in a folder, ``If-None-Match`` in S3), so two writers of the same bytes never
tear each other's. No server checks a digest for us: every put is read back.
"""

import os
import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError
from obstore.store import LocalStore, MemoryStore, ObjectStore, S3Store

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import FairclaimError, UsageError
from fairclaim.store.blobs.address import FORM, Address, address_of, folder_of, path_of
from fairclaim.store.errors import DamagedBlobError, NotThereError, StoreFullError, StoreLostError

if TYPE_CHECKING:
    from obstore.store import S3Config

LEFTOVER = re.compile(r"#\d+$")
"""What an interrupted put leaves beside the blob's own name."""
LEFTOVER_AGE_S = 3600
READ_ONLY = 0o444

Settle = Callable[[str], None]


class ObjectBlobs:
    """A :class:`~fairclaim.store.blobs.blob_store.BlobStore` on any object store.

    Parameters
    ----------
    store : ObjectStore
        Where the bytes go.
    settle : callable
        Called with a path once its bytes are there; returns when they are on the disk.
    """

    def __init__(self, store: ObjectStore, *, settle: Settle = lambda _path: None) -> None:
        self._store = store
        self._settle = settle

    def put(self, data: bytes, *, tenant: str) -> Address:
        """See :class:`~fairclaim.store.blobs.blob_store.BlobStore`."""
        address = address_of(data)
        path = path_of(tenant, address)
        try:
            self._write(path, data, is_new=True)
            if self._read(path) != data:
                # A power cut during an earlier put of these bytes: they were never acknowledged, and are put again.
                self._write(path, data, is_new=False)
                if self._read(path) != data:
                    raise DamagedBlobError(address)
        except (BaseError, OSError) as exc:
            raise _in_our_words(exc) from exc
        return address

    def get(self, address: Address, *, tenant: str) -> bytes:
        """See :class:`~fairclaim.store.blobs.blob_store.BlobStore`."""
        try:
            data = self._read(path_of(tenant, address))
        except FileNotFoundError as exc:
            raise NotThereError(f"blob {address}") from exc
        except (BaseError, OSError) as exc:
            raise _in_our_words(exc) from exc
        if address_of(data) != address:
            raise DamagedBlobError(address)
        return data

    def has(self, address: Address, *, tenant: str) -> bool:
        """See :class:`~fairclaim.store.blobs.blob_store.BlobStore`."""
        try:
            obstore.head(self._store, path_of(tenant, address))
        except FileNotFoundError:
            return False
        except (BaseError, OSError) as exc:
            raise _in_our_words(exc) from exc
        return True

    def destroy(self, address: Address, *, tenant: str) -> None:
        """See :class:`~fairclaim.store.blobs.blob_store.BlobStore`."""
        path = path_of(tenant, address)
        try:
            obstore.delete(self._store, path)
            self._settle(path)
        except FileNotFoundError:
            return
        except (BaseError, OSError) as exc:
            raise _in_our_words(exc) from exc

    def addresses(self, *, tenant: str, before: datetime) -> Iterator[Address]:
        """See :class:`~fairclaim.store.blobs.blob_store.BlobStore`."""
        try:
            for chunk in obstore.list(self._store, prefix=folder_of(tenant)):
                for found in chunk:
                    name = found["path"].rpartition("/")[2]
                    if FORM.fullmatch(name) and found["last_modified"] < before:
                        yield Address(name)
        except (BaseError, OSError) as exc:
            raise _in_our_words(exc) from exc

    def _write(self, path: str, data: bytes, *, is_new: bool) -> None:
        # Bytes that are there already may not have reached the disk yet, so they are settled all the same.
        with suppress(AlreadyExistsError):
            # Whole or not at all: a put in parts would not know put-if-absent.
            obstore.put(self._store, path, data, mode="create" if is_new else "overwrite", use_multipart=False)
        self._settle(path)

    def _read(self, path: str) -> bytes:
        return bytes(obstore.get(self._store, path).bytes())


def local_blobs(folder: Path) -> ObjectBlobs:
    """Return a blob store in a folder, which is made where there is none.

    Files are read-only and synced to the disk before a put returns. What interrupted puts left behind more than an hour ago is
    removed: it may hold bytes of somebody who asked to be erased since.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _sweep(folder)
        store = LocalStore(str(folder.absolute()))
    except (BaseError, OSError) as exc:
        raise _in_our_words(exc) from exc

    settled: set[Path] = set()

    def settle(path: str) -> None:
        file = folder / path
        if file.exists():
            file.chmod(READ_ONLY)
            _sync(file)
        for parent in (file.parent, file.parent.parent, file.parent.parent.parent, folder):
            if parent.is_dir():
                _sync(parent)
            if parent in settled:
                break  # its own name reached the disk before, and folders are never removed
        settled.update((file.parent, file.parent.parent, file.parent.parent.parent))

    return ObjectBlobs(store, settle=settle)


def memory_blobs() -> ObjectBlobs:
    """Return a blob store that forgets everything with its process; for tests and trials."""
    return ObjectBlobs(MemoryStore())


def s3_blobs(bucket: str, *, prefix: str = "", options: Mapping[str, str] | None = None) -> ObjectBlobs:
    """Return a blob store in a bucket of S3 or of what speaks its language.

    Parameters
    ----------
    bucket : str
        It should have Object Lock with a default retention, set once at deployment; erasure then destroys a person's key and
        leaves sealed bytes until the retention ends.
    prefix : str
        Folder inside the bucket.
    options : mapping or None
        obstore's options for S3: ``endpoint``, ``region``, ``access_key_id``, ``secret_access_key`` and others.

    Raises
    ------
    UsageError
        If an option is not known.
    """
    try:
        # The keys are the caller's configuration; obstore checks them.
        store = S3Store(bucket, prefix=prefix or None, config=cast("S3Config", dict(options or {})))
    except BaseError as exc:
        raise UsageError(Bilingual("S3 设置有误。", "The settings for S3 are wrong.")) from exc
    return ObjectBlobs(store)


def _sweep(folder: Path) -> None:
    before = time.time() - LEFTOVER_AGE_S
    for path in folder.rglob("*"):
        if LEFTOVER.search(path.name) and path.is_file() and path.stat().st_mtime < before:
            path.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _in_our_words(error: Exception) -> FairclaimError:
    words = str(error)
    return StoreFullError() if "os error 28" in words or "No space left" in words else StoreLostError()
