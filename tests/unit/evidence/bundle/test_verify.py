"""A bundle holds as a whole or not at all, and both verifiers say the same about it."""

import ast
import io
import json
import random
import struct
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

import evidence_case as made
from evidence_case import sealed, trust
from fairclaim.domain.errors import IntegrityError
from fairclaim.evidence.bundle import verify_bundle as script
from fairclaim.evidence.bundle.archive import digest_content, read_archive, write_archive
from fairclaim.evidence.bundle.case_file import CaseFile, LoggedEntry, NamedKey
from fairclaim.evidence.bundle.manifest import Profile, Use
from fairclaim.evidence.bundle.result import VerifiedBundle
from fairclaim.evidence.bundle.statements import NOT_PROVEN, PROVEN
from fairclaim.evidence.bundle.trust import Trust, TrustedKey
from fairclaim.evidence.bundle.verify import verify_bundle
from fairclaim.evidence.canonical import canonical_json
from fairclaim.evidence.digests import sha256
from fairclaim.evidence.merkle_proofs import prove_inclusion
from fairclaim.evidence.signature import Ed25519Signer
from fairclaim.evidence.signed_note import parse_note
from fairclaim.evidence.sm2 import Sm2Signer
from time_authority import TimeAuthority

alone: Any = script  # without annotations, for strangers
SCRIPT = Path(script.__file__)
GOLDEN = Path(__file__).parents[3] / "golden" / "bundles"
BUNDLES = sorted(GOLDEN.glob("v*/*.zip"))


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> TimeAuthority:
    return TimeAuthority(tmp_path_factory.mktemp("authority") / "one", "Time One")


@pytest.fixture(scope="module")
def stamped(authority: TimeAuthority) -> bytes:
    return sealed(with_time(made.case_file(), authority), stamp=lambda message: [authority.stamp(message)])


def with_time(case: CaseFile, *authorities: TimeAuthority) -> CaseFile:
    text = parse_note(case.checkpoint).text.encode()
    return replace(
        case,
        tokens=tuple(one.stamp(text) for one in authorities),
        keys=(*case.keys, *(NamedKey(Use.TIME, "Time", one.root) for one in authorities)),
    )


def small() -> bytes:
    """A bundle of one entry and nothing else."""
    log, entries, places = made.logged([("claim-filed", None)])
    case = made.case_file()
    entry = LoggedEntry(entries[0], prove_inclusion(places[0], log.frontier.size, log.read))
    checkpoint = made.note_of(log, witnesses=0).to_bytes()
    keys = case.keys[:1]
    return sealed(
        replace(
            case,
            attachments=(),
            items=(),
            entries=(entry,),
            checkpoint=checkpoint,
            keys=keys,
            signatures=(),
            custody=(),
        )
    )


def checked(data: bytes, believed: Trust = Trust()) -> VerifiedBundle:  # noqa: B008  (frozen)
    return verify_bundle(io.BytesIO(data), trust=believed)


def both(data: bytes, believed: Trust = Trust()) -> dict[str, Any]:  # noqa: B008  (frozen)
    """Return the answer of both verifiers, which must be one; of a failure only that it is one, and where."""
    reader = alone.Trust([])
    reader.quorum = believed.quorum
    reader.keys = [
        {"use": one.use.value, "name": one.name, "fingerprint": one.fingerprint, "until": one.until}
        for one in believed.keys
    ]
    try:
        theirs: dict[str, Any] = alone.Bundle(io.BytesIO(data), reader).to_record()
    except script.Failure as failure:
        theirs = {"intact": False, "place": failure.place}
    try:
        ours = checked(data, believed).to_record()
    except IntegrityError as error:
        ours = {"intact": False, "place": error.place}
    assert ours == theirs
    return dict(theirs)


