"""The whole schema in one place, and which tables only grow."""

from sqlalchemy import MetaData

from fairclaim.store.tables import (
    captures,
    claims,
    consents,
    desk,
    evidence_log,
    identity,
    machine,
    parties,
    standing,
    trade,
    traffic,
)
from fairclaim.store.tables.row import Row

ROOMS = (parties, trade, claims, desk, traffic, machine, identity, evidence_log, standing, captures, consents)
"""Importing them is what fills ``METADATA``."""

METADATA: MetaData = Row.metadata

APPEND_ONLY = (
    claims.ClaimEvent.__tablename__,
    trade.ParcelEvent.__tablename__,
    claims.Decision.__tablename__,
    desk.DeadlineFiring.__tablename__,
    desk.AuditEntry.__tablename__,
    evidence_log.LogEntry.__tablename__,
    evidence_log.LogCheckpoint.__tablename__,
    evidence_log.LogCosignature.__tablename__,
    evidence_log.LogToken.__tablename__,
)
"""Rows of these are never changed or deleted; the database itself refuses to."""

TENANT_TABLES = tuple(sorted(name for name, table in METADATA.tables.items() if "tenant" in table.columns))
