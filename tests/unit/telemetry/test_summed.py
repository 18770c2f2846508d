import subprocess
import sys
from pathlib import Path

import pytest
from prometheus_client import generate_latest

from fairclaim.telemetry.metrics import Metrics
from fairclaim.telemetry.summed import FOLDER_VARIABLE, with_other_processes

OTHER = """
import os, sys
os.environ[sys.argv[1]] = sys.argv[2]
from fairclaim.telemetry.metrics import Metrics
metrics = Metrics()
metrics.answered(method="GET", route="/readyz", status=200, seconds=0.02)
metrics.failed("not-signed-in")
"""


@pytest.fixture
def counts(tmp_path: Path) -> Path:
    """Return a folder in which two processes, which have ended, have counted."""
    for _ in range(2):
        subprocess.run([sys.executable, "-c", OTHER, FOLDER_VARIABLE, str(tmp_path)], check=True)
    return tmp_path


def test_what_several_processes_counted_is_told_once(counts: Path) -> None:
    own = Metrics()
    own.failed("not-signed-in")
    own.failed("internal")
    own.examined(verdict="no-trace", seconds=0.3)
    lines = generate_latest(with_other_processes(own.registry, counts)).decode().splitlines()
    assert 'fairclaim_failures_total{code="not-signed-in"} 3.0' in lines
    assert 'fairclaim_failures_total{code="internal"} 1.0' in lines
    assert 'fairclaim_http_answer_seconds_count{method="GET",route="/readyz",status="200"} 2.0' in lines
    assert 'fairclaim_http_answer_seconds_bucket{le="0.025",method="GET",route="/readyz",status="200"} 2.0' in lines
    assert 'fairclaim_examination_seconds_count{verdict="no-trace"} 1.0' in lines
    told = [line.split()[2] for line in lines if line.startswith("# TYPE")]
    assert len(told) == len(set(told))


def test_before_anybody_counted_the_own_figures_stand(tmp_path: Path) -> None:
    own = Metrics()
    own.failed("internal")
    told = generate_latest(with_other_processes(own.registry, tmp_path)).decode()
    assert 'fairclaim_failures_total{code="internal"} 1.0' in told
