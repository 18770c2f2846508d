"""What holds for every request: limits, headers, versions, keys, languages."""

import subprocess
import sys
from dataclasses import replace
from datetime import timedelta

import httpx
import pytest
from fastapi import APIRouter, FastAPI

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UnavailableError
from fairclaim.telemetry.metrics import Metrics
from fairclaim.web.api.app import make_app
from fairclaim.web.api.context import TheCaller, TheDesk
from fairclaim.web.api.parts import WebLimits
from unit.services.counter import Counter
from unit.web.desk_over_http import CLAIM, app_of, as_, filed, parts_of, small_desk

KEY = {"Idempotency-Key": "key-1"}


def boom() -> None:
    raise RuntimeError("a secret of the inside")


def app_with_routes(counter: Counter) -> FastAPI:
    router = APIRouter(prefix="/api/v1/parcels", tags=["parcels"])

    @router.get("/mine", operation_id="see_parcels")
    def mine(desk: TheDesk, who: TheCaller) -> str:
        return f"{who.person} {desk.limits.exhibits}"

    router.add_api_route("/boom", boom)
    return make_app(replace(parts_of(counter), routers=(router,)))


def test_a_router_of_another_file_gets_desk_and_caller() -> None:
    app = app_with_routes(Counter())
    assert as_(app, "ann").get("/api/v1/parcels/mine").json() == "ann 200"
    assert as_(app, None).get("/api/v1/parcels/mine").status_code == 401


def test_a_bug_is_answered_without_a_word_about_its_insides(caplog: pytest.LogCaptureFixture) -> None:
    answer = as_(app_with_routes(Counter()), "ann").get("/api/v1/parcels/boom")
    assert (answer.status_code, answer.json()["code"]) == (500, "internal")
    assert "secret" not in answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["request_id"] in caplog.text
    assert "a secret of the inside" in caplog.text


def test_problems_that_are_answered_are_counted_by_their_code() -> None:
    metrics = Metrics()
    app = make_app(replace(parts_of(Counter()), measures=metrics))
    as_(app, None).get(f"/api/v1/claims/{CLAIM}")
    as_(app, "buyer").get("/api/v1/nothing")
    as_(app, "buyer").get("/api/v1/nothing")
    text = metrics.text().decode()
    assert 'fairclaim_failures_total{code="not-found"} 2.0' in text
    assert 'fairclaim_failures_total{code="not-signed-in"} 1.0' in text


def test_what_is_nowhere_and_what_is_not_taken_are_problems_too() -> None:
    buyer = as_(app_of(Counter()), "buyer")
    assert buyer.get("/api/v1/nothing").json()["code"] == "not-found"
    answer = buyer.put("/api/v1/claims", json={})
    assert (answer.json()["code"], answer.headers["Allow"]) == ("method-not-allowed", "POST")


def test_every_answer_is_safe_to_receive_and_has_an_id() -> None:
    buyer = as_(app_of(Counter()), "buyer")
    for answer in (buyer.get("/api/v1/me"), buyer.get("/api/v1/claims/none"), buyer.get("/healthz")):
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert answer.headers["X-Request-Id"]
    assert buyer.get("/api/v1/me").headers["Cache-Control"] == "no-store"


def test_a_request_id_of_the_client_is_kept_if_it_looks_like_one() -> None:
    buyer = as_(app_of(Counter()), "buyer")
    kept = buyer.get("/api/v1/claims/none", headers={"X-Request-Id": "trace-12345"})
    assert kept.headers["X-Request-Id"] == kept.json()["request_id"] == "trace-12345"
    odd = buyer.get("/api/v1/me", headers={"X-Request-Id": "<script>"})
    assert odd.headers["X-Request-Id"] != "<script>"


