"""One OpenID Connect provider, asked by way of Authlib: code flow with PKCE (OpenID Connect Core 1.0, RFC 7636).

What the provider says is believed only where the standard and our own configuration agree: issuer, audience, nonce, times, and a
fixed list of algorithms with public keys. The discovery document may move endpoints, never the issuer, and never to plain http.
"""

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

import httpx
from authlib.oauth2.auth import ClientAuth
from authlib.oauth2.client import OAuth2Client
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from fairclaim.services.identity.errors import ProviderError, WrongCredentialsError
from fairclaim.services.ports.identity import Journey
from fairclaim.web.sign_in.cookie import LOOPBACK

ALGORITHMS = ("RS256", "PS256", "ES256", "EdDSA")
"""With public keys only: ``none`` and shared secrets would let whoever knows the public key sign."""
SKEW_S = 60
TIMEOUT_S = 5.0
MOST_BYTES = 1_000_000
REFRESH_S = 300.0
"""Keys are fetched anew for a key id that is unknown, at most this often, and the discovery document once an hour."""
DISCOVERY_S = 3600.0

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderSettings:
    """How the desk is registered with a provider.

    Parameters
    ----------
    issuer : str
        Exactly as in its tokens, ``https``; plain http on the own machine only.
    client_secret : str or None
        None for a public client. It does not print.
    """

    name: str
    issuer: str
    client_id: str
    client_secret: str | None = field(default=None, repr=False)
    scope: str = "openid"
    algorithms: tuple[str, ...] = ALGORITHMS


