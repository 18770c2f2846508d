"""No unit of work sees, changes or makes rows of another tenant, whatever a query forgot to say; both engines alike."""

from collections.abc import Callable

import pytest
from sqlalchemy import (
    Select,
    Update,
    bindparam,
    create_engine,
    delete,
    exists,
    func,
    insert,
    literal_column,
    select,
    text,
    union_all,
    update,
)
from sqlalchemy.orm import aliased
from sqlalchemy.sql.dml import ReturningUpdate

from fairclaim.domain.errors import UsageError
from fairclaim.store.errors import AlreadyThereError, NotThereError, RefusedError, UnsafeRoleError
from fairclaim.store.open_store import open_store
from fairclaim.store.tables.all_tables import METADATA, TENANT_TABLES
from fairclaim.store.tables.claims import Claim, ClaimEvent, LogHead
from fairclaim.store.tables.desk import Policy
from fairclaim.store.tables.parties import Person, Tenant
from fairclaim.store.tenant_session import standing
from store_engines import DESK_ROLE, NOON, RING, Desk, Engine, as_role, sql
from unit.store.samples import buyer, filed, moved


@pytest.fixture
def two_shops(desk: Desk) -> Desk:
    """Both shops have a claim of the same id; theirs has an event more."""
    for tenant in (desk.mine, desk.theirs):
        with desk.store.write(tenant) as work:
            buyer(work)
            filed(work)
    with desk.store.write(desk.theirs) as work:
        moved(work, seen=2)
        filed(work, "claim-of-theirs")
    return desk


def every_row() -> Select[str]:
    return select(Claim.tenant)


def an_alias() -> Select[str]:
    return select(aliased(Claim).tenant)


def a_subquery() -> Select[str]:
    inner = select(Claim.tenant.label("tenant")).subquery()
    return select(inner.c.tenant)


def a_table_expression() -> Select[str]:
    inner = select(Claim.tenant.label("tenant")).cte()
    return select(inner.c.tenant)


def a_union() -> Select[str]:
    inner = union_all(select(Claim.tenant.label("tenant")), select(ClaimEvent.tenant)).subquery()
    return select(inner.c.tenant)


def a_join() -> Select[str]:
    return select(ClaimEvent.tenant).join(Claim, Claim.id == ClaimEvent.claim)


def an_aliased_subquery() -> Select[str]:
    return select(aliased(Claim, select(Claim).subquery()).tenant)


def a_scalar_subquery() -> Select[str | None, str]:
    return select(select(func.max(Claim.tenant)).where(Claim.id == "claim-of-theirs").scalar_subquery(), Person.id)


def the_tenants() -> Select[str]:
    return select(Tenant.id)


@pytest.mark.parametrize(
    "query",
    [every_row, an_alias, a_subquery, a_table_expression, a_union, a_join, an_aliased_subquery, the_tenants],
    ids=lambda query: query.__name__,
)
def test_a_query_that_forgot_its_tenant_sees_its_own_rows_only(
    two_shops: Desk, query: Callable[[], Select[str]]
) -> None:
    with two_shops.store.read(two_shops.mine) as work:
        assert set(work.session.scalars(query())) == {two_shops.mine}


def test_a_nested_question_is_asked_of_own_rows_only(two_shops: Desk) -> None:
    with two_shops.store.read(two_shops.mine) as work:
        assert list(work.session.scalars(a_scalar_subquery())) == [None]
        named = select(Person.id).where(exists().where(Claim.id == "claim-of-theirs"))
        listed = select(Person.id).where(literal_column("'claim-of-theirs'").in_(select(Claim.id)))
        assert list(work.session.scalars(named)) == []
        assert list(work.session.scalars(listed)) == []
        assert work.session.scalar(select(func.count()).select_from(ClaimEvent)) == 2


def test_a_row_of_others_is_not_found_by_its_key(two_shops: Desk) -> None:
    with two_shops.store.read(two_shops.mine) as work:
        with pytest.raises(UsageError, match="could reach past"):
            work.session.get(Claim, (two_shops.theirs, "claim-of-theirs"))
        with pytest.raises(NotThereError):
            work.claims.claim("claim-of-theirs")


