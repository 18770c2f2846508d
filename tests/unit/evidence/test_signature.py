"""Keys and signatures, against published vectors and openssl."""

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence_case import LOG
from fairclaim.domain.errors import IntegrityError, UsageError
from fairclaim.evidence.digests import sm3
from fairclaim.evidence.keys import Algorithm, PublicKey, parse_public_key
from fairclaim.evidence.pem import read_pem, to_pem
from fairclaim.evidence.signature import Ed25519Signer, verify_signature
from fairclaim.evidence.sm2 import Sm2Signer

needs_openssl = pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl")
SM2 = Sm2Signer(bytes(range(1, 33)))


def test_the_second_vector_of_rfc_8032_holds() -> None:
    seed = bytes.fromhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
    signature = (
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    )
    signer = Ed25519Signer.from_seed(seed)
    assert signer.public_key.raw.hex() == "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"
    assert signer.sign(b"\x72").hex() == signature
    assert verify_signature(signer.public_key, message=b"\x72", signature=bytes.fromhex(signature)) == b"\x72"


def test_sm3_of_the_standards_example() -> None:  # GB/T 32905-2016, annex A.1
    assert sm3(b"abc").hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


@pytest.mark.parametrize("signer", [LOG, SM2], ids=["ed25519", "sm2"])
def test_only_the_message_that_was_signed_is_returned(signer: Ed25519Signer | Sm2Signer) -> None:
    signature = signer.sign(b"message")
    assert verify_signature(signer.public_key, message=b"message", signature=signature) == b"message"
    for message, bad in (
        (b"other", signature),
        (b"message", b""),
        (b"message", signature[:-1]),
        (b"message", signature + b"\0"),
    ):
        with pytest.raises(IntegrityError):
            verify_signature(signer.public_key, message=message, signature=bad)


@needs_openssl
def test_openssl_verifies_what_sm2_signs(tmp_path: Path) -> None:
    (tmp_path / "key").write_bytes(SM2.public_key.to_pem())
    (tmp_path / "message").write_bytes(b"message")
    (tmp_path / "signature").write_bytes(SM2.sign(b"message"))
    command = "pkeyutl -verify -pubin -inkey key -rawin -digest sm3 -pkeyopt distid:1234567812345678 -in message -sigfile signature"
    subprocess.run(["openssl", *command.split()], cwd=tmp_path, check=True, capture_output=True)


@needs_openssl
@pytest.mark.parametrize("key", [LOG.public_key, SM2.public_key], ids=["ed25519", "sm2"])
def test_a_public_key_is_read_as_written_and_has_openssls_fingerprint(key: PublicKey, tmp_path: Path) -> None:
    assert parse_public_key(key.to_pem()) == key
    (tmp_path / "key").write_bytes(key.to_pem())
    command = "openssl pkey -pubin -in key -outform DER | openssl dgst -sha256 -r"
    done = subprocess.run(["sh", "-c", command], cwd=tmp_path, check=True, capture_output=True, text=True)
    assert done.stdout.split()[0] == key.fingerprint


def test_a_private_key_is_kept_with_a_password() -> None:
    pem = LOG.to_pem(password=b"secret")
    assert Ed25519Signer.from_pem(pem, password=b"secret").public_key == LOG.public_key
    assert Ed25519Signer.from_pem(LOG.to_pem()).public_key == LOG.public_key
    for data, password in ((pem, b"wrong"), (pem, None), (b"", None), (LOG.public_key.to_pem(), None)):
        with pytest.raises(UsageError):
            Ed25519Signer.from_pem(data, password=password)


def test_a_key_of_another_length_is_none() -> None:
    with pytest.raises(ValueError, match="64 bytes"):
        PublicKey(Algorithm.SM2, bytes(32))


@given(st.binary(max_size=200))
def test_pem_has_one_spelling(der: bytes) -> None:
    pem = to_pem("X", der)
    assert read_pem("X", pem, at_most=1) == (der,)
    for bad in (
        b"",
        pem + pem,
        pem[:-1],
        b"\n" + pem,
        pem + b"\n",
        pem.replace(b"\n", b"\r\n"),
        pem.replace(b"X", b"Y"),
    ):
        with pytest.raises(IntegrityError):
            read_pem("X", bad, at_most=1)


@given(st.binary(max_size=120))
def test_any_der_is_a_key_or_refused(der: bytes) -> None:
    with pytest.raises(IntegrityError):
        parse_public_key(to_pem("PUBLIC KEY", der))
