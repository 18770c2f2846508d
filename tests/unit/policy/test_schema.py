"""The published schemas are sound, and agree with what the code knows."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from fairclaim.policy.fields import FIELDS, Kind
from fairclaim.policy.schema import SCHEMAS, problems_of, schema_text
from fairclaim.policy.table import MOST_RULES, Then
from fairclaim.policy.words import Call, Grade, Merchant, Priority, Remedy, RouteName
from unit.policy.tables import ASK, OFFER, SMALL, record


def schema(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(schema_text(name))
    return found


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_a_schema(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))
    assert schema(name)["$id"].startswith("fairclaim.")


def test_the_policy_schema_knows_the_fields_and_words_of_the_code() -> None:
    rules = schema("policy")["properties"]["rules"]
    parts = rules["items"]["properties"]
    assert sorted(parts["when"]["properties"]) == sorted(field.name for field in FIELDS)
    assert sorted(parts["then"]["properties"]["route"]["enum"]) == sorted(RouteName)
    assert sorted(parts["then"]["properties"]["remedies"]["items"]["enum"]) == sorted(Remedy)
    assert sorted(parts["then"]["properties"]["priority"]["enum"]) == sorted(Priority)
    assert rules["maxItems"] == MOST_RULES
    kinds = {field.name: parts["when"]["properties"][field.name]["$ref"].split("/")[-1] for field in FIELDS}
    for field in FIELDS:
        assert kinds[field.name] == ("number" if field.is_number else "among" if field.kind is Kind.WORDS else "words")


def test_the_facts_schema_knows_the_words_of_the_code() -> None:
    parts = schema("facts")["properties"]
    assert sorted(parts["asked"]["enum"]) == sorted(Remedy)
    assert sorted(parts["verdict"]["properties"]["call"]["enum"]) == sorted(Call)
    assert {str(word or Grade.NONE) for word in parts["verdict"]["properties"]["grade"]["enum"]} == set(Grade)
    assert {word for word in parts["merchant"]["enum"] if word} == set(Merchant)


def test_a_good_table_has_no_problems() -> None:
    assert problems_of("policy", record(SMALL, ASK, OFFER)) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"rules": []}, "wrong-value"),
        ({"schema": "fairclaim.policy/2"}, "wrong-value"),
        ({"version": 1.0}, "wrong-type"),
        ({"name": "Our Policy"}, "wrong-form"),
        ({"nmae": "x"}, "unknown-field"),
        ({"title": {"zh": "只有中文"}}, "missing-field"),
        ({"title": {"zh": "", "en": "x"}}, "wrong-value"),
    ],
)
def test_every_kind_of_problem_is_told_in_both_languages(change: dict[str, Any], code: str) -> None:
    [problem] = problems_of("policy", record(**change))
    assert problem.code == code
    assert problem.message.zh
    assert problem.message.en


REFERENCE = Path(__file__).resolve().parents[3] / "docs" / "reference"


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_published_schema_is_the_shipped_one(name: str) -> None:
    assert (REFERENCE / f"{name}.schema.json").read_text(encoding="utf-8") == schema_text(name)


def test_every_field_word_and_key_is_documented() -> None:
    page = (REFERENCE / "policy.md").read_text(encoding="utf-8")
    fields = [field.name for field in FIELDS] + [
        word for field in FIELDS for word in field.closed if word not in {"yes", "no"}
    ]
    words = [*fields, *RouteName, *Priority, *Then(route=RouteName.REVIEW).to_record()]
    assert [word for word in words if f"`{word}`" not in page] == []
