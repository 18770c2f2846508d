import httpx
import pytest
from fastapi import APIRouter, Request
from fastapi.responses import Response

from fairclaim.services.errors import NotFoundError
from fairclaim.services.identity.errors import StepUpNeededError
from fairclaim.web.pages.desk_router import desk_router
from fairclaim.web.pages.render import Pages
from fairclaim.web.static_files import built_files
from unit.web.page_desk import ORIGIN, SESSION, visitor

PARTIAL = {"HX-Request": "true", "HX-Current-URL": f"{ORIGIN}/room?page=2"}


@pytest.fixture
def router() -> APIRouter:
    made = desk_router(Pages(built_files()), SESSION)

    @made.get("/room")
    def room(request: Request) -> Response:
        return Response(SESSION.session(request).caller.tenant)

    @made.get("/lost")
    def lost() -> Response:
        raise NotFoundError

    @made.post("/grave")
    def grave() -> Response:
        raise StepUpNeededError

    @made.post("/number/{number}")
    def number(number: int) -> Response:
        return Response(str(number))

    return made


@pytest.fixture
def client(router: APIRouter) -> httpx.Client:
    return visitor(router)


def test_whoever_is_not_signed_in_is_led_there_and_back(client: httpx.Client) -> None:
    answer = client.get("/room?page=2")
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?to=/room%3Fpage%3D2")
    answer = client.get("/room", headers=PARTIAL)
    assert (answer.status_code, answer.headers["hx-redirect"]) == (401, "/sign-in?to=/room%3Fpage%3D2")


def test_an_error_is_a_page_in_the_readers_language(client: httpx.Client) -> None:
    answer = client.get("/lost", headers={"Accept-Language": "zh"})
    assert answer.status_code == 404
    assert "没有找到" in answer.text
    assert "<html" in answer.text
    part = client.get("/lost", headers=PARTIAL)
    assert "<html" not in part.text
    assert part.headers["hx-retarget"] == "#trouble"


def test_only_a_page_of_ours_changes_something(client: httpx.Client) -> None:
    assert client.post("/number/7").text == "7"
    assert client.post("/number/7", headers={"Origin": "https://evil.example"}).status_code == 403
    assert client.post("/number/x").status_code == 422


def test_what_needs_a_fresh_proof_leads_there_and_back_to_the_page(client: httpx.Client) -> None:
    answer = client.post("/grave", headers={"Referer": f"{ORIGIN}/room?page=2"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in/again?to=/room%3Fpage%3D2")
    answer = client.post("/grave", headers=PARTIAL)
    assert (answer.status_code, answer.headers["hx-redirect"]) == (403, "/sign-in/again?to=/room%3Fpage%3D2")
    assert client.post("/grave").headers["location"] == "/sign-in/again?to=/"
