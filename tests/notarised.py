"""A desk in a folder with a claim in it whose log is signed, stamped and cosigned: for whatever checks, damages or bundles it."""

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from contracts.desks import WISH_1
from fairclaim.compose import OpenDesk, open_desk
from fairclaim.domain.desk.party import ClaimId
from fairclaim.evidence.cosignature import cosign
from fairclaim.evidence.signature import Ed25519Signer
from fairclaim.evidence.signed_note import COSIGNATURE, NoteKey, parse_note
from fairclaim.services.file_claim import file_claim
from fairclaim.services.sign_checkpoint import sign_log
from fairclaim.services.stamp_checkpoint import stamp_log
from fairclaim.services.take_cosignature import take_cosignatures
from fairclaim.settings import Settings
from time_authority import TimeAuthority
from unit.services.counter import ALL_SHOTS, BUYER, TENANT, Examiner

WITNESS = Ed25519Signer.from_seed(bytes([2]) * 32)
WITNESS_KEY = NoteKey("witness.example/w", COSIGNATURE, WITNESS.public_key.raw)


def settings_of(folder: Path, behind: TimeAuthority | None = None) -> Settings:
    authorities = None
    if behind is not None:
        authorities = behind.folder / "authorities.json"
        authorities.write_text('[{"name": "here", "url": "http://127.0.0.1:1/tsa", "roots": "root.pem"}]')
    return Settings(data=folder, witnesses=(WITNESS_KEY.to_text(),), authorities=authorities)


def opened(folder: Path, behind: TimeAuthority | None = None) -> OpenDesk:
    return open_desk(settings_of(folder, behind), examiner=Examiner())


def filed(desk: OpenDesk) -> ClaimId:
    return file_claim(desk.desk, BUYER, replace(WISH_1, photos=ALL_SHOTS)).receipt.claim


def notarise(desk: OpenDesk, behind: TimeAuthority | None = None) -> int:
    """Sign the log, have it stamped and cosigned; return its size."""
    signed = sign_log(desk.desk, TENANT)
    assert signed is not None
    if behind is not None:
        stamp_log(desk.desk, TENANT, [Stamping(behind)])
    with desk.store.read(TENANT) as work:
        newest = work.checkpoints.newest()
        assert newest is not None
        note = parse_note(newest.note)
    line = cosign(note.text, name=WITNESS_KEY.name, signer=WITNESS, at=datetime.now(UTC))
    shown = replace(note, signatures=(*note.signatures, line)).to_bytes()
    assert take_cosignatures(desk.desk, TENANT, signed.size, shown) == 1
    return signed.size


class Stamping:
    """See :class:`fairclaim.services.ports.proofs.Authority`."""

    name = "here"

    def __init__(self, behind: TimeAuthority) -> None:
        self._behind = behind
        self.roots = [behind.root]

    def ask(self, request: bytes) -> bytes:
        return self._behind.reply(request)


def damage(folder: Path, *statements: str) -> None:
    """Change a desk's rows as somebody would who owns the file: triggers do not stop them."""
    connection = sqlite3.connect(folder / "desk.db")
    for (name,) in connection.execute("select name from sqlite_master where type = 'trigger'").fetchall():
        connection.execute(f"drop trigger {name}")
    for statement in statements:
        assert connection.execute(statement).rowcount != 0, statement
    connection.commit()
    connection.close()
