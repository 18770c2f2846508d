"""Every route of the API in every role: what ``services.grants`` forbids is answered 403 or 404, and never otherwise.

The routes come from the OpenAPI document, so that none can be forgotten; a new one fails here until it says which verb it is.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from fairclaim.domain.desk.party import ClaimId
from fairclaim.domain.errors import FairclaimError
from fairclaim.services.authorize import Resource, authorize, resource_of
from fairclaim.services.caller import Caller
from fairclaim.services.catalogue import VERBS
from fairclaim.services.grants import GRANTS, Action
from fairclaim.web.problems import STATUS, status_of
from unit.services.counter import ORDER, TENANT, Counter
from unit.services.memory import Rows
from unit.web.desk_over_http import CLAIM, PEOPLE, app_of, as_

ACTIONS = {verb.__name__: action for verb, action in VERBS.items()} | {
    "attach_exhibit_raw": Action.ATTACH,
    "attach_upload": Action.ATTACH,
}
OF_THE_MACHINE = {Action.EXAMINE, Action.RUN_DEADLINE, Action.CARRY_OUT, Action.LOOK_AGAIN}
OPEN = {"alive", "ready", "see_problems", "see_problem"}
OF_EVERYBODY = {"see_myself", "create_upload", "see_upload", "continue_upload", "end_upload", "see_upload_options"}
"""Nothing of the desk; uploads are bound to their owner (tests/unit/web/api/test_uploads.py)."""
WHOLE_TENANT = {
    "take_next",
    "renew_task",
    "release_task",
    "skip_task",
    "erase_person",
    "import_history",
    "export_audit",
    "open_corrections",
    "answer_correction",
}
OWN = {"own_data", "ask_correction", "own_corrections"}
NO_EVIDENCE = {"see_exhibit", "see_words", "see_examination"}
"""Granted by ``see``, and yet not there for who sees no evidence."""
BOTH = {"zh": "理由", "en": "reasons"}
REMEDY = {"kind": "return-and-refund", "amount": {"amount_minor": 10000, "currency": "CNY"}}
OPINION = {"outcome": "grant", "view": "supports", "remedy": REMEDY}
BODIES: dict[str, object] = {
    "file_claim": CLAIM,
    "answer_claim": {"stance": "contests"},
    "appeal_claim": {"words": "再看一次"},
    "offer_remedy": {"remedy": REMEDY},
    "attach_upload": {"upload": "0" * 32, "role": "claim"},
    "judge_claim": OPINION,
    "confirm_judgement": {"final": OPINION},
    "decide_claim": {"reasons": BOTH, "basis": ["exhibit-3"]},
    "ask_evidence": {"needed": [{"shot": "whole", "why": BOTH}]},
    "ask_correction": {"field": "name", "value": "周"},
    "answer_correction": {"is_accepted": True, "reasons": "已核对"},
    "know_answer": {"outcome": "grant", "view": "supports"},
    "skip_task": {"reason": "unsure"},
    "pause_clock": {"because": "outage", "note": BOTH},
    "extend_clock": {"hours": 2, "because": BOTH},
}
NAMES = {
    "offer": "asked",
    "task": "task-1",
    "name": "a.jpg",
    "person": "somebody",
    "correction": "correction-1",
    "code": "not-found",
    "uuid": "0" * 32,
}


@dataclass(frozen=True)
class Route:
    name: str
    method: str
    path: str

    def ask(self, client: httpx.Client, **names: str) -> httpx.Response:
        headers = {"Idempotency-Key": "key-1"}
        path = self.path.format(**{**NAMES, **names})
        if self.name == "attach_exhibit":
            return client.post(path, headers=headers, data={"role": "claim"}, files={"file": ("a.jpg", b"bytes")})
        if self.name == "attach_exhibit_raw":
            return client.put(path, headers=headers, params={"role": "claim"}, content=b"bytes")
        if self.name == "import_history":
            return client.post(path, headers={"Content-Type": "application/x-ndjson"}, content=b"{}\n")
        return client.request(self.method, path, headers=headers, json=BODIES.get(self.name))


@dataclass
class World:
    """One application for all tests of this file, whose rows are set back before each."""

    counter: Counter
    app: FastAPI
    names: dict[str, str]
    before: dict[str, Rows]

    @property
    def claim(self) -> ClaimId:
        return ClaimId(self.names["claim"])

    @property
    def is_as_before(self) -> bool:
        return self.counter.rows is self.before[TENANT]


@pytest.fixture(scope="module")
def _built(tmp_path_factory: pytest.TempPathFactory) -> World:
    counter = Counter()
    claim = counter.screened()
    names = {"claim": claim, "exhibit": counter.rows.exhibits[0].id, "text": next(iter(counter.rows.texts))}
    app = app_of(counter, uploads=tmp_path_factory.mktemp("uploads"))
    return World(counter, app, names, dict(counter.memory.tenants))


@pytest.fixture
def world(_built: World) -> World:
    _built.counter.memory.tenants = dict(_built.before)
    return _built


def document() -> dict[str, Any]:
    made: dict[str, Any] = app_of(Counter(), uploads=Path("nowhere")).openapi()
    return made


ROUTES = [
    Route(operation["operationId"], method.upper(), path)
    for path, operations in document()["paths"].items()
    for method, operation in operations.items()
]
GUARDED = [route for route in ROUTES if route.name not in OPEN | OF_EVERYBODY]


def test_every_route_is_a_verb_or_says_why_not() -> None:
    names = [route.name for route in ROUTES]
    assert len(names) == len(set(names))
    assert set(names) == OPEN | OF_EVERYBODY | {
        name for name, action in ACTIONS.items() if action not in OF_THE_MACHINE
    }


def test_no_account_has_the_verbs_of_the_machine() -> None:
    for action in OF_THE_MACHINE:
        assert set(GRANTS[action]) == {"machine"}


def forbidden(route: Route, who: Caller, world: World) -> FairclaimError | None:
    """Return what the grants say to this caller; None if it is granted."""
    if route.name in WHOLE_TENANT:
        resource = Resource(tenant=who.tenant)
    elif route.name in OWN:
        resource = Resource(tenant=who.tenant, buyer=who.person)
    elif route.name == "file_claim":
        # An order of the same number stands in both tenants, so that a foreign caller claims on the own one.
        resource = Resource(tenant=who.tenant, buyer=ORDER.buyer, merchant=ORDER.merchant)
    else:
        resource = resource_of(TENANT, world.counter.claim(world.claim))
    try:
        authorize(who, ACTIONS[route.name], resource)
    except FairclaimError as error:
        return error
    return None


@pytest.mark.parametrize("route", GUARDED, ids=lambda route: route.name)
@pytest.mark.parametrize("name", PEOPLE)
def test_what_is_forbidden_is_refused_and_what_is_granted_is_not(route: Route, name: str, world: World) -> None:
    answer = route.ask(as_(world.app, name), **world.names)
    refusal = forbidden(route, PEOPLE[name], world)
    assert answer.status_code < 500, answer.text
    if refusal is not None and route.name == "attach_upload":
        assert answer.status_code == 404  # the upload is looked up first, and is not theirs
        assert world.is_as_before
    elif refusal is not None:
        assert answer.status_code == status_of(refusal) in (403, 404), answer.text
        assert answer.json()["code"] == refusal.code
        assert world.is_as_before
    elif answer.status_code == 404:
        assert route.name in NO_EVIDENCE | {"attach_upload", "answer_correction"}, answer.text
    else:
        assert answer.status_code not in (401, 403), answer.text


@pytest.mark.parametrize("route", [one for one in GUARDED if "{claim}" in one.path], ids=lambda route: route.name)
def test_another_tenants_claim_looks_like_one_that_does_not_exist(route: Route, world: World) -> None:
    foreign = as_(world.app, "foreign")
    answers = [route.ask(foreign, **{**world.names, "claim": claim}) for claim in (world.claim, "claim-none")]
    assert [answer.status_code for answer in answers] == [404, 404]
    bodies = [answer.json() for answer in answers]
    for body in bodies:
        del body["instance"], body["request_id"]
    assert bodies[0] == bodies[1]


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_nobody_is_let_in_without_showing_who_they_are(route: Route, world: World) -> None:
    answer = route.ask(as_(world.app, None), **world.names)
    if route.name in OPEN:
        assert answer.status_code == 200
    else:
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_every_code_of_the_table_has_a_status_that_every_route_documents() -> None:
    for operations in document()["paths"].values():
        for operation in operations.values():
            missing = {str(status) for status in STATUS.values()} - set(operation["responses"]) - {"405", "500"}
            assert missing == set(), json.dumps(operation)[:200]
