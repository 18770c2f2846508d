import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from fairclaim.telemetry.logs import about, set_up_logs


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    stream = io.StringIO()
    set_up_logs(as_json=True, stream=stream)
    yield stream
    root.handlers[:] = before
    root.setLevel(level)
    structlog.reset_defaults()


def _only(lines: io.StringIO) -> dict[str, object]:
    (line,) = lines.getvalue().splitlines()
    found: dict[str, object] = json.loads(line)
    return found


def test_a_line_of_the_standard_library_says_what_it_is_about(lines: io.StringIO) -> None:
    with about(claim="c1", tenant="shop"):
        logging.getLogger("fairclaim.somewhere").warning("took %s s", 3)
    told = _only(lines)
    assert told["event"] == "took 3 s"
    assert (told["claim"], told["tenant"], told["level"]) == ("c1", "shop", "warning")
    assert told["logger"] == "fairclaim.somewhere"


def test_what_is_not_listed_is_left_out_and_counted(lines: io.StringIO) -> None:
    structlog.get_logger("fairclaim").info("filed", claim="c1", name="王芳", address="road 1")
    told = _only(lines)
    assert told["left_out"] == 2
    assert "王芳" not in lines.getvalue()


def test_an_exception_is_named_by_kind_and_place_never_by_what_it_says(lines: io.StringIO) -> None:
    try:
        int("a person's words")
    except ValueError:
        logging.getLogger("fairclaim").exception("failed")
    told = _only(lines)
    assert str(told["exc"]).startswith("ValueError ")
    assert "words" not in lines.getvalue()


def test_what_it_was_about_ends_with_the_block(lines: io.StringIO) -> None:
    with about(request="r1"):
        pass
    logging.getLogger("fairclaim").info("later")
    assert "request" not in _only(lines)


def test_people_read_lines_without_braces() -> None:
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    stream = io.StringIO()
    try:
        set_up_logs(as_json=False, stream=stream)
        logging.getLogger("fairclaim").info("listening")
    finally:
        root.handlers[:] = before
        root.setLevel(level)
        structlog.reset_defaults()
    assert "listening" in stream.getvalue()
    assert "{" not in stream.getvalue()
