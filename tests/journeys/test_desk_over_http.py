"""Whole lives of claims over HTTP alone, on a real store with a worker: what people, programs and the machine do to each other."""

from collections.abc import Iterator

import pytest

from fairclaim.domain.verdict import Call
from fairclaim.policy.shipped import default_text
from journeys.street import (
    BASIS,
    GRANT,
    REFUSE,
    SCOPES,
    SHOTS,
    TENANTS,
    WHY,
    Street,
    impatient,
    remedy,
    routed,
    state,
    until,
)
from loopback_provider import LoopbackProvider, serving
from real_desk import Person, RealDesk, Receiver, opened_for, running
from store_engines import Engine, empty_sqlite, postgres_engine, sqlite_engine
from unit.services.counter import Examiner

__all__ = ["empty_sqlite", "postgres_engine"]


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgres", marks=pytest.mark.slow)])
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    if request.param == "postgres":
        found: Engine = request.getfixturevalue("postgres_engine")
        return found
    return sqlite_engine(request.getfixturevalue("empty_sqlite"), tmp_path_factory.mktemp("desk"))


@pytest.fixture(scope="module")
def street(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Street]:
    examiner, receiver, tenant = Examiner(), Receiver(), f"street-{next(TENANTS)}"
    with (
        serving(LoopbackProvider()) as provider,
        impatient(opened_for(engine, tmp_path_factory.mktemp("data"), tenant, examiner=examiner)) as opened,
        running(opened, tenant, provider=provider, receiver=receiver) as desk,
    ):
        opened.store.add_tenant(f"other-{tenant}", name="Another", at=opened.desk.now())
        yield Street(desk, examiner)
    receiver.close()


def refused(street: Street, buyer: Person, order: str) -> str:
    """Let a claim be filed, completed, answered, and refused by two people who did not see each other's answer."""
    assert street.examiner is not None
    street.examiner.call = Call.NO_TRACE
    claim = street.file(buyer, order, remedy("return-and-refund", 10_000))
    street.show(buyer, claim, *SHOTS[:2])
    until(state(buyer, claim), "waiting-evidence")
    missing = " ".join(one["en"] for one in buyer.get(f"/claims/{claim}")["missing"])
    assert "another angle" in missing
    assert "close" not in missing
    street.examiner.call = Call.FORGED
    street.show(buyer, claim, *SHOTS[2:])
    buyer.post(f"/claims/{claim}/evidence-completion")
    until(state(street.agent, claim), "waiting-merchant")
    street.agent.post(f"/claims/{claim}/answer", {"stance": "contests", "words": "出库时完好"})
    assert street.agent.get(f"/claims/{claim}")["answer"]["is_late"] is False

    street.reviewed("ann", claim, REFUSE)
    street["ann"].post(f"/claims/{claim}/decision", {"reasons": WHY, "basis": BASIS}, status=409)
    assert street["ann"].post("/tasks/next") is None
    street.reviewed("ben", claim, REFUSE)
    decided = street["ben"].post(f"/claims/{claim}/decision", {"reasons": WHY, "basis": BASIS})
    assert decided["state"] == "decided"
    return claim


def test_a_refusal_of_two_is_overturned_by_a_third_and_everything_is_withdrawn(street: Street) -> None:
    before = street["admin"].get("/figures")
    order = street.ordered()
    buyer = street.desk.buyer("u-1")
    assert order in [one["id"] for one in buyer.get("/orders")["items"]]
    claim = refused(street, buyer, order)
    assert buyer.get(f"/claims/{claim}")["decisions"][0]["reasons"] == WHY
    told = {"decision-1/statistics", "decision-1/notice-buyer", "decision-1/notice-merchant"}
    until(lambda: {name for name, standing in street.consequences(claim).items() if standing == "executed"}, told)

    buyer.post(f"/claims/{claim}/appeal", {"words": "请再看一次"})
    for judge in ("ann", "ben"):
        assert street[judge].post("/tasks/next") is None
    street.reviewed("eve", claim, GRANT)
    street["eve"].post(f"/claims/{claim}/decision", {"reasons": WHY, "basis": BASIS})
    seen = buyer.get(f"/claims/{claim}")
    assert (seen["state"], seen["appeal_result"], seen["decisions"][1]["outcome"]) == ("closed", "overturned", "grant")
    until(
        lambda: {name.partition("/")[0] + "/" + standing for name, standing in street.consequences(claim).items()},
        {"decision-1/unwound", "decision-2/executed"},
    )
    until(lambda: told <= withdrawn(street, claim), wanted=True)
    assert (street.desk.receiver.wrong, street.desk.receiver.repeated) == (0, 0)
    figures = street["admin"].get("/figures")
    for rate in ("overturned", "wrongly_adverse"):
        assert figures[rate]["hits"] == before[rate]["hits"] + 1
    assert figures["refunded_minor"]["CNY"] == before["refunded_minor"].get("CNY", 0) + 10_000
    # What was given back once is not there to be given back again.
    again = street.file(buyer, order, remedy("return-and-refund", 10_000))
    buyer.post(f"/claims/{again}/withdrawal")
    too_much = {"order": order, "items": [{"line": "1", "quantity": 2}], "reason": "damaged"}
    buyer.post("/claims", too_much | {"asked": remedy("return-and-refund", 20_000)}, status=422)

    log = street["aud"].ask("GET", "/audit", params={"limit": 5})
    following = street["aud"].client.get(log.headers["Link"].split(">")[0].removeprefix("<"))
    assert '"position":6' in following.text.splitlines()[0]


