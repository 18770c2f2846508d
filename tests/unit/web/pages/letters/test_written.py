"""What is taken along: the letter whole, its files as they were received, and nothing too large."""

from datetime import UTC, datetime

from fairclaim.domain.desk.party import ActorKind
from fairclaim.domain.exhibit import Role
from fairclaim.law.filings.catalogue import kind_named
from fairclaim.law.filings.letter import Language
from fairclaim.services.list_claims import ExhibitRow
from fairclaim.web.pages.letters.letter_form import values_of
from fairclaim.web.pages.letters.written import as_sent, chosen_files, offered_files, written
from unit.law.filings.filled import full_record
from unit.services.against import contradicted
from unit.services.counter import ADMIN, AGENT

KIND = kind_named("civil-demand")
ROW = ExhibitRow(
    exhibit="exhibit-1",
    role=Role.CLAIM,
    by=ActorKind.BUYER,
    size_bytes=5,
    received_at=datetime(2026, 3, 2, 20, tzinfo=UTC),
    name=None,
    is_erased=False,
)


def values() -> dict[str, str]:
    record = full_record(KIND)
    return values_of(KIND, {**record, "to": {"contact": None, **record["to"]}}, Language.ZH)


def test_a_file_is_named_by_its_role_and_the_day_in_china() -> None:
    found = written(KIND, values(), Language.ZH, files=[(ROW, b"\xff\xd8\xff..")])
    assert found.is_complete
    assert found.letter is not None
    (enclosure, *_) = found.letter.enclosures
    assert enclosure.file == "01-claim.jpg"
    assert "2026-03-03收到" in enclosure.title
    assert found.enclosed[0].data == b"\xff\xd8\xff.."


def test_what_cannot_be_used_makes_no_letter() -> None:
    found = written(KIND, values() | {"date": "x"}, Language.ZH)
    assert found.letter is None
    assert not found.is_complete
    assert found.missing == ()
    assert [one.path for one in found.faults] == ["date"]


def test_the_letter_is_a_pdf_or_a_page() -> None:
    letter = written(KIND, values(), Language.ZH).letter
    assert letter is not None
    name, data = as_sent(letter, fonts=None)
    assert (name, data[:4]) in {("civil-demand.zh.pdf", b"%PDF"), ("civil-demand.zh.html", b"<!do")}


def test_files_are_offered_to_who_may_see_them() -> None:
    counter, claim = contradicted()
    rows = offered_files(counter.desk, AGENT, claim)
    assert len(rows) == 4
    assert offered_files(counter.desk, ADMIN, claim) == ()
    chosen = chosen_files(counter.desk, AGENT, claim, [rows[0].exhibit, "exhibit-none"])
    assert [row.exhibit for row, _ in chosen] == [rows[0].exhibit]
