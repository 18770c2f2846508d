"""The receiver on the page *Connect your shop* takes what the desk signs, and nothing else."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from fairclaim.runtime.webhooks.signature import signed_headers

BODY = b'{"data":{"claim":"claim-1"},"type":"decided"}'
SECRET, OLDER = b"k" * 32, b"o" * 32
WHSEC = "whsec_a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s="
Receiver = Callable[[dict[str, str], bytes, str], bool]


@pytest.fixture
def is_genuine(checkout: Path) -> Receiver:
    page = (checkout / "docs" / "how-to" / "connect-your-shop.md").read_text(encoding="utf-8")
    code = next(block for block in re.findall(r"```python\n(.*?)```", page, re.DOTALL) if "def is_genuine" in block)
    names: dict[str, Receiver] = {}
    exec(code, names)  # noqa: S102  (our own page)
    return names["is_genuine"]


def headers(*secrets: bytes, at: datetime | None = None) -> dict[str, str]:
    return {
        name.lower(): value
        for name, value in signed_headers("msg-1", BODY, at=at or datetime.now(UTC), secrets=secrets).items()
    }


def test_a_message_of_the_desk_is_taken_also_while_the_secret_is_changed(is_genuine: Receiver) -> None:
    assert is_genuine(headers(SECRET), BODY, WHSEC)
    assert is_genuine(headers(OLDER, SECRET), BODY, WHSEC)


def test_anything_else_is_not(is_genuine: Receiver) -> None:
    assert not is_genuine(headers(OLDER), BODY, WHSEC)
    assert not is_genuine(headers(SECRET), BODY + b" ", WHSEC)
    assert not is_genuine(headers(SECRET, at=datetime.now(UTC) - timedelta(hours=1)), BODY, WHSEC)
    assert not is_genuine({**headers(SECRET), "webhook-id": "msg-2"}, BODY, WHSEC)