def withdrawn(street: Street, claim: str) -> set[str]:
    """Return what the shop's systems were told to take back."""
    bodies = [one for one in street.desk.receiver.got.values() if one["type"] == "consequence-withdrawn"]
    return {one["data"]["consequence"] for one in bodies if claim in str(one)}


def test_a_claim_for_money_alone_becomes_a_return(street: Street) -> None:
    assert street.examiner is not None
    street.examiner.call = Call.NO_TRACE
    order, buyer = street.ordered(buyer="u-2", minor=60_000), street.desk.buyer("u-2")
    claim = street.file(buyer, order, remedy("refund-only", 30_000))
    street.show(buyer, claim, *SHOTS)
    until(lambda: bool(buyer.get(f"/claims/{claim}")["acceptable"]), wanted=True)
    offers = {
        one["id"]: one["remedy"]["kind"] for one in buyer.get(f"/claims/{claim}")["offers"] if one["by"] == "machine"
    }
    assert "refund-only" not in offers.values()
    returning = next(name for name, kind in offers.items() if kind == "return-and-refund")
    assert buyer.post(f"/claims/{claim}/offers/{returning}/acceptance")["state"] == "settled"
    until(lambda: set(street.consequences(claim).values()), {"executed"})


def test_a_policy_goes_live_by_two_people_and_changes_a_route(street: Street) -> None:
    assert street.examiner is not None
    street.examiner.call = Call.NO_TRACE
    edi, pat = street.desk.join("edi", "policy-editor"), street.desk.join("pat", "policy-editor")
    text = default_text().replace("when: {amount: < 500 CNY}", "when: {amount: < 400 CNY}")
    assert text != default_text()
    query = {"category": "lamps"}
    yaml = {"Content-Type": "application/yaml"}
    draft = edi.ask("POST", "/policies", status=201, params=query, content=text.encode(), headers=yaml).json()
    version = f"/policies/{draft['version']}"
    edi.ask("POST", f"{version}/shadow", params=query)
    mine = edi.ask("POST", f"{version}/confirmation", status=409, params=query, json={"digest": draft["digest"]})
    assert mine.json()["code"] == "policy-move"
    assert (
        pat.ask("POST", f"{version}/confirmation", params=query, json={"digest": draft["digest"]}).json()["stage"]
        == "live"
    )
    routes = {}
    for number, category in enumerate(("lamps", "tableware")):
        order, buyer = (
            street.ordered(buyer=f"u-3{number}", minor=90_000, category=category),
            street.desk.buyer(f"u-3{number}"),
        )
        claim = street.file(buyer, order, remedy("refund-only", 45_000))
        street.show(buyer, claim, *SHOTS)
        routed(buyer, claim)
        routes[category] = street["aud"].get(f"/claims/{claim}")["claim"]["claim"]["proposal"]["route"]
        buyer.post(f"/claims/{claim}/withdrawal")
    assert routes == {"lamps": "review", "tableware": "offer-remedy"}


def test_a_reviewer_who_is_a_party_is_barred(street: Street) -> None:
    assert street.examiner is not None
    street.examiner.call = Call.FORGED
    order, buyer = street.ordered(buyer="u-4"), street.desk.buyer("u-4")
    claim = street.file(buyer, order, remedy("return-and-refund", 10_000))
    street.show(buyer, claim, *SHOTS)
    until(state(street.agent, claim), "waiting-merchant")
    street.agent.post(f"/claims/{claim}/answer", {"stance": "contests"})
    tied = street.desk.join("tied", "senior")
    record = street["aud"].get(f"/claims/{claim}")["claim"]["claim"]
    me = tied.get("/me")["person"]
    with street.desk.opened.store.write(street.desk.tenant) as work:  # as the operator knows it; no route tells of ties
        work.persons.tie(me, record["buyer"], at=street.desk.opened.desk.now())
    assert tied.get(f"/claims/{claim}", status=403)["code"] == "conflict-of-interest"
    assert tied.post("/tasks/next") is None
    assert claim not in str(tied.get("/lists/tasks"))
    assert claim in str(street["sue"].get("/lists/tasks"))
    street.agent.get("/lists/tasks", status=403)
    buyer.post(f"/claims/{claim}/withdrawal")


