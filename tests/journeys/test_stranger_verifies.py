"""A stranger has a bundle, Python, ``verify_bundle.py`` with ``cryptography``, no network: a clear yes, or a clear no and its place.

The bundles leave a desk as it runs, with its examiner, its log signed, stamped and cosigned. Whoever tampers is not stupid: checksums are
mended, the manifest rewritten, and the whole sealed anew with a key of the forger's own.
"""

import io
import json
import shutil
import subprocess
import sys
import zipfile
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from contracts.desks import WISH_1
from fairclaim.compose import open_desk
from fairclaim.demo.goods import GOODS
from fairclaim.demo.photos import Story, buyer_photos, listing_photo
from fairclaim.domain.exhibit import Role
from fairclaim.evidence.bundle import verify_bundle as single_file
from fairclaim.evidence.bundle.archive import digest_content, read_archive, write_archive
from fairclaim.evidence.canonical import canonical_json
from fairclaim.evidence.signature import Ed25519Signer
from fairclaim.services.attach_exhibit import attach_exhibit
from fairclaim.services.examine_claim import examine_claim
from fairclaim.services.file_claim import file_claim
from furnished import furnished
from notarised import notarise, settings_of
from time_authority import TimeAuthority
from unit.services.counter import AGENT, BUYER, MACHINE, photo

Files = dict[str, bytes]
FORGER = Ed25519Signer.from_seed(bytes([66]) * 32)
PARTS = ("cryptography", "cffi", "_cffi_backend", "pycparser")
"""The package, and what it needs itself."""
STRANGE = ("fairclaim", "rfc8785", "rfc3161_client", "numpy", "sqlalchemy")
RUN = f"""
import importlib.util, runpy, sys
sys.path.append(sys.argv[1])
assert not [name for name in {STRANGE} if importlib.util.find_spec(name)]
def alone(event, _):
    if event.startswith(("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system", "urllib.")):
        raise PermissionError(event)
sys.addaudithook(alone)
sys.argv = sys.argv[2:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


@dataclass(frozen=True)
class Stranger:
    """Somebody at another machine."""

    folder: Path

    def runs(self, script: Path, *words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-I", "-S", "-c", RUN, str(self.folder / "packages"), str(script), *words]
        done = subprocess.run(command, capture_output=True, check=False, cwd=self.folder, env={}, encoding="utf-8")
        assert not done.stderr, done.stderr
        return done

    def asks(self, bundle: bytes, *words: str) -> tuple[int, str]:
        path = self.folder / "case.zip"
        path.write_bytes(bundle)
        done = self.runs(self.folder / "verify_bundle.py", str(path), *words)
        return done.returncode, done.stdout


@pytest.fixture(scope="module")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> Stranger:
    folder = tmp_path_factory.mktemp("stranger")
    shutil.copy(single_file.__file__, folder / "verify_bundle.py")
    (folder / "packages").mkdir()
    for name in PARTS:
        spec = find_spec(name)
        if spec is not None and spec.origin is not None:
            origin = Path(spec.origin)
            of = origin.parent if origin.name == "__init__.py" else origin
            (folder / "packages" / of.name).symlink_to(of)
    return Stranger(folder)


@pytest.fixture(scope="module")
def bundles(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A claim on a painted copy of the listing's picture, examined, and bundled for both."""
    folder = tmp_path_factory.mktemp("desk")
    behind = TimeAuthority(folder / "tsa", "An authority")
    good = GOODS[0]
    (painted,) = buyer_photos(good, Story.PAINTED, 1, count=1)
    film = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + bytes(range(256)) * 40
    with furnished(open_desk(replace(settings_of(folder / "data", behind), examiners=1))) as desk:
        wish = replace(WISH_1, photos=(photo(data=painted), photo(data=film)))
        claim = file_claim(desk.desk, BUYER, wish).receipt.claim
        attach_exhibit(desk.desk, AGENT, claim, photo(None, data=listing_photo(good), role=Role.LISTING))
        examine_claim(desk.desk, MACHINE, claim)
        notarise(desk, behind)
        made = {}
        for profile in ("court", "party"):
            target = io.BytesIO()
            desk.bundle(claim, target, profile=profile)
            made[profile] = target.getvalue()
    return {**made, "another token": behind.stamp(b"something else")}


