"""The envelope of a bundle: a ZIP file in one form only, stored and not compressed.

Any ZIP program opens it. It is read more strictly than any ZIP program does: every byte of every header is as this module would have
written it, files lie one behind the other without a gap, and no name can lead anywhere. So there is no second way to read a bundle,
nothing hidden between files, and no byte that may change.
"""

import io
import re
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import BinaryIO, Final

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UsageError
from fairclaim.evidence.digests import CHUNK_BYTES, FileDigest, digest_file, sm3
from fairclaim.evidence.faults import at, broken

LARGEST_BYTES: Final = 0xFFFF_FFFE
"""Of the whole: beyond it a ZIP file takes another form, which not every reader knows."""

MOST_FILES: Final = 10_000
LARGEST_DOCUMENT_BYTES: Final = 16 << 20
"""Of a file that is read into memory: manifest, entries, proofs, keys."""

LONGEST_PATH: Final = 120
_SEGMENT: Final = r"[A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?"
_PATH: Final = re.compile(rf"{_SEGMENT}(?:/{_SEGMENT}){{0,5}}")
_DEVICE: Final = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)

_LOCAL: Final = struct.Struct("<4sHHHHHIIIHH")
_CENTRAL: Final = struct.Struct("<4sHHHHHHIIIHHHHHII")
_END: Final = struct.Struct("<4sHHHHIIH")
_VERSION, _DATE = 20, 0x0021
"""ZIP 2.0; 1980-01-01, the first day that the format knows: when a file was made stands in the manifest."""

Content = bytes | BinaryIO
"""What goes into a file: bytes, or a file that is open, can be read twice, and begins where it stands."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a bundle: where its bytes begin, and what they are."""

    path: str
    start: int
    digest: FileDigest


class Archive:
    """A bundle's files, in order. Made by :func:`read_archive` only.

    Parameters
    ----------
    file : BinaryIO
        The bundle, open and seekable.
    members : mapping of str to Member
        By path, in their order.
    """

    def __init__(self, file: BinaryIO, members: Mapping[str, Member]) -> None:
        self._file = file
        self.members = members

    def read(self, path: str) -> bytes:
        """Return a document's bytes.

        Raises
        ------
        IntegrityError
            If there is no such file, or it is too large for a document.
        """
        member = self.members.get(path)
        with at(path):
            if member is None:
                raise broken("文件缺失", "the file is missing")
            if member.digest.size > LARGEST_DOCUMENT_BYTES:
                raise broken("文件过大", "the file is too large")
        self._file.seek(member.start)
        return self._file.read(member.digest.size)

    def sm3(self, path: str) -> bytes:
        """Return the SM3 of a file; errors as :meth:`read`."""
        member = self.members[path]
        self._file.seek(member.start)
        if member.digest.size <= CHUNK_BYTES:
            return sm3(self._file.read(member.digest.size))
        return digest_file(self._file, member.digest.size, with_sm3=True).sm3 or b""


def is_safe_path(path: str) -> bool:
    """Tell whether a path can lead nowhere but into the folder where a bundle is unpacked, on any system."""
    return (
        len(path) <= LONGEST_PATH
        and _PATH.fullmatch(path) is not None
        and not any(_DEVICE.fullmatch(segment) for segment in path.split("/"))
    )


def write_archive(target: BinaryIO, files: Iterable[tuple[str, Content, FileDigest]]) -> None:
    """Write files one behind the other.

    Raises
    ------
    UsageError
        If a path will not do, comes twice, or it is all too much.
    """
    central, count, offset, seen = [], 0, 0, set[str]()
    for path, content, digest in files:
        if not is_safe_path(path) or path.lower() in seen:
            raise UsageError(Bilingual(f"文件名不可用：{path}。", f"This path will not do: {path}."))
        seen.add(path.lower())
        header = _local(path, digest)
        central.append(_central(path, digest, offset))
        count, offset = count + 1, offset + len(header) + digest.size
        if count > MOST_FILES or offset + sum(map(len, central)) + _END.size > LARGEST_BYTES:
            raise UsageError(
                Bilingual("证据包过大（上限 4 GiB、10000 个文件）。", "The bundle is too large (4 GiB, 10,000 files).")
            )
        target.write(header)
        _copy(content, target)
    directory = b"".join(central)
    target.write(directory + _end(count, len(directory), offset))


