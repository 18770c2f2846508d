"""What the C2PA library really answers, case by case. Run this table again at every upgrade of c2pa-python."""

import datetime as dt
import io
import json
import random
import shutil
import time
from collections.abc import Mapping
from pathlib import Path

import c2pa
import pytest
from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID, ObjectIdentifier
from PIL import Image

from credential_forge import Identity, created, leaf, listener, picture, pillow_name, root, signed, stamper
from fairclaim.benchmark.label_pictures import XMP_HEAD, jpeg_segment
from fairclaim.benchmark.label_recordings import movie
from fairclaim.forensics.credentials.credential import State
from fairclaim.forensics.credentials.interpret import interpret
from fairclaim.imaging.credential_record import ACTIONS, TEXT
from fairclaim.imaging.credentials import JSON_LIMIT, SHIPPED, Anchors, read_store_json

MADE = [created("trainedAlgorithmicMedia")]
ROOT = root("Test Root")
MAKER = leaf(ROOT, "Test Maker Ltd")
STAMP_ROOT = root("Test Stamp Root")
STAMPER = leaf(STAMP_ROOT, "Test Stamper", use=ExtendedKeyUsageOID.TIME_STAMPING)
OURS = Anchors(signers=ROOT.pem, timestamps=STAMP_ROOT.pem)
NOBODY = Anchors(signers="", timestamps="")
FORMATS = ("image/jpeg", "image/png", "image/webp", "image/avif", "image/heic")


def _state(data: bytes, anchors: Anchors = OURS, media_type: str = "image/jpeg") -> State:
    return interpret(read_store_json(data, media_type, anchors=anchors)).state


def _failures(data: bytes, anchors: Anchors = OURS) -> tuple[str, ...]:
    return interpret(read_store_json(data, "image/jpeg", anchors=anchors)).why


@pytest.mark.parametrize("media_type", FORMATS)
def test_a_signer_under_our_own_root_is_trusted(media_type: str) -> None:
    data = signed(picture(media_type), MAKER, ROOT, actions=MADE, media_type=media_type)
    assert _state(data, media_type=media_type) is State.TRUSTED


@pytest.mark.parametrize("anchors", [NOBODY, Anchors(signers=root("Other Root").pem, timestamps=""), SHIPPED])
def test_valid_is_not_trusted_under_no_root_or_another(anchors: Anchors) -> None:
    data = signed(picture(), MAKER, ROOT, actions=MADE)
    assert _state(data, anchors) is State.UNKNOWN_SIGNER
    assert "signingCredential.untrusted" in _failures(data, anchors)


def test_a_rogue_signer_with_a_borrowed_name_is_unknown() -> None:
    rogue = root("Test Root")
    data = signed(picture(), leaf(rogue, "Test Maker Ltd"), rogue, actions=MADE)
    assert _state(data) is State.UNKNOWN_SIGNER


def test_a_root_for_time_stamps_never_makes_a_signer_trusted() -> None:
    data = signed(picture(), MAKER, ROOT, actions=MADE)
    assert _state(data, Anchors(signers="", timestamps=ROOT.pem)) is State.UNKNOWN_SIGNER


def test_one_flipped_pixel_byte_damages() -> None:
    data = bytearray(signed(picture(), MAKER, ROOT, actions=MADE))
    data[-200] ^= 1
    assert _state(bytes(data)) is State.DAMAGED
    assert "assertion.dataHash.mismatch" in _failures(bytes(data))


def test_appended_bytes_damage() -> None:
    assert _state(signed(picture(), MAKER, ROOT, actions=MADE) + b"PK\x03\x04tail") is State.DAMAGED


def test_truncation_damages() -> None:
    assert _state(signed(picture(), MAKER, ROOT, actions=MADE)[:-500]) is State.DAMAGED


def test_a_changed_word_in_the_statement_damages() -> None:
    data = signed(picture(), MAKER, ROOT, actions=MADE)
    assert data.count(b"Test Maker 3") == 1
    assert _state(data.replace(b"Test Maker 3", b"Test Maker 4")) is State.DAMAGED


@pytest.mark.parametrize("media_type", FORMATS)
def test_a_resaved_picture_has_none(media_type: str) -> None:
    out = io.BytesIO()
    with Image.open(io.BytesIO(signed(picture(media_type), MAKER, ROOT, media_type=media_type, actions=MADE))) as image:
        image.save(out, format=pillow_name(media_type))
    assert read_store_json(out.getvalue(), media_type, anchors=OURS) == {"state": "absent"}


