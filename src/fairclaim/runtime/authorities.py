"""Time authorities as an operator lists them in a file, asked over HTTP (RFC 3161, section 3.4)."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography.x509 import Certificate

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import IntegrityError, NotReadableError, UsageError
from fairclaim.runtime.ask_http import NoAnswerError, ask

FIELDS: Final = frozenset({"name", "url", "roots"})
QUERY: Final = "application/timestamp-query"
DONE: Final = 200
LONGEST_NAME: Final = 100
LARGEST_REPLY_BYTES: Final = 1 << 18


class AuthorityFileError(UsageError):
    """The file is not what it should be."""

    code = "authority-file"

    def __init__(self, where: str, expected: Bilingual) -> None:
        super().__init__(
            Bilingual(f"时间戳机构文件 {where}：{expected.zh}。", f"File of time authorities, {where}: {expected.en}.")
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpAuthority:
    """See :class:`fairclaim.services.ports.proofs.Authority`."""

    name: str
    url: str
    roots: Sequence[Certificate]

    def ask(self, request: bytes) -> bytes:
        """Send a request and return the reply.

        Raises
        ------
        NoAnswerError
            If it does not answer.
        """
        answer = ask(self.url, body=request, media_type=QUERY, most_bytes=LARGEST_REPLY_BYTES)
        if answer.status != DONE:
            raise NoAnswerError(self.url, f"http-{answer.status}")
        return answer.body


def read_authorities(path: Path | None) -> tuple[HttpAuthority, ...]:
    """Return the authorities.

    Parameters
    ----------
    path : Path or None
        A JSON list of objects with ``name``, ``url`` and ``roots``, a PEM file beside it; None means none.

    Raises
    ------
    NotReadableError
        If a file is not there.
    AuthorityFileError
        If it is not such a list.
    """
    if path is None:
        return ()
    try:
        rows = json.loads(_read(path))
    except ValueError as exc:
        raise AuthorityFileError(str(path), Bilingual("不是 JSON", "it is no JSON")) from exc
    if not isinstance(rows, list):
        raise AuthorityFileError(str(path), Bilingual("应为列表", "expected a list"))
    found = tuple(_authority(path, f"{path}[{number}]", row) for number, row in enumerate(rows))
    if len({one.name for one in found}) != len(found):
        raise AuthorityFileError(str(path), Bilingual("有重复的名称", "a name stands twice"))
    return found


def _authority(path: Path, where: str, row: object) -> HttpAuthority:
    if not isinstance(row, Mapping) or set(row) != FIELDS:
        raise AuthorityFileError(where, Bilingual("应有 name、url、roots 三项", "expected name, url and roots"))
    if not all(isinstance(value, str) and value for value in row.values()) or len(row["name"]) > LONGEST_NAME:
        raise AuthorityFileError(where, Bilingual("各项应为文字", "each is a text"))
    from fairclaim.evidence.timestamp import parse_roots  # noqa: PLC0415  (an optional part)

    try:
        roots = parse_roots(_read(path.parent / row["roots"]))
    except IntegrityError as exc:
        raise AuthorityFileError(
            where, Bilingual("roots 不是 PEM 证书", "roots is no PEM file of certificates")
        ) from exc
    return HttpAuthority(name=row["name"], url=row["url"], roots=roots)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as exc:
        raise NotReadableError(str(path), exc.strerror or type(exc).__name__) from exc
