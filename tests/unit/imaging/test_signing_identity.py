"""Keys and certificates that cannot sign for a desk are refused at the start, with words that say why."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID

import credential_forge as forge
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
