"""Feed damaged proofs to everything that reads them: ``python tests/fuzz/fuzz_evidence.py --inputs 20000 --seed 1``.

Inputs are bundles whose bytes were changed, bundles whose files were changed under sound checksums, manifests that the sealing key signed
after a change, and single parts: notes, proofs, entries, receipts, statements, tokens, keys, trust files. The run fails on any exception
but the errors that are meant, on a changed bundle that holds and is not the same, and where the two verifiers differ in answer or place.
The same seed repeats the same inputs.
"""

import argparse
import io
import json
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from evidence_case import SEAL
from fairclaim.domain.errors import IntegrityError, UsageError
from fairclaim.evidence.bundle import verify_bundle as script
from fairclaim.evidence.bundle.archive import digest_content, read_archive, write_archive
from fairclaim.evidence.bundle.manifest import parse_manifest
from fairclaim.evidence.bundle.trust import parse_trust
from fairclaim.evidence.bundle.verify import verify_bundle
from fairclaim.evidence.canonical import canonical_json, parse_canonical
from fairclaim.evidence.checkpoint import parse_checkpoint
from fairclaim.evidence.entry import parse_entry
from fairclaim.evidence.keys import parse_public_key
from fairclaim.evidence.receipt import parse_receipt
from fairclaim.evidence.signed_note import PLAIN, NoteKey, parse_note
from fairclaim.evidence.statement import Statement, sign_statement, verify_statement
from fairclaim.evidence.timestamp import parse_roots, verify_timestamp
from fairclaim.evidence.tlog_proof import parse_tlog_proof
from time_authority import TimeAuthority

alone: Any = script
GOLDEN = Path(__file__).parents[1] / "golden" / "bundles" / "v1"
WHOLE = [path.read_bytes() for path in sorted(GOLDEN.parent.glob("v*/*.zip"))]
VALUES: tuple[object, ...] = (
    *(
        None,
        True,
        0,
        -1,
        2**53 - 1,
        "",
        "a",
        "../a",
        "log/checkpoint",
        "00" * 32,
        [],
        {},
        ["a"],
        {"zh": "a", "en": "b"},
    ),
    *("sm2", "x509", "time", "seal", "log", "whole", "withheld", "9999-12-31T23:59:59Z", "x" * 500, "😀", "a\nb"),
)


