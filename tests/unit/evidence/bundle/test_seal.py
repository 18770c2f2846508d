"""Writing bundles: the same case gives the same bytes, and nothing contradictory is sealed."""

import io
from dataclasses import replace
from typing import Any

import pytest

from evidence_case import LOG, PHOTO, REVIEWER_1, case_file, sealed
from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UsageError
from fairclaim.evidence.bundle.archive import read_archive
from fairclaim.evidence.bundle.case_file import Attachment, CaseFile
from fairclaim.evidence.bundle.manifest import Profile
from fairclaim.evidence.bundle.seal import seal_bundle
from fairclaim.evidence.sm2 import Sm2Signer


def test_the_same_case_gives_the_same_bytes() -> None:
    assert sealed(case_file()) == sealed(case_file())


def test_a_bundle_for_a_party_holds_no_personal_file() -> None:
    with pytest.raises(UsageError, match="personal"):
        sealed(replace(case_file(), profile=Profile.PARTY))
    assert PHOTO not in sealed(case_file(profile=Profile.PARTY))


def test_a_file_that_the_log_never_committed_to_is_not_sealed() -> None:
    case = case_file()
    other = replace(case.attachments[0], content=b"another photo")
    with pytest.raises(UsageError, match="not the one that was committed"):
        sealed(replace(case, attachments=(other, *case.attachments[1:])))


def lacks_file(case: CaseFile) -> CaseFile:
    return replace(case, attachments=case.attachments[1:])


def lacks_entry(case: CaseFile) -> CaseFile:
    return replace(case, entries=case.entries[:2])


def no_entries(case: CaseFile) -> CaseFile:
    return replace(case, entries=(), items=(), custody=())


def doubled(case: CaseFile) -> CaseFile:
    return replace(case, attachments=(*case.attachments, case.attachments[0]))


def reserved(case: CaseFile) -> CaseFile:
    return replace(
        case, attachments=(*case.attachments, Attachment(path="manifest.sig", media_type="x/y", content=b""))
    )


@pytest.mark.parametrize("spoil", [lacks_file, lacks_entry, no_entries, doubled, reserved])
def test_a_case_that_contradicts_itself_is_not_sealed(spoil: object) -> None:
    assert callable(spoil)
    with pytest.raises(UsageError):
        sealed(spoil(case_file()))


def test_it_takes_one_plain_seal_first() -> None:
    sm2 = Sm2Signer(bytes(range(1, 33)))
    wrong: list[list[tuple[str, Any]]] = [
        [],
        [("a", sm2)],
        [("a", sm2), ("b", LOG)],
        [("a", LOG), ("b", REVIEWER_1)],
    ]
    for seals in wrong:
        with pytest.raises(UsageError, match="sealed with"):
            seal_bundle(case_file(), io.BytesIO(), seals=seals)


def summary_of(data: bytes) -> list[str]:
    return read_archive(io.BytesIO(data)).read("SUMMARY.txt").decode().splitlines()


def test_the_summary_says_first_what_became_of_the_case_and_how_to_check_and_then_lists() -> None:
    told = Bilingual("不同意。\n裂纹只见于\t申请图片。", "Not granted.\n== Items ==")
    lines = summary_of(sealed(replace(case_file(), outcome=(told,))))
    headings = [line for line in lines if line.startswith("== ")]
    assert [one.split(" · ")[1].removesuffix(" ==") for one in headings] == [
        *("Outcome", "How to check it", "What it does not prove", "Fingerprints of keys (SHA-256)"),
        *("Items", "Chain of custody"),
    ]
    assert "- 不同意。 裂纹只见于 申请图片。" in lines
    assert "  Not granted. == Items ==" in lines
    assert "Outcome" not in "".join(summary_of(sealed(case_file())))


def test_a_printed_summary_is_the_first_file_behind_the_head_and_sealed() -> None:
    printed: list[str] = []

    def printing(text: str) -> bytes:
        printed.append(text)
        return b"%PDF"

    archive = read_archive(io.BytesIO(sealed(case_file(), print_summary=printing)))
    assert list(archive.members)[:4] == ["SUMMARY.txt", "manifest.json", "manifest.sig", "SUMMARY.pdf"]
    assert printed == [archive.read("SUMMARY.txt").decode()]
    assert b'"path":"SUMMARY.pdf"' in archive.read("manifest.json")
    silent = read_archive(io.BytesIO(sealed(case_file(), print_summary=lambda _: None)))
    assert "SUMMARY.pdf" not in silent.members
