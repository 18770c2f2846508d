"""The list of changed copies, ``derivatives.json``: for each of them what was changed, and the commitment to what it was made from.

It is there wherever an item is shown by such copies. That a copy belongs to an item and its entry in the log is checked; that it shows
what the original shows is its maker's word, and the result says so.
"""

from collections.abc import Mapping
from typing import Final

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UsageError
from fairclaim.evidence.bundle.archive import Archive
from fairclaim.evidence.bundle.case_file import CaseFile
from fairclaim.evidence.bundle.log_part import LogPart
from fairclaim.evidence.bundle.manifest import Manifest
from fairclaim.evidence.canonical import canonical_json, parse_canonical
from fairclaim.evidence.faults import at, broken
from fairclaim.evidence.reading import (
    Record,
    both,
    children,
    hex_bytes,
    optional_hex,
    optional_number,
    require_fields,
    require_schema,
    text,
)

SCHEMA: Final = "fairclaim.derivatives/1"
DERIVATIVES: Final = "derivatives.json"


def derivative_list(case: CaseFile, digests: Mapping[str, bytes]) -> bytes | None:
    """Return the list; None where no item has a copy that says what was changed.

    Parameters
    ----------
    digests : mapping of str to bytes
        SHA-256 of the attachments, by path.

    Raises
    ------
    UsageError
        If some copies say what was changed and others do not.
    """
    changed = {one.path: one.changed for one in case.attachments if one.changed is not None}
    if not changed:
        return None
    commitments = {one.inclusion.index: one.entry.commitment for one in case.entries}
    records: list[dict[str, object]] = []
    for item in case.items:
        commitment = None if item.entry is None else commitments.get(item.entry)
        for path in item.derivatives:
            words = changed.get(path)
            if words is None:
                raise UsageError(
                    Bilingual(f"副本 {path} 未说明改动了什么。", f"The copy {path} does not say what was changed.")
                )
            records.append(
                {
                    "path": path,
                    "sha256": digests[path].hex(),
                    "item": item.id,
                    "entry": item.entry,
                    "commitment": None if commitment is None else commitment.hex(),
                    "changed": words.to_record(),
                }
            )
    return canonical_json({"schema": SCHEMA, "derivatives": records})


def verify_derivatives(archive: Archive, manifest: Manifest, log: LogPart) -> None:
    """Hold the list, where there is one, against the manifest's items and the log's entries.

    Raises
    ------
    IntegrityError
        If it names another copy, item, entry or commitment than these, or not every copy once.
    """
    if DERIVATIVES not in archive.members:
        return
    data = archive.read(DERIVATIVES)
    with at(DERIVATIVES):
        record = parse_canonical(data)
        require_schema(record, SCHEMA)
        require_fields(record, ("schema", "derivatives"))
        listed = list(children(record, "derivatives", _row))
        if listed != [
            (path, archive.members[path].digest.sha256, item.id, item.entry, _commitment(log, item.entry))
            for item in manifest.items
            for path in item.derivatives
        ]:
            raise broken(
                "副本清单与清单或日志不符",
                "the list of changed copies is not that of the manifest and the log",
            )


def _commitment(log: LogPart, entry: int | None) -> bytes | None:
    return None if entry is None else log.entries[entry].commitment


def _row(record: Record) -> tuple[str, bytes, str, int | None, bytes | None]:
    require_fields(record, ("path", "sha256", "item", "entry", "commitment", "changed"))
    both(record, "changed")
    return (
        text(record, "path"),
        hex_bytes(record, "sha256"),
        text(record, "item"),
        optional_number(record, "entry"),
        optional_hex(record, "commitment"),
    )
