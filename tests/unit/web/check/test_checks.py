"""A check comes in, waits its turn, is examined, and leaves nothing behind."""

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from shutil import rmtree

import pytest

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UnavailableError
from fairclaim.domain.exhibit import Exhibit, Role
from fairclaim.services.errors import NotFoundError
from fairclaim.web.check.checks import Checks
from fairclaim.web.check.errors import CheckBusyError, NoClaimPhotoError, NotYetError, TooMuchError
from fairclaim.web.check.limits import CheckLimits
from fairclaim.web.check.visit import OVER, Handed, Stage, Visit
from unit.web.check.fake_examiner import Steps

CLAIM = Handed(Role.CLAIM, "a.jpg", b"one")
LISTING = Handed(Role.LISTING, "b.jpg", b"two")


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def examiner() -> Steps:
    return Steps()


@pytest.fixture
def checks(tmp_path: Path, examiner: Steps, clock: Clock) -> Iterator[Checks]:
    limits = CheckLimits(claims=2, others=1, file_bytes=10, all_bytes=25, waiting=2)
    opened = Checks(tmp_path / "checks", examiner, limits=limits, seconds=clock)
    yield opened
    opened.close()
    assert not (tmp_path / "checks").exists()


def wait(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.01)


def ended(visit: Visit) -> Visit:
    wait(lambda: visit.stage in OVER)
    return visit


def originals(visit: Visit) -> list[str]:
    return sorted(path.name for path in visit.folder.glob("in-*"))


def test_a_check_is_examined_and_its_files_are_removed(checks: Checks, examiner: Steps) -> None:
    visit = ended(checks.hand_in([CLAIM, LISTING]))
    assert visit.stage is Stage.DONE
    (seen,) = examiner.seen
    assert [(one.role, one.name, one.data) for one in seen if isinstance(one, Exhibit)] == [
        (Role.CLAIM, "a.jpg", b"one"),
        (Role.LISTING, "b.jpg", b"two"),
    ]
    wait(lambda: originals(visit) == [])
    assert checks.find(visit.id) is visit
    assert visit.record["schema"] == "fairclaim.examination/1"
    assert visit.words["answer"]["call"] == "forged"
    assert [event.kind for event in visit.events()] == ["begins", "checks", "found", "answered"]
    assert visit.shown("report.html") == b"<html>"
    with pytest.raises(UnavailableError, match="no font"):
        visit.shown("report-zh.pdf")
    with pytest.raises(NotFoundError):
        visit.shown("report-en.pdf")


def test_who_comes_later_waits_and_is_told_how_many_come_before(checks: Checks, examiner: Steps) -> None:
    examiner.gate.clear()
    first = checks.hand_in([CLAIM])
    assert examiner.begun.wait(10)
    second, third = checks.hand_in([CLAIM]), checks.hand_in([CLAIM])
    assert [checks.ahead_of(one) for one in (first, second, third)] == [0, 0, 1]
    with pytest.raises(CheckBusyError):
        checks.hand_in([CLAIM])
    with pytest.raises(NotYetError):
        _ = first.record
    with pytest.raises(NotYetError):
        first.shown("report.html")
    examiner.gate.set()
    assert [ended(one).stage for one in (first, second, third)] == [Stage.DONE] * 3


def test_a_check_that_is_stopped_leaves_its_examiner_or_the_line(checks: Checks, examiner: Steps) -> None:
    examiner.gate.clear()
    first = checks.hand_in([CLAIM])
    assert examiner.begun.wait(10)
    second = checks.hand_in([CLAIM])
    for visit in (first, second):
        checks.stop(visit)
        assert visit.stage is Stage.STOPPED
    wait(lambda: originals(first) == originals(second) == [])
    assert [event.kind for event in second.events()] == ["stopped"]
    examiner.gate.set()
    assert ended(checks.hand_in([CLAIM])).stage is Stage.DONE
    assert len(examiner.seen) == 2, "the one that left the line was not examined"


def test_a_check_that_is_removed_is_gone(checks: Checks) -> None:
    visit = ended(checks.hand_in([CLAIM]))
    checks.remove(visit)
    assert not visit.folder.exists()
    with pytest.raises(NotFoundError):
        checks.find(visit.id)
    assert not visit.has_answer


def test_after_a_while_a_check_is_gone_by_itself(checks: Checks, clock: Clock) -> None:
    visit = ended(checks.hand_in([CLAIM]))
    clock.now = timedelta(minutes=30).total_seconds()
    checks.sweep()
    assert checks.find(visit.id) is visit
    clock.now += 1
    with pytest.raises(NotFoundError):
        checks.find(visit.id)
    checks.sweep()
    assert not visit.folder.exists()


def test_what_a_crash_left_is_removed_at_the_start(tmp_path: Path, examiner: Steps) -> None:
    left = tmp_path / "checks" / "0123" / "in-0"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"somebody's photo")
    Checks(tmp_path / "checks", examiner).close()
    assert not left.exists()


@pytest.mark.parametrize("name", ["", "..", "0" * 40, "checks/../x"])
def test_a_name_that_nobody_was_given_finds_nothing(checks: Checks, name: str) -> None:
    with pytest.raises(NotFoundError):
        checks.find(name)


def test_a_check_without_a_claim_photo_is_refused(checks: Checks) -> None:
    for files in ([], [LISTING]):
        with pytest.raises(NoClaimPhotoError):
            checks.hand_in(files)


@pytest.mark.parametrize(
    "files",
    [
        [CLAIM] * 3,
        [CLAIM, LISTING, LISTING],
        [Handed(Role.CLAIM, "a", b"x" * 11)],
        [Handed(Role.CLAIM, "a", b"x" * 9)] * 2 + [Handed(Role.CHAT, "a", b"x" * 9)],
    ],
    ids=["claims", "others", "one file", "all files"],
)
def test_more_than_one_check_takes_is_refused(checks: Checks, files: list[Handed]) -> None:
    with pytest.raises(TooMuchError):
        checks.hand_in(files)


def test_an_examiner_that_cannot_is_told_and_costs_only_this_check(tmp_path: Path) -> None:
    error = UnavailableError(Bilingual("坏了", "broken"))
    checks = Checks(tmp_path / "checks", Steps(error=error))
    visit = ended(checks.hand_in([CLAIM]))
    assert (visit.stage, visit.error) == (Stage.FAILED, error)
    assert ended(checks.hand_in([CLAIM])).stage is Stage.FAILED
    checks.close()


def test_a_disk_that_takes_nothing_in_ends_the_check(checks: Checks, examiner: Steps) -> None:
    examiner.gate.clear()
    visit = checks.hand_in([CLAIM])
    assert examiner.begun.wait(10)
    rmtree(visit.folder)
    visit.folder.write_bytes(b"in the way")
    examiner.gate.set()
    assert ended(visit).stage is Stage.FAILED
    assert visit.error is not None
    assert "disk" in visit.error.message.en
    visit.folder.unlink()


def test_a_bug_is_told_as_one(tmp_path: Path) -> None:
    checks = Checks(tmp_path / "checks", Steps(error=ZeroDivisionError("secret")))
    visit = ended(checks.hand_in([CLAIM]))
    assert visit.error is not None
    assert "secret" not in visit.error.message.en
    checks.close()


def test_nothing_comes_in_after_the_end(tmp_path: Path) -> None:
    checks = Checks(tmp_path / "checks", Steps())
    checks.close()
    with pytest.raises(CheckBusyError):
        checks.hand_in([CLAIM])
