"""A time authority of our own for tests: ``openssl ts`` on this machine, no network."""

import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from fairclaim.evidence.timestamp import timestamp_request

PrivateKey = RSAPrivateKey | ec.EllipticCurvePrivateKey

_CONFIG = """\
[tsa]
default_tsa = here
[here]
serial = serial
signer_cert = leaf.pem
signer_key = leaf.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
ess_cert_id_alg = sha256
ordering = no
tsa_name = no
{extra}
"""


class TimeAuthority:
    """A root and a certificate below it that stamps.

    Parameters
    ----------
    folder : Path
        Where its keys lie.
    name : str
        Of the authority.
    with_chain : bool
        Whether replies carry the root too, unsorted, as some authorities send them.
    with_middle : bool
        Whether there is an authority between root and leaf, which replies carry; and whether keys are on a curve, as is usual there.
    """

    def __init__(self, folder: Path, name: str, *, with_chain: bool = False, with_middle: bool = False) -> None:
        if shutil.which("openssl") is None:
            pytest.skip("needs openssl")
        self.folder = folder
        folder.mkdir(parents=True)
        root_key, leaf_key = _key(is_curve=with_middle), _key(is_curve=with_middle)
        self.root = _certificate(f"{name} root", root_key, None, is_authority=True)
        issuer = (self.root, root_key)
        if with_middle:
            middle_key = generate_private_key(65537, 3072)
            middle = _certificate(f"{name} middle", middle_key, issuer, is_authority=True)
            (folder / "middle.pem").write_bytes(middle.public_bytes(Encoding.PEM))
            issuer = (middle, middle_key)
        leaf = _certificate(name, leaf_key, issuer, is_authority=False)
        extra = "certs = root.pem" if with_chain else "certs = middle.pem" if with_middle else ""
        (folder / "leaf.pem").write_bytes(leaf.public_bytes(Encoding.PEM))
        (folder / "root.pem").write_bytes(self.root.public_bytes(Encoding.PEM))
        (folder / "leaf.key").write_bytes(leaf_key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        (folder / "serial").write_text("01\n")
        (folder / "tsa.cnf").write_text(_CONFIG.format(extra=extra))

    def stamp(self, message: bytes) -> bytes:
        """Return a reply over some bytes, as it would come over the network."""
        return self.reply(timestamp_request(message).as_bytes())

    def reply(self, request: bytes) -> bytes:
        """Answer a request."""
        (self.folder / "request.tsq").write_bytes(request)
        command = ["openssl", "ts", "-reply", "-config", "tsa.cnf", "-queryfile", "request.tsq", "-out", "reply.tsr"]
        subprocess.run(command, cwd=self.folder, check=True, capture_output=True)
        return (self.folder / "reply.tsr").read_bytes()


def _key(*, is_curve: bool) -> PrivateKey:
    return ec.generate_private_key(ec.SECP256R1()) if is_curve else generate_private_key(65537, 2048)


def _certificate(
    name: str, key: PrivateKey, issuer: tuple[x509.Certificate, PrivateKey] | None, *, is_authority: bool
) -> x509.Certificate:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer[0].subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=3650))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    if is_authority:
        builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=1), critical=True).add_extension(
            _usage(signs=False), critical=True
        )
    else:
        builder = builder.add_extension(
            x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True
        ).add_extension(_usage(signs=True), critical=True)
    if issuer is not None:
        named = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer[1].public_key())
        builder = builder.add_extension(named, critical=False)
    return builder.sign(issuer[1] if issuer else key, SHA256())


def _usage(*, signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=signs,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=not signs,
        crl_sign=not signs,
        encipher_only=False,
        decipher_only=False,
    )
