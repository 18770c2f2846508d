"""What we sign: readers accept it, a changed copy fails, the original is untouched, and no more is claimed than we know."""

import hashlib
import io
import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import c2pa
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.x509.oid import ExtendedKeyUsageOID

import credential_forge as forge
from fairclaim.benchmark.label_recordings import movie
from fairclaim.domain.desk.live_capture import Way, issue
from fairclaim.domain.desk.signed_copy import CopyStatement
from fairclaim.domain.errors import BrokenFileError, InputError
from fairclaim.forensics.credentials.credential import Origin, State
from fairclaim.forensics.credentials.interpret import interpret
from fairclaim.imaging.credential_signer import MOST_BYTES, CredentialSigner
from fairclaim.imaging.credentials import Anchors, read_store_json
from fairclaim.imaging.sandbox import Sandbox
from fairclaim.imaging.signing_identity import SigningIdentity
from fairclaim.version import __version__

NOW = datetime.now(UTC)
RECEIVED = datetime(2026, 11, 26, 18, 3, 12, tzinfo=UTC)
ROOT = forge.root("Desk root")
LEAF = forge.leaf(ROOT, "desk.example")
IDENTITY = SigningIdentity.from_pem(LEAF.key_pem.encode(), (LEAF.pem + ROOT.pem).encode())
OURS = Anchors(signers=ROOT.pem, timestamps="")
DIGITAL_CAPTURE = forge.SOURCE + "digitalCapture"


@pytest.fixture(scope="module")
def signer() -> Iterator[CredentialSigner]:
    with Sandbox(tasks=("sign",)) as sandbox:
        yield CredentialSigner(IDENTITY, desk="desk.example", sandbox=sandbox, now=lambda: NOW)


def statement(data: bytes, way: Way | None = None) -> CopyStatement:
    plain = CopyStatement(file="exhibit-7", sha256=hashlib.sha256(data).hexdigest(), received_at=RECEIVED)
    if way is None:
        return plain
    code = issue("capture-1", "claim-1", at=RECEIVED - timedelta(seconds=40))
    return replace(plain, capture=code.used("exhibit-7", way, at=RECEIVED))


def actions(store: dict[str, object]) -> list[dict[str, object]]:
    manifests, active = store["manifests"], store["active"]
    assert isinstance(manifests, dict)
    found: list[dict[str, object]] = manifests[active]["actions"]
    return found


def state(store: dict[str, object]) -> tuple[object, object]:
    validation = store["validation"]
    assert isinstance(validation, dict)
    return validation["signer"]["state"], validation["signer"]["failure"]


@pytest.mark.parametrize("media_type", ["image/jpeg", "image/png", "image/webp", "image/heic", "image/avif"])
@pytest.mark.parametrize("way", [None, Way.FIELD, Way.PAGE])
def test_what_we_sign_is_trusted_by_who_trusts_our_root(
    signer: CredentialSigner, media_type: str, way: Way | None
) -> None:
    original = forge.picture(media_type)
    copy = signer.sign(original, media_type, statement(original, way))
    store = read_store_json(copy, media_type, anchors=OURS)
    assert state(store) == ("Trusted", [])
    manifest = store["manifests"][store["active"]]  # type: ignore[index]
    assert manifest["generator"] == f"fairclaim {__version__}"
    assert manifest["signer"]["name"] == "desk.example"
    assert copy != original


def test_only_what_our_own_page_took_is_called_a_digital_capture(signer: CredentialSigner) -> None:
    original = forge.picture()
    for way in (None, Way.FIELD):
        copy = signer.sign(original, "image/jpeg", statement(original, way))
        store = read_store_json(copy, "image/jpeg", anchors=OURS)
        assert [one["action"] for one in actions(store)] == ["c2pa.opened", "c2pa.published"]
        assert b"digitalCapture" not in copy
        (parent,) = store["manifests"][store["active"]]["ingredients"]  # type: ignore[index]
        assert (parent["relationship"], parent["title"]) == ("parentOf", "exhibit-7")
    live = signer.sign(original, "image/jpeg", statement(original, Way.PAGE))
    store = read_store_json(live, "image/jpeg", anchors=OURS)
    (made,) = actions(store)
    assert (made["action"], made["source"]) == ("c2pa.created", DIGITAL_CAPTURE)
    assert str(made["when"]).startswith("2026-11-26T18:03:12")
    (named,) = store["manifests"][store["active"]]["ingredients"]  # type: ignore[index]
    assert named["relationship"] == "inputTo"


