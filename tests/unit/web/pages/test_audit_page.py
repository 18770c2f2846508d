from dataclasses import replace

from fairclaim.domain.desk.party import ClaimId
from fairclaim.services.see_claim import see_claim
from fairclaim.services.views.desk_view import AuditorView
from fairclaim.web.pages.audit_page import audit_pages, follows
from fairclaim.web.pages.render import Pages
from fairclaim.web.static_files import built_files
from unit.services.counter import ANN, AUDITOR, REFUSE
from unit.web.page_desk import SESSION, visitor
from unit.web.pages.review.test_task_page import desk_with_a_task


def test_an_auditor_reads_every_event_and_nobody_else_does() -> None:
    counter, claim = desk_with_a_task()
    counter.judged(ANN, claim, REFUSE)
    router = audit_pages(Pages(built_files()), SESSION, counter.desk)
    auditor = visitor(router, name="auditor")
    assert f"/audit/claims/{claim}" in auditor.get("/audit").text
    assert auditor.get("/audit", params={"claim": f" {claim} "}).headers["location"] == f"/audit/claims/{claim}"
    before = len(counter.rows.audit)
    page = auditor.get(f"/audit/claims/{claim}").text
    assert len(counter.rows.audit) == before + 1, "that somebody looked is written down"
    for event in counter.rows.events:
        assert f'<td class="number">{event.sequence}</td>' in page
    assert "judgement-confirmed" in page
    assert "policy sha256:live" in page
    assert "Verified just now" in page
    assert auditor.get("/audit/claims/claim-none").status_code == 404
    for name, status in (("ann", 403), ("admin", 403), ("buyer", 403)):
        assert visitor(router, name=name).get("/audit").status_code == status
        assert visitor(router, name=name).get(f"/audit/claims/{claim}").status_code == status
    assert visitor(router).get("/audit").headers["location"] == "/sign-in?to=/audit"


def test_a_history_with_a_gap_is_told() -> None:
    counter, claim = desk_with_a_task()
    view = see_claim(counter.desk, AUDITOR, ClaimId(claim))
    assert isinstance(view, AuditorView)
    assert follows(view)
    for events in (view.events[1:], view.events[:-1], ()):
        assert not follows(replace(view, events=events))