def names_of(bundle: bytes) -> list[str]:
    return zipfile.ZipFile(io.BytesIO(bundle)).namelist()


def test_where_the_stranger_is_nothing_else_can_be_had(stranger: Stranger) -> None:
    script = stranger.folder / "call.py"
    script.write_text("import socket\ntry:\n    socket.socket()\nexcept PermissionError as exc:\n    print(exc)\n")
    assert stranger.runs(script).stdout == "socket.__new__\n"


def test_the_bundles_hold_what_was_promised(bundles: dict[str, bytes]) -> None:
    court, party = names_of(bundles["court"]), names_of(bundles["party"])
    assert court[0] == party[0] == "SUMMARY.txt"
    assert {"report/examination.html", "case.html", "examinations/1.json"} <= set(court)
    assert sum(name.startswith("originals/") for name in court) == 3
    assert [name for name in party if name.startswith("copies/")] == ["copies/exhibit-2.jpg", "copies/exhibit-4.jpg"]
    assert not any(name.startswith(("originals/", "report/", "events/", "examinations/")) for name in party)
    with zipfile.ZipFile(io.BytesIO(bundles["court"])) as files:
        page = files.read("report/examination.html").decode()
        summary = files.read("SUMMARY.txt").decode()
        found = json.loads(files.read("examinations/1.json"))
    assert page.count("data:image/jpeg;base64,") >= 4
    assert "report/examination.html" in summary
    assert found["verdict"]["call"] in {"forged", "no-trace", "cannot-tell"}
    for finding in found["findings"]:
        assert finding["check"] == finding["check"].strip()


@pytest.mark.parametrize("profile", ["court", "party"])
def test_a_whole_bundle_is_a_clear_yes_with_what_it_means(
    profile: str, bundles: dict[str, bytes], stranger: Stranger
) -> None:
    status, said = stranger.asks(bundles[profile])
    assert status == 0
    assert said.startswith("✓ 证据包与其自带的密钥相符；请核对标 ? 的指纹。\n")
    for words in (
        *("证明了 Proven", "没有证明 Not proven", "密钥 Keys"),
        *("包内每个文件都与封存时逐字节相同。", "Every file in the bundle is, byte for byte, as it was sealed."),
        *("没有一条被抽走", "was left out", "见证人确认日志只增不改", "witnesses confirm that the log only grew"),
        *("不等于照片如实", "not yet a true picture", "外部时间戳机构", "authority outside"),
    ):
        assert words in said
    shown_by_copies = "2 items are shown by changed copies only" in said
    assert shown_by_copies is (profile == "party")
    status, said = stranger.asks(bundles[profile], "--trust", str(trust_of(bundles[profile], stranger.folder)))
    assert status == 0
    assert said.startswith("✓ 证据包完整，密钥均为您所信任。 The bundle holds, by keys that you believe.\n")


def trust_of(bundle: bytes, folder: Path) -> Path:
    """Write down the fingerprints of the desk's keys, as its owner would tell them."""
    manifest = json.loads(zipfile.ZipFile(io.BytesIO(bundle)).read("manifest.json"))
    keys = [{name: one[name] for name in ("use", "name", "fingerprint")} for one in manifest["keys"]]
    path = folder / "trust.json"
    path.write_text(json.dumps({"schema": "fairclaim.trust/1", "keys": keys}))
    return path


def files_of(bundle: bytes) -> Files:
    archive = read_archive(io.BytesIO(bundle))
    return {path: archive.read(path) for path in archive.members}


def packed(files: Files) -> bytes:
    """Write a sound archive: checksums are mended."""
    target = io.BytesIO()
    write_archive(target, ((path, content, digest_content(content)) for path, content in files.items()))
    return target.getvalue()


