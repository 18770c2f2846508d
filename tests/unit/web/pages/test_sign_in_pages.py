import pytest

from fairclaim.web.pages.sign_in_pages import own_path


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("/claims?state=filed&page=2", "/claims?state=filed&page=2"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("https://evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("/a\r\nSet-Cookie: x", "/"),
        ("", "/"),
        ("/申请", "/%E7%94%B3%E8%AF%B7"),
    ],
)
def test_after_signing_in_nobody_is_led_elsewhere(wanted: str, found: str) -> None:
    assert own_path(wanted) == found
