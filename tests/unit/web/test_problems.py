import errno
import importlib
import pkgutil
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

import fairclaim.domain
import fairclaim.services
import fairclaim.web
from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.refusals import DeadlinePassedError
from fairclaim.domain.errors import FairclaimError, UnavailableError
from fairclaim.services.errors import NotFoundError
from fairclaim.web.errors import TooManyRequestsError
from fairclaim.web.problems import (
    FAMILIES,
    STATUS,
    explained,
    general_problem,
    install,
    problem_body,
    problem_of,
    status_of,
)
from unit.web.desk_over_http import as_

ROOMS = ("fairclaim.domain.", "fairclaim.services.", "fairclaim.web.")


def all_errors() -> list[type[FairclaimError]]:
    """Return every error class of the rooms that a request can reach."""
    for package in (fairclaim.domain, fairclaim.services, fairclaim.web):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    found, todo = [], [FairclaimError]
    while todo:
        error = todo.pop()
        todo += error.__subclasses__()
        if error.__module__.startswith(ROOMS):
            found.append(error)
    return sorted(found, key=lambda error: (error.code, error.__name__))


def client_of_a_route_that_raises(error: Exception) -> httpx.Client:
    app = FastAPI()
    install(app)

    @app.get("/x")
    def route() -> None:
        raise error

    return as_(app, None)


@pytest.mark.parametrize("error", all_errors(), ids=lambda error: error.__name__)
def test_every_error_has_a_row(error: type[FairclaimError]) -> None:
    assert error.code in STATUS


@pytest.mark.parametrize("error", all_errors(), ids=lambda error: error.__name__)
def test_no_row_blames_somebody_else_than_the_family(error: type[FairclaimError]) -> None:
    family = next(status for kind, status in FAMILIES if issubclass(error, kind))
    assert STATUS[error.code] // 100 == family // 100


def test_an_error_without_a_row_has_the_status_of_its_family() -> None:
    class OddError(UnavailableError):
        code = "odd"

    assert status_of(OddError(Bilingual("奇", "odd"))) == 503


@pytest.mark.parametrize("code", STATUS)
def test_every_row_says_what_to_do_in_both_languages(code: str) -> None:
    found = explained(code)
    assert found is not None
    for member in ("title", "next"):
        text = found[member]
        assert isinstance(text, dict)
        assert text["zh"]
        assert text["en"]


def test_a_code_that_is_none_is_not_explained() -> None:
    assert explained("nonsense") is None


def test_the_document_is_in_the_language_that_was_asked_for_and_holds_both() -> None:
    error = DeadlinePassedError(datetime(2026, 3, 1, tzinfo=UTC))
    bodies = {
        accepted: problem_body(problem_of(error), accepted=accepted, instance="/x", request_id="r")
        for accepted in ("zh-CN", "en")
    }
    assert bodies["zh-CN"]["detail"] == error.message.zh
    assert bodies["en"]["detail"] == error.message.en
    assert bodies["zh-CN"]["messages"] == bodies["en"]["messages"] == error.message.to_record()
    assert bodies["en"]["type"] == "/api/v1/problems/deadline-passed"


def test_who_has_to_wait_is_told_how_long() -> None:
    assert (problem_of(TooManyRequestsError(7)).headers or {})["Retry-After"] == "7"
    unavailable = problem_of(UnavailableError(Bilingual("缺", "missing")))
    assert "Retry-After" in (unavailable.headers or {})


def test_nothing_is_told_but_what_the_error_says() -> None:
    body = problem_body(problem_of(NotFoundError()), accepted=None, instance="/x", request_id=None)
    assert set(body) == {"type", "title", "status", "detail", "instance", "code", "messages", "next"}


@pytest.mark.parametrize(
    ("number", "status", "code"), [(errno.ENOSPC, 503, "store-full"), (errno.EDQUOT, 503, "store-full")]
)
def test_a_full_disk_is_told_and_when_to_come_back(number: int, status: int, code: str) -> None:
    with client_of_a_route_that_raises(OSError(number, "no room for /secret/path")) as client:
        answer = client.get("/x")
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["retry-after"] == "5"
    assert "secret" not in answer.text


def test_whatever_else_the_system_refuses_is_a_bug() -> None:
    with client_of_a_route_that_raises(PermissionError(errno.EACCES, "/secret/path")) as client:
        answer = client.get("/x")
    assert (answer.status_code, answer.json()["code"]) == (500, "internal")
    assert "secret" not in answer.text


def test_every_code_stands_in_the_documentation(checkout: Path) -> None:
    page = (checkout / "docs" / "reference" / "exit-codes.md").read_text(encoding="utf-8")
    assert [error.code for error in all_errors() if f"`{error.code}`" not in page] == []


@pytest.mark.parametrize(
    ("status", "code"), [(414, "malformed"), (431, "malformed"), (502, "internal"), (405, "method-not-allowed")]
)
def test_a_status_without_words_of_its_own_takes_those_of_its_class(status: int, code: str) -> None:
    problem = general_problem(status)
    body = problem_body(problem, accepted="en", instance="/x", request_id=None)
    assert (problem.code, body["status"]) == (code, status)
    assert body["title"]
