"""Throw-away certificates and signed pictures for the tests of content credentials. Nobody trusts them by default."""

import datetime as dt
import io
import json
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import c2pa
import numpy as np
import pillow_heif
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID, ObjectIdentifier
from PIL import Image

SOURCE = "http://cv.iptc.org/newscodes/digitalsourcetype/"
OFFLINE = {"verify": {"remote_manifest_fetch": False, "ocsp_fetch": False}}
PrivateKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey


@dataclass(frozen=True)
class Identity:
    """A certificate with its key."""

    key: PrivateKey
    certificate: x509.Certificate

    @property
    def pem(self) -> str:
        """The certificate."""
        return self.certificate.public_bytes(serialization.Encoding.PEM).decode()

    @property
    def key_pem(self) -> str:
        """The private key, unencrypted."""
        return self.key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        ).decode()


def _name(organisation: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation),
            x509.NameAttribute(NameOID.COMMON_NAME, organisation),
        ]
    )


def _certificate(
    subject: str,
    key: PrivateKey,
    *,
    issuer: Identity | None,
    days: tuple[float, float],
    use: ObjectIdentifier | None,
    ocsp_url: str | None = None,
) -> x509.Certificate:
    now = dt.datetime.now(dt.UTC)
    signing = issuer.key if issuer else key
    builder = (
        x509.CertificateBuilder()
        .subject_name(_name(subject))
        .issuer_name(issuer.certificate.subject if issuer else _name(subject))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + dt.timedelta(days=days[0]))
        .not_valid_after(now + dt.timedelta(days=days[1]))
        .add_extension(x509.BasicConstraints(ca=use is None, path_length=None), critical=True)
        .add_extension(_key_usage(is_authority=use is None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signing.public_key()), critical=False)
    )
    if use is not None:
        is_time_stamping = use == ExtendedKeyUsageOID.TIME_STAMPING
        builder = builder.add_extension(x509.ExtendedKeyUsage([use]), critical=is_time_stamping)
    if ocsp_url is not None:
        asked = x509.AccessDescription(AuthorityInformationAccessOID.OCSP, x509.UniformResourceIdentifier(ocsp_url))
        builder = builder.add_extension(x509.AuthorityInformationAccess([asked]), critical=False)
    return builder.sign(signing, hashes.SHA256())


def _key_usage(*, is_authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not is_authority,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        encipher_only=False,
        decipher_only=False,
    )


def root(subject: str) -> Identity:
    """Make a self-signed P-256 authority, valid for ten years."""
    key = ec.generate_private_key(ec.SECP256R1())
    return Identity(key, _certificate(subject, key, issuer=None, days=(-3650, 3650), use=None))


def leaf(
    issuer: Identity,
    subject: str,
    *,
    days: tuple[float, float] = (-30, 30),
    use: ObjectIdentifier = ExtendedKeyUsageOID.EMAIL_PROTECTION,
    ocsp_url: str | None = None,
) -> Identity:
    """Make an end certificate, valid from ``days[0]`` to ``days[1]`` counted from today."""
    key: PrivateKey = ec.generate_private_key(ec.SECP256R1())
    if use == ExtendedKeyUsageOID.TIME_STAMPING:
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return Identity(key, _certificate(subject, key, issuer=issuer, days=days, use=use, ocsp_url=ocsp_url))


def pillow_name(media_type: str) -> str:
    """Return what Pillow calls a type of picture."""
    name = media_type.removeprefix("image/").upper()
    return "HEIF" if name == "HEIC" else name


def picture(media_type: str = "image/jpeg", *, seed: int = 1, side: int = 160) -> bytes:
    """Encode a small random picture."""
    pixels = np.random.default_rng(seed).integers(0, 255, (side, side, 3), dtype=np.uint8)
    out = io.BytesIO()
    pillow_heif.register_heif_opener()
    Image.fromarray(pixels).save(out, format=pillow_name(media_type))
    return out.getvalue()


