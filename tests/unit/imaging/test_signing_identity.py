"""Keys and certificates that cannot sign for a desk are refused at the start, with words that say why."""

import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID

import credential_forge as forge
from fairclaim.domain.desk.signed_copy import CopyStatement
from fairclaim.imaging.credential_signer import CredentialSigner
from fairclaim.imaging.credentials import Anchors, read_store_json
from fairclaim.imaging.sandbox import Sandbox
from fairclaim.imaging.signing_identity import CaptureKeyError, SigningIdentity, read_identity

ROOT = forge.root("Desk root")
LEAF = forge.leaf(ROOT, "desk.example")
OTHER = forge.leaf(ROOT, "other.example")
SERVER = forge.leaf(ROOT, "desk.example", use=ExtendedKeyUsageOID.SERVER_AUTH)
STRANGER = forge.root("Stranger")


def pem(key: forge.PrivateKey, password: bytes | None = None) -> bytes:
    hidden = serialization.BestAvailableEncryption(password) if password else serialization.NoEncryption()
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, hidden)


@pytest.mark.parametrize(
    ("key", "chain", "said"),
    [
        (b"", LEAF.pem, "PKCS #8"),
        (pem(LEAF.key, b"secret"), LEAF.pem, "without a password"),
        (pem(rsa.generate_private_key(public_exponent=65537, key_size=2048)), LEAF.pem, "P-256"),
        (pem(ec.generate_private_key(ec.SECP256K1())), LEAF.pem, "P-256"),
        (pem(LEAF.key), "", "the own one first"),
        (pem(LEAF.key), OTHER.pem, "another key"),
        (pem(LEAF.key), ROOT.pem + LEAF.pem, "another key"),
        (pem(SERVER.key), SERVER.pem, "emailProtection"),
        (pem(ROOT.key), ROOT.pem, "emailProtection"),
        (pem(LEAF.key), LEAF.pem + STRANGER.pem, "not issued by the next"),
    ],
)
def test_a_key_that_cannot_sign_is_refused_with_the_reason(key: bytes, chain: str, said: str) -> None:
    with pytest.raises(CaptureKeyError) as refused:
        SigningIdentity.from_pem(key, chain.encode())
    assert said in refused.value.message.en
    assert refused.value.message.zh


def test_a_key_does_not_show_itself() -> None:
    identity = SigningIdentity.from_pem(pem(LEAF.key), (LEAF.pem + ROOT.pem).encode())
    assert "PRIVATE" not in repr(identity)
    assert "_key" not in repr(identity)
    assert identity.algorithm == "es256"


def test_p384_signatures_have_cose_s_length() -> None:
    key = ec.generate_private_key(ec.SECP384R1())
    leaf = forge._certificate("d", key, issuer=ROOT, days=(-1, 1), use=ExtendedKeyUsageOID.EMAIL_PROTECTION)
    identity = SigningIdentity.from_pem(pem(key), leaf.public_bytes(serialization.Encoding.PEM))
    assert (identity.algorithm, len(identity.sign(b"x"))) == ("es384", 96)


def test_files_are_read_and_a_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    key, chain = tmp_path / "key.pem", tmp_path / "chain.pem"
    with pytest.raises(CaptureKeyError):
        read_identity(key, chain)
    key.write_bytes(pem(LEAF.key))
    chain.write_text(LEAF.pem)
    key.chmod(0o644)
    with pytest.raises(CaptureKeyError, match="chmod 600"):
        read_identity(key, chain)
    key.chmod(0o600)
    assert read_identity(key, chain).chain == LEAF.pem


def test_the_commands_of_the_operators_page_make_a_key_that_signs(tmp_path: Path, checkout: Path) -> None:
    if shutil.which("openssl") is None:
        pytest.skip("no openssl")
    page = (checkout / "docs" / "how-to" / "sign-captures.md").read_text(encoding="utf-8")
    commands = [one.removeprefix("$ ") for one in page.split("```console\n")[1].split("```")[0].splitlines()]
    subprocess.run(["sh", "-ec", "\n".join(commands)], cwd=tmp_path, check=True, capture_output=True)
    identity = read_identity(tmp_path / "capture-key.pem", tmp_path / "capture-chain.pem")
    statement = CopyStatement(file="exhibit-1", sha256="0" * 64, received_at=datetime.now(UTC))
    with Sandbox(tasks=("sign",)) as sandbox:
        signer = CredentialSigner(identity, desk="desk.example", sandbox=sandbox, now=lambda: datetime.now(UTC))
        copy = signer.sign(forge.picture(), "image/jpeg", statement)
    anchors = Anchors(signers=(tmp_path / "root.pem").read_text(), timestamps="")
    store = read_store_json(copy, "image/jpeg", anchors=anchors)
    assert store["validation"]["signer"]["state"] == "Trusted"  # type: ignore[index]
