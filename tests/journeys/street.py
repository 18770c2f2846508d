"""A street on a real desk: everybody who works there, a shop that sells, a platform that tells orders, and what they do."""

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from fairclaim.compose import OpenDesk
from fairclaim.services.desk import DeskLimits
from real_desk import HOOK, Person, RealDesk
from unit.services.counter import Examiner

WHY = {"zh": "裂纹只见于申请图片。", "en": "The crack is in the claim picture only."}
BASIS = ["derived-from-reference"]
SHOTS = ("whole", "close-up", "other-angle", "packaging")
TENANTS = count(1)
WAIT_S = 60.0
SCOPES = ("file", "see", "attach", "register-order", "see-order", "keep-listing", "hand-in-dispatch", "import-history")


def money(minor: int) -> dict[str, object]:
    return {"amount_minor": minor, "currency": "CNY"}


def remedy(kind: str, minor: int) -> dict[str, object]:
    return {"kind": kind, "amount": money(minor)}


REFUSE: dict[str, object] = {"outcome": "refuse", "view": "contradicts", "grade": "A", "reasons": WHY, "basis": BASIS}
GRANT: dict[str, object] = {"outcome": "grant", "view": "supports", "remedy": remedy("return-and-refund", 10_000)}


class Street:
    """A desk with everybody who works there, a shop that sells, and a platform that tells orders."""

    def __init__(self, desk: RealDesk, examiner: Examiner | None) -> None:
        self.desk = desk
        self.examiner = examiner
        admin = desk.found()
        self.platform = desk.program("shop systems", *SCOPES)
        for name, role in (("ann", "reviewer"), ("ben", "reviewer"), ("eve", "reviewer"), ("sue", "senior")):
            desk.join(name, role)
        desk.join("aud", "auditor")
        hook = admin.post("/webhook-endpoints", {"url": f"{HOOK}/hook", "kinds": []}, status=201)
        assert hook["secret"].startswith("whsec_")
        desk.receiver.secret = bytes(range(32))
        self._numbers = count(1)
        self.agent = self._agent()

    def __getitem__(self, name: str) -> Person:
        return self.desk.people[name]

    def ordered(
        self, *, buyer: str = "u-1", minor: int = 20_000, category: str = "tableware", listing: str | None = None
    ) -> str:
        """Let the platform tell of an order that was delivered two days ago; one from a listing is made as it is shown now."""
        now = datetime.now(UTC) + (timedelta(days=5) if listing is not None else timedelta(0))
        line = {"title": "杯", "category": category, "quantity": 2, "amount_minor": minor, "listing": listing}
        told = {
            "number": f"TB-{next(self._numbers)}",
            "buyer": buyer,
            "merchant": "s-1",
            "currency": "CNY",
            "placed_at": (now - timedelta(days=5)).isoformat(),
            "delivered_at": (now - timedelta(days=2)).isoformat() if listing is None else None,
            "lines": [line],
        }
        return str(self.platform.post("/orders", told, status=201)["order"]["id"])

    def file(self, who: Person, order: str, asked: dict[str, object], *, quantity: int = 1) -> str:
        wish = {
            "order": order,
            "items": [{"line": "1", "quantity": quantity}],
            "reason": "damaged",
            "asked": asked,
            "words": "杯口有裂纹，请找老周",
        }
        return str(who.post("/claims", wish, status=201)["claim"])

    def show(self, who: Person, claim: str, *shots: str, data: dict[str, bytes] | None = None) -> None:
        for shot in shots:
            content = (data or {}).get(shot, f"{claim} {shot}".encode())
            params = {"role": "claim", "shot": shot}
            who.ask("PUT", f"/claims/{claim}/files/{shot}.jpg", status=201, params=params, content=content)

    def reviewed(self, name: str, claim: str, opinion: dict[str, object], *, call: str = "forged") -> None:
        """Let somebody take the task, judge blind, look and confirm."""
        who = self[name]
        assert who.post("/tasks/next")["claim"] == claim
        blind = who.get(f"/claims/{claim}")
        assert (blind["state"] in ("in-review", "appealed"), blind["after"]) == (True, None)
        who.get(f"/claims/{claim}/examination", status=404)
        assert who.post(f"/claims/{claim}/judgement", opinion)["state"] != "second-review"
        who.post(f"/claims/{claim}/verdict")
        assert who.get(f"/claims/{claim}")["after"]["examined"]["call"] == call
        assert who.get(f"/claims/{claim}/examination")["schema"] == "fairclaim.examination/1"
        who.post(f"/claims/{claim}/confirmation", {"final": opinion})

    def consequences(self, claim: str) -> dict[str, str]:
        return {one["id"]: one["standing"] for one in self["admin"].get(f"/claims/{claim}")["consequences"]}

    def _agent(self) -> Person:
        """Let the merchant's agent in. Who the merchant is here, an auditor reads off a claim; it is withdrawn again."""
        order = self.ordered(buyer="u-0")
        claim = self.file(self.platform, order, remedy("repair", 0) | {"amount": None})
        merchant = self["aud"].get(f"/claims/{claim}")["claim"]["claim"]["merchant"]
        buyer = self.desk.buyer("u-0")
        buyer.post(f"/claims/{claim}/withdrawal")
        return self.desk.join("agent", "merchant-agent", acts_for=merchant)


def until(look: Any, wanted: object, *, wait_s: float = WAIT_S) -> None:
    """Wait until something is so."""
    end = time.monotonic() + wait_s
    while (found := look()) != wanted:
        assert time.monotonic() < end, found
        time.sleep(0.05)


def state(who: Person, claim: str) -> Any:
    return lambda: who.get(f"/claims/{claim}")["state"]


def routed(who: Person, claim: str, *, wait_s: float = WAIT_S) -> str:
    """Wait until the machine has looked and policy has routed, and return where the claim stands."""
    until(lambda: state(who, claim)() not in ("filed", "screening"), wanted=True, wait_s=wait_s)
    return str(state(who, claim)())


def impatient(opened: OpenDesk) -> OpenDesk:
    """Return the desk with a machine that looks soon, whether or not all photos are there."""
    limits = DeskLimits(filing_grace=timedelta(seconds=2))
    return replace(opened, desk=replace(opened.desk, limits=limits))