class OidcProvider:
    """A provider. Safe between threads.

    Parameters
    ----------
    clock : callable
        Seconds since 1970; for judging tokens.
    """

    def __init__(
        self,
        settings: ProviderSettings,
        *,
        clock: Callable[[], float] = time.time,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        _verify_address(settings.issuer, settings.name)
        self._settings = settings
        self._clock = clock
        self._http = httpx.Client(timeout=TIMEOUT_S, follow_redirects=False, trust_env=False, transport=transport)
        self._lock = threading.Lock()
        self._known: tuple[float, Json] | None = None
        self._keys: tuple[float, KeySet] | None = None

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def address(self, journey: Journey) -> str:
        """Return where to send the browser.

        Raises
        ------
        ProviderError
            If the provider does not answer as the standard says.
        """
        url, _state = self._client(journey).create_authorization_url(
            self._endpoint("authorization_endpoint"),
            state=journey.state,
            nonce=journey.nonce,
            code_verifier=journey.verifier,
        )
        return str(url)

    def subject(self, code: str, journey: Journey) -> str:
        """Redeem a code and return whom the verified ID token names.

        Raises
        ------
        WrongCredentialsError
            If the code is not accepted, or the token is not for this desk and this journey.
        ProviderError
            If the provider does not answer as the standard says.
        """
        tokens = self._redeemed(code, journey)
        id_token, access_token = tokens.get("id_token"), tokens.get("access_token")
        if not isinstance(id_token, str):
            raise WrongCredentialsError
        try:
            return self._verified(id_token, access_token, journey.nonce)
        except (JoseError, ValueError, TypeError, KeyError) as exc:
            raise WrongCredentialsError from exc

    def _verified(self, id_token: str, access_token: object, nonce: str) -> str:
        """Follow OpenID Connect Core 1.0, 3.1.3.7."""
        settings = self._settings
        decoded = self._decoded(id_token)
        claims = CodeIDToken(
            decoded.claims,
            decoded.header,
            {
                "iss": {"essential": True, "value": settings.issuer},
                "aud": {"essential": True, "value": settings.client_id},
            },
            {"nonce": nonce, "client_id": settings.client_id, "access_token": access_token},
        )
        claims.validate(now=int(self._clock()), leeway=SKEW_S)
        # Said once more in plain words: an option that a later version reads differently must not open the door.
        audience = claims["aud"] if isinstance(claims["aud"], list) else [claims["aud"]]
        if claims["iss"] != settings.issuer or settings.client_id not in audience or claims.get("nonce") != nonce:
            raise WrongCredentialsError
        subject = claims["sub"]
        if not isinstance(subject, str) or not 0 < len(subject) <= 255:
            raise WrongCredentialsError
        return subject

    def _decoded(self, id_token: str) -> jwt.Token:
        allowed = list(self._settings.algorithms)
        try:
            return jwt.decode(id_token, self._key_set(), algorithms=allowed)
        except (JoseError, ValueError):  # perhaps signed with a key that is new
            return jwt.decode(id_token, self._key_set(is_new_wanted=True), algorithms=allowed)

    def _redeemed(self, code: str, journey: Journey) -> Json:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "code_verifier": journey.verifier,
            "redirect_uri": journey.back,
        }
        auth = ClientAuth(
            self._settings.client_id,
            self._settings.client_secret,
            "client_secret_basic" if self._settings.client_secret else "none",
        )
        headers = {"Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded"}
        url, headers, body = auth.prepare("POST", self._endpoint("token_endpoint"), headers, urlencode(form))
        status, answer = self._asked("POST", url, headers=headers, content=body)
        if status in {400, 401}:
            raise WrongCredentialsError
        if status != 200:
            raise ProviderError(self._settings.name)
        return answer

    def _client(self, journey: Journey) -> OAuth2Client:
        return OAuth2Client(
            None,
            client_id=self._settings.client_id,
            client_secret=self._settings.client_secret,
            scope=self._settings.scope,
            redirect_uri=journey.back,
            code_challenge_method="S256",
        )

    def _endpoint(self, name: str) -> str:
        address = self._discovered().get(name)
        if not isinstance(address, str):
            raise ProviderError(self._settings.name)
        _verify_address(address, self._settings.name)
        return address

    def _discovered(self) -> Json:
        with self._lock:
            if self._known is not None and self._clock() - self._known[0] < DISCOVERY_S:
                return self._known[1]
        found = self._fetched(f"{self._settings.issuer.rstrip('/')}/.well-known/openid-configuration")
        if found.get("issuer") != self._settings.issuer:
            raise ProviderError(self._settings.name)
        with self._lock:
            self._known = (self._clock(), found)
        return found

    def _key_set(self, *, is_new_wanted: bool = False) -> KeySet:
        with self._lock:
            known = self._keys
        age = None if known is None else self._clock() - known[0]
        if known is not None and age is not None and age < (REFRESH_S if is_new_wanted else DISCOVERY_S):
            return known[1]
        try:
            keys = KeySet.import_key_set(self._fetched(self._endpoint("jwks_uri")))  # type: ignore[arg-type]  # it checks itself
        except (JoseError, ValueError, TypeError, KeyError) as exc:
            raise ProviderError(self._settings.name) from exc
        with self._lock:
            self._keys = (self._clock(), keys)
        return keys

    def _fetched(self, url: str) -> Json:
        status, answer = self._asked("GET", url, headers={"Accept": "application/json"})
        if status != 200:
            raise ProviderError(self._settings.name)
        return answer

    def _asked(self, method: str, url: str, *, headers: dict[str, str], content: str | None = None) -> tuple[int, Json]:
        """Return status and object of an answer; it is read no further than any honest one is long."""
        try:
            with self._http.stream(method, url, headers=headers, content=content) as response:
                body = b""
                for part in response.iter_bytes():
                    body += part
                    if len(body) > MOST_BYTES:
                        raise ProviderError(self._settings.name)
                status = response.status_code
            answer = json.loads(body) if body else {}
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as exc:
            raise ProviderError(self._settings.name) from exc
        if not isinstance(answer, dict):
            raise ProviderError(self._settings.name)
        return status, answer


def _verify_address(address: str, name: str) -> None:
    parts = urlsplit(address)
    is_own_machine = parts.scheme == "http" and parts.hostname in LOOPBACK
    if not parts.hostname or not (parts.scheme == "https" or is_own_machine):
        raise ProviderError(name)