@pytest.mark.parametrize("is_declared", [True, False], ids=["declared", "streamed"])
def test_too_large_a_body_is_refused_wherever_it_shows(is_declared: bool) -> None:  # noqa: FBT001  (a parameter of the test)
    app = app_of(small_desk())
    claim, buyer = filed(app), as_(app, "buyer")
    # httpx declares a length unless the body is an iterator; the desk in this process gets the same headers.
    headers = {} if is_declared else {"Transfer-Encoding": "chunked"}
    for answer in (
        buyer.post("/api/v1/claims", content=b"x" * 2_000_000, headers={**KEY, **headers}),
        buyer.put(f"/api/v1/claims/{claim}/files/a.jpg?role=claim", content=b"x" * 200_000, headers=headers),
    ):
        assert (answer.status_code, answer.json()["code"]) == (413, "body-too-large"), answer.text


def test_a_caller_who_asks_too_often_waits() -> None:
    app = app_of(Counter(), limits=WebLimits(requests=2, per=timedelta(minutes=10)))
    buyer = as_(app, "buyer")
    assert buyer.get("/api/v1/me").headers["RateLimit"].startswith('"caller";r=1;')
    buyer.get("/api/v1/me")
    refused = buyer.get("/api/v1/me")
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 0
    assert as_(app, "agent").get("/api/v1/me").status_code == 200


def test_readiness_is_what_the_parts_say() -> None:
    def not_ready() -> None:
        raise UnavailableError(Bilingual("数据库无响应", "the database does not answer"))

    counter = Counter()
    assert as_(app_of(counter), None).get("/readyz").status_code == 200
    app = make_app(replace(parts_of(counter), ready=not_ready))
    assert as_(app, None).get("/readyz").status_code == 503
    assert as_(app, None).get("/healthz").status_code == 200


def test_the_same_key_files_one_claim_and_another_request_under_it_is_refused() -> None:
    counter = Counter()
    buyer = as_(app_of(counter), "buyer")
    answers = [buyer.post("/api/v1/claims", json=CLAIM, headers=KEY) for _ in range(2)]
    assert answers[0].json() == answers[1].json()
    assert len(counter.rows.claims) == 1
    other = buyer.post("/api/v1/claims", json={**CLAIM, "words": "others"}, headers=KEY)
    assert (other.status_code, other.json()["code"]) == (422, "other-request")


def test_what_moves_money_needs_a_key() -> None:
    answer = as_(app_of(Counter()), "buyer").post("/api/v1/claims", json=CLAIM)
    assert (answer.status_code, answer.json()["code"]) == (400, "key-missing")


def test_a_claim_that_has_changed_is_not_acted_on() -> None:
    app = app_of(Counter())
    claim, buyer = filed(app), as_(app, "buyer")
    seen = buyer.get(f"/api/v1/claims/{claim}").headers["ETag"]

    def withdraw(tag: str) -> httpx.Response:
        return buyer.post(f"/api/v1/claims/{claim}/withdrawal", headers={"If-Match": tag})

    attached = buyer.put(f"/api/v1/claims/{claim}/files/a.jpg?role=claim&shot=whole", content=b"bytes")
    assert attached.headers["ETag"] != seen
    assert withdraw(seen).json()["code"] == "version"
    assert buyer.get(f"/api/v1/claims/{claim}").json()["state"] == "filed"
    assert withdraw(attached.headers["ETag"]).json()["state"] == "withdrawn"


@pytest.mark.parametrize("accepted", ["zh-CN", "en"])
def test_problems_are_told_in_the_language_of_the_client(accepted: str) -> None:
    answer = as_(app_of(Counter()), "buyer").get("/api/v1/claims/none", headers={"Accept-Language": accepted})
    body = answer.json()
    assert body["detail"] == body["messages"][answer.headers["Content-Language"]]
    assert answer.headers["Content-Language"] == accepted[:2]


def test_each_type_of_problem_is_explained_at_its_address() -> None:
    buyer = as_(app_of(Counter()), "buyer")
    problem = buyer.get("/api/v1/claims/none").json()
    assert buyer.get(problem["type"]).json()["code"] == "not-found"
    assert len(buyer.get("/api/v1/problems").json()) > 50


def test_a_short_secret_is_refused() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        replace(parts_of(Counter()), secret=b"short")


def test_examining_photos_on_the_command_line_loads_no_web_framework() -> None:
    code = "import sys, fairclaim.cli.main, fairclaim.cli.examine; print({'fastapi', 'pydantic'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