def rewritten(files: Files) -> Files:
    """Let the manifest say what the files are now."""
    manifest = json.loads(files["manifest.json"])
    for one in manifest["files"]:
        digest = digest_content(files[one["path"]])
        one |= {"size": digest.size, "sha256": digest.sha256.hex()}
    return {**files, "manifest.json": canonical_json(manifest)}


def resealed(files: Files) -> Files:
    """Seal anew with the forger's own key, which comes along as keys do."""
    manifest = json.loads(files["manifest.json"])
    (seal,) = [one for one in manifest["keys"] if one["use"] == "seal"]
    seal["fingerprint"] = FORGER.public_key.fingerprint
    with_key = {**files, seal["path"]: FORGER.public_key.to_pem(), "manifest.json": canonical_json(manifest)}
    done = rewritten({path: data for path, data in with_key.items() if not path.startswith("manifest.sig.")})
    return {**done, "manifest.sig": FORGER.sign(done["manifest.json"])}


Tamper = Callable[[dict[str, bytes]], bytes]
PHOTO, FILED, ENTRY, PROOF = "originals/exhibit-2.jpg", "events/1-claim-filed.json", "log/0.json", "log/0.tlog-proof"
TOKEN, LOG = "log/checkpoint.1.tsr", "log/checkpoint"


def with_(files: Files, path: str, data: bytes) -> Files:
    assert path in files
    return {**files, path: data}


