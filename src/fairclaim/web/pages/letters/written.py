"""A letter as it was typed: written, with files of the claim beside it, and as what is taken along. Nothing of it is kept here."""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.party import ClaimId
from fairclaim.domain.errors import UnavailableError
from fairclaim.domain.exhibit import ExhibitId
from fairclaim.law.act import day_in_china
from fairclaim.law.errors import Fault, LawDataError
from fairclaim.law.filings.data import Attachment, parse_filing
from fairclaim.law.filings.kind import Kind
from fairclaim.law.filings.letter import Language, Letter, write_letter
from fairclaim.law.filings.print_pdf import to_pdf
from fairclaim.law.filings.render import to_html
from fairclaim.law.tone import doubts_about
from fairclaim.services.caller import Caller
from fairclaim.services.desk import Desk
from fairclaim.services.errors import NotFoundError
from fairclaim.services.list_claims import ExhibitRow, claim_exhibits
from fairclaim.services.media_type import extension_of, media_type_of
from fairclaim.services.see_claim import see_exhibit
from fairclaim.web.pages.letters.letter_form import record_of
from fairclaim.web.pages.parties.words import FILE_ROLES

_MOST_BYTES: Final = 20_000_000
"""A larger file is added by whoever sends the letter, by another way."""
_MOST_FILES: Final = 20
_FIRST: Final = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the archive, so that the same letter gives the same archive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosed:
    """A file that goes with the letter."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What was typed, written.

    Parameters
    ----------
    letter : Letter or None
        None where something typed cannot be used.
    missing : tuple of Bilingual
        What is still to be filled in; a letter with a blank is not shown.
    doubts : tuple of Bilingual
        Words to think about again.
    """

    letter: Letter | None
    faults: tuple[Fault, ...] = ()
    doubts: tuple[Bilingual, ...] = ()
    enclosed: tuple[Enclosed, ...] = ()

    @property
    def missing(self) -> tuple[Bilingual, ...]:
        """The blanks."""
        return () if self.letter is None else self.letter.blanks

    @property
    def is_complete(self) -> bool:
        """The letter can go out."""
        return self.letter is not None and not self.letter.blanks and not self.faults


def offered_files(desk: Desk, who: Caller, claim: str) -> tuple[ExhibitRow, ...]:
    """Return files of the claim that may go with a letter; none for whoever sees no evidence."""
    try:
        rows = claim_exhibits(desk, who, ClaimId(claim))
    except NotFoundError:
        return ()
    return tuple(one for one in rows if not one.is_erased and one.size_bytes <= _MOST_BYTES)[:_MOST_FILES]


def written(
    kind: Kind, values: Mapping[str, str], language: Language, *, files: Sequence[tuple[ExhibitRow, bytes]] = ()
) -> Written:
    """Write what was typed.

    Parameters
    ----------
    files : sequence of (ExhibitRow, bytes)
        What goes with it.
    """
    record, faults = record_of(kind, values)
    try:
        data = parse_filing(json.dumps(record).encode(), kind, name=kind.name)
    except LawDataError as error:
        return Written(letter=None, faults=(*faults, *error.faults))
    attached = [_attached(number, row, content) for number, (row, content) in enumerate(files, 1)]
    data = replace(data, attachments=tuple(one for one, _ in attached))
    return Written(
        letter=write_letter(kind, data, language),
        faults=faults,
        doubts=doubts_about(data),
        enclosed=tuple(file for _, file in attached),
    )


def chosen_files(desk: Desk, who: Caller, claim: str, names: Sequence[str]) -> list[tuple[ExhibitRow, bytes]]:
    """Return the chosen files that are there, with their bytes as they were received."""
    rows = [row for row in offered_files(desk, who, claim) if row.exhibit in names]
    found = [(row, see_exhibit(desk, who, ClaimId(claim), ExhibitId(row.exhibit))) for row in rows]
    return [(row, data) for row, data in found if data is not None]


def as_sent(letter: Letter, *, fonts: Path | None) -> tuple[str, bytes]:
    """Return the file that counts as the letter: its PDF, or its page where no PDF can be made here."""
    name = f"{letter.kind}.{letter.language.value}"
    try:
        return f"{name}.pdf", to_pdf(letter, folder=fonts)
    except UnavailableError:
        return f"{name}.html", to_html(letter).encode()


def archive(found: Written, letter: Letter, *, fonts: Path | None) -> bytes:
    """Return the letter and what goes with it as a ZIP file; the same letter gives the same bytes."""
    name, sent = as_sent(letter, fonts=fonts)
    page = f"{letter.kind}.{letter.language.value}.html"
    files = {
        page: to_html(letter).encode(),
        name: sent,
        **{f"attachments/{one.name}": one.data for one in found.enclosed},
    }
    sums = "".join(f"{hashlib.sha256(data).hexdigest()}  {path}\n" for path, data in files.items())
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as whole:
        for path, data in {**files, "SHA256SUMS": sums.encode()}.items():
            whole.writestr(zipfile.ZipInfo(path, _FIRST), data)
    return target.getvalue()


def _attached(number: int, row: ExhibitRow, data: bytes) -> tuple[Attachment, Enclosed]:
    name = f"{number:02}-{row.role.value}.{extension_of(media_type_of(data))}"
    day, role = day_in_china(row.received_at), FILE_ROLES[row.role]
    title = Bilingual(
        f"{role.zh}（{day.isoformat()}收到，原样）", f"{role.en} (received on {day.isoformat()}, unchanged)"
    )
    digest = hashlib.sha256(data).hexdigest()
    return Attachment(title=title, file=name, sha256=digest), Enclosed(name=name, data=data)
