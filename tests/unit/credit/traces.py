"""Claims to make histories of."""

from datetime import UTC, datetime, timedelta

from fairclaim.credit.history import Trace
from fairclaim.domain.desk.party import ClaimId, PersonId

NOW = datetime(2026, 6, 1, tzinfo=UTC)
DAY = timedelta(days=1)


def trace(
    number: int = 1,
    *,
    days_ago: float = 0,
    shop: int = 1,
    signed_minutes_before: float | None = None,
    is_confirmed: bool = False,
    was_paid: bool = False,
    was_upheld: bool = False,
) -> Trace:
    filed_at = NOW - days_ago * DAY
    signed = None if signed_minutes_before is None else filed_at - timedelta(minutes=signed_minutes_before)
    return Trace(
        claim=ClaimId(f"claim-{number}"),
        order=f"order-{number}",
        merchant=PersonId(f"shop-{shop}"),
        filed_at=filed_at,
        signed_at=signed,
        confirmed_at=filed_at if is_confirmed else None,
        was_paid=was_paid,
        was_upheld=was_upheld,
    )