def test_a_picture_that_was_never_signed_has_none() -> None:
    assert read_store_json(picture(), "image/jpeg", anchors=OURS) == {"state": "absent"}


def test_an_edited_file_keeps_its_parents_manifest() -> None:
    parent = signed(picture(), MAKER, ROOT, actions=MADE)
    store = read_store_json(signed(picture(), MAKER, ROOT, parent=parent), "image/jpeg", anchors=OURS)
    manifests = store["manifests"]
    assert isinstance(manifests, dict)
    assert len(manifests) == 2
    assert interpret(store).state is State.TRUSTED


@pytest.mark.parametrize(
    "purpose",
    ["1.3.6.1.4.1.62558.2.1", "1.3.6.1.5.5.7.3.36", "1.3.6.1.5.5.7.3.4", "1.3.6.1.4.1.311.76.59.1.9"],
    ids=["claimSigning", "documentSigning", "emailProtection", "microsoft"],
)
def test_a_signer_whose_certificate_is_made_for_signing_claims_is_trusted(purpose: str) -> None:
    maker = leaf(ROOT, "Test Maker Ltd", use=ObjectIdentifier(purpose))
    assert _state(signed(picture(), maker, ROOT, actions=MADE)) is State.TRUSTED


@pytest.mark.parametrize(
    "purpose",
    [
        ExtendedKeyUsageOID.CLIENT_AUTH,
        ExtendedKeyUsageOID.SERVER_AUTH,
        ExtendedKeyUsageOID.CODE_SIGNING,
        ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE,
    ],
)
def test_a_certificate_for_another_purpose_cannot_even_sign(purpose: ObjectIdentifier) -> None:
    with pytest.raises(c2pa.C2paError, match="certificate is invalid"):
        signed(picture(), leaf(ROOT, "Test Maker Ltd", use=purpose), ROOT, actions=MADE)


def test_a_certificate_for_an_unknown_purpose_is_not_trusted() -> None:
    maker = leaf(ROOT, "Test Maker Ltd", use=ObjectIdentifier("1.3.6.1.4.1.62558.2.2"))
    try:
        data = signed(picture(), maker, ROOT, actions=MADE)
    except c2pa.C2paError:
        return
    assert _state(data) is not State.TRUSTED


def test_a_time_stamp_certificate_signs_no_claim_whatever_its_root() -> None:
    stamper_alone = leaf(ROOT, "Test Stamper", use=ExtendedKeyUsageOID.TIME_STAMPING)
    try:
        files = [signed(picture(), STAMPER, STAMP_ROOT, actions=MADE), signed(picture(), stamper_alone, ROOT)]
    except c2pa.C2paError:
        return
    assert all(_state(data) is not State.TRUSTED for data in files)


def test_an_ordinary_certificate_under_the_stamp_root_is_unknown() -> None:
    intruder = leaf(STAMP_ROOT, "Test Maker Ltd")
    assert _state(signed(picture(), intruder, STAMP_ROOT, actions=MADE)) is State.UNKNOWN_SIGNER


def test_an_opened_action_that_names_no_ingredient_damages() -> None:
    data = signed(picture(), MAKER, ROOT, actions=[{"action": "c2pa.opened"}])
    assert _state(data) is State.DAMAGED
    assert "assertion.action.ingredientMismatch" in _failures(data)


def test_a_manifest_that_travels_beside_the_file_is_not_looked_for() -> None:
    assert read_store_json(
        signed(picture(), MAKER, ROOT, actions=MADE, is_embedded=False), "image/jpeg", anchors=OURS
    ) == {"state": "absent"}


class TestBoxes:
    """HEIC, AVIF, MP4 and MOV, whose bytes are bound box by box."""

    @pytest.fixture(params=["image/heic", "image/heif", "image/avif", "video/mp4", "video/quicktime"])
    def media_type(self, request: pytest.FixtureRequest) -> str:
        return str(request.param)

    @pytest.fixture
    def data(self, media_type: str) -> bytes:
        films = {"video/mp4": movie(b""), "video/quicktime": movie(b"", brand="mov")}
        plain = films.get(media_type) or picture(media_type.replace("heif", "heic"))
        return signed(plain, MAKER, ROOT, actions=MADE, media_type=media_type)

    def test_a_listed_signer_is_trusted(self, data: bytes, media_type: str) -> None:
        assert _state(data, media_type=media_type) is State.TRUSTED

    def test_an_unlisted_one_is_not(self, data: bytes, media_type: str) -> None:
        assert _state(data, NOBODY, media_type=media_type) is State.UNKNOWN_SIGNER

    def test_one_bit_damages(self, data: bytes, media_type: str) -> None:
        flipped = bytearray(data)
        flipped[-5] ^= 1
        credential = interpret(read_store_json(bytes(flipped), media_type, anchors=OURS))
        assert credential.state is State.DAMAGED
        assert "assertion.bmffHash.mismatch" in credential.why