def test_the_copy_states_the_originals_digest_and_the_code_and_names_nobody(signer: CredentialSigner) -> None:
    original = forge.picture()
    copy = signer.sign(original, "image/jpeg", statement(original, Way.PAGE))
    with (
        c2pa.Context.from_dict({"verify": forge.OFFLINE["verify"]}) as context,
        c2pa.Reader("image/jpeg", io.BytesIO(copy), context=context) as reader,
    ):
        report = json.loads(reader.json())
    active = report["manifests"][report["active_manifest"]]
    (said,) = [one["data"] for one in active["assertions"] if one["label"] == "org.fairclaim.capture"]
    assert said["sha256"] == hashlib.sha256(original).hexdigest()
    assert said["received"] == "2026-11-26T18:03:12Z"
    assert said["code"] == {"digits": "719845", "issued": "2026-11-26T18:02:32Z", "way": "page", "after_s": 40}
    assert set(said) == {"desk", "file", "sha256", "received", "means", "code"}
    assert active["ingredients"][0]["instance_id"] == f"urn:sha256:{said['sha256']}"


def test_one_changed_pixel_byte_or_a_byte_behind_the_end_fails(signer: CredentialSigner) -> None:
    original = forge.picture()
    copy = signer.sign(original, "image/jpeg", statement(original, Way.PAGE))
    at = len(copy) - 200
    for tampered in (copy[:at] + bytes([copy[at] ^ 1]) + copy[at + 1 :], copy + b"x", copy[:-1]):
        found, failures = state(read_store_json(tampered, "image/jpeg", anchors=OURS))
        assert found == "Invalid"
        assert failures == ["assertion.dataHash.mismatch"]


def test_strangers_find_it_intact_and_the_signer_unknown(signer: CredentialSigner) -> None:
    original = forge.picture()
    copy = signer.sign(original, "image/jpeg", statement(original, Way.PAGE))
    assert state(read_store_json(copy, "image/jpeg")) == ("Valid", ["signingCredential.untrusted"])


def test_what_a_camera_or_generator_signed_stays_inside_as_the_parent(signer: CredentialSigner) -> None:
    maker = forge.root("Generator root")
    theirs = forge.leaf(maker, "generator.example")
    made = forge.signed(forge.picture(), theirs, maker, actions=[forge.created("trainedAlgorithmicMedia")])
    copy = signer.sign(made, "image/jpeg", statement(made))
    store = read_store_json(copy, "image/jpeg", anchors=OURS)
    assert len(store["manifests"]) == 2  # type: ignore[arg-type]
    sources = [one["source"] for manifest in store["manifests"].values() for one in manifest["actions"]]  # type: ignore[attr-defined]
    assert forge.SOURCE + "trainedAlgorithmicMedia" in sources


def test_films_are_signed_and_one_changed_bit_of_them_fails(signer: CredentialSigner) -> None:
    film = movie(b"")
    copy = signer.sign(film, "video/mp4", statement(film, Way.PAGE))
    assert state(read_store_json(copy, "video/mp4", anchors=OURS)) == ("Trusted", [])
    at = copy.rindex(b"mdat") + 5
    tampered = copy[:at] + bytes([copy[at] ^ 1]) + copy[at + 1 :]
    assert state(read_store_json(tampered, "video/mp4", anchors=OURS))[0] == "Invalid"


@pytest.mark.parametrize("media_type", ["image/jpeg", "image/png"])
def test_exiftool_reads_the_manifest(signer: CredentialSigner, media_type: str, tmp_path: Path) -> None:
    tool = shutil.which("exiftool")
    if tool is None:
        pytest.skip("no exiftool")
    original = forge.picture(media_type)
    path = tmp_path / "copy"
    path.write_bytes(signer.sign(original, media_type, statement(original, Way.PAGE)))
    said = subprocess.run([tool, "-a", "-G1", "-JUMBF:all", path], capture_output=True, check=True, text=True).stdout
    assert "c2pa.created" in said
    assert "digitalCapture" in said
    assert "fairclaim" in said


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (b"", "image/jpeg"),
        (b"GIF89a", "image/gif"),
        (b"\xff\xd8\xff truncated", "image/jpeg"),
        (forge.picture(), "image/png"),
        (forge.picture(), "image/svg+xml"),
    ],
)
def test_what_can_carry_no_manifest_is_not_signed(signer: CredentialSigner, data: bytes, media_type: str) -> None:
    with pytest.raises(BrokenFileError):
        signer.sign(data, media_type, statement(data))


