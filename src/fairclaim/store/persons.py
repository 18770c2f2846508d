"""Persons: written sealed, found by blind index, erased by destroying their key."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Table, bindparam, delete, or_, select, update

from fairclaim.store.blobs.address import Address
from fairclaim.store.errors import ErasedError, NotThereError
from fairclaim.store.keys.blind_index import blind_digest
from fairclaim.store.keys.key_ring import KeyRing
from fairclaim.store.keys.person_keys import PersonKeys
from fairclaim.store.keys.sealed import Place, seal, unseal
from fairclaim.store.tables.all_tables import METADATA
from fairclaim.store.tables.claims import Claim, Examination, Exhibit, PhotoPrintRow
from fairclaim.store.tables.consents import ShareConsent, StandingStatement
from fairclaim.store.tables.evidence_log import LogSalt
from fairclaim.store.tables.identity import FORGOTTEN, SignInFailure
from fairclaim.store.tables.machine import Mark, SharedHash
from fairclaim.store.tables.parties import Account, Erasure, Person, PersonField, PersonLookup, PersonText, PersonTie
from fairclaim.store.tables.row import BLIND_INDEX_OF, Row
from fairclaim.store.tables.standing import Measure, MeasureGround, SentLetter, SetAside, StandingLink
from fairclaim.store.tables.trade import DispatchFile, ReferencePicture
from fairclaim.store.tenant_session import TenantSession, standing

INDEXED = frozenset({"phone", "email", "login", "platform-account"})
"""Fields by which persons are found."""
_TEXT = standing(select(PersonText).where(PersonText.id == bindparam("text")))
_TIES = standing(select(PersonTie.party).where(PersonTie.person == bindparam("person")))


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFacts:
    """What is known of a person without opening anything."""

    id: str
    kind: str
    created_at: datetime
    erased_at: datetime | None


class Persons:
    """A tenant's persons, within one unit of work."""

    def __init__(self, session: TenantSession, ring: KeyRing) -> None:
        self._session = session
        self._ring = ring
        self.keys = PersonKeys(session, ring)

    @property
    def _tenant(self) -> str:
        return self._session.tenant or ""

    def add(self, person: str, *, kind: str, at: datetime, fields: Mapping[str, str] | None = None) -> None:
        """Add a person with a new key.

        Parameters
        ----------
        person : str
            Random id.
        kind : str
            ``buyer``, ``merchant`` or ``staff``.
        fields : mapping or None
            What names the person: ``name``, ``phone``, ``address`` and so on.
        """
        self._session.add(Person(id=person, kind=kind, created_at=at))
        self._session.flush()
        self.keys.create(person, at=at)
        self._session.flush()
        self.write(person, fields or {}, at=at)

    def facts(self, person: str) -> PersonFacts:
        """Return what is known without a key.

        Raises
        ------
        NotThereError
            If there is no such person.
        """
        row = self._session.scalars(select(Person).where(Person.id == person)).one_or_none()
        if row is None:
            raise NotThereError(f"person {person}")
        return PersonFacts(id=row.id, kind=row.kind, created_at=row.created_at, erased_at=row.erased_at)

    def write(self, person: str, fields: Mapping[str, str], *, at: datetime) -> None:
        """Write fields, replacing those of the same names.

        Raises
        ------
        ErasedError, NotThereError
            See :meth:`PersonKeys.open`.
        """
        key = self.keys.open(person)
        for name, value in fields.items():
            sealed = seal(key, value.encode(), self._field_place(person, name))
            field = select(PersonField).where(PersonField.person == person, PersonField.name == name)
            row = self._session.scalars(field).one_or_none()
            if row is None:
                self._session.add(PersonField(person=person, name=name, sealed=sealed, updated_at=at))
            else:
                row.sealed, row.updated_at = sealed, at
            if name in INDEXED:
                self._index(person, name, value)
        self._session.flush()

    def read(self, person: str) -> dict[str, str]:
        """Return all fields in clear. Callers write an audit entry: looking is an act."""
        key = self.keys.open(person)
        rows = self._session.scalars(select(PersonField).where(PersonField.person == person)).all()
        return {row.name: unseal(key, row.sealed, self._field_place(person, row.name)).decode() for row in rows}

    def find(self, name: str, value: str) -> tuple[str, ...]:
        """Return the ids of persons whose field has a value, however it is spelled."""
        digest = blind_digest(self._ring, value, tenant=self._tenant, name=name)
        rows = select(PersonLookup.person).where(PersonLookup.name == name, PersonLookup.digest == digest)
        return tuple(self._session.scalars(rows.order_by(PersonLookup.person)))

    def add_text(self, text_id: str, text: str, *, person: str, at: datetime) -> None:
        """Keep a person's free words, sealed."""
        sealed = seal(self.keys.open(person), text.encode(), self._text_place(person, text_id))
        self._session.add(PersonText(id=text_id, person=person, sealed=sealed, created_at=at))
        self._session.flush()

    def text(self, text_id: str) -> str:
        """Return free words in clear.

        Raises
        ------
        ErasedError, NotThereError
            If their person was erased, or there are none of this id.
        """
        row = self._session.scalars(_TEXT, {"text": text_id}).one_or_none()
        if row is None:
            raise NotThereError(f"text {text_id}")
        return unseal(self.keys.open(row.person), row.sealed, self._text_place(row.person, text_id)).decode()

    def tie(self, person: str, party: str, *, at: datetime, by: str | None = None) -> None:
        """Record that somebody of the desk has to do with a party, and who said so."""
        known = select(PersonTie).where(PersonTie.person == person, PersonTie.party == party)
        if self._session.scalars(known).one_or_none() is None:
            self._session.add(PersonTie(person=person, party=party, declared_at=at, declared_by=by))
            self._session.flush()

    def ties(self, person: str) -> frozenset[str]:
        """Return the parties that somebody of the desk has to do with."""
        return frozenset(self._session.scalars(_TIES, {"person": person}))

    def declared_ties(self, person: str) -> tuple[PersonTie, ...]:
        """Return the rows of somebody's ties, the oldest first."""
        rows = select(PersonTie).where(PersonTie.person == person).order_by(PersonTie.declared_at, PersonTie.party)
        return tuple(self._session.scalars(rows))

    def untie(self, person: str, party: str) -> None:
        """Forget a tie."""
        self._session.execute(delete(PersonTie).where(PersonTie.person == person, PersonTie.party == party))

    def erase(self, person: str, *, at: datetime) -> tuple[Address, ...]:
        """Erase a person: the key and the salts are destroyed, blind indexes and digests of evidence blanked, accounts are shut.

        Marks, standing, measures, sessions, passkeys, links and subjects of identity providers are deleted. What remains is an
        id, sealed bytes that nobody can open, and the events, which hold nothing of a person.

        Returns
        -------
        tuple of str
            Addresses of blobs to be destroyed once this unit of work is committed, then say :meth:`finish_erasure`. They are
            kept until then; :meth:`unfinished_erasures` finds them after a crash.

        Raises
        ------
        ErasedError
            If it was done before.
        """
        if self.facts(person).erased_at is not None:
            raise ErasedError(person)
        self.keys.destroy(person)
        self._forget_sign_in(person)
        self._session.execute(delete(PersonLookup).where(PersonLookup.person == person))
        shut = update(Account).where(Account.person == person).values(is_active=False, password_hash=None)
        self._session.execute(shut)
        for row in _classes_with_blind_indexes():
            for column in row.__table__.columns:
                owner = column.info.get(BLIND_INDEX_OF)
                if owner is not None:
                    of_person = getattr(row, owner) == person
                    self._session.execute(update(row).where(of_person).values({column.key: None}))
        self._forget_standing(person)
        blobs = self._forget_exhibits(person, at=at)
        self._session.execute(update(Person).where(Person.id == person).values(erased_at=at))
        self._session.add(Erasure(person=person, requested_at=at, blobs=list(blobs), finished_at=None))
        self._session.flush()
        return blobs

    def finish_erasure(self, person: str, *, at: datetime) -> None:
        """Record that the blobs are gone."""
        self._session.execute(update(Erasure).where(Erasure.person == person).values(blobs=[], finished_at=at))

    def unfinished_erasures(self) -> dict[str, tuple[Address, ...]]:
        """Return persons whose blobs may still be there, with the addresses."""
        rows = self._session.scalars(select(Erasure).where(Erasure.finished_at.is_(None))).all()
        return {row.person: tuple(map(Address, row.blobs)) for row in rows}

    def _index(self, person: str, name: str, value: str) -> None:
        digest = blind_digest(self._ring, value, tenant=self._tenant, name=name)
        lookup = select(PersonLookup).where(PersonLookup.person == person, PersonLookup.name == name)
        row = self._session.scalars(lookup).one_or_none()
        if row is None:
            self._session.add(PersonLookup(person=person, name=name, digest=digest))
        else:
            row.digest = digest

    def _forget_sign_in(self, person: str) -> None:
        for row in FORGOTTEN:
            self._session.execute(delete(row).where(row.person == person))
        logins = select(PersonLookup.digest).where(PersonLookup.person == person, PersonLookup.name == "login")
        digests = self._session.scalars(logins).all()
        self._session.execute(delete(SignInFailure).where(SignInFailure.digest.in_(digests)))

    def _forget_standing(self, person: str) -> None:
        measures = select(Measure.id).where(Measure.person == person)
        self._session.execute(delete(MeasureGround).where(MeasureGround.measure.in_(measures)))
        for row in (Measure, StandingLink, SetAside, StandingStatement, ShareConsent):
            self._session.execute(delete(row).where(row.person == person))
        about_them = or_(
            SentLetter.sent_by == person, SentLetter.claim.in_(select(Claim.id).where(Claim.buyer == person))
        )
        self._session.execute(update(SentLetter).where(about_them).values(sha256=None))

    def _forget_exhibits(self, person: str, *, at: datetime) -> tuple[Address, ...]:
        mine = self._session.scalars(select(Exhibit).where(Exhibit.person == person)).all()
        blobs = {row.blob for row in mine if row.blob is not None}
        others = select(Exhibit.blob).where(Exhibit.person != person, Exhibit.blob.in_(blobs))
        public = select(ReferencePicture.blob).where(ReferencePicture.blob.in_(blobs))
        still_needed = {*self._session.scalars(others), *self._session.scalars(public)}
        packing = self._session.scalars(select(DispatchFile).where(DispatchFile.person == person)).all()
        blobs |= {row.blob for row in packing if row.blob is not None}
        for file in packing:
            file.sha256, file.blob, file.name_sealed = None, None, None
            file.sketch, file.recorded, file.recorded_by = None, None, None
        for row in mine:
            row.sha256, row.salt, row.blob, row.erased_at = None, None, None, at
        for about_them in (Mark, SharedHash, PhotoPrintRow, LogSalt):
            self._session.execute(delete(about_them).where(about_them.person == person))
        # Results of checks quote a picture (its digest, words read from it), and those of several pictures quote them all.
        self._session.execute(delete(Examination).where(Examination.claim.in_({row.claim for row in mine})))
        return tuple(Address(blob) for blob in sorted(blobs - still_needed))

    def _field_place(self, person: str, name: str) -> Place:
        return Place(tenant=self._tenant, table="person_fields", column=name, row=person, person=person)

    def _text_place(self, person: str, text_id: str) -> Place:
        return Place(tenant=self._tenant, table="person_texts", column="sealed", row=text_id, person=person)


def _classes_with_blind_indexes() -> list[type[Row]]:
    marked: set[Table] = {
        table for table in METADATA.tables.values() if any(BLIND_INDEX_OF in column.info for column in table.columns)
    }
    return [mapper.class_ for mapper in Row.registry.mappers if mapper.local_table in marked]