def test_no_damaged_file_is_trusted_with_another_statement() -> None:
    """Bytes that only fill up space may change; nothing that is said may, and no byte of the picture."""
    data = signed(picture(side=48), MAKER, ROOT, actions=MADE, parent=None)
    told = read_store_json(data, "image/jpeg", anchors=OURS)
    dice = random.Random(3)
    for _ in range(300):
        at, cut = dice.randrange(len(data)), dice.choice((0, 0, 0, 1, 20))
        other = data[:at] + bytes([data[at] ^ 1 << dice.randrange(8)]) + data[at + 1 + cut :]
        store = read_store_json(other, "image/jpeg", anchors=OURS)
        if interpret(store).state is State.TRUSTED:
            assert store["manifests"] == told["manifests"]
            assert len(other) == len(data)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    if shutil.which("openssl") is None:
        pytest.skip("no openssl command to act as time-stamp authority")
    soon = dt.timedelta(seconds=4) / dt.timedelta(days=1)
    short = leaf(ROOT, "Short Maker", days=(-30, soon))
    with stamper(STAMPER, STAMP_ROOT, tmp_path_factory.mktemp("tsa")) as url:
        made = {
            "stamped": signed(picture(), MAKER, ROOT, actions=MADE, stamp_url=url),
            "expired, stamped": signed(picture(), short, ROOT, actions=MADE, stamp_url=url),
            "expired": signed(picture(), short, ROOT, actions=MADE),
            "version 1, stamped": signed(picture(), MAKER, ROOT, actions=MADE, stamp_url=url, claim_version=1),
        }
    time.sleep(max(0.0, (short.certificate.not_valid_after_utc - dt.datetime.now(dt.UTC)).total_seconds()) + 1.5)
    return made


class TestTime:
    """Certificates that have expired, with and without a time stamp from an authority on loopback."""

    def test_expired_without_a_stamp_is_not_trusted(self, files: Mapping[str, bytes]) -> None:
        assert _state(files["expired"]) is State.UNKNOWN_SIGNER
        assert "signingCredential.expired" in _failures(files["expired"])

    def test_expired_with_a_listed_stamp_is_trusted(self, files: Mapping[str, bytes]) -> None:
        credential = interpret(read_store_json(files["expired, stamped"], "image/jpeg", anchors=OURS))
        assert credential.state is State.TRUSTED
        assert credential.is_time_proven

    def test_expired_with_an_unlisted_stamp_is_not_trusted(self, files: Mapping[str, bytes]) -> None:
        for timestamps in ("", root("Other Stamp Root").pem, ROOT.pem):
            assert _state(files["expired, stamped"], Anchors(ROOT.pem, timestamps)) is State.UNKNOWN_SIGNER

    def test_a_listed_stamp_proves_the_time(self, files: Mapping[str, bytes]) -> None:
        assert interpret(read_store_json(files["stamped"], "image/jpeg", anchors=OURS)).is_time_proven

    def test_an_unlisted_stamp_leaves_the_signer_trusted_and_the_time_unproven(
        self, files: Mapping[str, bytes]
    ) -> None:
        store = read_store_json(files["stamped"], "image/jpeg", anchors=Anchors(ROOT.pem, ""))
        assert interpret(store).state is State.TRUSTED
        assert not interpret(store).is_time_proven

    def test_a_listed_stamp_does_not_make_an_unlisted_signer_trusted(self, files: Mapping[str, bytes]) -> None:
        for name in ("stamped", "expired, stamped"):
            assert _state(files[name], Anchors("", STAMP_ROOT.pem)) is State.UNKNOWN_SIGNER

    def test_the_library_believes_any_stamp_in_a_version_1_claim_and_we_do_not(
        self, files: Mapping[str, bytes]
    ) -> None:
        store = read_store_json(files["version 1, stamped"], "image/jpeg", anchors=Anchors(ROOT.pem, ""))
        assert "timeStamp.trusted" in json.dumps(store)  # the trap itself; if this fails, the library has mended it
        assert not interpret(store).is_time_proven


