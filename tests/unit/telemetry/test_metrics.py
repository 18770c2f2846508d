import pytest

from fairclaim.telemetry.metrics import MEANINGS, Figure, Metrics


def test_what_a_process_counts_is_told_with_the_pattern_of_the_route() -> None:
    metrics = Metrics()
    metrics.answered(method="POST", route="/api/v1/claims", status=201, seconds=0.02)
    metrics.examined(verdict="no-trace", seconds=1.5)
    metrics.failed("stale-claim")
    text = metrics.text().decode()
    assert 'fairclaim_http_answer_seconds_count{method="POST",route="/api/v1/claims",status="201"} 1.0' in text
    assert 'fairclaim_examination_seconds_count{verdict="no-trace"} 1.0' in text
    assert 'fairclaim_failures_total{code="stale-claim"} 1.0' in text
    assert "fairclaim_desk_readable" not in text


def test_how_the_desk_stands_is_read_at_each_scrape() -> None:
    open_tasks = iter((3.0, 5.0))
    metrics = Metrics(lambda: [Figure(name="tasks_open", tenant="shop", kind="first", value=next(open_tasks))])
    assert 'fairclaim_tasks_open{kind="first",tenant="shop"} 3.0' in metrics.text().decode()
    text = metrics.text().decode()
    assert 'fairclaim_tasks_open{kind="first",tenant="shop"} 5.0' in text
    assert "fairclaim_desk_readable 1.0" in text
    assert "fairclaim_claims_open" not in text, "nothing is told of what nobody counted"


def test_a_desk_that_does_not_answer_hides_nothing_else() -> None:
    def away() -> list[Figure]:
        raise OSError

    metrics = Metrics(away)
    metrics.failed("bug")
    text = metrics.text().decode()
    assert "fairclaim_desk_readable 0.0" in text
    assert "fairclaim_failures_total" in text


@pytest.mark.parametrize("name", sorted(MEANINGS))
def test_every_figure_has_a_meaning_and_can_be_told(name: str) -> None:
    metrics = Metrics(lambda: [Figure(name=name, tenant="shop", value=1.0)])
    assert f"# HELP fairclaim_{name} {MEANINGS[name]}" in metrics.text().decode()