def test_a_change_that_forgot_its_tenant_changes_own_rows_only(two_shops: Desk) -> None:
    with two_shops.store.write(two_shops.mine) as work:
        nested = exists().where(Claim.id == "claim-of-theirs")
        for statement in (
            update(Claim).values(state="seen"),
            update(Person).where(nested).values(kind="staff"),
            delete(LogHead),
        ):
            work.session.execute(statement)
    with two_shops.store.read(two_shops.theirs) as work:
        assert {claim.state for claim in work.session.scalars(select(Claim))} == {"screening", "filed"}
        assert work.session.scalar(select(LogHead.position)) == 5
    with two_shops.store.read(two_shops.mine) as work:
        assert work.persons.facts("buyer-1").kind == "buyer"


def moving() -> Update:
    return update(Person).values(tenant="elsewhere")


@pytest.mark.parametrize(
    "statement",
    [
        text("select * from claims"),
        select(Claim.__table__),
        select(Claim.__table__.c.id),
        select(Person.id).join(Claim.__table__, Claim.__table__.c.id == Person.id),
        select(Person.id).where(exists().where(Claim.__table__.c.id == "claim-of-theirs")),
        insert(Policy).values(tenant="elsewhere"),
        moving(),
    ],
    ids=["text", "table", "column", "join", "exists", "insert", "move"],
)
def test_a_statement_that_could_slip_past_is_refused(two_shops: Desk, statement: Select[str]) -> None:
    with pytest.raises(UsageError, match="could reach past"), two_shops.store.write(two_shops.mine) as work:
        work.session.execute(statement)


def test_a_statement_that_is_kept_is_confined_to_whoever_asks(two_shops: Desk) -> None:
    found = standing(select(Claim.tenant).where(Claim.id == bindparam("claim")))
    change = standing(
        update(Claim).where(Claim.id == bindparam("claim")).values(version=bindparam("new")).returning(Claim.tenant)
    )
    for tenant in (two_shops.mine, two_shops.theirs, two_shops.mine):
        with two_shops.store.write(tenant) as work:
            assert work.session.scalars(found, {"claim": "claim-1"}).all() == [tenant]
            assert work.session.scalars(change, {"claim": "claim-1", "new": 9}).all() == [tenant]
    with two_shops.store.read(two_shops.mine) as work:
        assert work.session.scalars(found, {"claim": "claim-of-theirs"}).all() == []


@pytest.mark.parametrize(
    "statement",
    [
        select(Claim.__table__.c.tenant),
        update(Claim).values(tenant=bindparam("other")).returning(Claim.id),
        update(Claim).values({"tenant": "other"}).returning(Claim.id),
    ],
)
def test_a_statement_that_could_slip_past_is_refused_though_it_is_kept(
    two_shops: Desk, statement: Select[str] | ReturningUpdate[str]
) -> None:
    with two_shops.store.write(two_shops.mine) as work:
        for _ in range(2):
            with pytest.raises(UsageError):
                work.session.execute(standing(statement), {"other": two_shops.theirs})


def test_many_changes_by_key_are_refused(two_shops: Desk) -> None:
    rows = [{"tenant": two_shops.theirs, "id": "claim-of-theirs", "state": "x"}]
    with pytest.raises(UsageError, match="could reach past"), two_shops.store.write(two_shops.mine) as work:
        work.session.execute(update(Claim), rows)


def test_rows_cannot_be_made_for_others_or_given_to_them(two_shops: Desk) -> None:
    with pytest.raises(UsageError, match="does not belong"), two_shops.store.write(two_shops.mine) as work:
        work.session.add(Person(tenant=two_shops.theirs, id="x", kind="buyer", created_at=NOON, erased_at=None))
    with pytest.raises(UsageError, match="does not belong"), two_shops.store.write(two_shops.mine) as work:  # noqa: PT012  (the whole unit of work is refused)
        person = work.session.scalars(select(Person)).one()
        person.tenant = two_shops.theirs
    with pytest.raises(UsageError, match="does not belong"), two_shops.store.write(two_shops.mine) as work:
        work.session.add(Tenant(id="x", name="x", settings={}, created_at=NOON, closed_at=None))


def test_a_row_cannot_refer_to_a_row_of_others(two_shops: Desk) -> None:
    with pytest.raises(AlreadyThereError), two_shops.store.write(two_shops.mine) as work:
        work.deadlines.set("claim-of-theirs", 1, clock="review", purpose="expire", due_at=NOON)