def rebuilt(data: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """Change files and write a sound archive around them, as somebody would who wants it to pass."""
    archive = read_archive(io.BytesIO(data))
    files = {path: archive.read(path) for path in archive.members}
    change(files)
    target = io.BytesIO()
    write_archive(target, ((path, content, digest_content(content)) for path, content in files.items()))
    return target.getvalue()


def with_bit(data: bytes, bit: int) -> bytes:
    changed = bytearray(data)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def codes(record: dict[str, Any], name: str) -> list[str]:
    return [one["code"] for one in record[name]]


def test_a_bundle_says_what_it_proves_and_what_it_does_not(stamped: bytes) -> None:
    record = both(stamped)
    assert record["intact"]
    assert codes(record, "proven") == [
        *("sealed", "logged", "no-gap", "committed", "signed", "witnessed", "timed", "sealed-in-time"),
    ]
    assert codes(record, "not_proven") == ["scene", "persons", "before", "afterwards", "keys-unknown", "revocation"]
    assert not any(key["trusted"] for key in record["keys"])


def test_a_bundle_for_a_party_withholds_and_still_holds() -> None:
    record = both(sealed(made.case_file(profile=Profile.PARTY, witnesses=0), with_sm3=True))
    assert codes(record, "not_proven")[-3:] == ["not-witnessed", "not-timed", "copies"]


def test_every_single_bit_flip_of_a_small_bundle_is_noticed() -> None:
    data = small()
    assert both(data)["intact"]
    for bit in range(8 * len(data)):
        with pytest.raises(IntegrityError):
            checked(with_bit(data, bit))


def test_bit_flips_of_a_large_bundle_are_noticed_by_both(stamped: bytes) -> None:
    for bit in random.Random(11).sample(range(8 * len(stamped)), 1500):
        assert not both(with_bit(stamped, bit))["intact"]


def test_bits_that_are_flipped_under_a_mended_checksum_are_noticed() -> None:
    data = small()
    archive = read_archive(io.BytesIO(data))
    rng = random.Random(5)
    for path, member in archive.members.items():
        bits = range(8 * member.digest.size)
        for bit in rng.sample(bits, min(len(bits), 120)):

            def change(files: dict[str, bytes], path: str = path, bit: int = bit) -> None:
                files[path] = with_bit(files[path], bit)

            assert not both(rebuilt(data, change))["intact"], (path, bit)


def test_cut_or_lengthened_bundles_are_noticed(stamped: bytes) -> None:
    for data in (b"", b"PK", stamped[:-1], stamped + b"\0", b"\0" + stamped, stamped[:4000], stamped * 2):
        assert not both(data)["intact"]


def drop(path: str) -> Callable[[dict[str, bytes]], None]:
    return lambda files: files.__delitem__(path)


def put(path: str, content: bytes) -> Callable[[dict[str, bytes]], None]:
    return lambda files: files.__setitem__(path, content)


def swap(one: str, other: str) -> Callable[[dict[str, bytes]], None]:
    return lambda files: files.update({one: files[other], other: files[one]})


def reorder(files: dict[str, bytes]) -> None:
    files["SUMMARY.txt"] = files.pop("SUMMARY.txt")


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (put("originals/claim-1.jpg", b"another photo"), "originals/claim-1.jpg"),
        (drop("originals/claim-1.jpg"), "originals/claim-1.jpg"),
        (put("zz/extra.txt", b"x"), "zz/extra.txt"),
        (swap("originals/claim-1.jpg", "originals/listing-1.png"), "originals/claim-1.jpg"),
        (put("manifest.sig", bytes(64)), "manifest.sig"),
        (put("manifest.json", b"{}"), "manifest.json"),
        (drop("manifest.sig"), "manifest.sig"),
        (drop("log/checkpoint"), "log/checkpoint"),
        (swap("manifest.sig.1.tsr", "log/checkpoint.1.tsr"), "log/checkpoint.1.tsr"),
        (put("manifest.sig.1.tsr", b"0\x03\x02\x01\x00"), "manifest.sig.1.tsr"),
        (put("manifest.sm2.sig", b"x"), "zz"),
        (reorder, "manifest.json"),
        (put("SUMMARY.txt", "没有问题".encode()), "SUMMARY.txt"),
    ],
)
def test_tampering_is_named_by_its_place(
    stamped: bytes, change: Callable[[dict[str, bytes]], None], place: str
) -> None:
    record = both(rebuilt(stamped, change))
    assert not record["intact"]
    assert place in (record["place"], "zz")


def resealed(change: Callable[[dict[str, Any]], None], data: bytes, key: Ed25519Signer = made.SEAL) -> bytes:
    """Let the sealing key itself sign another manifest: what only the log can then contradict."""

    def edit(files: dict[str, bytes]) -> None:
        record = json.loads(files["manifest.json"])
        change(record)
        files["manifest.json"] = canonical_json(record)
        files["manifest.sig"] = key.sign(files["manifest.json"])

    return rebuilt(data, edit)


def set_in(*way: str | int, to: object) -> Callable[[dict[str, Any]], None]:
    def change(record: Any) -> None:
        *before, last = way
        for step in before:
            record = record[step]
        record[last] = to

    return change


