"""Whatever is sent to the API, by the document or against it: no fault inside, and no answer that the document does not know.

schemathesis makes the requests; a real granian on loopback answers them for several people. ``--slow`` sends over a hundred times as much.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any, cast

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from fairclaim.web.api.examples import EXAMPLES
from fairclaim.web.api.openapi import api_document
from unit.services.counter import TENANT
from unit.web.server import Server

PEOPLE = ("buyer", "agent", "ann", "admin", "editor", "auditor", "platform")
ENOUGH = 2
"""People of a request where not everybody sends all of them; who they are differs from operation to operation."""
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
]
FRAMING = {"connection", "content-length", "expect", "host", "te", "trailer", "transfer-encoding", "upgrade"}
"""Headers with which the server frames messages: nonsense in them is refused before the application sees a request."""
ORIGIN = "http://localhost"
"""Of the pages of ``unit.web.served``."""
DOOR = "/api/v1/sign-in"
EXAMPLE = cast("dict[str, str]", EXAMPLES["change_password"])
FEW = settings(
    max_examples=1,
    deadline=timedelta(seconds=30),
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
    derandomize=True,
)
MANY = settings(FEW, max_examples=40, derandomize=False)
schemathesis.serializer.alias("application/x-ndjson", "text/plain")
schemathesis.serializer.alias("video/*", "application/octet-stream")
schema = schemathesis.openapi.from_dict(api_document())


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    started = Server(tmp_path_factory.mktemp("served")).start()
    yield started
    started.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[requests.Session]:
    """A browser for the routes of the door, in which an administrator signs in whenever a request has ended the session."""
    with requests.Session() as session:
        session.trust_env = False
        session.headers["Origin"] = ORIGIN
        yield session


def sign_in(browser: requests.Session, server: Server) -> None:
    for password in (EXAMPLE["old"], EXAMPLE["new"]):  # whichever it is by now
        body = {"tenant": TENANT, "login": "admin", "password": password}
        if browser.post(f"{server.url}{DOOR}/password", json=body, timeout=30).ok:
            return


def ask(case: Case[Any], server: Server, browser: requests.Session, people: Sequence[str]) -> None:
    for name in [name for name in case.headers or {} if name.lower() in FRAMING]:
        del case.headers[name]
    if case.path.startswith(DOOR):
        if not browser.get(f"{server.url}{DOOR}/session", timeout=30).ok:
            sign_in(browser, server)
        case.call_and_validate(base_url=server.url, session=browser, checks=CHECKS)
        return
    with requests.Session() as session:
        session.trust_env = False
        for name in people:
            session.headers["Authorization"] = f"Bearer {name}"
            case.call_and_validate(base_url=server.url, session=session, checks=CHECKS)


def some_people(case: Case[Any]) -> list[str]:
    """Return a few people for an operation, the same in every run."""
    first = sum(f"{case.method} {case.path}".encode()) % len(PEOPLE)
    return [(PEOPLE * 2)[first + number * 3] for number in range(ENOUGH)]


@FEW
@schema.parametrize()
def test_no_request_finds_a_fault_or_an_unknown_answer(
    case: Case[Any], server: Server, browser: requests.Session
) -> None:
    ask(case, server, browser, some_people(case))


@pytest.mark.slow
@MANY
@schema.parametrize()
def test_no_request_out_of_many_does(case: Case[Any], server: Server, browser: requests.Session) -> None:
    ask(case, server, browser, PEOPLE)
