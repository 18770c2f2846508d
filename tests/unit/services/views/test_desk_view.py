from fairclaim.domain.desk.history import replay
from fairclaim.services.see_claim import see_claim
from fairclaim.services.views.desk_view import AuditorView, OperatorView
from journeys.desk_steps import STEPS
from unit.services.counter import ADMIN, AUDITOR, MACHINE, PLATFORM, Counter


def test_who_runs_the_desk_sees_where_a_claim_stands_and_no_evidence() -> None:
    counter = Counter()
    for step in STEPS[:20]:
        step(counter)
    (claim,) = counter.rows.claims
    for who in (ADMIN, PLATFORM, MACHINE):
        view = see_claim(counter.desk, who, claim)
        assert isinstance(view, OperatorView)
        assert [
            word for word in ("forged", "exhibit-", "text-", "裂纹", "'ann'", "'buyer-1'") if word in repr(view)
        ] == []
        assert view.files == 5


def test_an_auditor_can_make_the_claim_from_its_events() -> None:
    counter = Counter()
    for step in STEPS:
        step(counter)
    (claim,) = counter.rows.claims
    view = see_claim(counter.desk, AUDITOR, claim)
    assert isinstance(view, AuditorView)
    assert replay(view.events) == view.claim
