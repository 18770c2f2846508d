"""What an examiner does is counted, and what it raises still reaches who asked."""

import pytest

from fairclaim.domain.order import Order
from fairclaim.domain.verdict import Call
from fairclaim.runtime.examiners.errors import ExaminerDiedError
from fairclaim.runtime.examiners.measured import MeasuredExaminer
from fairclaim.telemetry.metrics import Metrics
from unit.services.counter import Examiner


def test_an_examination_is_counted_by_its_verdict() -> None:
    metrics = Metrics()
    examiner = MeasuredExaminer(Examiner(call=Call.NO_TRACE, version="7"), metrics)
    assert examiner.version == "7"
    examiner.examine([], order=Order(), case="claim-1")
    assert 'fairclaim_examination_seconds_count{verdict="no-trace"} 1.0' in metrics.text().decode()


@pytest.mark.parametrize(("error", "code"), [(ExaminerDiedError(), "examiner-died"), (ZeroDivisionError(), "internal")])
def test_what_fails_is_counted_by_its_code_and_raised(error: Exception, code: str) -> None:
    metrics, inner = Metrics(), Examiner()

    def raise_it() -> None:
        raise error

    inner.trap = raise_it  # type: ignore[assignment]  # any trap that springs
    with pytest.raises(type(error)):
        MeasuredExaminer(inner, metrics).examine([], order=Order(), case="claim-1")
    text = metrics.text().decode()
    assert f'fairclaim_failures_total{{code="{code}"}} 1.0' in text
    assert "fairclaim_examination_seconds_count{" not in text
