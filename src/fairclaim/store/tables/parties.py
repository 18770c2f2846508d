"""Tenants, persons and accounts. A person is a random id; everything that names one is sealed under the person's own key."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from fairclaim.store.columns import ID_LENGTH
from fairclaim.store.tables.row import LONG, Row, TenantRow, belongs, of_a_tenant, one_of

LOGIN = text("name = 'login'")


class Tenant(Row):
    """One operator: a shop, a platform. The only rows without a tenant column, being the tenants themselves."""

    __tablename__ = "tenants"
    __table_args__ = (CheckConstraint("id <> ''", name="id_given"),)

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    name: Mapped[str] = mapped_column(LONG)
    settings: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class Person(TenantRow):
    """A buyer, a merchant or somebody of the desk, known by a random id."""

    __tablename__ = "persons"
    __table_args__ = (
        of_a_tenant(),
        one_of("kind", "buyer", "merchant", "staff"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    created_at: Mapped[datetime]
    erased_at: Mapped[datetime | None]


class PersonKey(TenantRow):
    """The person's data key, wrapped by a master key. Deleting this row is what erases a person."""

    __tablename__ = "person_keys"
    __table_args__ = (
        belongs("person", to="persons"),
        Index("ix_person_keys_master_version", "tenant", "master_version"),
    )

    person: Mapped[str] = mapped_column(primary_key=True)
    master_version: Mapped[int]
    wrapped: Mapped[bytes]
    created_at: Mapped[datetime]


class PersonField(TenantRow):
    """One sealed field: a name, a phone, an address."""

    __tablename__ = "person_fields"
    __table_args__ = (belongs("person", to="persons"),)

    person: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    sealed: Mapped[bytes]
    updated_at: Mapped[datetime]


class PersonLookup(TenantRow):
    """A blind index: finds the person by a field's value without holding the value. Deleted when the person is erased."""

    __tablename__ = "person_lookups"
    __table_args__ = (
        belongs("person", to="persons"),
        Index("ix_person_lookups_digest", "tenant", "name", "digest"),
        Index("uq_person_lookups_login", "tenant", "digest", unique=True, sqlite_where=LOGIN, postgresql_where=LOGIN),
    )

    person: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    digest: Mapped[bytes]


class PersonText(TenantRow):
    """A party's free words, sealed. Events name them by id and never hold them."""

    __tablename__ = "person_texts"
    __table_args__ = (belongs("person", to="persons"), Index("ix_person_texts_person", "tenant", "person"))

    id: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[str]
    sealed: Mapped[bytes]
    created_at: Mapped[datetime]


class PersonTie(TenantRow):
    """That somebody of the desk has to do with a party, and is kept off its claims."""

    __tablename__ = "person_ties"
    __table_args__ = (belongs("person", to="persons"), belongs("party", to="persons"))

    person: Mapped[str] = mapped_column(primary_key=True)
    party: Mapped[str] = mapped_column(primary_key=True)
    declared_at: Mapped[datetime]
    declared_by: Mapped[str | None]
    """None where it was not kept."""


class Correction(TenantRow):
    """A person's wish to have something corrected, and its answer. What was said is in their sealed texts."""

    __tablename__ = "corrections"
    __table_args__ = (belongs("person", to="persons"), Index("ix_corrections_person", "tenant", "person"))

    id: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[str]
    field: Mapped[str]
    value: Mapped[str]
    """Id of a text, as are ``why`` and ``answer``."""
    why: Mapped[str | None]
    asked_at: Mapped[datetime]
    is_accepted: Mapped[bool | None]
    answer: Mapped[str | None]
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[str | None]


class Erasure(TenantRow):
    """A request to erase a person, and what of it is still to be done outside the database."""

    __tablename__ = "erasures"
    __table_args__ = (belongs("person", to="persons"),)

    person: Mapped[str] = mapped_column(primary_key=True)
    requested_at: Mapped[datetime]
    blobs: Mapped[list[str]]
    finished_at: Mapped[datetime | None]


class Account(TenantRow):
    """A way to sign in. The login's name is a sealed field of the person, found by its blind index."""

    __tablename__ = "accounts"
    __table_args__ = (belongs("person", to="persons"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[str]
    password_hash: Mapped[str | None] = mapped_column(String(255))
    is_active: Mapped[bool]
    created_at: Mapped[datetime]


class AccountRole(TenantRow):
    """What an account may act as."""

    __tablename__ = "account_roles"
    __table_args__ = (
        belongs("account", to="accounts"),
        one_of("role", "buyer", "merchant-agent", "reviewer", "senior", "auditor", "policy-editor", "admin"),
    )

    account: Mapped[str] = mapped_column(primary_key=True)
    role: Mapped[str] = mapped_column(primary_key=True)
    granted_at: Mapped[datetime]
