"""One claim at a terminal, in a script, in a pipe, and in places that are less friendly."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from fairclaim.cli.exits import Exit
from journeys import shop

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="pipes and terminals of POSIX")
full_disk = pytest.mark.skipif(not Path("/dev/full").exists(), reason="no disk that is always full")


@pytest.fixture(scope="module")
def claim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shop.write_painted(tmp_path_factory.mktemp("shop") / "损坏 photo.jpg")


@pytest.fixture(scope="module")
def listing(claim: Path) -> Path:
    return shop.write_listing(claim.parent / "listing.jpg")


def test_the_answer_comes_in_words_and_nothing_on_the_side(claim: Path, listing: Path) -> None:
    done = shop.run("examine", claim, "--listing", listing)
    assert (done.returncode, done.stderr) == (Exit.DONE, b"")
    assert "Evidence of editing" in done.stdout.decode()
    assert b"\x1b" not in done.stdout  # no colour where nobody looks


def test_twenty_references_are_compared(claim: Path, listing: Path) -> None:
    others = [shop.write_listing(claim.parent / f"other {number}.jpg", row=200 + number, col=0) for number in range(19)]
    words = [word for name in (*others, listing) for word in ("--listing", name)]
    done = shop.run("examine", claim, *words, "--json")
    assert (done.returncode, done.stderr) == (Exit.DONE, b"")
    record = json.loads(done.stdout)
    assert len(record["exhibits"]) == 21
    assert record["verdict"]["call"] == "forged"
    assert any(finding["exhibits"] == ["claim-1", "listing-20"] for finding in record["findings"])


@shop.linux_only
def test_a_folder_that_cannot_be_written_is_good_enough_to_work_in(claim: Path) -> None:
    done = shop.run("examine", claim, "--json", cwd="/proc")
    assert (done.returncode, done.stderr) == (Exit.DONE, b"")


def test_a_claim_may_come_from_standard_input(claim: Path, listing: Path) -> None:
    done = shop.run("examine", "-", "--listing", listing, "--json", input=claim.read_bytes())
    record = json.loads(done.stdout)
    assert (record["exhibits"][0]["path"], record["verdict"]["call"]) == ("-", "forged")
    assert shop.run("examine", "-", "--json").returncode == Exit.UNREADABLE


def test_a_file_of_the_name_dash_is_reached_by_its_folder(claim: Path, tmp_path: Path) -> None:
    (tmp_path / "-").write_bytes(claim.read_bytes())
    record = json.loads(shop.run("examine", "./-", "--json", cwd=tmp_path).stdout)
    assert record["exhibits"][0]["path"] == "./-"
    assert record["errors"] == []


@shop.linux_only
def test_a_name_that_is_no_unicode_leaves_json_valid(claim: Path, tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/\xff.jpg"
    Path(os.fsdecode(path)).write_bytes(claim.read_bytes())
    for encoding in ("ascii", "gbk"):
        env = shop.environment(PYTHONIOENCODING=encoding)
        done = shop.run("examine", os.fsdecode(path), "--json", env=env)
        record = json.loads(done.stdout.decode("utf-8"))
        assert record["exhibits"][0]["path"].endswith("\udcff.jpg")
        assert record["errors"] == []
        done = shop.run("examine", os.fsdecode(path), "--language", "zh", env=env)
        assert (done.returncode, done.stderr) == (Exit.DONE, b"")


@posix_only
@pytest.mark.parametrize("option", [[], ["--json"]])
def test_a_reader_that_leaves_early_is_no_error(option: list[str], claim: Path, listing: Path) -> None:
    with shop.started("examine", claim, "--listing", listing, *option) as process:
        assert process.stdout is not None
        process.stdout.close()
        process.wait(shop.PATIENCE_S)
        assert process.stderr is not None
        assert (process.returncode, process.stderr.read()) == (Exit.DONE, b"")


@shop.linux_only
def test_a_lock_that_the_machine_lacks_is_told_in_one_line(claim: Path) -> None:
    pytest.importorskip("pyseccomp")
    script = """