def test_a_named_remote_manifest_is_never_fetched() -> None:
    with listener() as (url, requests):
        data = signed(picture(), MAKER, ROOT, actions=MADE, remote_url=url + "manifest.c2pa")
        store = read_store_json(data, "image/jpeg", anchors=OURS)
    assert (store["state"], store["why"]) == ("error", "remote-manifest")
    assert requests == []
    assert interpret(store).state is State.UNCHECKED


def test_nobody_is_asked_whether_a_certificate_was_revoked() -> None:
    with listener() as (url, requests):
        maker = leaf(ROOT, "Test Maker Ltd", ocsp_url=url + "ocsp")
        data = signed(picture(), maker, ROOT, actions=MADE)
        requests.clear()
        assert _state(data) is State.TRUSTED
        assert _state(data, NOBODY) is State.UNKNOWN_SIGNER
    assert requests == []


def test_the_address_of_a_manifest_beside_an_embedded_one_is_not_visited() -> None:
    packet = b'<x:xmpmeta xmlns:x="adobe:ns:meta/" xmlns:t="http://purl.org/dc/terms/" t:provenance="URL"/>'
    with listener() as (url, requests):
        named = packet.replace(b"URL", url.encode())
        plain = jpeg_segment(picture(), 0xE1, XMP_HEAD + named)
        assert _state(signed(plain, MAKER, ROOT, actions=MADE)) is State.TRUSTED
        assert interpret(read_store_json(plain, "image/jpeg", anchors=OURS)).state in {State.ABSENT, State.UNCHECKED}
    assert requests == []


@pytest.mark.parametrize("media_type", ["image/svg+xml", "application/pdf", "image/gif", "image/tiff", "", "jpg"])
def test_other_media_types_are_not_handed_to_the_library(media_type: str) -> None:
    assert read_store_json(picture(), media_type)["why"] == "media-type"


def test_bytes_that_do_not_fit_their_type_are_not_handed_to_the_library() -> None:
    for data in (b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"%PDF-1.7", picture("image/png")):
        assert read_store_json(data, "image/jpeg")["why"] == "content-mismatch"


def test_a_store_of_noise_cannot_be_checked() -> None:
    data = signed(picture(), MAKER, ROOT, actions=MADE)
    at = data.index(b"jumb") + 200
    store = read_store_json(data[:at] + bytes(400) + data[at + 400 :], "image/jpeg", anchors=OURS)
    assert interpret(store).state in {State.UNCHECKED, State.DAMAGED}


def test_the_answer_is_plain_and_bounded_whatever_the_file_says() -> None:
    many: list[Mapping[str, object]] = [
        created("trainedAlgorithmicMedia", agent="长" * 5000),
        *([{"action": "c2pa.edited"}] * 500),
    ]
    store = read_store_json(signed(picture(), MAKER, ROOT, actions=many), "image/jpeg", anchors=OURS)
    text = json.dumps(store)
    assert json.loads(text) == store
    assert len(text) < 60_000
    (manifest,) = _manifests(store)
    actions = manifest["actions"]
    assert isinstance(actions, list)
    assert len(actions) == ACTIONS
    assert len(actions[0]["agent"]) == TEXT


def test_a_store_beyond_the_limit_is_refused() -> None:
    huge = [created(None, agent="x" * (JSON_LIMIT + 1))]
    assert (
        read_store_json(signed(picture(), MAKER, ROOT, actions=huge), "image/jpeg", anchors=OURS)["why"] == "too-large"
    )


def test_control_signs_in_names_are_blanked() -> None:
    data = signed(picture(), MAKER, ROOT, actions=[created("digitalCapture", agent="a\x1b[31m\u202eb")])
    (manifest,) = _manifests(read_store_json(data, "image/jpeg", anchors=OURS))
    assert manifest["actions"][0]["agent"] == "a [31m b"  # type: ignore[index]  # plain JSON data


def test_the_shipped_anchors_are_authorities_in_force() -> None:
    now = dt.datetime.now(dt.UTC)
    for bundle in (SHIPPED.signers, SHIPPED.timestamps):
        certificates = x509.load_pem_x509_certificates(bundle.encode())
        assert len(certificates) >= 10
        for certificate in certificates:
            constraints = certificate.extensions.get_extension_for_class(x509.BasicConstraints)
            assert constraints.value.ca
            assert certificate.not_valid_after_utc > now


def test_the_shipped_roots_sign_themselves() -> None:
    for certificate in x509.load_pem_x509_certificates((SHIPPED.signers + SHIPPED.timestamps).encode()):
        if certificate.subject == certificate.issuer:
            certificate.verify_directly_issued_by(certificate)