def test_it_signs_again_after_a_broken_file(signer: CredentialSigner) -> None:
    with pytest.raises(BrokenFileError):
        signer.sign(b"\xff\xd8\xff", "image/jpeg", statement(b""))
    original = forge.picture()
    assert state(
        read_store_json(signer.sign(original, "image/jpeg", statement(original)), "image/jpeg", anchors=OURS)
    ) == (
        "Trusted",
        [],
    )


def test_an_expired_certificate_and_a_file_too_large_are_not_used() -> None:
    with Sandbox(tasks=("sign",)) as sandbox:
        later = CredentialSigner(IDENTITY, desk="d", sandbox=sandbox, now=lambda: NOW + timedelta(days=40))
        assert not later.can_sign("image/jpeg", 1)
        with pytest.raises(BrokenFileError):
            later.sign(forge.picture(), "image/jpeg", statement(b""))
        signer = CredentialSigner(IDENTITY, desk="d", sandbox=sandbox, now=lambda: NOW)
        assert signer.can_sign("image/jpeg", MOST_BYTES)
        assert not signer.can_sign("image/jpeg", MOST_BYTES + 1)


def test_the_key_signs_nothing_but_what_cose_signs() -> None:
    with Sandbox(tasks=("sign",)) as sandbox:
        signer = CredentialSigner(IDENTITY, desk="d", sandbox=sandbox, now=lambda: NOW)
        with pytest.raises(BrokenFileError):
            signer._answer(b"pay 1,000,000")


def test_ed25519_signs_too() -> None:
    key = ed25519.Ed25519PrivateKey.generate()
    leaf = forge._certificate(
        "desk.example",
        key,
        issuer=ROOT,
        days=(-1, 30),
        use=ExtendedKeyUsageOID.EMAIL_PROTECTION,
    )
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    chain = leaf.public_bytes(serialization.Encoding.PEM) + ROOT.pem.encode()
    identity = SigningIdentity.from_pem(pem, chain)
    assert identity.algorithm == "ed25519"
    original = forge.picture()
    with Sandbox(tasks=("sign",)) as sandbox:
        copy = CredentialSigner(identity, desk="d", sandbox=sandbox, now=lambda: NOW).sign(
            original, "image/jpeg", statement(original)
        )
    assert state(read_store_json(copy, "image/jpeg", anchors=OURS)) == ("Trusted", [])


def test_our_own_signature_is_no_cameras_word_even_where_it_is_trusted(signer: CredentialSigner) -> None:
    original = forge.picture()
    copy = signer.sign(original, "image/jpeg", statement(original, Way.PAGE))
    judged = interpret(read_store_json(copy, "image/jpeg", anchors=OURS))
    assert (judged.state, judged.origin) == (State.TRUSTED, Origin.OTHER)


def test_a_cameras_word_is_heard_through_our_signature() -> None:
    camera = forge.leaf(ROOT, "Camera")
    taken = forge.signed(forge.picture(), camera, ROOT, actions=[forge.created("digitalCapture")])
    with Sandbox(tasks=("sign",)) as sandbox:
        copy = CredentialSigner(IDENTITY, desk="d", sandbox=sandbox, now=lambda: NOW).sign(
            taken, "image/jpeg", statement(taken)
        )
    judged = interpret(read_store_json(copy, "image/jpeg", anchors=OURS))
    assert (judged.origin, judged.is_origin_trusted, judged.signer.name) == (Origin.CAPTURED, True, "Camera")


@pytest.mark.parametrize("media_type", ["image/jpeg", "image/png", "image/heic"])
def test_a_file_cut_anywhere_is_signed_or_refused_and_the_next_one_is_signed(
    signer: CredentialSigner, media_type: str
) -> None:
    whole = forge.picture(media_type)
    for end in range(1, len(whole), max(1, len(whole) // 24)):
        cut = whole[:end]
        with suppress(InputError):
            assert signer.sign(cut, media_type, statement(cut))
    copy = signer.sign(whole, media_type, statement(whole))
    assert state(read_store_json(copy, media_type, anchors=OURS)) == ("Trusted", [])
