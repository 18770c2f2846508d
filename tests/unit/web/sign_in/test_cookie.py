"""Which origins may have cookies, and which name they have."""

import pytest

from fairclaim.domain.errors import UsageError
from fairclaim.web.sign_in.cookie import cookies_for


@pytest.mark.parametrize(
    ("origin", "is_secure"),
    [
        ("https://desk.example", True),
        ("http://localhost:8000", False),
        ("http://127.0.0.1", False),
        ("http://[::1]:80", False),
    ],
)
def test_https_and_the_own_machine(origin: str, *, is_secure: bool) -> None:
    assert cookies_for(origin).is_secure is is_secure


@pytest.mark.parametrize(
    "origin", ["http://desk.example", "http://localhost.evil.example", "ftp://localhost", "desk", ""]
)
def test_nothing_else(origin: str) -> None:
    with pytest.raises(UsageError):
        cookies_for(origin)