def test_the_library_is_asked_offline_only_in_one_place(checkout: Path) -> None:
    users = {path.name: path.read_text(encoding="utf-8") for path in (checkout / "src").rglob("*.py")}
    users = {name: source for name, source in users.items() if "import c2pa" in source}
    assert set(users) == {"credentials.py", "sign_credentials.py"}
    assert "c2pa.Reader(" not in users["sign_credentials.py"]
    assert users["sign_credentials.py"].count("c2pa.Context") == 1
    source = users["credentials.py"]
    assert source.count("c2pa.Context") == 2  # the annotation and the factory's call
    assert source.count("c2pa.Reader(") == 1


def _manifests(store: Mapping[str, object]) -> list[Mapping[str, object]]:
    manifests = store["manifests"]
    assert isinstance(manifests, dict)
    return list(manifests.values())


def test_the_forge_does_not_leak_into_the_shipped_anchors() -> None:
    assert isinstance(ROOT, Identity)
    assert ROOT.pem not in SHIPPED.signers
    assert c2pa.sdk_version()


@pytest.mark.corpus
class TestCorpus:
    """Public test files; the letter codes in their names are the truth (c2pa-org/public-testfiles, image/README.md).

    C a claim · A a parent · I an ingredient · X and E-dat the bytes changed · E-sig the signature fails · E-uri an
    assertion changed · E-clm a claim is missing. A name without C has no claim. An error code *behind* the leading
    claim concerns an ingredient, whose fault the outer signer recorded and sealed.
    """

    @pytest.mark.parametrize(
        ("name", "state"),
        [
            ("pub_adobe-20220124-A", State.ABSENT),
            ("pub_adobe-20220124-I", State.ABSENT),
            ("pub_adobe-20220124-C", State.UNKNOWN_SIGNER),
            ("pub_adobe-20220124-CA", State.UNKNOWN_SIGNER),
            ("pub_adobe-20220124-CACA", State.UNKNOWN_SIGNER),
            ("pub_adobe-20220124-CAICA", State.UNKNOWN_SIGNER),
            ("pub_adobe-20220124-CICA", State.UNKNOWN_SIGNER),
            ("pub_adobe-20220124-CICACACA", State.UNKNOWN_SIGNER),
            ("pub_adobe-20220124-CIE-sig-CA", State.UNKNOWN_SIGNER),
            ("pub_adobe-20220124-E-dat-CA", State.DAMAGED),
            ("pub_adobe-20220124-E-sig-CA", State.DAMAGED),
            ("pub_adobe-20220124-E-uri-CA", State.DAMAGED),
            ("pub_adobe-20220124-E-uri-CIE-sig-CA", State.DAMAGED),
            ("pub_adobe-20220124-XCA", State.DAMAGED),
            ("pub_adobe-20220124-XCI", State.DAMAGED),
            ("rs_C", State.UNKNOWN_SIGNER),
            ("rs_CA", State.UNKNOWN_SIGNER),
            ("rs_CACA", State.UNKNOWN_SIGNER),
            ("rs_CACAE-uri-CA", State.UNKNOWN_SIGNER),
            ("rs_CA_ct", State.UNKNOWN_SIGNER),
            ("rs_CIE-sig-CA", State.UNKNOWN_SIGNER),
            ("rs_E-sig-CA", State.DAMAGED),
            ("rs_XCA", State.DAMAGED),
            ("rs_boxhash", State.UNKNOWN_SIGNER),
            ("rs_cloud", State.UNCHECKED),
            ("rs_no_manifest", State.ABSENT),
            ("rs_ocsp", State.TRUSTED),
        ],
    )
    def test_the_state_agrees_with_the_letters_in_the_name(self, corpus: Path, name: str, state: State) -> None:
        assert _state((corpus / "labels/c2pa" / f"{name}.jpg").read_bytes(), SHIPPED) is state

    def test_no_file_is_trusted_that_the_test_certificate_signed(self, corpus: Path) -> None:
        for path in sorted((corpus / "labels/c2pa").glob("*.jpg")):
            credential = interpret(read_store_json(path.read_bytes(), "image/jpeg"))
            if credential.signer.organisation == "C2PA Test Signing Cert":
                assert credential.state is not State.TRUSTED, path.name

    def test_identity_assertions_neither_break_nor_make_trust(self, corpus: Path) -> None:
        for name in ("invalid_vc", "unresolvable_did", "signature_mismatch", "valid_until_in_past", "success"):
            assert _state((corpus / f"labels/c2pa/rs_{name}.jpg").read_bytes(), SHIPPED) is State.UNKNOWN_SIGNER