def mutated(data: bytes, rng: random.Random) -> bytes:
    """Change a few bytes."""
    changed = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 8))):
        place = rng.randrange(len(changed) + 1)
        kind = rng.randrange(4)
        if kind == 0 and place < len(changed):
            changed[place] ^= 1 << rng.randrange(8)
        elif kind == 1:
            del changed[place : place + rng.choice((1, 4, 64))]
        elif kind == 2:
            changed[place:place] = rng.choice((b"\0", b"\n", b'"', b"PK\x03\x04", b"=", b"\xff" * 4, b"A" * 64, b"{}"))
        else:
            changed[place:place] = changed[place // 2 : place // 2 + rng.choice((1, 16, 256))]
    return bytes(changed)


def files_of(data: bytes) -> dict[str, bytes]:
    """Take a bundle apart."""
    archive = read_archive(io.BytesIO(data))
    return {path: archive.read(path) for path in archive.members}


def packed(files: dict[str, bytes]) -> bytes:
    """Put a bundle together, with sound checksums."""
    target = io.BytesIO()
    write_archive(target, ((path, content, digest_content(content)) for path, content in files.items()))
    return target.getvalue()


def resealed(files: dict[str, bytes], rng: random.Random) -> dict[str, bytes]:
    """Let the sealing key sign a manifest with one value changed."""
    record: Any = json.loads(files["manifest.json"])
    inner: Any = record
    while True:
        step = rng.choice(sorted(inner)) if isinstance(inner, dict) else rng.randrange(len(inner))
        if isinstance(inner[step], dict | list) and inner[step] and rng.random() < 0.8:
            inner = inner[step]
            continue
        inner[step] = rng.choice(VALUES)
        break
    files["manifest.json"] = canonical_json(record)
    files["manifest.sig"] = SEAL.sign(files["manifest.json"])
    return files


def answers(data: bytes) -> str:
    """Ask both verifiers; they must agree."""
    try:
        theirs = alone.Bundle(io.BytesIO(data), alone.Trust([])).to_record()
    except script.Failure as failure:
        theirs = failure.place
    try:
        ours: object = verify_bundle(io.BytesIO(data)).to_record()
    except IntegrityError as error:
        ours = error.place
    if ours != theirs:
        raise AssertionError(f"ours {str(ours)[:200]!r}, theirs {str(theirs)[:200]!r}")
    return "holds" if isinstance(ours, dict) else "refused"


def whole_bundle(rng: random.Random) -> str:
    """Change a bundle in one of three ways."""
    data = rng.choice(WHOLE)
    kind = rng.randrange(3)
    if kind == 0:
        changed = mutated(data, rng)
    else:
        files = files_of(data)
        if kind == 1:
            path = rng.choice(sorted(files))
            files[path] = mutated(files[path], rng)
        else:
            files = resealed(files, rng)
        changed = packed(files)
    said = answers(changed)
    if kind < 2 and said == "holds" and changed != data and not _only_a_token(data, changed):
        raise AssertionError("a changed bundle holds")
    return f"bundle {('bytes', 'files', 'manifest')[kind]}/{said}"


def _only_a_token(data: bytes, changed: bytes) -> bool:
    """Tell whether only bytes of a token over the seal differ that no signature covers."""
    before, after = files_of(data), files_of(changed)
    return {path for path in before if before[path] != after.get(path)} <= {"manifest.sig.1.tsr", "manifest.sig.2.tsr"}


STATED_AT = datetime(2026, 3, 2, tzinfo=UTC)
STATEMENT = Statement(
    id="statement-1",
    issuer="desk.example/log/shop",
    recipient="另一家平台",
    account="u-1",
    issued_at=STATED_AT,
    expires_at=STATED_AT + timedelta(days=30),
    granted=3,
    against=None,
)
STATED = sign_statement(STATEMENT, SEAL)


def stated(data: bytes) -> object:
    """Read a statement of standing; a changed one that holds is a failure."""
    found = verify_statement(data, keys=[NoteKey(STATEMENT.issuer, PLAIN, SEAL.public_key.raw)], at=STATED_AT)
    if data != STATED:
        raise AssertionError("a changed statement holds")
    return found


PARTS: tuple[tuple[str, Callable[[bytes], object]], ...] = (
    ("manifest.json", parse_manifest),
    ("manifest.json", parse_canonical),
    ("log/4.json", parse_entry),
    ("log/4.tlog-proof", parse_tlog_proof),
    ("log/checkpoint", lambda data: parse_checkpoint(parse_note(data).text)),
    ("log/checkpoint", lambda data: parse_receipt(b'{"entry":' + data)),
    ("keys/1-seal.pem", parse_public_key),
    ("keys/7-time.pem", parse_roots),
    ("trust", parse_trust),
    ("statement", stated),
)


def one_part(rng: random.Random, authority: TimeAuthority, token: bytes) -> str:
    """Change one file and read it alone."""
    if rng.random() < 0.3:
        changed = mutated(token, rng)
        try:
            verify_timestamp(changed, message=b"message", roots=[authority.root])
        except IntegrityError:
            return "token/refused"
        return "token/holds"
    path, parse = rng.choice(PARTS)
    alone_read: dict[str, Callable[[], bytes]] = {
        "trust": (GOLDEN / "trust.json").read_bytes,
        "statement": lambda: STATED,
    }
    data = alone_read[path]() if path in alone_read else files_of(WHOLE[0])[path]
    try:
        parse(mutated(data, rng))
    except (IntegrityError, UsageError) as error:
        return f"{path}/{error.code}"
    return f"{path}/read"


def run(*, inputs: int, seed: int) -> int:
    """Run, print a summary, and return the number of failures."""
    seen: Counter[str] = Counter()
    failures = 0
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        authority = TimeAuthority(Path(folder) / "authority", "Time")
        token = authority.stamp(b"message")
        for number in range(inputs):
            rng = random.Random(f"{seed}/{number}")
            try:
                seen[whole_bundle(rng) if number % 2 else one_part(rng, authority, token)] += 1
            except Exception as exc:  # noqa: BLE001  (any other exception is what this program looks for)
                failures += 1
                sys.stdout.write(f"input {number}: {type(exc).__name__}: {exc}\n")
    rate = inputs / (time.perf_counter() - started)
    sys.stdout.write(f"{inputs} inputs, seed {seed}: {rate:.0f} inputs/s, {failures} failures\n")
    for name, count in sorted(seen.items()):
        sys.stdout.write(f"  {name}: {count}\n")
    return failures


def main(arguments: Sequence[str] | None = None) -> int:
    """Parse the command line and run; 1 when anything failed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--inputs", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args(arguments)
    return 1 if run(inputs=chosen.inputs, seed=chosen.seed) else 0


if __name__ == "__main__":
    sys.exit(main())
