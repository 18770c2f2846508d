import json
from pathlib import Path

from fairclaim.web.api.openapi import api_document, as_text, main


def test_the_document_in_the_repository_is_fresh(checkout: Path) -> None:
    kept = checkout / "docs" / "reference" / "openapi.json"
    assert kept.read_text(encoding="utf-8") == as_text(api_document()), f"python -m fairclaim.web.api.openapi {kept}"


def test_the_command_writes_it(tmp_path: Path) -> None:
    assert main([str(tmp_path / "openapi.json")]) == 0
    assert json.loads((tmp_path / "openapi.json").read_text(encoding="utf-8"))["openapi"].startswith("3.1")


def test_the_command_wants_one_file() -> None:
    assert main([]) == 2


def test_every_operation_is_on_the_page_of_the_reference(checkout: Path) -> None:
    page = (checkout / "docs" / "reference" / "http-api.md").read_text(encoding="utf-8")
    for path, operations in api_document()["paths"].items():
        for method, operation in operations.items():
            assert f"| `{method.upper()} {path}` | `{operation['operationId']}` |" in page
