from typing import Any

import pytest
from jsonschema import Draft202012Validator

from fairclaim.web.api.examples import EXAMPLES
from fairclaim.web.api.openapi import api_document

DOCUMENT = api_document()
TAKES_JSON = {
    operation["operationId"]: operation["requestBody"]["content"]["application/json"]
    for operations in DOCUMENT["paths"].values()
    for operation in operations.values()
    if "application/json" in operation.get("requestBody", {}).get("content", {})
}


def test_every_operation_that_takes_json_has_an_example_and_no_other() -> None:
    policies = {"check_policy", "draft_policy"}  # whole files, which have a page of their own
    assert set(EXAMPLES) == set(TAKES_JSON) - policies


@pytest.mark.parametrize("operation", EXAMPLES)
def test_the_document_shows_it_and_would_take_it(operation: str) -> None:
    content: dict[str, Any] = TAKES_JSON[operation]
    assert content["example"] == EXAMPLES[operation]
    whole = {**content["schema"], "components": DOCUMENT["components"]}
    Draft202012Validator(whole).validate(EXAMPLES[operation])
