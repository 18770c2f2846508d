"""``fairclaim file police-report``: the letter, the sealed case, what else goes with it, and what checks it offline, in one folder.

The folder appears whole or not at all. Only a decision that stands can be reported, and no place of the letter stays blank.
"""

import argparse
import hashlib
import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, cast

from fairclaim.cli import file_sent
from fairclaim.cli.exits import Exit
from fairclaim.cli.file_attachments import FOLDER, with_copies
from fairclaim.cli.file_desk_part import folder_of, is_claim
from fairclaim.cli.file_from_desk import desk_open, draft_of
from fairclaim.cli.file_write import drawn, say_doubts, written
from fairclaim.cli.output import cannot_write, make_folder, print_line, printing, say, write_file
from fairclaim.cli.police_instructions import instructions
from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UsageError
from fairclaim.law.filings.catalogue import kind_named
from fairclaim.law.filings.data import Attachment
from fairclaim.law.filings.letter import require_complete
from fairclaim.law.tone import doubts_about

if TYPE_CHECKING:
    from fairclaim.compose import OpenDesk

KIND: Final = "police-cover"
VERIFIER: Final = "verify_bundle.py"
READ_ME: Final = "READ-ME.txt"
SUMS: Final = "SHA256SUMS"
_BUNDLE = Bilingual("证据包", "The bundle of evidence")
_VERIFIER = Bilingual("核验程序", "The program that checks it")
_READ_ME = Bilingual("核验说明", "How to check it")
_USAGE = Bilingual(
    "请给出申请编号和 --out DIR：fairclaim file police-report CLAIM --out DIR。",
    "Give a claim and --out DIR: fairclaim file police-report CLAIM --out DIR.",
)
_NOT_EMPTY = Bilingual(
    "{out} 已经存在，不会覆盖。请换一个位置。", "{out} exists, and nothing is overwritten. Choose another place."
)
_OPEN = Bilingual(
    "注意：证据包没有加密，内含个人信息。请当面交接，不要通过网络发送；或者用 --recipient 加密给接收方。",
    "Note: the case is not encrypted, and holds personal data. Hand it over in person, not over a network; or encrypt it to its reader "
    "with --recipient.",
)
_NOTE_IT = Bilingual(
    "交出之后，请在该申请的“文书”页面登记，以便决定被撤销时撤回。",
    "Once you have handed it in, note it on the page Letters of the claim, so that it can be withdrawn if the decision falls.",
)
_PENDING: Final = "0" * 64
"""Stands for the digest of the case while it is not sealed, so that blanks are found before anything is built."""


def run(arguments: argparse.Namespace) -> Exit:
    """Build the folder."""
    if arguments.data is None or arguments.out is None or not is_claim(arguments):
        raise UsageError(_USAGE)
    arguments.final = True
    file_sent.check(arguments)
    out: Path = arguments.out
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise UsageError(_NOT_EMPTY.format(out=out))
    pages: dict[str, bytes] = {}
    with desk_open(arguments) as opened, _whole(out) as folder:
        pages = _build(opened, arguments, folder)
    with printing():
        for path in sorted(path for path in out.rglob("*") if path.is_file()):
            print_line(str(path))
    if not arguments.recipient:
        say(_OPEN, arguments.language)
    if arguments.sent is None:
        say(_NOTE_IT, arguments.language)
    else:
        file_sent.note_sent(argparse.Namespace(**{**vars(arguments), "kind": KIND}), pages)
    return Exit.DONE


def _build(opened: "OpenDesk", arguments: argparse.Namespace, folder: Path) -> dict[str, bytes]:
    """Build everything in a folder, and return the letter's pages."""
    kind, claim = kind_named(KIND), arguments.data
    name = f"01-{claim}.zip" + (".age" if arguments.recipient else "")
    data = draft_of(opened, arguments, kind, {"bundle_name": name, "bundle_sha256": _PENDING})
    require_complete(written(kind, data, arguments))
    attachments, copies = with_copies((Attachment(title=_BUNDLE), *data.attachments), folder_of(arguments))
    make_folder(folder / FOLDER)
    with _private(folder / FOLDER / name) as file:
        opened.bundle(claim, file, tenant=arguments.tenant, profile="court", recipients=arguments.recipient)
    digest = _sha256(folder / FOLDER / name)
    own = {VERIFIER: _verifier(), READ_ME: instructions(name, is_encrypted=bool(arguments.recipient))}
    data = replace(
        data,
        values={**data.values, "bundle_sha256": Bilingual(digest, digest)},
        attachments=(
            replace(attachments[0], file=name, sha256=digest),
            *attachments[1:],
            *(_enclosed(title, file, own) for title, file in ((_VERIFIER, VERIFIER), (_READ_ME, READ_ME))),
        ),
    )
    letters = written(kind, data, arguments)
    pages = drawn(letters, arguments)
    for file_name, content in {**copies, **own, **pages}.items():
        write_file(folder / file_name, content)
    write_file(folder / SUMS, _sums(folder))
    say_doubts(letters, doubts_about(data), arguments.language)
    return pages


def _enclosed(title: Bilingual, name: str, files: Mapping[str, bytes]) -> Attachment:
    return Attachment(title=title, file=name, sha256=hashlib.sha256(files[name]).hexdigest())


def _verifier() -> bytes:
    return resources.files("fairclaim.evidence.bundle").joinpath(VERIFIER).read_bytes()


def _sums(folder: Path) -> bytes:
    """Return the digest of every file, as ``sha256sum --check`` reads it."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return "".join(f"{_sha256(path)}  {path.relative_to(folder).as_posix()}\n" for path in files).encode()


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def _whole(out: Path) -> Iterator[Path]:
    """Yield a folder that only its owner can read, and put it in its place once it is whole."""
    make_folder(out.parent)
    beside = out.with_name(f".{out.name}.{secrets.token_hex(4)}")
    try:
        beside.mkdir(mode=0o700)
        yield beside
        beside.replace(out)
    except OSError as exc:
        raise cannot_write(str(out), exc) from exc
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _private(path: Path) -> BinaryIO:
    return cast("BinaryIO", os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb"))
