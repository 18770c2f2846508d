"""How a file came, in words that reproach nobody."""

from datetime import UTC, datetime, timedelta

import pytest

from fairclaim.domain.desk.live_capture import Way, issue
from fairclaim.domain.desk.party import ActorKind
from fairclaim.domain.exhibit import Role
from fairclaim.web.pages.origins import origin_of

AT = datetime(2026, 11, 26, 6, 3, tzinfo=UTC)
CODE = issue("capture-1", "claim-1", at=AT)


@pytest.mark.parametrize(
    ("way", "seconds", "zh", "en"),
    [
        (
            Way.PAGE,
            40,
            "在本页现场拍摄：11-26 14:03，编码 719 845（发码后 40 秒）",
            "taken on this page: 11-26 14:03, code 719 845 (40 s after the code)",
        ),
        (
            Way.FIELD,
            125,
            "通过本页相机按钮提交：11-26 14:05，编码 719 845（发码后 2 分 05 秒）",
            "sent by this page's camera button: 11-26 14:05, code 719 845 (2 min 05 s after the code)",
        ),
    ],
)
def test_what_came_with_a_code_says_when_how_and_how_long_after(way: Way, seconds: int, zh: str, en: str) -> None:
    live = CODE.used("exhibit-1", way, at=AT + timedelta(seconds=seconds))
    said = origin_of(live, is_live=True, by=ActorKind.BUYER, role=Role.CLAIM)
    assert said is not None
    assert (said.zh, said.en) == (zh, en)


def test_everything_else_says_no_more_than_is_known() -> None:
    device = origin_of(None, is_live=False, by=ActorKind.BUYER, role=Role.CLAIM)
    assert device is not None
    assert device.en == "a file from the device"
    packing = origin_of(None, is_live=True, by=ActorKind.MACHINE, role=Role.DISPATCH)
    assert packing is not None
    assert "while packing" in packing.en
    system = origin_of(None, is_live=True, by=ActorKind.BUYER, role=Role.CLAIM)
    assert system is not None
    assert "system says" in system.en
    assert origin_of(None, is_live=False, by=ActorKind.MERCHANT, role=Role.LISTING) is None
    assert origin_of(None, is_live=False, by=ActorKind.MACHINE, role=Role.LISTING) is None
