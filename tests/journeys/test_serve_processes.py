"""Several web processes on one desk, as an operator starts them: what one has begun another goes on with, and a death costs little."""

import base64
import hashlib
import os
import re
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from subprocess import Popen  # noqa: TC003  (named in a signature)

import httpx
import pytest

from fairclaim.web.server import free_port
from journeys.shop import PROCESSES, environment, linux_only, run, started, wait_until
from journeys.street import SCOPES, SHOTS, remedy
from real_desk import Person, settings_for
from store_engines import Engine, empty_sqlite, postgres_engine, sqlite_engine

__all__ = ["empty_sqlite", "postgres_engine"]

PROCESSES_WANTED = 2
PATIENCE_S = 90.0
TENANTS = count(1)
TUS = {"Tus-Resumable": "1.0.0"}
PASS_PHRASE = "a long enough pass phrase"  # noqa: S105
pytestmark = linux_only


@dataclass(frozen=True)
class Served:
    """A desk that several processes serve."""

    process: "Popen[bytes]"
    origin: str
    figures: str
    token: str
    closing: ExitStack

    def members(self) -> list[int]:
        """List the web processes, by what they were started as."""
        return [number for number in children_of(self.process.pid) if b"web_member" in line_of(number)]

    def browsers(self, many: int = 12) -> list[httpx.Client]:
        """Return so many connections that both processes are met: all by one alone is less likely than one in a thousand."""
        made = [httpx.Client(base_url=self.origin, headers={"Origin": self.origin}, timeout=60) for _ in range(many)]
        return [self.closing.enter_context(one) for one in made]

    def counted(self, sought: str) -> float:
        text = httpx.get(self.figures, timeout=30).text
        found = [line for line in text.splitlines() if line.startswith(sought)]
        assert len(found) <= 1, "one figure for all processes"
        return float(found[0].rpartition(" ")[2]) if found else 0.0


def children_of(number: int) -> list[int]:
    return [int(one) for one in (PROCESSES / str(number) / "task" / str(number) / "children").read_text().split()] + [
        int(one)
        for thread in (PROCESSES / str(number) / "task").iterdir()
        if thread.name != str(number)
        for one in (thread / "children").read_text().split()
    ]


def line_of(number: int) -> bytes:
    try:
        return (PROCESSES / str(number) / "cmdline").read_bytes()
    except OSError:
        return b""


def is_there(number: int) -> bool:
    try:
        return (PROCESSES / str(number) / "stat").read_bytes().rsplit(b")", 1)[1].split()[0] not in b"ZX"
    except OSError:
        return False


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    if request.param == "postgres":
        found: Engine = request.getfixturevalue("postgres_engine")
        return found
    return sqlite_engine(request.getfixturevalue("empty_sqlite"), tmp_path_factory.mktemp("desk"))


@pytest.fixture(scope="module")
def served(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("data")
    database = settings_for(engine, folder).database.text
    figures = free_port("127.0.0.1")
    env = environment(FAIRCLAIM_METRICS_PORT=str(figures), **({"FAIRCLAIM_DATABASE": database} if database else {}))
    added = run("tenant", "add", f"several-{next(TENANTS)}", "--admin", "root@shop.example", "--data", folder, env=env)
    assert added.returncode == 0, added.stderr
    token = added.stdout.decode().strip().partition("#")[2]
    words = ("serve", "--data", folder, "--port", "0", "--web-processes", str(PROCESSES_WANTED))
    with started(*words, env=env) as process:
        with ExitStack() as closing:
            yield Served(process, origin_of(process), f"http://127.0.0.1:{figures}/metrics", token, closing)
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE_S) == 0


def origin_of(process: "Popen[bytes]") -> str:
    """Read on until the desk says where it serves, and go on reading, so that it never waits for us."""
    assert process.stderr is not None
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        line = process.stderr.readline()
        assert line, "it ended"
        found = re.search(rb"Serving at (\S+)", line)
        if found:
            threading.Thread(target=process.stderr.read, daemon=True).start()
            return found[1].decode()
    raise AssertionError("it does not say where it serves")


@pytest.fixture(scope="module")
def admin(served: Served) -> httpx.Client:
    client = served.browsers(1)[0]
    client.post("/api/v1/sign-in/invitation", json={"token": served.token, "password": PASS_PHRASE}).raise_for_status()
    return client


@pytest.fixture(scope="module")
def shop(served: Served, admin: httpx.Client) -> list[Person]:
    """One program with many connections, so that its requests go to all processes."""
    made = Person(admin).post("/sign-in/keys", {"label": "shop systems", "scopes": list(SCOPES)}, status=201)
    people = [Person(client) for client in served.browsers()]
    for person in people:
        del person.client.headers["Origin"]
        person.client.headers["Authorization"] = f"Bearer {made['token']}"
    return people


def order(person: Person, number: int) -> str:
    told = {
        "number": f"TB-{number}",
        "buyer": "u-1",
        "merchant": "s-1",
        "currency": "CNY",
        "placed_at": "2026-01-05T00:00:00Z",
        "lines": [{"title": "杯", "category": "tableware", "quantity": 2, "amount_minor": 20_000, "listing": None}],
    }
    return str(person.post("/orders", told, status=201)["order"]["id"])