def test_every_table_but_the_tenants_themselves_has_its_tenant_first() -> None:
    assert set(TENANT_TABLES) == METADATA.tables.keys() - {"tenants"}
    for name in TENANT_TABLES:
        assert next(iter(METADATA.tables[name].primary_key.columns)).name == "tenant", name
        for index in METADATA.tables[name].indexes:
            assert next(iter(index.columns)).name == "tenant", index.name
        for key in METADATA.tables[name].foreign_key_constraints:
            assert key.column_keys[0] == "tenant", key.name


def test_tenants_are_listed_where_no_tenant_is_at_work(two_shops: Desk) -> None:
    assert {two_shops.mine, two_shops.theirs} <= set(two_shops.store.tenants())


def test_a_tenant_has_a_name(desk: Desk) -> None:
    with pytest.raises(UsageError), desk.store.read(""):
        pass
    with pytest.raises(AlreadyThereError):
        desk.store.add_tenant(desk.mine, name="again", at=NOON)


def postgres_only(engine: Engine) -> None:
    if engine.is_sqlite:
        pytest.skip("SQLite has no roles and no row-level security")


def test_the_database_itself_shows_only_the_tenant_that_was_set(two_shops: Desk) -> None:
    postgres_only(two_shops.engine)
    engine = create_engine(two_shops.engine.url.replace("postgresql://", "postgresql+psycopg://"))
    for table in TENANT_TABLES:
        with engine.begin() as connection:
            assert connection.execute(text(f"select count(*) from {table}")).scalar_one() == 0, table  # noqa: S608
            connection.execute(text("select set_config('fairclaim.tenant', :t, true)"), {"t": two_shops.mine})
            found = connection.execute(text(f"select distinct tenant from {table}")).scalars().all()  # noqa: S608
            assert set(found) <= {two_shops.mine}, table
        with engine.begin() as connection:  # what the transaction set is gone with it
            assert connection.execute(text(f"select count(*) from {table}")).scalar_one() == 0, table  # noqa: S608
    with pytest.raises(Exception, match="row-level security"), engine.begin() as connection:  # noqa: PT012  (the whole unit of work is refused)
        connection.execute(text("select set_config('fairclaim.tenant', :t, true)"), {"t": two_shops.mine})
        connection.execute(text("update persons set tenant = 'elsewhere'"))
    engine.dispose()


def test_the_desk_refuses_to_run_as_a_role_that_nothing_holds(postgres_engine: Engine) -> None:
    with pytest.raises(UnsafeRoleError, match="superuser"):
        open_store(postgres_engine.owner_url, ring=RING)
    sql(postgres_engine.owner_url, "drop role if exists wide", "create role wide login bypassrls")
    sql(postgres_engine.owner_url, "grant select on all tables in schema public to wide")
    with pytest.raises(UnsafeRoleError, match="BYPASSRLS"):
        open_store(as_role(postgres_engine.owner_url, "wide"), ring=RING)


def test_the_desk_refuses_tables_that_do_not_hold_their_owner(postgres_engine: Engine) -> None:
    owner = postgres_engine.owner_url
    sql(owner, f"alter table audit owner to {DESK_ROLE}")
    try:
        open_store(postgres_engine.url, ring=RING).close()
        sql(owner, "alter table audit no force row level security")
        with pytest.raises(UnsafeRoleError, match="owns audit"):
            open_store(postgres_engine.url, ring=RING)
        sql(owner, "alter table audit force row level security", "alter table audit disable row level security")
        with pytest.raises(UnsafeRoleError, match="the table audit has none"):
            open_store(postgres_engine.url, ring=RING)
    finally:
        sql(
            owner,
            "alter table audit enable row level security",
            "alter table audit force row level security",
            "alter table audit owner to postgres",
            f"grant select, insert on audit to {DESK_ROLE}",
        )


def test_a_privilege_that_the_role_lacks_is_a_clear_error(two_shops: Desk) -> None:
    postgres_only(two_shops.engine)
    with pytest.raises(RefusedError, match="permission denied"), two_shops.store.write(two_shops.mine) as work:
        work.session.execute(delete(ClaimEvent))
