"""``fairclaim verify``: check a bundle, a receipt or a statement of standing, offline, and say what follows and what does not."""

import argparse
import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, cast

from fairclaim.cli.exits import Exit
from fairclaim.cli.output import print_json, print_line, printing
from fairclaim.domain.errors import IntegrityError, NotReadableError

if TYPE_CHECKING:
    from io import BufferedReader

_EXAMPLES: Final = """\
examples:
  fairclaim verify case.zip
  fairclaim verify case.zip --trust desk-keys.json --trust witnesses.json
  fairclaim verify case.zip.age --identity court.key --json
  fairclaim verify receipt-r1.json
  fairclaim verify standing.json --trust issuers.json

Nothing is fetched. A bundle brings its keys along; that they are the right ones, only fingerprints from elsewhere show:
compare them, or put them into a trust file. The same check, apart from this program, is the single file
fairclaim/evidence/bundle/verify_bundle.py, which needs Python and the package cryptography only.

exit codes:
  0    the bundle, receipt or statement holds
  1    it does not; the place is named
  2    bad use: unknown option, a trust file or an identity that cannot be used
  3    the file cannot be read
  4    a part is missing: pip install 'fairclaim[evidence]'
  130  interrupted"""

_TITLES: Final = {"proven": "证明了 · Proven", "not_proven": "没有证明 · Not proven"}
_USES: Final = {
    "seal": "封存 seal",
    "log": "日志 log",
    "witness": "见证 witness",
    "sign": "签名 sign",
    "time": "时间 time",
}
_MOST_OF_A_RECEIPT: Final = 1 << 20
_FACTS: Final = ("case", "profile", "made_at", "made_by")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.epilog = _EXAMPLES
    parser.add_argument(
        "bundle",
        type=Path,
        metavar="BUNDLE",
        help="a bundle, one that is encrypted with age, a receipt, or a statement of standing",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")
    parser.add_argument(
        "--trust",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="keys that you believe; no others will do",
    )
    parser.add_argument("--identity", type=Path, metavar="FILE", help="age key that opens an encrypted bundle")


def run(arguments: argparse.Namespace) -> Exit:
    """Check one bundle."""
    from fairclaim.cli.evidence_part import load_evidence  # noqa: PLC0415  (heavy: only once the arguments are right)

    part = load_evidence()
    trust = part.merged(part.parse_trust(_read(path)) for path in arguments.trust)
    identity = _read(arguments.identity).decode("utf-8", "replace") if arguments.identity else None
    with _opened(arguments.bundle) as file:
        digest = hashlib.file_digest(cast("BufferedReader", file), "sha256").hexdigest()
        file.seek(0)
        try:
            head = file.read(_MOST_OF_A_RECEIPT)
            file.seek(0)
            if part.is_statement(head):
                record = part.verify_statement(head, trust=trust, at=datetime.now(UTC))
            elif part.is_receipt(head):
                record = part.verify_receipt(head, trust=trust)
            else:
                with part.unlocked(file, identity) as bundle:
                    record = part.verify_bundle(bundle, trust=trust).to_record()
        except IntegrityError as error:
            record = part.to_failed_record(error)
    record["sha256"] = digest
    with printing():
        if arguments.json:
            print_json(record)
        else:
            for line in _report(record):
                print_line(line)
    return Exit.DONE if record["intact"] else Exit.NOT_PROVEN


def _report(record: Mapping[str, object]) -> Iterator[str]:
    """Say it to a person, in both languages: the reader may be neither's native speaker, and the page may be filed."""
    from fairclaim.report.text import printable  # noqa: PLC0415

    failure = cast("dict[str, str] | None", record["failure"])
    if failure is not None:
        yield "✗ 不成立。请勿采信，并原样保留这份文件。"
        yield "  It does not hold. Do not rely on it, and keep the file as it is."
        place = f"{failure['place']}：" if failure["place"] else ""
        yield f"  {printable(place + failure['zh'])}。"
        yield f"  {printable(failure['en'])}."
        yield f"  sha256 {record['sha256']}"
        return
    keys = cast("list[dict[str, object]]", record["keys"])
    if all(key["trusted"] for key in keys):
        yield "✓ 成立：依据您所信任的密钥。"
        yield "  It holds, by keys that you believe."
    else:
        yield "✓ 与自带的密钥相符。标 ? 的密钥尚待您核对：见下方指纹。"
        yield "  It holds by the keys that it brings along. Those marked ? are yours to compare: see the fingerprints below."
    facts = " · ".join(str(record[name]) for name in _FACTS)
    yield f"  {printable(facts)}"
    yield f"  sha256 {record['sha256']}"
    for name, title in _TITLES.items():
        yield ""
        yield title
        for one in cast("list[dict[str, str]]", record[name]):
            yield f"  - {printable(one['zh'])}"
            yield f"    {printable(one['en'])}"
    yield ""
    yield "密钥 · Keys"
    for key in keys:
        mark = "✓" if key["trusted"] else "?"
        yield f"  {mark} {_USES[str(key['use'])]} · {printable(str(key['name']))} · {key['algorithm']}"
        yield f"    {key['fingerprint']}"
    for time in cast("list[dict[str, object]]", record["times"]):
        mark = "✓" if time["trusted"] else "?"
        yield f"  {mark} {time['at']} · {time['covers']} · {printable(str(time['authority']))}"


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    try:
        file = path.open("rb")
    except (OSError, ValueError) as exc:  # ValueError: a path that no file system can hold
        raise _not_readable(path, exc) from exc
    with file:
        try:
            yield file
        except OSError as exc:
            raise _not_readable(path, exc) from exc


def _read(path: Path) -> bytes:
    with _opened(path) as file:
        return file.read(1 << 20)


def _not_readable(path: Path, exc: Exception) -> NotReadableError:
    return NotReadableError(str(path), getattr(exc, "strerror", None) or type(exc).__name__)