import errno, os, pyseccomp, sys
calls = pyseccomp.SyscallFilter(defaction=pyseccomp.ALLOW)
calls.add_rule(pyseccomp.ERRNO(errno.ENOSYS), 444)  # landlock_create_ruleset
calls.load()
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""
    words = [sys.executable, "-c", script, *shop.command("examine", claim, "--json")[1:]]
    done = subprocess.run(words, env=shop.environment(), capture_output=True, timeout=60, check=False)
    assert done.returncode == Exit.DONE
    assert json.loads(done.stdout)["errors"] == []
    assert b"landlock" in done.stderr
    assert done.stderr.count(b"\n") == 1


@full_disk
@pytest.mark.parametrize("words", [["{claim}"], ["{claim}", "--json"]])
def test_a_full_disk_behind_standard_output_is_one_sentence(words: list[str], claim: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = shop.run("examine", *(word.format(claim=claim) for word in words), stdout=full)
    assert done.returncode == Exit.UNAVAILABLE
    assert done.stderr.decode().startswith("fairclaim: Cannot write standard output: No space left on device.")
    assert done.stderr.count(b"\n") == 1


@full_disk
def test_a_full_disk_under_the_report_is_one_sentence_and_no_result(claim: Path) -> None:
    done = shop.run("examine", claim, "--json", "--report", "/dev/full")
    assert (done.returncode, done.stdout) == (Exit.UNAVAILABLE, b"")
    assert done.stderr.decode().startswith("fairclaim: Cannot write /dev/full: No space left on device.")


@posix_only
def test_closed_standard_streams_are_no_error(claim: Path) -> None:
    for closed in ("<&-", ">&-", "2>&-", "<&- >&- 2>&-"):
        script = f'exec "$@" {closed}'
        words = ["sh", "-c", script, "sh", *shop.command("examine", claim)]
        done = subprocess.run(words, env=shop.environment(), capture_output=True, timeout=60, check=False)
        assert (done.returncode, done.stderr) == (Exit.DONE, b"")


@shop.linux_only
def test_an_interrupted_examination_is_quiet(claim: Path) -> None:
    pipe = claim.parent / "pipe.jpg"
    os.mkfifo(pipe)
    with shop.started("examine", pipe) as process:
        with shop.held_open(pipe):
            os.killpg(process.pid, signal.SIGINT)
            _, err = process.communicate(timeout=5)
        assert (process.returncode, err) == (Exit.INTERRUPTED, b"fairclaim: Interrupted.\n")


def at_a_terminal(*words: str | Path, **more: str) -> bytes:
    """Run the command at a terminal of its own; return what it drew."""
    import pty

    ours, its = pty.openpty()
    env = shop.environment(TERM="xterm-256color", COLUMNS="100", **more)
    with subprocess.Popen(shop.command(*words), stdin=its, stdout=its, stderr=its, env=env) as process:
        os.close(its)
        drawn = b""
        try:
            while piece := os.read(ours, 4096):
                drawn += piece
        except OSError:  # the other end is closed
            pass
        os.close(ours)
    assert process.returncode == Exit.DONE
    return drawn


@posix_only
def test_a_terminal_gets_colours_unless_it_asks_for_none(claim: Path, listing: Path) -> None:
    words = ("examine", claim, "--listing", listing)
    assert b"\x1b[31m" in at_a_terminal(*words)
    plain = at_a_terminal(*words, NO_COLOR="1")
    assert b"Evidence of editing" in plain
    assert b"\x1b[31m" not in plain
    assert b"\x1b[1;31m" not in plain


@posix_only
def test_a_batch_draws_its_bar_at_a_terminal_only_while_there_is_work(tmp_path: Path) -> None:
    cases = shop.write_cases(tmp_path, 2, compared=9)
    words = ("batch", cases, "--out", tmp_path / "r.jsonl", "--workers", "1")
    assert b"2/2" in at_a_terminal(*words)
    assert b"2/2" not in at_a_terminal(*words)