@pytest.mark.parametrize(
    "change",
    [
        set_in("case", to="c-other"),
        set_in("schema", to="fairclaim.bundle/2"),
        set_in("profile", to="friend"),
        set_in("items", 0, "salt", to="00" * 32),
        set_in("items", 0, "salt", to=None),
        set_in("items", 0, "shown", to="withheld"),
        set_in("items", 0, "entry", to=1),
        set_in("items", 0, "entry", to=9999),
        set_in("items", 0, "path", to="../../etc/passwd"),
        set_in("items", 1, "id", to="claim-1"),
        set_in("log", "entries", to=[]),
        set_in("log", "entries", to=[4, 1]),
        set_in("log", "entries", 0, to=True),
        set_in("custody", 0, "entry", to=2),
        set_in("keys", 1, "use", to="sign"),
        set_in("keys", 0, "algorithm", to="sm2"),
        set_in("keys", 0, "fingerprint", to="00" * 32),
        set_in("signatures", 0, "key", to="00" * 32),
        set_in("signatures", 0, "of", to="SUMMARY.txt"),
        set_in("files", 0, "path", to="/etc/passwd"),
        set_in("files", 0, "path", to="a/../b"),
        set_in("files", 0, "sm3", to="00" * 32),
        set_in("files", 0, "size", to=-1),
        set_in("files", to=[]),
        set_in("made_at", to="2026-13-01T00:00:00Z"),
        set_in("extra", to=1),
        set_in("not_proven", to=[{"zh": "只有中文"}]),
    ],
)
def test_a_sealed_manifest_that_contradicts_itself_or_the_log_is_refused(
    stamped: bytes, change: Callable[[dict[str, Any]], None]
) -> None:
    assert not both(resealed(change, stamped))["intact"]


def test_a_left_out_entry_shows_as_a_gap() -> None:
    case = made.case_file()
    left = replace(case, entries=(case.entries[0], *case.entries[2:]), items=case.items[1:], custody=case.custody[1:])
    record = both(sealed(left))
    assert "no-gap" not in codes(record, "proven")
    assert "gaps" in codes(record, "not_proven")


def test_an_entry_dated_after_the_token_over_it_is_refused(authority: TimeAuthority) -> None:
    _, entries, _ = made.logged([("claim-filed", None)])
    entry = replace(entries[0], at=datetime.now(UTC) + timedelta(hours=1))
    log = made.Log([entry.leaf()])
    case = replace(
        made.case_file(witnesses=0),
        entries=(LoggedEntry(entry, prove_inclusion(0, 1, log.read)),),
        checkpoint=made.note_of(log, witnesses=0).to_bytes(),
        items=(),
        custody=(),
    )
    assert both(sealed(case))["intact"]
    assert both(sealed(with_time(case, authority)))["place"] == "log/0.json"


@pytest.mark.parametrize("use", [Use.LOG, Use.SEAL, Use.SIGN])
def test_only_believed_keys_will_do_once_any_is_named(use: Use) -> None:
    data = sealed(made.case_file())
    named = trust(use)
    assert both(data, named)["intact"]
    others = tuple(replace(key, fingerprint="ab" * 32) for key in named.keys)
    assert not both(data, Trust(keys=others))["intact"]


def test_a_log_key_under_another_name_is_another_key() -> None:
    named = trust(Use.LOG)
    other = Trust(keys=tuple(replace(key, name="other.example/log") for key in named.keys))
    assert both(sealed(made.case_file()), other)["place"] == "log/checkpoint"


def test_it_takes_as_many_witnesses_as_the_reader_asks_for() -> None:
    assert both(sealed(made.case_file()), trust(Use.WITNESS, quorum=2))["intact"]
    assert not both(sealed(made.case_file(witnesses=1)), trust(Use.WITNESS, quorum=2))["intact"]


def test_a_retired_key_needs_a_believed_time_from_before(stamped: bytes, authority: TimeAuthority) -> None:
    root = TrustedKey(use=Use.TIME, name="Time One", fingerprint=root_of(authority))
    later, earlier = datetime.now(UTC) + timedelta(days=1), datetime(2026, 4, 1, tzinfo=UTC)
    for use in (Use.LOG, Use.SEAL, Use.SIGN):
        assert both(stamped, believing(trust(use, until=later), root))["intact"]
        assert not both(stamped, believing(trust(use, until=earlier), root))["intact"]
        assert not both(stamped, trust(use, until=later))["intact"]


def believing(named: Trust, root: TrustedKey) -> Trust:
    return Trust(keys=(*named.keys, root))


def root_of(authority: TimeAuthority) -> str:
    return sha256(authority.root.public_bytes(Encoding.DER)).hex()


