"""Row-level security of PostgreSQL: statements for migrations, privileges for the desk's role, and the check at start-up.

A connection says which tenant it works for in a setting that ends with the transaction; without it, no row is seen. ``force``
holds the tables' owner to the policies too; a superuser, or a role with ``bypassrls``, is held by nothing and is refused at
start-up.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, text

from fairclaim.domain.bilingual import Bilingual
from fairclaim.store.errors import UnsafeRoleError

SETTING = "fairclaim.tenant"
CURRENT = f"nullif(current_setting('{SETTING}', true), '')"
"""A setting that was local to a transaction is left behind as an empty text: the same as none."""


def security_statements(table: str) -> tuple[str, ...]:
    """Return what shows a table's rows to their own tenant only."""
    return (
        f"alter table {table} enable row level security",
        f"alter table {table} force row level security",
        f"create policy {table}_of_tenant on {table} using (tenant = {CURRENT}) with check (tenant = {CURRENT})",
    )


def tenants_security_statements() -> tuple[str, ...]:
    """Return the same for the table of tenants, which a connection without a tenant may list (workers go from one to the next)."""
    return (
        "alter table tenants enable row level security",
        "alter table tenants force row level security",
        f"create policy tenants_seen on tenants for select using ({CURRENT} is null or id = {CURRENT})",
        f"create policy tenants_made on tenants for insert with check (id = {CURRENT})",
        f"create policy tenants_changed on tenants for update using (id = {CURRENT}) with check (id = {CURRENT})",
    )


def grant_statements(role: str, *, growing: Sequence[str], changing: Sequence[str]) -> tuple[str, ...]:
    """Return the privileges of the desk's role: tables that only grow may be read and added to, nothing else.

    Parameters
    ----------
    role : str
        Quoted by this function.
    growing, changing : sequence of str
        Append-only tables, and the others.
    """
    quoted = '"' + role.replace('"', '""') + '"'
    return (
        f"grant usage on schema public to {quoted}",
        f"grant select on alembic_version to {quoted}",
        *(f"revoke all on {table} from {quoted}" for table in (*growing, *changing)),
        *(f"grant select, insert on {table} to {quoted}" for table in growing),
        *(f"grant select, insert, update, delete on {table} to {quoted}" for table in changing),
    )


ROLE = "select current_user as role, rolsuper, rolbypassrls from pg_roles where rolname = current_user"
OPEN_TABLES = """
select relname, relrowsecurity, relforcerowsecurity, pg_has_role(current_user, relowner, 'USAGE') as is_owner
from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace and relname = any(:tables)
order by relname
"""


def verify_role(connection: Connection, tables: Sequence[str]) -> None:
    """Verify that row-level security holds the connected role on every table.

    Raises
    ------
    UnsafeRoleError
        If the role is a superuser, bypasses row-level security, or owns a table without ``force``; or if a table has none.
    """
    role = connection.execute(text(ROLE)).one()
    if role.rolsuper:
        raise UnsafeRoleError(role.role, Bilingual("它是超级用户", "it is a superuser"))
    if role.rolbypassrls:
        raise UnsafeRoleError(role.role, Bilingual("它带有 BYPASSRLS", "it has BYPASSRLS"))
    for table in connection.execute(text(OPEN_TABLES), {"tables": list(tables)}):
        if not table.relrowsecurity:
            raise UnsafeRoleError(
                role.role, Bilingual(f"表 {table.relname} 未启用行级安全", f"the table {table.relname} has none")
            )
        if table.is_owner and not table.relforcerowsecurity:
            raise UnsafeRoleError(
                role.role,
                Bilingual(
                    f"它拥有表 {table.relname}，而该表没有 FORCE", f"it owns {table.relname}, which does not force it"
                ),
            )
