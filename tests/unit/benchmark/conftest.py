from pathlib import Path

import pytest

from unit.benchmark.tiny_corpus import lay_out


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus of eight small pictures."""
    return lay_out(tmp_path_factory.mktemp("tiny"))
