import logging
import os
import signal
import threading
import time
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import credential_forge as forge
from fairclaim.domain.errors import BrokenFileError, DecodeTimeoutError, InputError, OverLimitError, UnavailableError
from fairclaim.imaging.limits import Limits
from fairclaim.imaging.sandbox import Sandbox, SandboxPolicy, SandboxReport
from unit.imaging import hostile

FORBIDDEN_BY = {
    "read-file": {"landlock", "seccomp"},
    "write-file": {"landlock", "seccomp"},
    "create-file": {"landlock", "seccomp"},
    "remove-file": {"landlock", "seccomp"},
    "list-folder": {"landlock", "seccomp"},
    "connect": {"network-namespace", "seccomp"},
    "fork": {"seccomp"},
    "exec": {"landlock", "seccomp"},
    "kill-parent": {"seccomp"},
    "memory": {"rlimits"},
    "ptrace": {"seccomp"},
    "mount": {"network-namespace", "seccomp"},
}


def child_pid(sandbox: Sandbox) -> int:
    assert sandbox._child is not None
    return sandbox._child._process.pid


def test_what_the_layers_promise_is_refused_in_the_child(tmp_path: Path) -> None:
    (tmp_path / "existing").write_bytes(b"kept")
    with Sandbox(tasks=("probe",)) as sandbox:
        outcomes, _ = sandbox.call("probe", str(tmp_path).encode(), "")
        held = set(sandbox.report.held)
    assert set(outcomes) == set(FORBIDDEN_BY)
    for attempt, layers in FORBIDDEN_BY.items():
        if layers & held:
            assert outcomes[attempt] != "succeeded", attempt
    if {"landlock", "seccomp"} & held:
        assert (tmp_path / "existing").read_bytes() == b"kept"
        assert not (tmp_path / "new").exists()


def test_every_layer_is_either_held_or_has_a_reason() -> None:
    with Sandbox() as sandbox:
        report = sandbox.report
    assert {*report.held, *dict(report.missing)} == {"network-namespace", "landlock", "rlimits", "seccomp"}
    assert all(reason for _, reason in report.missing)


def test_one_lock_of_each_sort_is_enough() -> None:
    assert SandboxReport(("seccomp",), ()).is_network_locked
    assert SandboxReport(("seccomp",), ()).is_writing_locked
    assert SandboxReport(("landlock",), ()).is_writing_locked
    assert not SandboxReport(("landlock", "rlimits"), ()).is_network_locked
    assert not SandboxReport(("network-namespace", "rlimits"), ()).is_writing_locked


def test_the_strict_policy_works_here_or_refuses_to_start() -> None:
    try:
        with Sandbox(policy=SandboxPolicy.STRICT) as sandbox:
            assert sandbox.report.is_network_locked
            assert sandbox.report.is_writing_locked
    except UnavailableError as exc:
        assert exc.message.zh  # noqa: PT017  (both answers are right, each has its own assertion)


def test_one_child_serves_file_after_file() -> None:
    with Sandbox() as sandbox:
        sandbox.decode(hostile.jpeg(), "image/jpeg")
        first = child_pid(sandbox)
        sandbox.decode(hostile.png(), "image/png")
        assert child_pid(sandbox) == first


def test_a_broken_file_spoils_no_other() -> None:
    with Sandbox() as sandbox:
        sandbox.decode(hostile.jpeg(), "image/jpeg")
        first = child_pid(sandbox)
        with pytest.raises(BrokenFileError):
            sandbox.decode(hostile.jpeg()[:300], "image/jpeg")
        assert sandbox.decode(hostile.jpeg(), "image/jpeg").height == hostile.HEIGHT
        assert child_pid(sandbox) == first


def test_a_child_that_dies_is_replaced() -> None:
    with Sandbox() as sandbox:
        sandbox.decode(hostile.jpeg(), "image/jpeg")
        os.kill(child_pid(sandbox), signal.SIGKILL)
        with pytest.raises(InputError):
            sandbox.decode(hostile.jpeg(), "image/jpeg")
        assert sandbox.decode(hostile.jpeg(), "image/jpeg").height == hostile.HEIGHT


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="POSIX signals")
@pytest.mark.parametrize("size", [1000, 20_000_000], ids=["while-it-decodes", "while-we-write"])
def test_a_child_that_hangs_is_ended_in_time(size: int) -> None:
    with Sandbox(limits=Limits(decode_s=0.3)) as sandbox:
        assert sandbox.report
        os.kill(child_pid(sandbox), signal.SIGSTOP)
        start = time.monotonic()
        with pytest.raises(DecodeTimeoutError):
            sandbox.decode(hostile.jpeg() + bytes(size), "image/jpeg")
        assert time.monotonic() - start < 2
        assert sandbox.decode(hostile.jpeg(), "image/jpeg").height == hostile.HEIGHT


