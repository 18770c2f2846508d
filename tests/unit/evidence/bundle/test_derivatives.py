"""A changed copy is listed with what was changed and whose copy it is; both verifiers hold the list against items and log."""

import io
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from evidence_case import CASE, PHOTO, REDACTED, SEAL, case_file, salt, sealed
from fairclaim.domain.errors import UsageError
from fairclaim.evidence.bundle.archive import digest_content, read_archive
from fairclaim.evidence.bundle.case_file import Attachment
from fairclaim.evidence.bundle.derivatives import DERIVATIVES, SCHEMA
from fairclaim.evidence.bundle.manifest import MANIFEST, Profile
from fairclaim.evidence.bundle.manifest import SEAL as SEAL_PATH
from fairclaim.evidence.canonical import canonical_json
from fairclaim.evidence.commitment import commit
from fairclaim.evidence.digests import sha256
from unit.evidence.bundle.test_verify import both, rebuilt

PARTY = case_file(profile=Profile.PARTY)


def files_of(data: bytes) -> dict[str, bytes]:
    archive = read_archive(io.BytesIO(data))
    return {path: archive.read(path) for path in archive.members}


def resealed(data: bytes, change: Callable[[dict[str, Any]], None]) -> bytes:
    """Change the list and make everything fit again, as its maker could."""

    def everything(files: dict[str, bytes]) -> None:
        listed = json.loads(files[DERIVATIVES])
        change(listed)
        files[DERIVATIVES] = canonical_json(listed)
        manifest = json.loads(files[MANIFEST])
        for one in manifest["files"]:
            if one["path"] == DERIVATIVES:
                digest = digest_content(files[DERIVATIVES])
                one |= {"size": digest.size, "sha256": digest.sha256.hex()}
        files[MANIFEST] = canonical_json(manifest)
        files[SEAL_PATH] = SEAL.sign(files[MANIFEST])

    return rebuilt(data, everything)


def test_a_changed_copy_is_listed_with_what_was_changed_and_the_commitment_to_its_original() -> None:
    data = sealed(PARTY)
    assert both(data)["intact"]
    (one,) = json.loads(files_of(data)[DERIVATIVES])["derivatives"]
    assert one == {
        "path": "views/claim-1.jpg",
        "sha256": sha256(REDACTED).hex(),
        "item": "claim-1",
        "entry": PARTY.items[0].entry,
        "commitment": commit(salt(2), sha256(PHOTO)).hex(),
        "changed": {"zh": "缩小，并去除全部元数据。", "en": "Reduced, and all metadata removed."},
    }
    page = files_of(data)["SUMMARY.txt"].decode()
    assert "all metadata removed" in page
    assert CASE in page


def test_without_changed_copies_there_is_no_list() -> None:
    assert DERIVATIVES not in files_of(sealed(case_file()))


def test_a_copy_that_does_not_say_what_was_changed_is_not_sealed_beside_one_that_does() -> None:
    more = Attachment(path="views/other.jpg", media_type="image/jpeg", content=b"x")
    first = replace(PARTY.items[0], derivatives=("views/claim-1.jpg", "views/other.jpg"))
    with pytest.raises(UsageError, match=r"views/other\.jpg"):
        sealed(replace(PARTY, attachments=(*PARTY.attachments, more), items=(first, *PARTY.items[1:])))


def set_to(name: str, value: object) -> Callable[[dict[str, Any]], None]:
    return lambda listed: listed["derivatives"][0].__setitem__(name, value)


@pytest.mark.parametrize(
    "change",
    [
        set_to("path", "decision.json"),
        set_to("sha256", "00" * 32),
        set_to("item", "listing-1"),
        set_to("entry", PARTY.items[1].entry),
        set_to("entry", None),
        set_to("commitment", "00" * 32),
        set_to("commitment", None),
        set_to("changed", {"zh": "无"}),
        set_to("more", 1),
        lambda listed: listed["derivatives"].clear(),
        lambda listed: listed["derivatives"].extend(listed["derivatives"]),
        lambda listed: listed.__setitem__("schema", f"{SCHEMA}1"),
        lambda listed: listed.__setitem__("derivatives", {}),
    ],
)
def test_a_list_that_says_otherwise_than_items_and_log_is_refused_by_both(
    change: Callable[[dict[str, Any]], None],
) -> None:
    data = sealed(PARTY)
    assert both(resealed(data, lambda _: None))["intact"]
    assert both(resealed(data, change)) == {"intact": False, "place": DERIVATIVES}


def test_a_bundle_whose_copies_are_not_listed_still_holds() -> None:
    silent = tuple(replace(one, changed=None) for one in PARTY.attachments)
    data = sealed(replace(PARTY, attachments=silent))
    assert DERIVATIVES not in files_of(data)
    assert both(data)["intact"]