def wish(number: str) -> dict[str, object]:
    asked = remedy("return-and-refund", 10_000)
    return {
        "order": number,
        "items": [{"line": "1", "quantity": 1}],
        "reason": "damaged",
        "asked": asked,
        "words": "裂",
    }


def test_who_came_in_at_one_process_is_known_to_all(served: Served, admin: httpx.Client) -> None:
    assert len(served.members()) == PROCESSES_WANTED
    others = served.browsers()
    for other in others:
        other.cookies.update(admin.cookies)
        assert other.get("/api/v1/me").json()["roles"] == ["admin"]
    assert others[0].post("/api/v1/sign-in/sign-out").status_code in {200, 204}
    assert {other.get("/api/v1/me").status_code for other in others} == {401}
    login = {"login": "root@shop.example", "password": PASS_PHRASE, "tenant": admin_tenant(served)}
    came_in = admin.post("/api/v1/sign-in/password", json=login)
    assert came_in.status_code in {200, 204}, came_in.text


def admin_tenant(served: Served) -> str:
    padded = served.token.split(".")[1]
    return base64.urlsafe_b64decode(padded + "=" * (-len(padded) % 4)).decode()


def test_an_upload_hops_between_processes_and_a_key_has_one_effect_in_all(shop: list[Person]) -> None:
    number = order(shop[0], 1)
    claims = {
        person.ask("POST", "/claims", status=201, json=wish(number), headers={"Idempotency-Key": "once"}).json()[
            "claim"
        ]
        for person in shop
    }
    assert len(claims) == 1
    claim = claims.pop()

    data = os.urandom(len(shop) * 1000)
    named = f"filename {base64.b64encode(b'crack.mp4').decode()}, filetype {base64.b64encode(b'video/mp4').decode()}"
    headers = {**TUS, "Upload-Length": str(len(data)), "Upload-Metadata": named, "Content-Length": "0"}
    begun = shop[0].ask("POST", "/uploads", status=201, headers=headers)
    upload = begun.headers["Location"].rsplit("/", 1)[-1]
    for at, person in enumerate(shop):
        headers = {**TUS, "Upload-Offset": str(at * 1000), "Content-Type": "application/offset+octet-stream"}
        piece = data[at * 1000 : (at + 1) * 1000]
        person.ask("PATCH", f"/uploads/{upload}", status=204, headers=headers, content=piece)
    body = {"upload": upload, "role": "claim", "shot": "touched"}
    attached = {
        person.ask(
            "POST", f"/claims/{claim}/uploads", status=201, json=body, headers={"Idempotency-Key": "film"}
        ).json()["sha256"]
        for person in shop
    }
    assert attached == {hashlib.sha256(data).hexdigest()}
    assert shop[-1].get(f"/claims/{claim}")["files"] == 1


def test_all_write_at_once_and_each_effect_is_there_once(shop: list[Person]) -> None:
    numbers = [order(shop[0], 100 + at) for at in range(len(shop))]
    answers: list[tuple[int, int]] = []

    def file(person: Person, number: str) -> None:
        answer = person.ask("POST", "/claims", status=None, json=wish(number))
        for shot in SHOTS[:2]:
            path = f"/claims/{answer.json()['claim']}/files/{shot}.jpg"
            shown = person.ask(
                "PUT", path, status=None, params={"role": "claim", "shot": shot}, content=os.urandom(900)
            )
            answers.append((answer.status_code, shown.status_code))

    threads = [threading.Thread(target=file, args=each) for each in zip(shop, numbers, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [(201, 201)] * 2 * len(shop)


def answered(address: str) -> int:
    """Ask until somebody answers: whom the kernel had given to the one that was killed hears nothing, as every client must bear."""
    for _ in range(20):
        with suppress(httpx.TransportError):
            return httpx.get(address, timeout=30).status_code
        time.sleep(0.1)
    raise AssertionError("nobody answers")


def test_the_figures_are_those_of_all_processes_and_survive_one(served: Served, shop: list[Person]) -> None:
    sought = 'fairclaim_http_answer_seconds_count{method="GET",route="/readyz",status="200"}'
    before = served.counted(sought)
    for person in shop:
        assert person.client.get("/readyz").status_code == 200
    assert served.counted(sought) == before + len(shop)

    members = set(served.members())
    os.kill(min(members), signal.SIGKILL)
    wait_until(lambda: min(members) not in served.members(), "the death")
    assert answered(f"{served.origin}/readyz") == 200, "the other one serves"
    end = time.monotonic() + PATIENCE_S
    while len(served.members()) < PROCESSES_WANTED:
        assert time.monotonic() < end
        time.sleep(0.1)
    assert max(members) in served.members()
    assert served.counted(sought) == before + len(shop) + 1
    assert served.counted("fairclaim_desk_readable") == 1.0


def test_nobody_is_left_behind_by_a_parent_that_was_killed(tmp_path: Path) -> None:
    env = environment()
    words = ("serve", "--no-worker", "--data", tmp_path, "--port", "0", "--web-processes", "2")
    with started(*words, env=env) as process:
        origin = origin_of(process)
        desk = Served(process, origin, "", "", ExitStack())
        members = desk.members()
        assert len(members) == 2
        process.kill()
        process.wait(PATIENCE_S)
        end = time.monotonic() + PATIENCE_S
        while any(map(is_there, members)):
            assert time.monotonic() < end, "orphans"
            time.sleep(0.1)
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{origin}/readyz")