def test_a_picture_that_needs_too_much_memory_is_over_the_limit() -> None:
    with Sandbox(limits=Limits(memory_bytes=150_000_000)) as sandbox:
        if "rlimits" not in sandbox.report.held:
            pytest.skip("no memory limit on this system")
        with pytest.raises(OverLimitError) as caught:
            sandbox.decode(hostile.saved(Image.new("RGB", (7000, 7000)), "PNG", compress_level=1), "image/png")
        assert caught.value.quantity == "memory_bytes"
        assert sandbox.decode(hostile.png(), "image/png").height == hostile.HEIGHT


def test_pixels_over_the_limit_are_refused_by_the_child_too() -> None:
    with Sandbox(limits=Limits(pixels=1000)) as sandbox, pytest.raises(OverLimitError) as caught:
        sandbox.decode(hostile.jpeg(), "image/jpeg")
    assert caught.value.quantity == "pixels"


def test_a_file_of_another_kind_than_announced_is_broken() -> None:
    with Sandbox() as sandbox, pytest.raises(BrokenFileError):
        sandbox.decode(hostile.png(), "image/jpeg")


def test_heic_comes_whenever_it_comes() -> None:
    with Sandbox() as sandbox:
        for data, media_type in (
            (hostile.jpeg(), "image/jpeg"),
            (hostile.heic(), "image/heic"),
            (hostile.png(), "image/png"),
        ):
            assert sandbox.decode(data, media_type).height == hostile.HEIGHT


def test_an_unknown_task_is_unavailable() -> None:
    with Sandbox() as sandbox:
        with pytest.raises(UnavailableError):
            sandbox.call("nonsense", b"", "")
        assert sandbox.decode(hostile.png(), "image/png").height == hostile.HEIGHT


def test_threads_may_share_a_sandbox() -> None:
    files = [hostile.jpeg(quality=quality) for quality in (30, 60, 90)]
    with Sandbox() as sandbox:
        wanted = [sandbox.decode(data, "image/jpeg").pixels for data in files]
        found: dict[int, bool] = {}

        def work(index: int) -> None:
            same = [np.array_equal(sandbox.decode(files[index], "image/jpeg").pixels, wanted[index]) for _ in range(10)]
            found[index] = all(same)

        threads = [threading.Thread(target=work, args=(index,)) for index in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert found == {0: True, 1: True, 2: True}


def test_nothing_is_said_on_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    with Sandbox() as sandbox:
        for piece in hostile.cuts(hostile.tiff(compression="tiff_lzw"), 10):
            with pytest.raises(InputError):
                sandbox.decode(piece, "image/tiff")
    assert capfd.readouterr() == ("", "")


def test_missing_locks_are_said_once(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, logger="fairclaim.imaging.sandbox"), Sandbox() as sandbox:
        for _ in range(3):
            sandbox.decode(hostile.png(), "image/png")
        assert len(caplog.records) == (1 if sandbox.report.missing else 0)


def test_a_closed_sandbox_leaves_no_process() -> None:
    with Sandbox() as sandbox:
        assert sandbox.report
        process = sandbox._child._process if sandbox._child else None
    assert process is not None
    assert process.poll() is not None


def test_the_first_picture_comes_soon() -> None:
    best = 10.0
    for _ in range(3):
        start = time.monotonic()
        with Sandbox() as sandbox:
            sandbox.decode(hostile.jpeg(), "image/jpeg")
        best = min(best, time.monotonic() - start)
    assert best < 1.0  # about 0.1 s on an idle core; the machine may be busy


def test_a_question_that_gets_no_answer_ends_the_child_and_the_next_task_has_another() -> None:
    chain = forge.root("root")
    leaf = forge.leaf(chain, "desk")
    wish = {
        "manifest": {"claim_version": 2, "claim_generator_info": [{"name": "x", "version": "1"}], "assertions": []},
        "ingredient": {"title": "x", "relationship": "parentOf"},
        "chain": leaf.pem + chain.pem,
        "algorithm": "es256",
    }

    def refused(question: bytes) -> bytes:
        assert question
        raise PermissionError

    with Sandbox(tasks=("sign",)) as sandbox:
        with pytest.raises(PermissionError):
            sandbox.discuss("sign", forge.picture(), "image/jpeg", wish=wish, answer=refused)
        with pytest.raises(InputError):
            sandbox.discuss("sign", b"none", "image/jpeg", wish=wish, answer=refused)
