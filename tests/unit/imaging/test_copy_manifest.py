"""What a manifest states, word by word; that readers accept it stands in ``test_credential_signer``."""

import json
from datetime import UTC, datetime, timedelta

from fairclaim.domain.desk.live_capture import Way, issue
from fairclaim.domain.desk.signed_copy import CopyStatement
from fairclaim.imaging.copy_manifest import ASSERTION, DIGITAL_CAPTURE, ingredient_of, is_created, manifest_of

AT = datetime(2026, 3, 2, 2, tzinfo=UTC)
CODE = issue("capture-1", "claim-1", at=AT - timedelta(seconds=30))


def statement(way: Way | None) -> CopyStatement:
    capture = None if way is None else CODE.used("exhibit-1", way, at=AT)
    return CopyStatement(file="exhibit-1", sha256="ab" * 32, received_at=AT, capture=capture)


def test_a_camera_button_is_told_and_not_called_a_capture() -> None:
    field = manifest_of(statement(Way.FIELD), desk="desk.example")
    assert DIGITAL_CAPTURE not in json.dumps(field)
    assert '"way": "field"' in json.dumps(field)
    assert not is_created(statement(Way.FIELD))
    assert DIGITAL_CAPTURE in json.dumps(manifest_of(statement(Way.PAGE), desk="desk.example"))


def test_a_file_without_a_code_states_none() -> None:
    manifest = manifest_of(statement(None), desk="desk.example")
    assertions = manifest["assertions"]
    assert isinstance(assertions, list)
    (said,) = [one["data"] for one in assertions if one["label"] == ASSERTION]
    assert "code" not in said
    assert said["received"] == "2026-03-02T02:00:00Z"


def test_the_original_is_named_by_its_digest() -> None:
    assert ingredient_of(statement(None))["instance_id"] == "urn:sha256:" + "ab" * 32


def test_the_claim_is_not_in_the_copy() -> None:
    assert "claim-1" not in json.dumps(manifest_of(statement(Way.PAGE), desk="desk.example"))
