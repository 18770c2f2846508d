"""Whatever is sent to the API, by the document or against it: no fault inside, and no answer that the document does not know.

schemathesis makes the requests; a real granian on loopback answers them for several people. ``--slow`` sends fifty times as many.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

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

from fairclaim.web.api.openapi import api_document
from unit.web.server import Server

PEOPLE = ("buyer", "ann", "admin", "auditor", "platform")
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
]
FEW = settings(
    max_examples=3,
    deadline=timedelta(seconds=30),
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
    derandomize=True,
)
MANY = settings(FEW, max_examples=160, derandomize=False)
schemathesis.serializer.alias("application/x-ndjson", "text/plain")
schema = schemathesis.openapi.from_dict(api_document())


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    started = Server(tmp_path_factory.mktemp("served")).start()
    yield started
    started.stop()


def ask(case: Case[Any], server: Server) -> None:
    with requests.Session() as session:
        session.trust_env = False
        for name in PEOPLE:
            session.headers["Authorization"] = f"Bearer {name}"
            case.call_and_validate(base_url=server.url, session=session, checks=CHECKS)


@FEW
@schema.parametrize()
def test_no_request_finds_a_fault_or_an_unknown_answer(case: Case[Any], server: Server) -> None:
    ask(case, server)


@pytest.mark.slow
@MANY
@schema.parametrize()
def test_no_request_out_of_many_does(case: Case[Any], server: Server) -> None:
    ask(case, server)
