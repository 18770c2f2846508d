"""What goes into a bundle: everything for a court; commitments, changed copies and decisions for a party."""

import io
import json

from fairclaim.evidence.bundle.archive import read_archive
from fairclaim.evidence.bundle.derivatives import DERIVATIVES
from fairclaim.evidence.bundle.manifest import Profile, Shown
from fairclaim.evidence.bundle.seal import seal_bundle
from fairclaim.evidence.bundle.trust import NOBODY
from fairclaim.evidence.bundle.verify import verify_bundle
from fairclaim.services.case_contents import LACKS_PRINT
from fairclaim.services.gather_case import gather_case
from fairclaim.services.sign_checkpoint import sign_log
from unit.services.counter import ALL_SHOTS, AUDITOR, NOTARY, TENANT
from unit.services.draughtsman import JPEGS, SMALLER, Draughtsman, decided, screened


def test_a_court_gets_originals_records_examination_and_report() -> None:
    counter = decided()
    (claim,) = counter.rows.claims
    sign_log(counter.desk, TENANT)
    case = gather_case(counter.desk, AUDITOR, claim, profile=Profile.COURT)
    contents = {one.path: one.content for one in case.attachments}
    assert {one.data for one in ALL_SHOTS} <= {data for data in contents.values() if isinstance(data, bytes)}
    assert {"examinations/1.json", "case.html", "events/1-claim-filed.json"} <= set(contents)
    assert any(path.endswith("-decided.json") for path in contents)
    assert all(one.shown is Shown.WHOLE for one in case.items)


def test_a_party_gets_the_decision_without_who_decided() -> None:
    counter = decided()
    (claim,) = counter.rows.claims
    sign_log(counter.desk, TENANT)
    case = gather_case(counter.desk, AUDITOR, claim)
    contents = {one.path: bytes(one.content) for one in case.attachments if isinstance(one.content, bytes)}
    (decision,) = [data for path, data in contents.items() if path.startswith("decisions/")]
    assert b'"reasons"' in decision
    everything = b"".join(contents.values())
    for person in (b"ann", b"ben", b"buyer-1", b"merchant-1"):
        assert b'"' + person + b'"' not in everything
    assert not any(one.is_personal for one in case.attachments)
    (told,) = case.outcome
    assert told.zh.startswith("第 1 次决定（2026-")
    assert ": not granted. " in told.en
    assert {one.shown for one in case.items if one.kind == "exhibit"} == {Shown.WITHHELD}


def test_a_court_gets_the_report_of_the_examination_drawn_from_the_originals() -> None:
    counter, claim = screened()
    drawing = Draughtsman()
    case = gather_case(counter.desk, AUDITOR, claim, profile=Profile.COURT, pictures=drawing)
    assert [one.data for one in drawing.given] == [one.data for one in JPEGS]
    assert {one.name for one in drawing.given} == {one.id for one in counter.rows.exhibits}
    reports = {one.path: one for one in case.items if one.kind == "report"}
    assert set(reports) == {
        *("case.html", "report/examination.html", "report/examination-zh.pdf", "report/examination-en.pdf")
    }
    (page,) = [one.content for one in case.attachments if one.path == "case.html"]
    assert isinstance(page, bytes)
    assert b"report/examination.html" in page
    assert all(one.is_personal for one in case.attachments if one.path.startswith("report/"))
    assert case.not_proven == ()
    assert [one.en for one in case.outcome] == ["There is no decision yet."]


def test_a_report_that_cannot_be_printed_is_said() -> None:
    counter, claim = screened()
    drawing = Draughtsman(lacks=("examination-zh.pdf", "examination-en.pdf"))
    case = gather_case(counter.desk, AUDITOR, claim, profile=Profile.COURT, pictures=drawing)
    assert case.not_proven == (LACKS_PRINT,)


def test_a_party_gets_changed_copies_of_pictures_beside_the_commitments_and_no_report() -> None:
    counter, claim = screened()
    case = gather_case(counter.desk, AUDITOR, claim, pictures=Draughtsman())
    exhibits = [one for one in case.items if one.kind == "exhibit"]
    assert [one.shown for one in exhibits] == [*3 * (Shown.REDACTED,), Shown.WITHHELD]
    assert all(one.entry is not None and one.salt is None for one in exhibits)
    assert not any(one.path.startswith("report/") for one in case.attachments)
    target = io.BytesIO()
    seal_bundle(case, target, seals=[("desk.example", NOTARY.signer)])
    found = verify_bundle(target, trust=NOBODY)
    assert {"withheld", "copies"} <= {one.code for one in found.not_proven}
    listed = json.loads(read_archive(target).read(DERIVATIVES))["derivatives"]
    entries = {one.inclusion.index: one.entry for one in case.entries}
    assert [one["path"] for one in listed] == [f"copies/{one.id}.jpg" for one in exhibits[:3]]
    for one in listed:
        commitment = entries[one["entry"]].commitment
        assert commitment is not None
        assert one["commitment"] == commitment.hex()
        assert one["changed"] == SMALLER.to_record()
    assert all(one.data not in target.getvalue() for one in JPEGS)
