import base64
import hashlib

import pytest

from unit.services.counter import Counter
from unit.web.desk_over_http import app_of, as_, filed

PHOTO = b"the bytes of a photo"


def test_a_form_and_a_stream_of_the_same_file_are_one_exhibit() -> None:
    counter = Counter()
    app = app_of(counter)
    claim, buyer = filed(app), as_(app, "buyer")
    form = {"role": "claim", "shot": "whole"}
    by_form = buyer.post(f"/api/v1/claims/{claim}/exhibits", data=form, files={"file": ("C:\\裂纹.jpg", PHOTO)})
    by_stream = buyer.put(f"/api/v1/claims/{claim}/files/again.jpg", params=form, content=PHOTO)
    assert by_form.status_code == by_stream.status_code == 201
    assert by_form.json()["made"] == by_stream.json()["made"]
    assert by_form.json()["sha256"] == hashlib.sha256(PHOTO).hexdigest()
    assert [one.name for one in counter.rows.exhibits] == ["裂纹.jpg"]


def test_a_download_is_what_was_received_and_no_browser_opens_it() -> None:
    app = app_of(Counter())
    claim, buyer = filed(app), as_(app, "buyer")
    sent = b"<html><script>alert(1)</script>"
    made = buyer.put(f"/api/v1/claims/{claim}/files/a.html?role=claim", content=sent).json()["made"]
    got = as_(app, "ann").get(f"/api/v1/claims/{claim}/exhibits/{made}")
    assert got.content == sent
    assert got.headers["Content-Type"] == "application/octet-stream"
    assert got.headers["Content-Disposition"].startswith("attachment;")
    assert got.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    digest = base64.b64encode(hashlib.sha256(sent).digest()).decode()
    assert got.headers["Repr-Digest"] == f"sha-256=:{digest}:"


@pytest.mark.parametrize(
    ("params", "content", "code"),
    [
        ({"role": "claim"}, b"", "empty-file"),
        ({"role": "listing"}, PHOTO, "exhibit-role"),
        ({"role": "nonsense"}, PHOTO, "malformed"),
        ({}, PHOTO, "malformed"),
    ],
)
def test_what_cannot_be_taken_in_is_said(params: dict[str, str], content: bytes, code: str) -> None:
    app = app_of(Counter())
    claim = filed(app)
    answer = as_(app, "buyer").put(f"/api/v1/claims/{claim}/files/a.jpg", params=params, content=content)
    assert (answer.status_code, answer.json()["code"]) == (422, code)


def test_who_sees_no_evidence_finds_no_file() -> None:
    app = app_of(Counter())
    claim, buyer = filed(app), as_(app, "buyer")
    made = buyer.put(f"/api/v1/claims/{claim}/files/a.jpg?role=claim", content=PHOTO).json()["made"]
    for name in ("admin", "platform", "stranger", "foreign"):
        assert as_(app, name).get(f"/api/v1/claims/{claim}/exhibits/{made}").status_code == 404
