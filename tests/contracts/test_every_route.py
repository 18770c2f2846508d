"""Every route of the API in every role: what ``services.grants`` forbids is answered 403 or 404, and never otherwise.

The routes come from the OpenAPI document, so that none can be forgotten; a new one fails here until it says which verb it is.
"""

import json
import re
from dataclasses import dataclass, replace

import httpx
import pytest
from fastapi import FastAPI

from fairclaim.domain.desk.party import ClaimId, PersonId
from fairclaim.domain.errors import FairclaimError
from fairclaim.policy.shipped import default_text
from fairclaim.services.authorize import Resource, authorize, resource_of
from fairclaim.services.caller import Caller, Role
from fairclaim.services.catalogue import VERBS
from fairclaim.services.errors import NotAllowedError, NotFoundError
from fairclaim.services.grants import GRANTS, Action, Relation
from fairclaim.web.api.examples import EXAMPLES
from fairclaim.web.api.openapi import api_document
from fairclaim.web.problems import STATUS, status_of
from unit.services.counter import BUYER, ORDER, TENANT, Counter
from unit.services.memory import Rows
from unit.web.desk_over_http import CLAIM, PEOPLE, as_
from unit.web.whole_desk import MERCHANT, NAMES, furnished, whole_app

ACTIONS = {verb.__name__: action for verb, action in VERBS.items()} | {
    "attach_exhibit_raw": Action.ATTACH,
    "attach_upload": Action.ATTACH,
    "give_receipt": Action.RECEIPTS,
    "dispatch_files": Action.HAND_IN_DISPATCH,
    "give_packing_receipt": Action.HAND_IN_DISPATCH,
}
OF_THE_MACHINE = {
    Action.EXAMINE,
    Action.RUN_DEADLINE,
    Action.CARRY_OUT,
    Action.LOOK_AGAIN,
    Action.COUNT_STANDING,
    Action.RUN_MEASURES,
}
BY_COMMAND = {"gather_case"}
"""Done by the desk's operator on the desk's own machine only: it leaves with everybody's data."""
ON_PAGES = {
    *("check_conclusion", "coming_claim", "conclude_review", "own_figures", "queue_load", "review_sheet", "see_photo"),
    *("count_looks", "export_looks", "see_looks", "see_maps", "own_lines", "policy_history", "try_policy"),
    *("dispatch_file", "listing_picture", "order_parcels", "order_picture", "order_pictures", "own_listings"),
    *("draft_letter", "offered_letters"),
    *("claims_of_order", "figures_in_time", "read_policy", "see_history", "see_packing", "see_prospects"),
    *("claim_captures", "parcel_captures", "waiting_claim_code", "waiting_parcel_code"),
    *("answered_wishes", "erase_as_asked", "find_buyers", "see_measure", "see_person", "see_wishes"),
}
"""Asked by the pages themselves; tests/house/test_services.py tries them in every role."""
OF_THE_LOG = {"see_log", "see_checkpoint", "prove_growth", "prove_entry", "see_leaves", "cosign_checkpoint"}
OPEN = {"alive", "ready", "see_problems", "see_problem"} | OF_THE_LOG
OF_EVERYBODY = {
    "see_myself",
    "create_upload",
    "see_upload",
    "continue_upload",
    "end_upload",
    "see_upload_options",
    "find_orders",
}
"""Nothing of the desk, or only what is the caller's own; uploads are bound to their owner (tests/unit/web/api/test_uploads.py)."""
SIGN_IN = "/api/v1/sign-in/"
"""Tried by tests/contracts/test_every_sign_in_route.py, with accounts that sign in."""
WHOLE_TENANT = {name for name, action in ACTIONS.items() if set(GRANTS[action].values()) == {Relation.TENANT}} | {
    "desk_claims",
    "list_measures",
}
OF_A_MERCHANT = {
    *("add_parcel", "hand_in_dispatch", "dispatch_files", "give_packing_receipts", "give_packing_receipt"),
    *("parcel_code", "parcel_copy"),
    *("show_picture", "remove_picture", "close_listing", "listing_pictures"),
}
CONSENTS = {"own_consents", "give_consent", "withdraw_consent", "issue_statement"}
OWN = {"own_data", "ask_correction", "own_corrections", "own_standing", "own_measures"} | CONSENTS
"""About the caller, whoever that is."""
IN_OWN_TENANT: dict[str, tuple[PersonId, PersonId | None]] = {
    # An order of the same number stands in both tenants, so that a foreign caller claims on the own one.
    "file_claim": (ORDER.buyer, ORDER.merchant),
    "person_standing": (PersonId(NAMES["person"]), None),
    "propose_measure": (BUYER.person, None),
}
"""About parties of the caller's own tenant, whichever that is."""
NO_EVIDENCE = {
    *(
        "claim_copy",
        "give_receipt",
        "give_packing_receipt",
        "see_exhibit",
        "see_words",
        "see_examination",
        "claim_exhibits",
    )
}
"""Granted by ``see``, and yet not there for who sees no evidence."""
BODIES: dict[str, object] = {**EXAMPLES, "file_claim": CLAIM}
RAW = {
    "import_history": b"{}\n",
    "import_orders": b"{}\n",
    "import_listings": b"{}\n",
    "show_picture": b"bytes",
    "hand_in_dispatch": b"bytes",
    "check_policy": default_text().encode(),
    "draft_policy": default_text().encode(),
    "simulate_policy": b"{}\n",
}

