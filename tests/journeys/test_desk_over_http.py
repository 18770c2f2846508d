"""A claim's whole way over HTTP, against a real server: filed, refused by two people, appealed, granted by a third."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from unit.web.desk_over_http import CLAIM
from unit.web.server import Server

WHY = {"zh": "裂纹只见于申请图片。", "en": "The crack is in the claim picture only."}
REMEDY = CLAIM["asked"]
REFUSE = {"outcome": "refuse", "view": "contradicts", "grade": "A", "reasons": WHY, "basis": ["derived-from-reference"]}
GRANT = {"outcome": "grant", "view": "supports", "remedy": REMEDY}


class Desk:
    """The desk as clients see it."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.keys = 0

    def ask(self, name: str, method: str, path: str, *, status: int = 200, **sent: Any) -> httpx.Response:
        self.keys += 1
        headers = {"Authorization": f"Bearer {name}", "Idempotency-Key": f"journey-{self.keys}"}
        with httpx.Client(base_url=self.url, trust_env=False, headers=headers) as client:
            answer = client.request(method, path, **sent)
        assert answer.status_code == status, answer.text
        return answer

    def post(self, name: str, path: str, body: object = None, *, status: int = 200) -> Any:
        return self.ask(name, "POST", f"/api/v1{path}", status=status, json=body).json()

    def get(self, name: str, path: str, *, status: int = 200) -> Any:
        return self.ask(name, "GET", f"/api/v1{path}", status=status).json()

    def examined(self, claim: str) -> None:
        """Let the machine do its job; no account may."""
        self.ask("machine", "POST", f"/examined/{claim}")


@pytest.fixture
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    server = Server(tmp_path_factory.mktemp("desk")).start()
    yield Desk(server.url)
    server.stop()


def reviewed(desk: Desk, name: str, claim: str, opinion: object) -> None:
    """Let somebody take the task, judge blind, look and confirm."""
    task = desk.post(name, "/tasks/next")
    assert task["claim"] == claim
    blind = desk.get(name, f"/claims/{claim}")
    assert (blind["state"], blind["seat"], blind["after"]) == (blind["state"], None, None)
    assert blind["state"] != "second-review"
    desk.get(name, f"/claims/{claim}/examination", status=404)
    judged = desk.post(name, f"/claims/{claim}/judgement", opinion)
    assert judged["state"] != "second-review"
    desk.post(name, f"/claims/{claim}/verdict")
    assert desk.get(name, f"/claims/{claim}")["after"]["examined"]["call"] == "forged"
    assert desk.get(name, f"/claims/{claim}/examination")["schema"] == "fairclaim.examination/1"
    desk.post(name, f"/claims/{claim}/confirmation", {"final": opinion})


def test_a_refusal_of_two_is_overturned_by_a_third(desk: Desk) -> None:
    claim = desk.post("buyer", "/claims", CLAIM, status=201)["claim"]
    for shot in ("whole", "close-up", "other-angle", "packaging"):
        path = f"/api/v1/claims/{claim}/files/{shot}.jpg"
        sent = desk.ask("buyer", "PUT", path, status=201, params={"role": "claim", "shot": shot}, content=shot.encode())
        exhibit = sent.json()["made"]
    got = desk.ask("agent", "GET", f"/api/v1/claims/{claim}/exhibits/{exhibit}")
    assert (got.content, got.headers["Content-Type"]) == (b"packaging", "application/octet-stream")
    assert got.headers["Content-Disposition"].startswith("attachment")
    assert got.headers["Content-Security-Policy"].startswith("sandbox")
    desk.examined(claim)
    desk.post("agent", f"/claims/{claim}/answer", {"stance": "contests", "words": "出库时完好"})
    assert desk.get("agent", f"/claims/{claim}")["state"] == "in-review"

    reviewed(desk, "ann", claim, REFUSE)
    desk.post("ann", f"/claims/{claim}/decision", {"reasons": WHY, "basis": ["derived-from-reference"]}, status=409)
    reviewed(desk, "ben", claim, REFUSE)
    decided = desk.post("ben", f"/claims/{claim}/decision", {"reasons": WHY, "basis": ["derived-from-reference"]})
    assert decided["state"] == "decided"
    assert desk.get("buyer", f"/claims/{claim}")["decisions"][0]["reasons"] == WHY

    desk.post("buyer", f"/claims/{claim}/appeal", {"words": "请再看一次"})
    assert desk.post("ann", "/tasks/next") is None
    reviewed(desk, "eve", claim, GRANT)
    desk.post("eve", f"/claims/{claim}/decision", {"reasons": WHY, "basis": ["exhibit"]})
    seen = desk.get("buyer", f"/claims/{claim}")
    assert (seen["appeal_result"], seen["decisions"][1]["outcome"]) == ("overturned", "grant")

    standing = {one["id"]: one["standing"] for one in desk.get("admin", f"/claims/{claim}")["consequences"]}
    assert standing["decision-1/mark"] in ("unwound", "to-unwind")
    log = desk.ask("auditor", "GET", "/api/v1/audit", params={"limit": 5})
    assert len(log.text.splitlines()) == 5
    following = desk.ask("auditor", "GET", log.headers["Link"].split(">")[0].removeprefix("<"))
    assert '"position":6' in following.text.splitlines()[0]
    assert not desk.ask("admin", "DELETE", "/api/v1/people/buyer-1").json()["was_erased_before"]
    assert desk.get("agent", f"/claims/{claim}/exhibits/{exhibit}", status=410)["code"] == "erased"
    assert desk.get("agent", f"/claims/{claim}/words/{seen['words']}", status=410)["code"] == "erased"


def test_a_settlement_a_pause_and_history(desk: Desk) -> None:
    claim = desk.post("platform", "/claims", CLAIM, status=201)["claim"]
    for shot in ("whole", "close-up", "other-angle", "packaging"):
        files = {"file": (f"../{shot}.jpg", shot.encode(), "image/jpeg")}
        path = f"/api/v1/claims/{claim}/exhibits"
        desk.ask("platform", "POST", path, status=201, data={"role": "claim", "shot": shot}, files=files)
    desk.examined(claim)
    desk.post("admin", f"/claims/{claim}/clock/pause", {"because": "outage", "note": WHY})
    assert desk.get("agent", f"/claims/{claim}")["clock"]["is_paused"]
    desk.post("admin", f"/claims/{claim}/clock/resume")
    desk.post("sue", f"/claims/{claim}/clock/extension", {"hours": 24, "because": WHY})
    offer = {"remedy": {"kind": "part-refund", "amount": {"amount_minor": 3000, "currency": "CNY"}}}
    made = desk.post("agent", f"/claims/{claim}/offers", offer)["made"]
    assert desk.get("buyer", f"/claims/{claim}")["acceptable"] == [made]
    assert desk.post("buyer", f"/claims/{claim}/offers/{made}/acceptance")["state"] == "settled"
    rows = "id,reason,category,amount_minor,currency,asked,outcome,filed_at,decided_at\n"
    rows += "old-1,damaged,tableware,1990,CNY,refund-only,grant,2025-01-01T00:00:00+08:00,\n"
    rows += "old-2,nonsense,tableware,1990,CNY,repair,grant,2025-01-01T00:00:00Z,\n"
    csv = {"Content-Type": "text/csv"}
    imported = desk.ask("platform", "POST", "/api/v1/history", content=rows.encode(), headers=csv).json()
    assert (imported["added"], imported["refused_in_all"], imported["refused"][0]["field"]) == (1, 1, "reason")
