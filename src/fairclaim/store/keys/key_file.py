"""A key ring as a file that only its owner can read, or as the value of an environment variable.

The file is JSON: ``{"schema": "fairclaim.keys/1", "current": 2, "master": {"1": "…", "2": "…"}, "index": "…"}``, keys in
base64. A variable holds the same text.
"""

import base64
import binascii
import json
import os
import secrets
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fairclaim.domain.bilingual import Bilingual
from fairclaim.store.errors import KeyRingError
from fairclaim.store.keys.key_ring import KEY_BYTES, MasterKeys

SCHEMA = "fairclaim.keys/1"
VARIABLE = "FAIRCLAIM_KEYS"
PRIVATE = 0o600


def create_key_file(path: Path) -> MasterKeys:
    """Make a new key file with random keys.

    Raises
    ------
    KeyRingError
        If a file is there already: keys are never overwritten.
    """
    record = {
        "schema": SCHEMA,
        "current": 1,
        "master": {"1": _encode(secrets.token_bytes(KEY_BYTES))},
        "index": _encode(secrets.token_bytes(KEY_BYTES)),
    }
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE)
    except FileExistsError as exc:
        raise KeyRingError(
            Bilingual(f"密钥文件 {path} 已存在，不会覆盖。", f"{path} exists; keys are never overwritten.")
        ) from exc
    _write(handle, record)
    _sync_folder(path)
    return parse_key_ring(json.dumps(record))


def read_key_file(path: Path) -> MasterKeys:
    """Read a key file.

    Raises
    ------
    KeyRingError
        If it is not there, malformed, or readable by others than its owner.
    """
    try:
        with path.open(encoding="utf-8") as file:
            mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
            text = file.read()
    except (OSError, UnicodeDecodeError) as exc:
        raise KeyRingError(Bilingual(f"无法读取密钥文件 {path}。", f"The key file {path} cannot be read.")) from exc
    if os.name == "posix" and mode & 0o077:
        raise KeyRingError(
            Bilingual(
                f"密钥文件 {path} 的权限过宽（{mode:04o}）。请运行：chmod 600 {path}",
                f"Others can read the key file {path} ({mode:04o}). Run: chmod 600 {path}",
            )
        )
    return parse_key_ring(text)


def key_ring_from_environment(variables: Mapping[str, str]) -> MasterKeys:
    """Read the ring from :data:`VARIABLE`.

    Raises
    ------
    KeyRingError
        If it is not set or malformed.
    """
    text = variables.get(VARIABLE)
    if not text:
        raise KeyRingError(Bilingual(f"未设置 {VARIABLE}。", f"{VARIABLE} is not set."))
    return parse_key_ring(text)


def add_master_key(path: Path) -> MasterKeys:
    """Add a new master key and make it the current one; re-wrap persons' keys afterwards."""
    record = _record_of(path)
    newest = max(int(number) for number in record["master"]) + 1
    record["master"][str(newest)] = _encode(secrets.token_bytes(KEY_BYTES))
    record["current"] = newest
    return _replace(path, record)


def retire_master_key(path: Path, version: int) -> MasterKeys:
    """Destroy an old master key. What is still wrapped by it, in backups too, can never be opened again.

    Raises
    ------
    KeyRingError
        If it is the current one.
    """
    record = _record_of(path)
    if record["current"] == version:
        raise KeyRingError(Bilingual("不能停用当前主密钥。", "The current master key cannot be retired."))
    record["master"].pop(str(version), None)
    return _replace(path, record)


def parse_key_ring(text: str) -> MasterKeys:
    """Return the ring that a text describes.

    Raises
    ------
    KeyRingError
        If it is malformed.
    """
    try:
        record = json.loads(text)
        if record["schema"] != SCHEMA:
            raise KeyRingError(_MALFORMED)
        keys = {int(number): _decode(key) for number, key in record["master"].items()}
        return MasterKeys(keys, current=int(record["current"]), index_root=_decode(record["index"]))
    except (ValueError, KeyError, TypeError, AttributeError, binascii.Error) as exc:
        raise KeyRingError(_MALFORMED) from exc


def _record_of(path: Path) -> dict[str, Any]:
    read_key_file(path)
    record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return record


def _replace(path: Path, record: dict[str, Any]) -> MasterKeys:
    """Write beside, then rename: a crash leaves the old ring or the new one."""
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    _write(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE), record)
    beside.replace(path)
    _sync_folder(path)
    return read_key_file(path)


def _write(handle: int, record: dict[str, Any]) -> None:
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(record, file, indent=2)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(path: Path) -> None:
    if os.name != "posix":
        return
    folder = os.open(path.absolute().parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _encode(key: bytes) -> str:
    return base64.b64encode(key).decode("ascii")


def _decode(text: str) -> bytes:
    return base64.b64decode(text, validate=True)


_MALFORMED = Bilingual("密钥环内容格式不正确。", "The key ring's text is malformed.")
