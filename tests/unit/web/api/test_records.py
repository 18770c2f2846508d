import json

from unit.services.counter import Counter
from unit.web.desk_over_http import app_of, as_, filed

LINE = {
    "id": "old-1", "reason": "damaged", "category": "tableware", "amount_minor": 1990, "currency": "CNY",
    "asked": "refund-only", "outcome": "grant", "filed_at": "2025-01-01T00:00:00+08:00", "decided_at": "",
}  # fmt: skip


def test_the_log_is_read_page_by_page_and_nothing_is_skipped_when_events_come_in() -> None:
    app = app_of(Counter())
    claim = filed(app)
    auditor, seen, address = as_(app, "auditor"), list[int](), "/api/v1/audit?limit=1"
    for number in range(6):
        page = auditor.get(address)
        seen += [json.loads(line)["position"] for line in page.text.splitlines()]
        address = page.headers["Link"].split(">")[0].removeprefix("<")
        as_(app, "buyer").put(f"/api/v1/claims/{claim}/files/a.jpg?role=claim", content=f"photo {number}".encode())
    assert seen == [1, 2, 3, 4, 5, 6]


def test_a_cursor_of_another_tenant_or_none_at_all_is_refused() -> None:
    app = app_of(Counter())
    cursor = as_(app, "auditor").get("/api/v1/audit").headers["X-Next-Cursor"]
    assert as_(app, "foreign").get("/api/v1/audit", params={"cursor": cursor}).json()["code"] == "cursor"
    assert as_(app, "auditor").get("/api/v1/audit", params={"cursor": "AAAA"}).json()["code"] == "cursor"


def test_history_comes_in_as_json_lines_and_a_bad_line_is_named() -> None:
    counter = Counter()
    lines = "\n".join([json.dumps(LINE), "{", json.dumps({**LINE, "id": "old-2"}), json.dumps({**LINE, "asked": "x"})])
    platform = as_(app_of(counter), "platform")
    headers = {"Content-Type": "application/x-ndjson; charset=utf-8"}
    answer = platform.post("/api/v1/history", content=lines.encode(), headers=headers).json()
    assert (answer["read"], answer["added"], answer["refused_in_all"]) == (4, 2, 2)
    assert [one["number"] for one in answer["refused"]] == [2, 4]
    assert answer["refused"][1]["message"]["zh"]
    assert platform.post("/api/v1/history", content=lines.encode(), headers=headers).json()["known"] == 2


def test_history_that_is_no_text_is_refused_whole() -> None:
    answer = as_(app_of(Counter()), "platform").post("/api/v1/history", content=b"\xff\xfe\x00")
    assert (answer.status_code, answer.json()["code"]) == (422, "usage")


def test_who_may_import_nothing_is_told_before_a_line_is_looked_at() -> None:
    answer = as_(app_of(Counter()), "ann").post("/api/v1/history", content=b"nonsense")
    assert answer.status_code == 403


def test_erasure_waits_for_open_claims_and_is_done_once() -> None:
    app = app_of(Counter())
    claim, admin = filed(app), as_(app, "admin")
    assert admin.delete("/api/v1/people/buyer-1").json()["code"] == "open-claims"
    as_(app, "buyer").post(f"/api/v1/claims/{claim}/withdrawal")
    answers = [admin.delete("/api/v1/people/buyer-1").json()["was_erased_before"] for _ in range(2)]
    assert answers == [False, True]
