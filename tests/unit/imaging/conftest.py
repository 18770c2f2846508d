"""One sandbox for all tests of a module: its start is what costs."""

from collections.abc import Iterator

import pytest

from fairclaim.imaging.sandbox import Sandbox


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as opened:
        yield opened
