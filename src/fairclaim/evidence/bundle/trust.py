"""Whose keys the reader of a bundle believes, got by another way than the bundle: a trust file.

A bundle brings its keys along, so that it can be checked at all; that they are the right ones, only a fingerprint from elsewhere shows.
Once a trust file names keys of a use, no other key will do for it.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import IntegrityError, UsageError
from fairclaim.evidence.bundle.manifest import Use
from fairclaim.evidence.reading import (
    Record,
    child,
    children,
    hex_bytes,
    number,
    require_fields,
    require_schema,
    text,
    time,
)

SCHEMA: Final = "fairclaim.trust/1"
_NAMED: Final = frozenset({Use.LOG, Use.WITNESS})


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustedKey:
    """A key that is believed.

    Parameters
    ----------
    use : Use
        For what.
    name : str
        Whose it is; of a log or a witness exactly the name that it signs with.
    fingerprint : str
        SHA-256 of its SubjectPublicKeyInfo, of a time authority's root that of the whole certificate; hexadecimal.
    until : datetime or None
        When it was retired. What it signed counts only if a time token that is believed shows that it existed before.
    """

    use: Use
    name: str
    fingerprint: str
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """Keys that are believed, and how many witnesses it takes."""

    keys: tuple[TrustedKey, ...] = ()
    quorum: int = 1

    def names(self, use: Use) -> bool:
        """Tell whether any key of this use is named, so that others will not do."""
        return any(one.use is use for one in self.keys)

    def find(self, use: Use, fingerprint: str, name: str) -> TrustedKey | None:
        """Return the key if it is believed for this use."""
        for one in self.keys:
            if one.use is use and one.fingerprint == fingerprint and (use not in _NAMED or one.name == name):
                return one
        return None


NOBODY: Final = Trust()
"""Nobody's key is believed: a bundle is then checked against the keys in it."""


def parse_trust(data: bytes) -> Trust:
    """Read a trust file.

    Raises
    ------
    UsageError
        If it is none.
    """
    try:
        record = child(json.loads(data.decode("utf-8-sig")), "trust")
        require_schema(record, SCHEMA)
        require_fields(record, ("schema", "keys"), ("quorum",))
        quorum = number(record, "quorum") if "quorum" in record else 1
        return Trust(keys=children(record, "keys", _key), quorum=max(1, quorum))
    except IntegrityError as exc:
        raise UsageError(
            Bilingual(f"信任文件无法使用：{exc.fault.zh}。", f"The trust file cannot be used: {exc.fault.en}.")
        ) from exc
    except (ValueError, RecursionError) as exc:
        raise UsageError(Bilingual("信任文件不是有效的 JSON。", "The trust file is no valid JSON.")) from exc


def merged(trusts: Iterable[Trust]) -> Trust:
    """Believe what any of them believes, and ask for as many witnesses as the strictest does."""
    found = tuple(trusts)
    keys = dict.fromkeys(key for one in found for key in one.keys)
    return Trust(keys=tuple(keys), quorum=max((one.quorum for one in found), default=1))


def _key(record: Record) -> TrustedKey:
    require_fields(record, ("use", "name", "fingerprint"), ("until",))
    use = text(record, "use")
    if use not in {one.value for one in Use}:
        raise IntegrityError(Bilingual("字段 use 的值未知", "the field use has an unknown value"))
    return TrustedKey(
        use=Use(use),
        name=text(record, "name"),
        fingerprint=hex_bytes(record, "fingerprint").hex(),
        until=time(record, "until") if record.get("until") is not None else None,
    )