PARAMS: dict[str, dict[str, str]] = {
    "find_orders": {"number": "TB-1"},
    "find_party": {"reference": "s-1"},
    "prove_growth": {"old": "1", "new": "2"},
    "prove_entry": {"index": "0", "size": "1"},
}
NOTHING = {
    **dict.fromkeys(("claim", "order", "listing", "parcel", "endpoint", "delivery", "measure", "consent"), "none"),
    "version": "999",
}
"""A name of each kind of thing that nobody has."""


@dataclass(frozen=True)
class Route:
    name: str
    method: str
    path: str

    @property
    def thing(self) -> str:
        """What the path names first; empty if nothing, or a person of the caller's own tenant."""
        named = re.findall(r"\{(\w+)\}", self.path)
        return named[0] if named and named[0] in NOTHING else ""

    def ask(self, client: httpx.Client, **names: str) -> httpx.Response:
        headers = {"Idempotency-Key": "key-1"}
        path = self.path.format(**{**NAMES, **names})
        if self.name == "attach_exhibit":
            return client.post(path, headers=headers, data={"role": "claim"}, files={"file": ("a.jpg", b"bytes")})
        if self.name == "attach_exhibit_raw":
            return client.put(path, headers=headers, params={"role": "claim"}, content=b"bytes")
        if self.name == "cosign_checkpoint":
            return client.post(path, content=client.get(path.rpartition("checkpoints")[0] + "checkpoint").content)
        if self.name in RAW:
            return client.post(path, headers={"Content-Type": "application/x-ndjson"}, content=RAW[self.name])
        params = PARAMS.get(self.name)
        return client.request(self.method, path, headers=headers, params=params, json=BODIES.get(self.name))


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
    counter = furnished()
    claim = next(iter(counter.rows.claims))
    names = {
        "size": str(max(counter.rows.checkpoints)),
        "claim": claim,
        "exhibit": counter.rows.exhibits[0].id,
        "text": next(iter(counter.rows.texts)),
    }
    app = whole_app(counter, uploads=tmp_path_factory.mktemp("uploads"))
    return World(counter, app, names, dict(counter.memory.tenants))


@pytest.fixture
def world(_built: World) -> World:
    _built.counter.memory.tenants = dict(_built.before)
    return _built


DOCUMENT = api_document()
ROUTES = [
    Route(operation["operationId"], method.upper(), path)
    for path, operations in DOCUMENT["paths"].items()
    for method, operation in operations.items()
    if not path.startswith(SIGN_IN)
]
GUARDED = [route for route in ROUTES if route.name not in OPEN | OF_EVERYBODY]


def test_every_route_is_a_verb_or_says_why_not() -> None:
    names = [route.name for route in ROUTES]
    assert len(names) == len(set(names))
    assert set(names) == OPEN | OF_EVERYBODY | {
        name for name, action in ACTIONS.items() if action not in OF_THE_MACHINE and name not in BY_COMMAND | ON_PAGES
    }


def test_no_account_has_the_verbs_of_the_machine() -> None:
    for action in OF_THE_MACHINE:
        assert set(GRANTS[action]) == {"machine"}


def resource(route: Route, who: Caller, world: World) -> Resource:
    """Return what a request is about, as the verb sees it."""
    if route.name in WHOLE_TENANT:
        return Resource(tenant=who.tenant)
    if route.name in OWN | {"own_claims", "own_orders"}:
        side = None if route.name in OWN else who.acts_for
        return Resource(tenant=who.tenant, buyer=who.person, merchant=side)
    if route.name in {"add_listing", "import_listings"}:
        return Resource(tenant=who.tenant, merchant=who.acts_for)
    if route.name in OF_A_MERCHANT:
        return Resource(tenant=TENANT, merchant=MERCHANT)
    if route.name in IN_OWN_TENANT:
        buyer, merchant = IN_OWN_TENANT[route.name]
        return Resource(tenant=who.tenant, buyer=buyer, merchant=merchant)
    is_of_buyer = route.thing == "measure"
    claim = resource_of(TENANT, world.counter.claim(world.claim))
    return Resource(tenant=TENANT, buyer=BUYER.person) if is_of_buyer else claim


def forbidden(route: Route, who: Caller, world: World) -> FairclaimError | None:
    """Return what the grants say to this caller; None if it is granted."""
    if route.name == "own_claims":  # in the role of a side only
        who = replace(who, roles=who.roles & {Role.BUYER, Role.MERCHANT_AGENT})
    try:
        authorize(who, ACTIONS[route.name], resource(route, who, world))
    except NotAllowedError as error:
        is_about_them = route.thing == "measure" and who.person == BUYER.person  # who learns nothing of a proposal
        return NotFoundError() if route.name == "see_order" or is_about_them else error
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
        is_theirs = PEOPLE[name].tenant == TENANT
        assert route.name in NO_EVIDENCE | CONSENTS | {"attach_upload", "answer_correction"} or not is_theirs, (
            answer.text
        )
    else:
        assert answer.status_code not in (401, 403), answer.text


@pytest.mark.parametrize("route", [one for one in GUARDED if one.thing], ids=lambda route: route.name)
def test_another_tenants_thing_looks_like_one_that_does_not_exist(route: Route, world: World) -> None:
    foreign = as_(world.app, "foreign")
    known = {**NAMES, **world.names}[route.thing]
    answers = [route.ask(foreign, **{**world.names, route.thing: name}) for name in (known, NOTHING[route.thing])]
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
    sometimes = {"405", "500", "502"}
    for operations in DOCUMENT["paths"].values():
        for operation in operations.values():
            missing = {str(status) for status in STATUS.values()} - set(operation["responses"]) - sometimes
            assert missing == set(), json.dumps(operation)[:200]
