"""The desk as an operator starts it: one command, one folder, real sockets, real signals."""

import os
import re
import signal
import time
from pathlib import Path
from subprocess import Popen  # noqa: TC003  (named in a signature)

import httpx

from fairclaim.web.server import free_port
from journeys.shop import environment, run, started

PATIENCE_S = 60.0


def _origin(process: "Popen[bytes]") -> str:
    """Read on until the desk says where it serves."""
    assert process.stderr is not None
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        found = re.search(rb"Serving at (\S+)", process.stderr.readline())
        if found:
            return found[1].decode()
    raise AssertionError("it does not say where it serves")


def test_an_administrator_comes_in_by_the_link_and_the_desk_ends_when_told(tmp_path: Path) -> None:
    added = run("tenant", "add", "street", "--admin", "wang", "--data", tmp_path)
    assert added.returncode == 0, added.stderr
    token = added.stdout.decode().strip().partition("#")[2]
    figures = free_port("127.0.0.1")
    env = {**environment(), "FAIRCLAIM_METRICS_PORT": str(figures)}
    with started("serve", "--data", tmp_path, "--port", "0", env=env) as process:
        origin = _origin(process)
        with httpx.Client(base_url=origin, headers={"Origin": origin}, timeout=30) as client:
            assert client.get("/readyz").status_code == 200
            assert client.get("/api/v1/me").status_code == 401
            came_in = client.post(
                "/api/v1/sign-in/invitation", json={"token": token, "password": "a long enough pass phrase"}
            )
            assert came_in.status_code in {200, 201}, came_in.text
            assert client.get("/api/v1/me").json()["roles"] == ["admin"]
            told = httpx.get(f"http://127.0.0.1:{figures}/metrics").text
            assert 'fairclaim_failures_total{code="not-signed-in"} 1.0' in told
            assert "fairclaim_desk_readable 1.0" in told
            elsewhere = client.delete("/api/v1/sign-in/sessions", headers={"Origin": "https://evil.example"})
            assert elsewhere.status_code == 403
        os.kill(process.pid, signal.SIGTERM)
        assert process.wait(PATIENCE_S) == 0
