import importlib.util
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

from fairclaim.cli.own_ray import require_ray, started
from fairclaim.domain.errors import FairclaimError, UnavailableError
from unit.cli.fake_ray import FakeRay


class Watching(FakeRay):
    """Notes what it is started with."""

    def init(self, **options: Any) -> None:
        self.options = options
        super().init()


def test_ray_is_started_for_us_alone_and_ended_with_us(capsys: pytest.CaptureFixture[str]) -> None:
    ray = Watching()
    with started(ray, processors=3):  # type: ignore[arg-type]
        folder = Path(ray.options["_temp_dir"]).parent
        assert (ray.options["address"], ray.options["num_cpus"]) == ("local", 3)
        assert folder.is_dir()
        if os.name == "posix":
            assert folder.stat().st_mode & 0o077 == 0
        sys.stdout.write("what Ray says of its workers")
        assert ray.calls == ["init"]
    assert ray.calls == ["init", "shutdown"]
    assert not folder.exists()
    assert capsys.readouterr().out == ""
    sys.stdout.write("heard again")
    assert capsys.readouterr().out == "heard again"


def test_a_request_to_end_is_an_interrupt_while_ray_runs() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(KeyboardInterrupt), started(ray := FakeRay(), processors=1):  # type: ignore[arg-type]
        signal.raise_signal(signal.SIGTERM)
    assert ray.calls == ["init", "shutdown"]
    assert signal.getsignal(signal.SIGTERM) == before


@pytest.mark.parametrize("reason", [RuntimeError("no room\nand more"), OSError(), Exception("timed out")])
def test_a_ray_that_does_not_start_is_an_unavailable_part(reason: Exception) -> None:
    ray = FakeRay(refuses=reason)
    with pytest.raises(UnavailableError, match="Ray does not start") as caught, started(ray, processors=1):  # type: ignore[arg-type]
        pass
    assert "\n" not in caught.value.message.en
    assert "Ray 无法启动" in caught.value.message.zh
    assert ray.calls == ["init", "shutdown"]


def test_a_long_way_to_temporary_files_is_avoided(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / ("x" * 60)
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    with started(ray := Watching(), processors=1):  # type: ignore[arg-type]
        assert len(ray.options["_temp_dir"]) < 40 or not Path("/tmp").is_dir()  # noqa: S108


def test_a_place_that_takes_no_folder_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", "/nowhere")
    with pytest.raises(FairclaimError, match="Cannot write /nowhere"), started(FakeRay(), processors=1):  # type: ignore[arg-type]
        pass


def test_without_ray_it_is_an_unavailable_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(UnavailableError, match=r"fairclaim\[ray\]"):
        require_ray()


def test_what_others_set_for_their_ray_does_not_reach_ours() -> None:
    if importlib.util.find_spec("ray") is None:
        pytest.skip("ray is not installed")
    script = (
        "import os; from fairclaim.cli.own_ray import require_ray; require_ray(); require_ray();"
        "print(os.environ['RAY_AUTH_MODE'], os.environ['RAY_USAGE_STATS_ENABLED'], len(os.environ['RAY_AUTH_TOKEN']))"
    )
    theirs = {"RAY_AUTH_MODE": "disabled", "RAY_USAGE_STATS_ENABLED": "1", "RAY_AUTH_TOKEN": "theirs"}
    env = {**os.environ, **theirs}  # noqa: TID251  (a user's shell)
    done = subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, text=True, check=True)
    assert done.stdout == "token 0 64\n"
