"""A session that belongs to one tenant: what it loads, changes and adds is that tenant's, also where a query forgot to say so.

Every query over tables' rows gets the tenant's condition, in subqueries and aliases too. What could slip past it (plain SQL,
bare tables, bulk inserts) is refused. PostgreSQL holds the same line once more, by row-level security.
"""

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from sqlalchemy import Column, Delete, Engine, Select, Table, Update, event, false, text, true
from sqlalchemy.orm import ORMExecuteState, Session, SessionTransaction, with_loader_criteria
from sqlalchemy.sql import visitors
from sqlalchemy.sql.base import ExecutableOption
from sqlalchemy.sql.dml import ReturningUpdate

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UsageError
from fairclaim.store.row_security import SETTING
from fairclaim.store.tables.parties import Tenant
from fairclaim.store.tables.row import TenantRow

if TYPE_CHECKING:
    _Statement = Select[Any] | Update | Delete


STANDING: Final = "fairclaim_standing"
"""Execution option: the statement is a module's own and lives as long as the process."""
S = TypeVar("S", bound=Select[*tuple[Any, ...]] | ReturningUpdate[Any])


def standing(statement: S) -> S:
    """Return a query or change to be kept by its module, with ``bindparam`` where values come in.

    Whether it may be asked, and its tenant's condition, are worked out once for each tenant and not each time: half the processor
    time of a query. One that is built anew for each call gains nothing here.

    Examples
    --------
    >>> from sqlalchemy import bindparam, select
    >>> from fairclaim.store.tables.trade import Order
    >>> ORDER = standing(select(Order).where(Order.id == bindparam("id")))
    """
    return cast("S", statement.execution_options(**{STANDING: True}))


class TenantSession(Session):
    """A session of one tenant.

    Parameters
    ----------
    engine : Engine
        Where it connects.
    tenant : str or None
        None sees the list of tenants and nothing else.

    Raises
    ------
    UsageError
        If the tenant is an empty text; from its methods, on statements that could reach other tenants' rows.
    """

    def __init__(self, engine: Engine, *, tenant: str | None) -> None:
        super().__init__(engine, expire_on_commit=False, autoflush=True)
        if tenant == "":
            raise UsageError(Bilingual("租户不能为空。", "A tenant has a name."))
        self.tenant = tenant


@event.listens_for(TenantSession, "do_orm_execute")
def _confine(state: ORMExecuteState) -> None:
    session = cast("TenantSession", state.session)
    if state.is_column_load or state.is_relationship_load:
        return
    if not (state.is_orm_statement and (state.is_select or state.is_update or state.is_delete)):
        raise UsageError(_UNGUARDED)
    if state.is_update and isinstance(state.parameters, list):
        raise UsageError(_UNGUARDED)
    # Changes of many rows do not look for what is loaded; queries read anew instead, after what was changed is written.
    state.update_execution_options(populate_existing=True, synchronize_session=False)
    confine = _confined if STANDING in state.execution_options else _confined.__wrapped__
    state.statement = confine(cast("_Statement", state.statement), session.tenant)


@lru_cache(maxsize=2048)
def _confined(statement: "_Statement", tenant: str | None) -> "_Statement":
    """Return a statement with its tenant's conditions. A statement is equal to itself only: none is taken for another.

    Raises
    ------
    UsageError
        If it could reach past them.
    """
    is_bare = any(_is_bare_column(part) for part in visitors.iterate(statement))
    if is_bare or (isinstance(statement, Update) and _moves_rows(statement)):
        raise UsageError(_UNGUARDED)
    return statement.options(*_conditions(tenant))


@lru_cache(maxsize=1024)
def _conditions(tenant: str | None) -> tuple[ExecutableOption, ...]:
    """Return what is added to every query of a tenant. Making it anew for each took a tenth of the time of filing a claim."""
    return (
        with_loader_criteria(TenantRow, _rows_of(tenant), include_aliases=True),
        with_loader_criteria(Tenant, true() if tenant is None else Tenant.id == tenant, include_aliases=True),
    )


def _rows_of(tenant: str | None) -> Any:  # noqa: ANN401  (SQLAlchemy's own annotation of a criterion)
    if tenant is None:
        return lambda _row: false()
    return lambda row: row.tenant == tenant


def _is_bare_column(part: object) -> bool:
    """Tell whether a column comes from a table instead of its row class, where no condition would be added."""
    if not isinstance(part, Column) or not isinstance(part.table, Table):
        return False
    return "parententity" not in part._annotations  # noqa: SLF001  (no public way to ask)


def _moves_rows(statement: object) -> bool:
    """Tell whether an update sets the tenant itself."""
    values: dict[Any, Any] = getattr(statement, "_values", None) or {}
    return any(getattr(column, "key", column) == "tenant" for column in values)


@event.listens_for(TenantSession, "before_flush")
def _stamp(session: TenantSession, _context: object, _instances: object) -> None:
    for row in session.new | session.dirty | session.deleted:
        if isinstance(row, TenantRow):
            given: str | None = row.tenant
            if given is None and row in session.new:
                given = row.tenant = session.tenant or ""
        else:
            given = row.id
        if session.tenant is None or given != session.tenant:
            raise UsageError(_FOREIGN)


@event.listens_for(TenantSession, "after_begin")
def _declare(session: TenantSession, _transaction: SessionTransaction, connection: Any) -> None:  # noqa: ANN401
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"select set_config('{SETTING}', :tenant, true)"), {"tenant": session.tenant or ""})


_UNGUARDED = Bilingual(
    "此查询可能越过租户边界，已拒绝。请查询行类，而非裸表或文本 SQL。",
    "This statement could reach past its tenant and was refused. Query row classes, not bare tables or plain SQL.",
)
_FOREIGN = Bilingual("该行不属于本租户。", "The row does not belong to this tenant.")
