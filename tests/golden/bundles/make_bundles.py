"""Make the golden bundles of a format version, once: ``PYTHONPATH=tests:src python tests/golden/bundles/make_bundles.py FOLDER``.

A folder's bundles are never made again: they are what later verifiers must still accept. ``v1`` is from before there were summaries on
paper and lists of changed copies, ``v1-copies`` from when they came.
"""

import json
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding

from evidence_case import SEAL, case_file, sealed
from fairclaim.evidence.bundle.case_file import CaseFile, NamedKey
from fairclaim.evidence.bundle.manifest import Profile, Use
from fairclaim.evidence.digests import sha256
from fairclaim.evidence.keys import PublicKey
from fairclaim.evidence.reading import to_time
from fairclaim.evidence.signed_note import parse_note
from fairclaim.report.summary_page import render_summary
from time_authority import TimeAuthority


def main(name: str) -> None:
    """Write three bundles and a trust file."""
    folder = Path(__file__).parent / name
    folder.mkdir()
    with tempfile.TemporaryDirectory() as temporary:
        authorities = [TimeAuthority(Path(temporary) / name, f"Time {name}") for name in ("One", "Two")]
        roots = tuple(NamedKey(Use.TIME, one.root.subject.rfc4514_string(), one.root) for one in authorities)

        def finished(case: CaseFile, *, with_sm3: bool) -> bytes:
            text = parse_note(case.checkpoint).text.encode()
            case = replace(case, tokens=tuple(one.stamp(text) for one in authorities), keys=(*case.keys, *roots))
            return sealed(
                case,
                stamp=lambda message: [one.stamp(message) for one in authorities],
                print_summary=render_summary,
                with_sm3=with_sm3,
            )

        court = case_file()
        gap = replace(court, entries=(court.entries[0], *court.entries[2:]), items=court.items[1:], custody=())
        (folder / "court.zip").write_bytes(finished(court, with_sm3=True))
        (folder / "party.zip").write_bytes(finished(case_file(profile=Profile.PARTY), with_sm3=False))
        (folder / "gap.zip").write_bytes(finished(gap, with_sm3=False))
    keys = [_trusted(one) for one in (NamedKey(Use.SEAL, "desk.example", SEAL.public_key), *court.keys, *roots)]
    record = {"schema": "fairclaim.trust/1", "quorum": 2, "keys": keys}
    (folder / "trust.json").write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    sys.stdout.write(f"{folder} · {to_time(court.made_at)}\n")


def _trusted(key: NamedKey) -> dict[str, str]:
    found = key.key
    fingerprint = found.fingerprint if isinstance(found, PublicKey) else sha256(found.public_bytes(Encoding.DER)).hex()
    return {"use": key.use.value, "name": key.name, "fingerprint": fingerprint}


if __name__ == "__main__":
    main(sys.argv[1])
