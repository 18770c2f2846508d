import os

import pytest

from fairclaim.cli.console import Terminal


def test_a_reader_that_left_is_an_error_and_not_the_end_of_the_process() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    stream = os.fdopen(writer, "w", buffering=1)
    with pytest.raises(BrokenPipeError):
        Terminal(file=stream).print("nobody reads it")
    with pytest.raises(BrokenPipeError):
        stream.close()  # what it holds still cannot be written
