import pytest

from fairclaim.domain.errors import UsageError
from fairclaim.web.api.things import text_of_body


def test_a_body_is_text_in_utf_8_or_refused() -> None:
    assert text_of_body("\ufeff杯".encode()) == "杯"
    with pytest.raises(UsageError):
        text_of_body(b"\xff")
