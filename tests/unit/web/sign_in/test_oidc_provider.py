"""A real provider on the loopback: what it says is believed only as far as the standard and our settings agree."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc.jwk import RSAKey

from fairclaim.services.identity.accounts import link_subject
from fairclaim.services.identity.door import ProviderSetup
from fairclaim.services.identity.errors import ProviderError, WrongCredentialsError
from fairclaim.services.ports.identity import Journey
from fairclaim.web.sign_in.oidc_provider import MOST_BYTES, OidcProvider, ProviderSettings
from fairclaim.web.sign_in.router import PREFIX
from loopback_provider import CLIENT, SECRET, SUBJECT, LoopbackProvider
from unit.services.identity.gate import Gate
from unit.web.sign_in.site import browser

JOURNEY = Journey(state="s" * 43, nonce="n" * 43, verifier="v" * 43, back="https://desk.example/back")
JOURNEY_COOKIE, COOKIE = "__Host-fairclaim-journey", "__Host-fairclaim-session"


@pytest.fixture
def client(provider: LoopbackProvider) -> Iterator[OidcProvider]:
    asked = OidcProvider(
        ProviderSettings(name="platform", issuer=provider.issuer, client_id=CLIENT, client_secret=SECRET)
    )
    yield asked
    asked.close()


def subject(client: OidcProvider, provider: LoopbackProvider, journey: Journey = JOURNEY) -> str:
    code, _ = provider.authorize(client.address(JOURNEY))
    return client.subject(code, journey)


def test_an_honest_provider_is_believed(client: OidcProvider, provider: LoopbackProvider) -> None:
    assert subject(client, provider) == SUBJECT
    assert subject(client, provider) == SUBJECT
    assert provider.asked.count("/.well-known/openid-configuration") == provider.asked.count("/keys") == 1
    query = parse_qs(urlsplit(client.address(JOURNEY)).query)
    assert query["nonce"] == [JOURNEY.nonce]
    assert query["scope"] == ["openid"]
    assert JOURNEY.verifier not in client.address(JOURNEY)
    assert SECRET not in repr(ProviderSettings(name="p", issuer="https://x", client_id="c", client_secret=SECRET))


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"aud": "another-desk"},
        {"aud": ["another-desk", "third"]},
        {"aud": None},
        {"aud": [CLIENT, "another-desk"], "azp": "another-desk"},
        {"azp": "another-desk"},
        {"iss": "https://evil.example"},
        {"iss": None},
        {"exp": 1},
        {"exp": None},
        {"iat": 32503680000},
        {"nbf": 32503680000},
        {"sub": None},
        {"sub": ""},
        {"sub": 7},
        {"sub": "x" * 300},
        {"at_hash": "wrong"},
    ],
    ids=str,
)
def test_a_token_that_is_not_for_us_and_now_is_refused(
    client: OidcProvider, provider: LoopbackProvider, claims: dict[str, Any]
) -> None:
    provider.claims = claims
    with pytest.raises(WrongCredentialsError):
        subject(client, provider)


def test_signatures_that_prove_nothing_are_refused(client: OidcProvider, provider: LoopbackProvider) -> None:
    provider.algorithm = "none"
    with pytest.raises(WrongCredentialsError):
        subject(client, provider)
    provider.algorithm = "HS256"
    with pytest.raises(WrongCredentialsError):
        subject(client, provider)
    provider.algorithm, provider.signing_key = "RS256", RSAKey.generate_key(2048)
    with pytest.raises(WrongCredentialsError):
        subject(client, provider)


def test_a_code_serves_once_and_only_with_its_verifier(client: OidcProvider, provider: LoopbackProvider) -> None:
    code, _ = provider.authorize(client.address(JOURNEY))
    assert client.subject(code, JOURNEY) == SUBJECT
    with pytest.raises(WrongCredentialsError):
        client.subject(code, JOURNEY)
    with pytest.raises(WrongCredentialsError):
        subject(client, provider, replace(JOURNEY, verifier="w" * 43))
    with pytest.raises(WrongCredentialsError):
        subject(client, provider, replace(JOURNEY, nonce="m" * 43))


def test_a_key_that_was_changed_is_fetched_anew(provider: LoopbackProvider) -> None:
    moment = [0.0]

    def clock() -> float:
        import time

        return time.time() + moment[0]

    settings = ProviderSettings(name="platform", issuer=provider.issuer, client_id=CLIENT, client_secret=SECRET)
    client = OidcProvider(settings, clock=clock)
    assert subject(client, provider) == SUBJECT
    provider.key = RSAKey.generate_key(2048, {"kid": "key-1", "use": "sig"})
    with pytest.raises(WrongCredentialsError):  # not more often than every five minutes
        subject(client, provider)
    moment[0] = 301.0
    provider.claims = {"exp": int(clock()) + 300, "iat": int(clock())}
    assert subject(client, provider) == SUBJECT
    client.close()


@pytest.mark.parametrize(
    "discovery",
    [
        {"issuer": "https://evil.example"},
        {"token_endpoint": None},
        {"token_endpoint": "http://evil.example/token"},
        {"token_endpoint": "file:///etc/passwd"},
        {"jwks_uri": 7},
    ],
    ids=str,
)
def test_a_discovery_that_leads_elsewhere_is_not_followed(
    client: OidcProvider, provider: LoopbackProvider, discovery: dict[str, Any]
) -> None:
    provider.discovery = discovery
    with pytest.raises(ProviderError):
        subject(client, provider)


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ((500, b"{}"), ProviderError),
        ((302, b"{}"), ProviderError),
        ((200, b"no json"), ProviderError),
        ((200, b"[]"), ProviderError),
        ((200, b'"' + b"x" * MOST_BYTES + b'"'), ProviderError),
        ((200, b"{}"), WrongCredentialsError),
        ((200, b'{"id_token": 7}'), WrongCredentialsError),
        ((200, b'{"id_token": "x.y.z"}'), WrongCredentialsError),
        ((400, b'{"error": "invalid_grant"}'), WrongCredentialsError),
    ],
    ids=lambda value: str(value)[:40],
)
def test_answers_out_of_order_are_refused(
    client: OidcProvider, provider: LoopbackProvider, answer: tuple[int, bytes], error: type[Exception]
) -> None:
    provider.token_answer = answer
    with pytest.raises(error):
        subject(client, provider)


def test_a_provider_beyond_the_own_machine_is_asked_by_https_only() -> None:
    for issuer in ("http://id.example", "ftp://localhost", "id.example", ""):
        with pytest.raises(ProviderError):
            OidcProvider(ProviderSettings(name="platform", issuer=issuer, client_id=CLIENT))


def test_a_provider_that_does_not_answer_is_a_clear_error() -> None:
    def refuse(_request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no")

    settings = ProviderSettings(name="platform", issuer="https://id.example", client_id=CLIENT)
    client = OidcProvider(settings, transport=httpx.MockTransport(refuse))
    with pytest.raises(ProviderError, match="platform"):
        client.address(JOURNEY)
    client.close()


def test_a_browser_goes_to_the_provider_and_comes_back_signed_in(
    gate: Gate, client: OidcProvider, provider: LoopbackProvider
) -> None:
    gate.door = replace(gate.door, providers={(gate.tenant, "platform"): ProviderSetup(provider=client)})
    admin, ann = gate.admin(), gate.member()
    link_subject(gate.door, admin, ann.account, provider="platform", subject=SUBJECT)
    page, routes = browser(gate), f"{PREFIX}/oidc/{gate.tenant}/platform"
    started = page.get(f"{routes}/start")
    assert started.status_code == 303
    assert {"HttpOnly", "Secure", "SameSite=lax", "Max-Age=600"} <= set(started.headers["set-cookie"].split("; "))
    code, state = provider.authorize(started.headers["location"])
    other = browser(gate)
    assert other.get(f"{routes}/callback", params={"code": code, "state": state}).status_code == 401
    other.get(f"{routes}/start")
    assert other.get(f"{routes}/callback", params={"code": code, "state": state}).status_code == 401
    assert page.get(f"{routes}/callback", params={"code": code, "state": "forged"}).status_code == 401
    assert page.get(f"{routes}/callback", params={"error": "access_denied", "state": state}).status_code == 401
    back = page.get(f"{routes}/callback", params={"code": code, "state": state, "next": "https://evil.example"})
    assert (back.status_code, back.headers["location"]) == (303, "/")
    there = page.get(f"{PREFIX}/session").json()
    assert (there["account"], there["proven_by"]) == (ann.account, "provider")
    assert JOURNEY_COOKIE not in page.cookies
    again = page.get(f"{routes}/callback", params={"code": code, "state": state})
    assert again.status_code == 401
    assert json.loads(again.text) == {"code": "wrong-credentials"}
    assert page.get(f"{PREFIX}/oidc/{gate.desk.theirs}/platform/start").status_code == 404
