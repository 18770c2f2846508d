"""An authenticator in software: P-256 keys, attestation ``none``, a counter that a test may turn back. For tests only."""

import base64
import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

USER_PRESENT, USER_VERIFIED, BACKUP_ELIGIBLE, BACKED_UP, ATTESTED = 0x01, 0x04, 0x08, 0x10, 0x40


def b64u(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


@dataclass
class SoftwareAuthenticator:
    """One passkey on one device, used from pages of one origin."""

    origin: str
    counts: bool = True
    verifies_user: bool = True
    is_synced: bool = False
    sign_count: int = 0
    credential: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def create(self, options: dict[str, Any]) -> dict[str, Any]:
        """Answer ``navigator.credentials.create``."""
        data = self._client_data("webauthn.create", options["challenge"])
        attested = bytes(16) + len(self.credential).to_bytes(2, "big") + self.credential + self._cose()
        auth_data = self._auth_data(options["rp"]["id"], ATTESTED) + attested
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": auth_data})
        return self._answer({"clientDataJSON": b64u(data), "attestationObject": b64u(attestation)})

    def get(self, options: dict[str, Any]) -> dict[str, Any]:
        """Answer ``navigator.credentials.get``."""
        self.sign_count += 1 if self.counts else 0
        data = self._client_data("webauthn.get", options["challenge"])
        auth_data = self._auth_data(options["rpId"], 0)
        signature = self.key.sign(auth_data + hashlib.sha256(data).digest(), ec.ECDSA(SHA256()))
        return self._answer(
            {"clientDataJSON": b64u(data), "authenticatorData": b64u(auth_data), "signature": b64u(signature)}
        )

    def _answer(self, response: dict[str, str]) -> dict[str, Any]:
        name = b64u(self.credential)
        return {"id": name, "rawId": name, "type": "public-key", "response": response, "clientExtensionResults": {}}

    def _client_data(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}).encode()

    def _auth_data(self, host: str, more: int) -> bytes:
        flags = USER_PRESENT | more | (USER_VERIFIED if self.verifies_user else 0)
        flags |= BACKUP_ELIGIBLE | BACKED_UP if self.is_synced else 0
        return hashlib.sha256(host.encode()).digest() + bytes([flags]) + self.sign_count.to_bytes(4, "big")

    def _cose(self) -> bytes:
        point = self.key.public_key().public_numbers()
        return cbor2.dumps({1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")})
