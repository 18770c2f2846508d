"""What a code says, and for how long."""

from datetime import UTC, datetime, timedelta

from fairclaim.domain.desk.live_capture import CODE_LASTS, Way, digits_of, grouped, issue

AT = datetime(2026, 3, 2, 2, tzinfo=UTC)


def test_a_code_waits_until_it_lapses_or_is_used() -> None:
    code = issue("capture-1", "claim-1", at=AT)
    assert code.is_open(AT)
    assert not code.is_open(AT - timedelta(seconds=1))
    assert not code.is_open(AT + CODE_LASTS)
    assert code.took == timedelta(0)
    used = code.used("exhibit-1", Way.FIELD, at=AT + timedelta(seconds=9))
    assert not used.is_open(AT + timedelta(seconds=9))
    assert used.took == timedelta(seconds=9)


def test_a_shifted_code_keeps_how_long_it_took() -> None:
    used = issue("capture-1", "claim-1", at=AT).used("exhibit-1", Way.PAGE, at=AT + timedelta(seconds=9))
    later = used.later(timedelta(days=30))
    assert later.took == used.took
    assert later.issued_at == AT + timedelta(days=30)
    assert issue("c", "d", at=AT).later(timedelta(1)).received_at is None


def test_digits_belong_to_their_id_and_are_spread() -> None:
    assert digits_of("capture-1") == digits_of("capture-1")
    codes = {digits_of(f"capture-{number}") for number in range(500)}
    assert len(codes) > 495
    assert all(len(code) == 6 and code.isdigit() for code in codes)
    assert grouped("012345") == "012 345"
