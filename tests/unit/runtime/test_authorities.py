"""Time authorities stand in a file of the operator, and are asked over HTTP."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from fairclaim.domain.errors import NotReadableError
from fairclaim.evidence.timestamp import timestamp_request, verify_reply
from fairclaim.runtime.ask_http import NoAnswerError
from fairclaim.runtime.authorities import AuthorityFileError, read_authorities
from time_authority import TimeAuthority


@pytest.fixture(scope="module")
def behind(tmp_path_factory: pytest.TempPathFactory) -> TimeAuthority:
    return TimeAuthority(tmp_path_factory.mktemp("authority") / "tsa", "An authority")


@pytest.fixture
def url(behind: TimeAuthority) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            is_query = self.headers["content-type"] == "application/timestamp-query" and self.path == "/tsa"
            reply = behind.reply(body) if is_query else b"no"
            self.send_response(200 if is_query else 404)
            self.send_header("content-length", str(len(reply)))
            self.end_headers()
            self.wfile.write(reply)

        def log_message(self, *_: object) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def listed(behind: TimeAuthority, *rows: object) -> Path:
    path = behind.folder / "authorities.json"
    path.write_text(json.dumps(list(rows)))
    return path


def test_a_listed_authority_is_asked_and_its_reply_verifies(behind: TimeAuthority, url: str) -> None:
    path = listed(behind, {"name": "here", "url": f"{url}/tsa", "roots": "root.pem"})
    (found,) = read_authorities(path)
    request = timestamp_request(b"a checkpoint")
    reply = found.ask(request.as_bytes())
    verify_reply(reply, request=request, message=b"a checkpoint", roots=found.roots)


def test_one_that_answers_otherwise_or_not_at_all_is_unavailable(behind: TimeAuthority, url: str) -> None:
    rows = [
        {"name": "wrong", "url": f"{url}/elsewhere", "roots": "root.pem"},
        {"name": "away", "url": "http://127.0.0.1:1/", "roots": "root.pem"},
        {"name": "none", "url": "nothing", "roots": "root.pem"},
    ]
    reasons = []
    for one in read_authorities(listed(behind, *rows)):
        with pytest.raises(NoAnswerError) as caught:
            one.ask(b"request")
        reasons.append(caught.value.reason)
    assert reasons == ["http-404", "connection", "address"]


@pytest.mark.parametrize(
    "row",
    [
        [],
        {"name": "here"},
        {"name": "here", "url": "u", "roots": "root.pem", "more": "x"},
        {"name": "", "url": "u", "roots": "root.pem"},
        {"name": "x" * 101, "url": "u", "roots": "root.pem"},
        {"name": "here", "url": 3, "roots": "root.pem"},
        {"name": "here", "url": "u", "roots": "tsa.cnf"},
    ],
)
def test_a_file_of_another_form_is_refused_by_its_place(behind: TimeAuthority, row: object) -> None:
    with pytest.raises(AuthorityFileError, match=r"authorities\.json\[0\]"):
        read_authorities(listed(behind, row))


def test_a_file_that_is_no_list_or_not_there_is_refused(behind: TimeAuthority, tmp_path: Path) -> None:
    assert read_authorities(None) == ()
    twice = {"name": "here", "url": "u", "roots": "root.pem"}
    with pytest.raises(AuthorityFileError, match="twice"):
        read_authorities(listed(behind, twice, twice))
    for text in ("{}", "no json"):
        (tmp_path / "a.json").write_text(text)
        with pytest.raises(AuthorityFileError):
            read_authorities(tmp_path / "a.json")
    with pytest.raises(NotReadableError):
        read_authorities(tmp_path / "none.json")
