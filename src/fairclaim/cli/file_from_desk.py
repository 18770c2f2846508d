"""A letter about a claim of the desk: what the record knows, and over it what a person adds."""

import argparse
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from fairclaim.cli.desk_part import desk_installed
from fairclaim.cli.law_assess import read_bytes
from fairclaim.law.filings.data import FilingData, parse_filing
from fairclaim.law.filings.kind import Kind
from fairclaim.law.possible import LETTERS_OF
from fairclaim.law.proposals import Side
from fairclaim.settings import read_settings

if TYPE_CHECKING:
    from fairclaim.compose import OpenDesk


@contextmanager
def desk_open(arguments: argparse.Namespace) -> Iterator["OpenDesk"]:
    """Open the desk that the claim is on.

    Raises
    ------
    UnavailableError
        If a package of the desk is missing.
    """
    settings = read_settings() if arguments.desk is None else replace(read_settings(), data=arguments.desk)
    with desk_installed():
        from fairclaim.compose import open_desk  # noqa: PLC0415  (heavy: only where a claim is named)

        with open_desk(settings) as opened:
            yield opened


def draft_of(
    opened: "OpenDesk", arguments: argparse.Namespace, kind: Kind, fields: Mapping[str, object] | None = None
) -> FilingData:
    """Return what fills a letter about the claim, as whoever runs the desk may know it.

    Parameters
    ----------
    fields : mapping, optional
        Further fields that come from what is built here.

    Raises
    ------
    NotFoundError
        If there is no such claim.
    LetterNotPossibleError
        If this letter may not be written now.
    LawDataError
        If ``--with`` holds what cannot be used.
    """
    from fairclaim.domain.desk.party import ClaimId, PersonId  # noqa: PLC0415  (with the desk)
    from fairclaim.services.caller import Caller, Role  # noqa: PLC0415
    from fairclaim.services.letters.draft_letter import draft_letter  # noqa: PLC0415

    operator = Caller(
        tenant=arguments.tenant or opened.tenant_of(arguments.data),
        person=PersonId("operator"),
        roles=frozenset({Role.ADMIN, Role.AUDITOR}),
    )
    draft = draft_letter(opened.desk, operator, ClaimId(arguments.data), kind.name, side=side_of(kind))
    record = {**draft.record, "fields": {**_part(draft.record, "fields"), **(fields or {})}}
    given = {
        "from": {"name": arguments.sender, "contact": arguments.contact},
        "to": {"name": arguments.addressee},
    }
    more = {} if arguments.more is None else _read(read_bytes(arguments.more))
    name = str(arguments.more or arguments.data)
    return parse_filing(json.dumps(over(over(record, given), more)).encode(), kind, name=name)


def side_of(kind: Kind) -> Side:
    """Return for whom whoever runs the desk writes a kind: for the platform where it may, else for the party whose letter it is."""
    return next(side for side in (Side.PLATFORM, Side.MERCHANT, Side.BUYER) if kind.name in LETTERS_OF[side])


def over(record: Mapping[str, object], more: Mapping[str, object]) -> dict[str, object]:
    """Return a record with what another says besides or instead; what that one leaves empty stays.

    Examples
    --------
    >>> over({"date": "2026-03-02", "to": {"name": "a"}}, {"date": None, "to": {"contact": "b"}})
    {'date': '2026-03-02', 'to': {'name': 'a', 'contact': 'b'}}
    """
    found = dict(record)
    for key, value in more.items():
        before = found.get(key)
        if value in (None, "", []):
            continue
        both = isinstance(value, Mapping) and isinstance(before, Mapping) and value.keys() != {"zh", "en"}
        found[key] = over(_part(found, key), value) if both and isinstance(value, Mapping) else value
    return found


def _part(record: Mapping[str, object], key: str) -> Mapping[str, object]:
    part = record.get(key)
    return part if isinstance(part, Mapping) else {}


def _read(data: bytes) -> dict[str, object]:
    """Return the object that a file holds; one that is none is left for the parser to refuse."""
    try:
        record = json.loads(data)
    except (ValueError, RecursionError):
        record = None
    return record if isinstance(record, dict) else {"schema": "?"}