def digest_content(content: Content, *, with_sm3: bool = False) -> FileDigest:
    """Return the digest of what goes into a file, and stand where it began."""
    file = io.BytesIO(content) if isinstance(content, bytes) else content
    start = file.tell()
    size = file.seek(0, io.SEEK_END) - start
    file.seek(start)
    found = digest_file(file, size, with_sm3=with_sm3)
    file.seek(start)
    return found


def read_archive(file: BinaryIO) -> Archive:
    """Read and digest everything once.

    Parameters
    ----------
    file : BinaryIO
        The bundle, open and seekable.

    Raises
    ------
    IntegrityError
        If one byte is not as :func:`write_archive` writes it.
    """
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    if size > LARGEST_BYTES:
        raise broken("证据包过大", "the bundle is too large")
    members: dict[str, Member] = {}
    central: list[bytes] = []
    folded: set[str] = set()
    offset = 0
    while (header := file.read(_LOCAL.size))[:4] == b"PK\x03\x04":
        member = _read_member(file, header, offset, size)
        if member.path.lower() in folded:
            raise broken("文件名重复", "a path comes twice")
        folded.add(member.path.lower())
        members[member.path] = member
        central.append(_central(member.path, member.digest, offset))
        offset = member.start + member.digest.size
        if len(members) > MOST_FILES:
            raise broken("文件过多", "there are too many files")
    directory = b"".join(central)
    if not members or header + file.read(len(directory) + _END.size) != directory + _end(
        len(members), len(directory), offset
    ):
        raise broken(
            "ZIP 目录与文件不符，或有多余字节", "the ZIP directory does not fit the files, or there are other bytes"
        )
    return Archive(file, members)


def _read_member(file: BinaryIO, header: bytes, offset: int, whole: int) -> Member:
    if len(header) < _LOCAL.size:
        raise broken("ZIP 文件头不完整", "a ZIP header is cut short")
    crc, size, name_bytes = struct.unpack_from("<I4xIH", header, 14)
    raw = file.read(name_bytes)
    path = raw.decode("ascii", errors="replace")
    if not is_safe_path(path):
        raise broken("文件名不安全", "a path is not safe")
    start = offset + len(header) + len(raw)
    with at(path):
        if start + size > whole:
            raise broken("文件提前结束", "the file ends early")
        digest = digest_file(file, size)
        if digest.crc32 != crc:
            raise broken("文件内容已改变（CRC-32 不符）", "the file's bytes have changed (another CRC-32)")
        if _local(path, digest) != header + raw:
            raise broken("ZIP 文件头写法不规范", "the ZIP header is not in plain form")
    return Member(path, start, digest)


def _copy(content: Content, target: BinaryIO) -> None:
    if isinstance(content, bytes):
        target.write(content)
        return
    start = content.tell()
    while chunk := content.read(CHUNK_BYTES):
        target.write(chunk)
    content.seek(start)


def _local(path: str, digest: FileDigest) -> bytes:
    name = path.encode("ascii")
    size = digest.size
    return _LOCAL.pack(b"PK\x03\x04", _VERSION, 0, 0, 0, _DATE, digest.crc32, size, size, len(name), 0) + name


def _central(path: str, digest: FileDigest, offset: int) -> bytes:
    name = path.encode("ascii")
    size = digest.size
    fields = (_VERSION, _VERSION, 0, 0, 0, _DATE, digest.crc32, size, size, len(name), 0, 0, 0, 0, 0, offset)
    return _CENTRAL.pack(b"PK\x01\x02", *fields) + name


def _end(count: int, size: int, offset: int) -> bytes:
    return _END.pack(b"PK\x05\x06", 0, 0, count, count, size, offset, 0)