def a_bit_of_a_photo(bundles: dict[str, bytes]) -> bytes:
    whole, picture = bytearray(bundles["court"]), files_of(bundles["court"])[PHOTO]
    whole[bytes(whole).index(picture) + len(picture) // 2] ^= 1
    return bytes(whole)


def another_photo(bundles: dict[str, bytes]) -> bytes:
    return packed(with_(files_of(bundles["court"]), PHOTO, listing_photo(GOODS[1])))


def another_photo_in_the_manifest(bundles: dict[str, bytes]) -> bytes:
    return packed(rewritten(files_of(another_photo(bundles))))


def another_photo_sealed_anew(bundles: dict[str, bytes]) -> bytes:
    return packed(resealed(files_of(another_photo(bundles))))


def other_words_of_the_buyer(bundles: dict[str, bytes]) -> bytes:
    files = files_of(bundles["court"])
    said = json.loads(files[FILED])
    assert said["words"]
    return packed(resealed(with_(files, FILED, canonical_json({**said, "words": "没有裂纹"}))))


def an_entry_of_another_day(bundles: dict[str, bytes]) -> bytes:
    files = files_of(bundles["court"])
    entry = json.loads(files[ENTRY])
    return packed(resealed(with_(files, ENTRY, canonical_json({**entry, "at": "2020-01-01T00:00:00Z"}))))


def another_state_of_the_log(bundles: dict[str, bytes]) -> bytes:
    files = files_of(bundles["court"])
    lines = files[LOG].split(b"\n")
    lines[2] = b64encode(bytes(32))
    return packed(resealed(with_(files, LOG, b"\n".join(lines))))


def a_cosignature_of_an_earlier_hour(bundles: dict[str, bytes]) -> bytes:
    files = files_of(bundles["court"])
    head, _, line = files[LOG].rstrip(b"\n").rpartition(b" ")
    signature = bytearray(b64decode(line))
    signature[4:12] = (int.from_bytes(signature[4:12], "big") - 3600).to_bytes(8, "big")
    return packed(resealed(with_(files, LOG, head + b" " + b64encode(signature) + b"\n")))


def a_time_token_of_something_else(bundles: dict[str, bytes]) -> bytes:
    return packed(resealed(with_(files_of(bundles["court"]), TOKEN, bundles["another token"])))


def a_page_left_out(bundles: dict[str, bytes]) -> bytes:
    files = files_of(bundles["court"])
    del files["report/examination.html"]
    return packed(files)


def a_page_slipped_in(bundles: dict[str, bytes]) -> bytes:
    return packed({**files_of(bundles["court"]), "zz/finding.txt": "经查属实".encode()})


def bytes_behind_the_end(bundles: dict[str, bytes]) -> bytes:
    return bundles["court"] + b"\0"


def another_copy_for_a_party(bundles: dict[str, bytes]) -> bytes:
    files = files_of(bundles["party"])
    return packed(resealed(with_(files, "copies/exhibit-2.jpg", listing_photo(GOODS[1]))))


def an_entry_kept_from_a_party(bundles: dict[str, bytes]) -> bytes:
    files = files_of(bundles["party"])
    del files[PROOF]
    return packed(files)


NO = "✗ 证据包不成立。请勿采信，并保留这份文件。 The bundle does not hold. Do not rely on it, and keep the file.\n"
TAMPERED: list[tuple[Tamper, str, str, str]] = [
    (a_bit_of_a_photo, PHOTO, "文件内容已改变（CRC-32 不符）", "the file's bytes have changed (another CRC-32)"),
    (
        another_photo,
        PHOTO,
        "文件与清单不符：内容已改变",
        "the file is not the one in the manifest: its bytes have changed",
    ),
    (another_photo_in_the_manifest, "manifest.sig", "签名不符", "the signature does not fit"),
    (
        another_photo_sealed_anew,
        PHOTO,
        "文件不是日志中承诺的那一份",
        "the file is not the one that was committed in the log",
    ),
    (
        other_words_of_the_buyer,
        FILED,
        "文件不是日志中承诺的那一份",
        "the file is not the one that was committed in the log",
    ),
    (an_entry_of_another_day, PROOF, "条目不在日志中", "the entry does not stand in the log"),
    (another_state_of_the_log, LOG, "签名不符", "the signature does not fit"),
    (a_cosignature_of_an_earlier_hour, LOG, "见证签名不符", "a cosignature does not fit"),
    (a_time_token_of_something_else, TOKEN, "时间戳", "time token"),
    (a_page_left_out, "report/examination.html", "文件缺失", "the file is missing"),
    (a_page_slipped_in, "zz/finding.txt", "清单中没有此文件", "the manifest does not name this file"),
    (bytes_behind_the_end, "ZIP", "ZIP 目录与文件不符，或有多余字节", "there are other bytes"),
    (
        another_copy_for_a_party,
        "derivatives.json",
        "副本清单与清单或日志不符",
        "the list of changed copies is not that",
    ),
    (an_entry_kept_from_a_party, PROOF, "文件缺失", "the file is missing"),
]


@pytest.mark.parametrize("tampered", TAMPERED, ids=[one[0].__name__ for one in TAMPERED])
def test_each_tampered_copy_is_a_clear_no_that_names_the_place(
    tampered: tuple[Tamper, str, str, str], bundles: dict[str, bytes], stranger: Stranger
) -> None:
    tamper, place, zh, en = tampered
    status, said = stranger.asks(tamper(bundles))
    assert status == 1
    assert said.startswith(NO)
    (line,) = said.removeprefix(NO).splitlines()
    where, _, why = line.strip().partition(": ")
    assert where == place
    in_chinese, _, in_english = why.partition(" / ")
    assert zh in in_chinese
    assert en in in_english
    status, said = stranger.asks(tamper(bundles), "--json")
    record: dict[str, Any] = json.loads(said)
    assert (status, record["intact"], record["proven"]) == (1, False, [])
    assert record["failure"]["place"] == ("" if place == "ZIP" else place)


def test_a_whole_bundle_that_another_has_sealed_is_a_clear_no_to_who_knows_the_desks_key(
    bundles: dict[str, bytes], stranger: Stranger
) -> None:
    believed = trust_of(bundles["party"], stranger.folder)
    files = files_of(bundles["party"])
    told = files["case.html"].replace("案件".encode(), "结案".encode())
    status, said = stranger.asks(packed(resealed({**files, "case.html": told})), "--trust", str(believed))
    assert status == 1
    assert "  manifest.sig: 签名的密钥不在您信任之列 / the key that signed is none that you believe\n" in said


def test_ten_are_ten() -> None:
    assert len({tamper.__name__ for tamper, *_ in TAMPERED}) >= 10