def test_another_tenant_sees_nothing(street: Street) -> None:
    order, buyer = street.ordered(buyer="u-5"), street.desk.buyer("u-5")
    claim = street.file(buyer, order, remedy("return-and-refund", 10_000))
    other = RealDesk(
        street.desk.url,
        street.desk.opened,
        street.desk.door,
        f"other-{street.desk.tenant}",
        street.desk.receiver,
        street.desk.provider,
    )
    other.found()
    theirs = [
        other.people["admin"],
        other.program("their systems", *SCOPES),
        *(other.join(f"their-{role}", role) for role in ("reviewer", "senior", "auditor")),
    ]
    for who in theirs:
        who.get(f"/claims/{claim}", status=404)
    theirs[1].get(f"/orders/{order}", status=404)
    assert theirs[1].get("/lists/claims")["items"] == []
    assert theirs[4].ask("GET", "/audit").text == ""
    assert theirs[0].get("/webhook-endpoints") == []
    for person in other.people.values():
        person.client.close()
    buyer.post(f"/claims/{claim}/withdrawal")


def test_a_settlement_a_pause_an_erasure_and_history(street: Street) -> None:
    assert street.examiner is not None
    street.examiner.call = Call.FORGED
    order, buyer, admin = street.ordered(buyer="u-6"), street.desk.buyer("u-6"), street["admin"]
    claim = street.file(street.platform, order, remedy("return-and-refund", 10_000))
    for shot in SHOTS:
        files = {"file": (f"../{shot}.jpg", f"{claim} {shot}".encode(), "image/jpeg")}
        data = {"role": "claim", "shot": shot}
        exhibit = street.platform.ask("POST", f"/claims/{claim}/exhibits", status=201, data=data, files=files).json()[
            "made"
        ]
    until(state(street.agent, claim), "waiting-merchant")
    got = street.agent.ask("GET", f"/claims/{claim}/exhibits/{exhibit}")
    assert (got.content, got.headers["Content-Type"]) == (f"{claim} packaging".encode(), "application/octet-stream")
    assert got.headers["Content-Disposition"].startswith("attachment")
    assert got.headers["Content-Security-Policy"].startswith("sandbox")
    admin.post(f"/claims/{claim}/clock/pause", {"because": "outage", "note": WHY})
    assert street.agent.get(f"/claims/{claim}")["clock"]["is_paused"]
    admin.post(f"/claims/{claim}/clock/resume")
    street["sue"].post(f"/claims/{claim}/clock/extension", {"hours": 24, "because": WHY})
    offer = {"remedy": remedy("part-refund", 3_000)}
    made = street.agent.post(f"/claims/{claim}/offers", offer)["made"]
    assert buyer.get(f"/claims/{claim}")["acceptable"] == [made]
    words = buyer.get(f"/claims/{claim}")["words"]
    assert buyer.post(f"/claims/{claim}/offers/{made}/acceptance")["state"] == "settled"
    until(lambda: set(street.consequences(claim).values()), {"executed"})
    rows = "id,reason,category,amount_minor,currency,asked,outcome,filed_at,decided_at\n"
    rows += "old-1,damaged,tableware,1990,CNY,refund-only,grant,2025-01-01T00:00:00+08:00,\n"
    rows += "old-2,nonsense,tableware,1990,CNY,repair,grant,2025-01-01T00:00:00Z,\n"
    csv = {"Content-Type": "text/csv"}
    imported = street.platform.ask("POST", "/history", content=rows.encode(), headers=csv).json()
    assert (imported["added"], imported["refused_in_all"], imported["refused"][0]["field"]) == (1, 1, "reason")
    person = street["aud"].get(f"/claims/{claim}")["claim"]["claim"]["buyer"]
    admin.ask("DELETE", f"/people/{person}")
    assert street.agent.get(f"/claims/{claim}/exhibits/{exhibit}", status=410)["code"] == "erased"
    assert street.agent.get(f"/claims/{claim}/words/{words}", status=410)["code"] == "erased"
