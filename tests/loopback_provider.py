"""An OpenID Connect provider of our own on the loopback, which can be told to lie in each way that a hostile one might."""

import base64
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET, SUBJECT = "desk", "a client's secret", "sub-1"


@dataclass
class LoopbackProvider:
    """Grants codes to whoever asks, and redeems each once, for its redirect address and its PKCE verifier."""

    issuer: str = ""
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "key-1", "use": "sig"}))
    claims: dict[str, Any] = field(default_factory=dict)
    """Said instead of the truth; None leaves a claim out."""
    algorithm: str = "RS256"
    signing_key: Any = None
    discovery: dict[str, Any] = field(default_factory=dict)
    token_answer: tuple[int, bytes] | None = None
    granted: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def authorize(self, address: str) -> tuple[str, str]:
        """Do what a browser and a person do at the provider; return code and state."""
        query = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert query["response_type"] == "code"
        assert query["code_challenge_method"] == "S256"
        assert query["client_id"] == CLIENT
        code = f"code-{len(self.granted)}"
        self.granted[code] = query
        return code, query["state"]

    def redeem(self, form: dict[str, str], authorization: str) -> tuple[int, bytes]:
        """Answer at the token endpoint (RFC 6749, 4.1.3; RFC 7636, 4.6)."""
        if self.token_answer is not None:
            return self.token_answer
        expected = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        challenge = base64.urlsafe_b64encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
        query = self.granted.pop(form.get("code", ""), None)
        is_good = (
            query is not None
            and authorization == f"Basic {expected}"
            and form["redirect_uri"] == query["redirect_uri"]
            and query["code_challenge"] == challenge.rstrip(b"=").decode()
        )
        if query is None or not is_good:
            return 400, b'{"error": "invalid_grant"}'
        answer = {"access_token": "x", "token_type": "Bearer", "id_token": self.id_token(query["nonce"])}
        return 200, json.dumps(answer).encode()

    def id_token(self, nonce: str) -> str:
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "sub": SUBJECT, "nonce": nonce, "iat": now, "exp": now + 300}
        claims = {name: value for name, value in {**claims, **self.claims}.items() if value is not None}
        if self.algorithm in {"none", "HS256"}:
            head = {"alg": self.algorithm, "kid": "key-1"}
            signed = ".".join(_part(json.dumps(part).encode()) for part in (head, claims))
            # Whoever knows the public key could sign like this, if it were ever taken for a shared secret.
            made = hmac.digest(self.key.as_pem(private=False), signed.encode(), "sha256")
            return f"{signed}.{_part(made) if self.algorithm == 'HS256' else ''}"
        header = {"alg": self.algorithm, "kid": "key-1"}
        return jwt.encode(header, claims, self.signing_key or self.key, algorithms=[self.algorithm])

    def get(self, path: str) -> dict[str, Any] | None:
        if path == "/.well-known/openid-configuration":
            return {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/keys",
            } | self.discovery
        return {"keys": [self.key.as_dict(private=False)]} if path == "/keys" else None


def _part(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


@contextmanager
def serving(provider: LoopbackProvider) -> Iterator[LoopbackProvider]:
    """Serve a provider on a free port of the loopback."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            provider.asked.append(self.path)
            found = provider.get(self.path)
            self.answer(404 if found is None else 200, json.dumps(found or {}).encode())

        def do_POST(self) -> None:
            provider.asked.append(self.path)
            sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(sent).items()}
            self.answer(*provider.redeem(form, self.headers.get("Authorization", "")))

        def answer(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    provider.issuer = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
