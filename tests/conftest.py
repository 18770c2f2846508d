"""What every test may ask for: the internal corpus and the checkout. The seed of a run stands in pytest's header."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

CHECKOUT = Path(__file__).resolve().parents[1]

# A loaded machine is no fault of the code: examples are neither timed nor refused for being slow to make.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.load_profile("house")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer ``--slow`` and how much of it."""
    parser.addoption("--slow", action="store_true", help="also run tests that take minutes")
    parser.addoption("--pictures", action="store_true", help="draw the README's pictures of the pages anew; minutes")
    parser.addoption("--kills", type=int, default=200, help="with --slow: how often a whole desk is killed or cut off")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip slow tests unless they were asked for."""
    if config.getoption("--slow"):
        return
    skip = pytest.mark.skip(reason="takes minutes; run with --slow")
    for item in items:
        if "slow" in item.keywords:
            item.add_marker(skip)


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The root of the working tree."""
    return CHECKOUT


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The internal photo corpus, read in place; the test is skipped where it is not at hand."""
    named = os.environ.get("FAIRCLAIM_CORPUS")  # noqa: TID251  (where a developer's photos lie is no setting of the program)
    place = Path(named) if named else CHECKOUT.parent / "shared" / "corpus"
    if not (place / "manifest.csv").is_file():
        pytest.skip(f"no photo corpus in {place}: set FAIRCLAIM_CORPUS to a folder that holds manifest.csv")
    return place.resolve()
