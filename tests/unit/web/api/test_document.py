import re
from typing import Any

from fairclaim.web.api.openapi import api_document

DOCUMENT = api_document()


def operations() -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (path, method, operation)
        for path, methods in DOCUMENT["paths"].items()
        for method, operation in methods.items()
    ]


def test_every_refusal_is_a_problem_document() -> None:
    for path, method, operation in operations():
        for status, response in operation["responses"].items():
            if int(status) >= 400:
                assert list(response["content"]) == ["application/problem+json"], (path, method, status)


def test_every_operation_says_what_it_does_and_belongs_somewhere() -> None:
    for path, method, operation in operations():
        assert set(operation["tags"]) <= {one["name"] for one in DOCUMENT["tags"]}, (path, method)
        assert operation["tags"], (path, method)
        assert operation.get("description") or operation.get("summary"), (path, method)


def test_only_what_says_nothing_of_anybody_is_open() -> None:
    still_open = {path for path, _, operation in operations() if operation.get("security") == []}
    door = {path for path in still_open if path.startswith("/api/v1/sign-in/")}
    log = {path for path in still_open if path.startswith("/api/v1/log/{tenant}")}
    assert still_open - door - log == {"/healthz", "/readyz", "/api/v1/problems", "/api/v1/problems/{code}"}
    assert {path.removeprefix("/api/v1/sign-in/") for path in door} == {
        "password",
        "invitation",
        "passkey/options",
        "passkey/verify",
        "oidc/{tenant}/{provider}/start",
        "oidc/{tenant}/{provider}/callback",
    }
    assert DOCUMENT["security"] == [{"apiKey": []}, {"session": []}]


def test_no_reference_leads_nowhere() -> None:
    names = set(DOCUMENT["components"]["schemas"])
    todo: list[object] = [DOCUMENT]
    while todo:
        value = todo.pop()
        if isinstance(value, dict):
            reference = value.get("$ref")
            if isinstance(reference, str):
                assert reference.removeprefix("#/components/schemas/") in names
            todo += list(value.values())
        elif isinstance(value, list):
            todo += value


def test_no_two_paths_differ_by_the_names_of_their_parameters_alone() -> None:
    shapes = [re.sub(r"\{[^}]+\}", "{}", path) for path in DOCUMENT["paths"]]
    assert len(shapes) == len(set(shapes))