def created(source: str | None, *, agent: str = "Test Maker 3") -> dict[str, object]:
    """State a ``c2pa.created`` action with an IPTC digital source type."""
    action: dict[str, object] = {"action": "c2pa.created", "softwareAgent": {"name": agent}}
    return action if source is None else {**action, "digitalSourceType": SOURCE + source}


def signed(
    data: bytes,
    signer: Identity,
    issuer: Identity,
    *,
    actions: Sequence[Mapping[str, object]] = (),
    media_type: str = "image/jpeg",
    parent: bytes | None = None,
    remote_url: str | None = None,
    stamp_url: str | None = None,
    claim_version: int = 2,
    is_embedded: bool = True,
) -> bytes:
    """Sign a picture with content credentials, as a generator, an editor or a camera would."""
    label = "c2pa.actions.v2" if claim_version > 1 else "c2pa.actions"
    manifest = {
        "claim_version": claim_version,
        "claim_generator_info": [{"name": "fairclaim-tests", "version": "1"}],
        "title": "test picture",
        "assertions": [{"label": label, "data": {"actions": list(actions)}}] if actions else [],
    }
    info = c2pa.C2paSignerInfo(
        alg=b"ps256" if isinstance(signer.key, rsa.RSAPrivateKey) else b"es256",
        sign_cert=(signer.pem + issuer.pem).encode(),
        private_key=signer.key_pem.encode(),
        ta_url=stamp_url.encode() if stamp_url else None,
    )
    out = io.BytesIO()
    context = c2pa.Context.from_dict({"verify": {**OFFLINE["verify"], "verify_after_sign": False}})
    with c2pa.Builder(json.dumps(manifest), context=context) as builder:
        if parent is not None:
            builder.set_intent(c2pa.C2paBuilderIntent.EDIT)
            builder.add_ingredient({"title": "parent", "relationship": "parentOf"}, media_type, io.BytesIO(parent))
        if remote_url is not None or not is_embedded:
            builder.set_no_embed()
        if remote_url is not None:
            builder.set_remote_url(remote_url)
        with c2pa.Signer.from_info(info) as signing:
            builder.sign(signing, media_type, io.BytesIO(data), out)
    return out.getvalue()


@contextmanager
def listener(reply: bytes = b"", media_type: str = "application/octet-stream") -> Iterator[tuple[str, list[str]]]:
    """Serve one answer on loopback; give the address and the list of requests that came."""
    requests: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            requests.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", media_type)
            self.end_headers()
            self.wfile.write(reply)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the parent's name)
            pass

    with _serving(Handler) as url:
        yield url, requests


@contextmanager
def stamper(authority: Identity, issuer: Identity, folder: Path) -> Iterator[str]:
    """Run an RFC 3161 time-stamp authority on loopback with the ``openssl ts`` command."""
    openssl = shutil.which("openssl") or "openssl"
    (folder / "tsa.pem").write_text(authority.pem)
    (folder / "tsa.key").write_text(authority.key_pem)
    (folder / "chain.pem").write_text(issuer.pem)
    (folder / "serial").write_text("01")
    options = {
        "serial": folder / "serial",
        "crypto_device": "builtin",
        "signer_cert": folder / "tsa.pem",
        "signer_key": folder / "tsa.key",
        "certs": folder / "chain.pem",
        "signer_digest": "sha256",
        "default_policy": "1.2.3.4",
        "digests": "sha256, sha384, sha512",
        "accuracy": "secs:1",
        "ess_cert_id_alg": "sha256",
    }
    lines = ["[tsa]", "default_tsa = ours", "[ours]", *(f"{name} = {value}" for name, value in options.items())]
    (folder / "ts.cnf").write_text("\n".join(lines))

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            query = folder / "query.tsq"
            query.write_bytes(self.rfile.read(int(self.headers["Content-Length"])))
            made = subprocess.run(
                [openssl, "ts", "-reply", "-config", str(folder / "ts.cnf"), "-queryfile", str(query)],
                capture_output=True,
                check=True,
            )
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write(made.stdout)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the parent's name)
            pass

    with _serving(Handler) as url:
        yield url


@contextmanager
def _serving(handler: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()
