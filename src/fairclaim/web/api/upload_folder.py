"""Unfinished uploads on disk, under ids that tell whose they are.

The offset that a client is told is the length of the file, so that it is true after a crash, too: tuspyserver's own storage keeps a
request's bytes in memory until its end, and its default one can tell an offset behind which bytes lie already.
"""

import asyncio
import hashlib
import json
import os
import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

from tuspyserver.storage.local import LocalFileStorage

from fairclaim.services.caller import Caller
from fairclaim.services.errors import NotFoundError
from fairclaim.web.errors import UploadUnfinishedError

UPLOAD_ID = re.compile(r"[0-9a-f]{32}")
_OWNER_DIGITS = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishedUpload:
    """Bytes that are all there, and what the sender called them."""

    data: bytes
    name: str


class UploadFolder(LocalFileStorage):
    """Where resumable uploads grow.

    Parameters
    ----------
    folder : Path
        Shared by all processes that serve uploads.
    lasts : timedelta
        How long an upload is kept after its last byte.
    """

    def __init__(self, folder: Path, *, lasts: timedelta) -> None:
        super().__init__(str(folder))
        self._folder, self._lasts = folder, lasts

    async def append(self, uid: str, chunk: bytes) -> None:
        """Write a chunk at once; what is in the file survives the end of this process."""
        await asyncio.to_thread(self._append, uid, chunk)

    async def flush(self, uid: str) -> None:
        """Put the file on the disk."""
        await asyncio.to_thread(self._append, uid, b"")

    async def read_info(self, uid: str) -> dict[str, Any] | None:
        """Return what is known of an upload, its offset as the file has it."""
        info: dict[str, Any] | None = await super().read_info(uid)
        return None if info is None else {**info, "offset": await self.size(uid)}

    def _append(self, uid: str, chunk: bytes) -> None:
        with self._file(uid).open("ab") as file:
            file.write(chunk)
            file.flush()
            if not chunk:
                os.fsync(file.fileno())

    def new_id(self, who: Caller) -> str:
        """Return an id for an upload of a caller, that nobody can guess."""
        return owner_digits(who) + secrets.token_hex((32 - _OWNER_DIGITS) // 2)

    def check_owner(self, who: Caller, uid: str) -> None:
        """Verify that an upload is the caller's.

        Raises
        ------
        NotFoundError
            If it is somebody else's, or its id is none.
        """
        if not UPLOAD_ID.fullmatch(uid) or not uid.startswith(owner_digits(who)):
            raise NotFoundError

    def count(self, who: Caller) -> int:
        """Return how many uploads of a caller are there."""
        return sum(1 for path in self._uploads() if path.name.startswith(owner_digits(who)))

    def sweep(self) -> None:
        """Remove uploads whose time is over."""
        for path in self._uploads():
            try:
                age = datetime.now(UTC).timestamp() - path.stat().st_mtime
            except FileNotFoundError:
                continue  # another process sweeps, too
            if age > self._lasts.total_seconds():
                path.unlink(missing_ok=True)
                path.with_name(f"{path.name}.info").unlink(missing_ok=True)

    def forget(self, tenant: str, person: str) -> int:
        """Remove a person's uploads, finished or not, and return how many there were. For an erasure."""
        mine = [path for path in self._uploads() if path.name.startswith(digits_of(tenant, person))]
        for path in mine:
            path.unlink(missing_ok=True)
            path.with_name(f"{path.name}.info").unlink(missing_ok=True)
        return len(mine)

    def finished(self, who: Caller, uid: str) -> FinishedUpload:
        """Return a finished upload of the caller.

        Raises
        ------
        NotFoundError
            If there is none of this id, it is somebody else's, or its time is over.
        UploadUnfinishedError
            If some of its bytes have yet to come.
        """
        self.check_owner(who, uid)
        try:
            info = json.loads(self._file(uid).with_name(f"{uid}.info").read_text(encoding="utf-8"))
            data = self._file(uid).read_bytes()
        except (FileNotFoundError, ValueError) as exc:
            raise NotFoundError from exc
        if parsedate_to_datetime(info["expires"]) < datetime.now(UTC):
            raise NotFoundError
        length = info["size"]
        if length != len(data):
            raise UploadUnfinishedError(received=len(data), length=length)
        return FinishedUpload(data=data, name=str(info["metadata"].get("filename", "")))

    def _file(self, uid: str) -> Path:
        return self._folder / uid

    def _uploads(self) -> list[Path]:
        return [path for path in self._folder.glob("*") if UPLOAD_ID.fullmatch(path.name)]


def owner_digits(who: Caller) -> str:
    """Return the beginning of the ids of a caller's uploads."""
    return digits_of(who.tenant, who.person)


def digits_of(tenant: str, person: str) -> str:
    """Return the beginning of the ids of a person's uploads."""
    return hashlib.sha256(json.dumps([tenant, person]).encode()).hexdigest()[:_OWNER_DIGITS]
