"""What is known of the order a claim belongs to. Every field is optional: unknown is not bad."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UsageError


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Dates of an order, all timezone-aware.

    Parameters
    ----------
    id : str or None
        The platform's order number.
    placed_at, shipped_at, delivered_at, claimed_at : datetime or None
        When it was ordered, handed to the carrier, signed for, and claimed.
    """

    id: str | None = None
    placed_at: datetime | None = None
    shipped_at: datetime | None = None
    delivered_at: datetime | None = None
    claimed_at: datetime | None = None


_DATES = ("placed_at", "shipped_at", "delivered_at", "claimed_at")


def parse_order(record: object) -> Order:
    """Turn untrusted JSON into an order.

    Unknown keys are ignored, so that a platform may pass its own order object.

    Raises
    ------
    UsageError
        If it is no object, or a date is not ISO 8601 with a UTC offset.
    """
    if not isinstance(record, Mapping):
        raise UsageError(Bilingual("订单必须是 JSON 对象。", "The order must be a JSON object."))
    number = record.get("id")
    dates = {name: _parse_date(name, record.get(name)) for name in _DATES}
    return Order(id=None if number is None else str(number), **dates)


def _parse_date(name: str, value: object) -> datetime | None:
    if value is None:
        return None
    wrong = Bilingual(
        f"订单字段 {name} 必须是带时区的 ISO 8601 时间，例如 2026-03-01T12:00:00+08:00。",
        f"Order field {name} must be an ISO 8601 time with offset, as 2026-03-01T12:00:00+08:00.",
    )
    if not isinstance(value, str):
        raise UsageError(wrong)
    try:
        moment = datetime.fromisoformat(value)
    except ValueError as exc:
        raise UsageError(wrong) from exc
    if moment.tzinfo is None:
        raise UsageError(wrong)
    return moment