def test_a_time_token_counts_only_under_a_believed_root(
    stamped: bytes, authority: TimeAuthority, tmp_path: Path
) -> None:
    other = TimeAuthority(tmp_path / "other", "Time Two")
    believed, unknown = (
        Trust(keys=(TrustedKey(use=Use.TIME, name="t", fingerprint=root_of(one)),)) for one in (authority, other)
    )
    assert [one["trusted"] for one in both(stamped, believed)["times"]] == [True, True]
    assert both(stamped, unknown)["place"] == "log/checkpoint"


def test_authorities_and_witnesses_that_are_not_believed_add_nothing(authority: TimeAuthority, tmp_path: Path) -> None:
    early = TimeAuthority(tmp_path / "early", "Time Early")
    text = parse_note(made.case_file().checkpoint).text.encode()
    first = early.stamp(text)
    time.sleep(1.1)  # tokens count seconds
    case = replace(
        made.case_file(),
        tokens=(first, authority.stamp(text)),
        keys=(*made.case_file().keys, *(NamedKey(Use.TIME, "Time", one.root) for one in (early, authority))),
    )
    root = TrustedKey(use=Use.TIME, name="Time One", fingerprint=root_of(authority))
    named = trust(Use.WITNESS)
    record = both(sealed(case), Trust(keys=(root, named.keys[1])))
    assert [one["trusted"] for one in record["times"]] == [False, True]
    said = {one["code"]: one["en"] for one in record["proven"]}
    assert record["times"][1]["at"] in said["timed"]
    assert said["witnessed"].startswith("1 witnesses")


def test_a_retired_witness_needs_a_believed_time_from_before(stamped: bytes, authority: TimeAuthority) -> None:
    root = TrustedKey(use=Use.TIME, name="Time One", fingerprint=root_of(authority))
    later, earlier = datetime.now(UTC) + timedelta(days=1), datetime(2026, 4, 1, tzinfo=UTC)
    assert both(stamped, believing(trust(Use.WITNESS, until=later), root))["intact"]
    assert not both(stamped, believing(trust(Use.WITNESS, until=earlier), root))["intact"]
    assert not both(stamped, trust(Use.WITNESS, until=later))["intact"]


def test_an_authority_with_another_between_and_keys_on_a_curve_is_believed_by_its_root(tmp_path: Path) -> None:
    far = TimeAuthority(tmp_path / "far", "Time Far", with_middle=True)
    data = sealed(with_time(made.case_file(), far), stamp=lambda message: [far.stamp(message)])
    root = TrustedKey(use=Use.TIME, name="Time Far", fingerprint=root_of(far))
    assert [one["trusted"] for one in both(data, Trust(keys=(root,)))["times"]] == [True, True]


def test_a_certificate_that_is_no_root_is_not_taken_for_one(authority: TimeAuthority) -> None:
    leaf = x509.load_pem_x509_certificate((authority.folder / "leaf.pem").read_bytes())
    case = replace(made.case_file(), keys=(*made.case_file().keys, NamedKey(Use.TIME, "leaf", leaf)))
    assert both(sealed(case))["place"] == "keys/7-time.pem"


def test_a_second_seal_in_sm2_is_checked_where_that_is_possible() -> None:
    data = sealed(made.case_file(), sm2=Sm2Signer(bytes(range(1, 33))), with_sm3=True)
    assert "sm2-unchecked" not in [one.code for one in checked(data).not_proven]
    theirs = alone.Bundle(io.BytesIO(data), alone.Trust([])).to_record()
    assert codes(theirs, "not_proven")[-1] == "sm2-unchecked"
    spoilt = rebuilt(
        data, put("manifest.sm2.sig", with_bit(read_archive(io.BytesIO(data)).read("manifest.sm2.sig"), 300))
    )
    with pytest.raises(IntegrityError, match="SM2"):
        checked(spoilt)


def test_the_single_file_needs_cryptography_only_and_reads_as_old_python() -> None:
    tree = ast.parse(SCRIPT.read_text(encoding="utf-8"), feature_version=(3, 9))
    roots = {name.split(".")[0] for name in imported_by(tree)}
    assert roots - set(sys.stdlib_module_names) == {"cryptography"}


def imported_by(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def test_the_single_file_tells_a_person_and_ends_as_documented(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    court, believed = GOLDEN / "v1" / "court.zip", GOLDEN / "v1" / "trust.json"
    spoilt = tmp_path / "spoilt.zip"
    spoilt.write_bytes(court.read_bytes().replace(b"the buyer's photo", b"the buyer's ph0to"))
    assert alone.main([str(court)]) == 0
    assert "compare the fingerprints" in capsys.readouterr().out
    assert alone.main([str(court), "--trust", str(believed)]) == 0
    assert "by keys that you believe" in capsys.readouterr().out
    assert alone.main([str(spoilt)]) == 1
    assert "originals/claim-1.jpg" in capsys.readouterr().out
    assert alone.main([str(court), "--trust", str(court)]) == 2
    assert alone.main([str(court), "--trust", str(tmp_path / "none.json")]) == 2
    assert alone.main([str(tmp_path / "none.zip")]) == 3
    assert "cannot read" in capsys.readouterr().err


def test_both_verifiers_know_the_same_sentences() -> None:
    assert {code: (text.zh, text.en) for code, text in PROVEN.items()} == alone.PROVEN
    assert {code: (text.zh, text.en) for code, text in NOT_PROVEN.items()} == alone.NOT_PROVEN


def damaged(data: bytes) -> Iterator[bytes]:
    yield data[:-7]
    for number in range(9):
        yield with_bit(data, 8 * (len(data) * (number + 1) // 10) + number % 8)


def test_there_are_golden_bundles() -> None:
    assert len(BUNDLES) >= 3


@pytest.mark.parametrize("path", BUNDLES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_single_file_alone_agrees_on_golden_bundles_and_ten_damaged_copies(path: Path, tmp_path: Path) -> None:
    believed = path.parent / "trust.json"
    data = path.read_bytes()
    for number, one in enumerate([data, *damaged(data)]):
        copy = tmp_path / f"{number}.zip"
        copy.write_bytes(one)
        command = [sys.executable, "-I", str(SCRIPT), str(copy), "--json", "--trust", str(believed)]
        done = subprocess.run(command, capture_output=True, check=False)
        theirs = json.loads(done.stdout)
        assert done.returncode == (0 if number == 0 else 1), done.stderr
        assert theirs["intact"] is (number == 0)
        assert both(one)["intact"] is (number == 0)


def test_the_envelope_has_one_form_only() -> None:
    data = small()
    local = struct.Struct("<4sHHHHHIIIHH")
    fields = list(local.unpack_from(data))
    for place, value in ((1, 45), (2, 8), (3, 8), (4, 1), (5, 34), (10, 1)):
        changed = [*fields[:place], value, *fields[place + 1 :]]
        assert not both(local.pack(*changed) + data[local.size :])["intact"]


def of_version_11(der: bytes) -> bytes:
    """Give a certificate a version that there is not; cryptography answers with no ``ValueError``."""
    assert b"\xa0\x03\x02\x01\x02" in der
    return der.replace(b"\xa0\x03\x02\x01\x02", b"\xa0\x03\x02\x01\x0a", 1)


def test_a_certificate_of_no_version_in_a_time_token_is_a_no_and_no_crash(stamped: bytes) -> None:
    reply = "log/checkpoint.1.tsr"

    def change(files: dict[str, bytes]) -> None:
        files[reply] = of_version_11(files[reply])
        record = json.loads(files["manifest.json"])
        for one in record["files"]:
            if one["path"] == reply:
                one["sha256"] = sha256(files[reply]).hex()
        files["manifest.json"] = canonical_json(record)
        files["manifest.sig"] = made.SEAL.sign(files["manifest.json"])

    assert both(rebuilt(stamped, change)) == {"intact": False, "place": reply}


def test_a_root_of_no_version_is_a_no_and_no_crash(stamped: bytes) -> None:
    def change(files: dict[str, bytes]) -> None:
        record = json.loads(files["manifest.json"])
        (key,) = [one for one in record["keys"] if one["use"] == "time"]
        der = of_version_11(x509.load_pem_x509_certificate(files[key["path"]]).public_bytes(Encoding.DER))
        body = b64encode(der)
        lines = b"".join(body[start : start + 64] + b"\n" for start in range(0, len(body), 64))
        files[key["path"]] = b"-----BEGIN CERTIFICATE-----\n" + lines + b"-----END CERTIFICATE-----\n"
        key["fingerprint"] = sha256(der).hex()
        for one in record["files"]:
            if one["path"] == key["path"]:
                one["sha256"] = sha256(files[key["path"]]).hex()
        files["manifest.json"] = canonical_json(record)
        files["manifest.sig"] = made.SEAL.sign(files["manifest.json"])
        place.append(key["path"])

    place: list[str] = []
    answer = both(rebuilt(stamped, change))
    assert answer == {"intact": False, "place": place[0]}
