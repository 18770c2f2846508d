"""An order as the tenant's systems tell it, from JSONL or CSV; parsed once, refused with the field that is wrong."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from fairclaim.credit.history import LinkKind
from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.money import MINOR_DIGITS
from fairclaim.domain.desk.order_line import LineId
from fairclaim.services.past_claim import LineError
from fairclaim.services.ports.trade import OrderDates, SoldLine

TOKENS: Mapping[str, LinkKind] = {
    "payout_token": LinkKind.PAYOUT,
    "address_token": LinkKind.ADDRESS,
    "device_token": LinkKind.DEVICE,
}
"""What two accounts may have in common, in the tenant's own pseudonyms. A keyed digest of each is kept for a year, nothing else."""
ORDER_FIELDS = ("number", "buyer", "merchant", "currency", "placed_at", "shipped_at", "delivered_at", "lines", *TOKENS)
LINE_FIELDS = ("title", "category", "quantity", "amount_minor", "listing")
LONGEST = 200
_MOST = 2_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldOrder:
    """An order; ``buyer`` and ``merchant`` are the tenant's own ids of them, ``lines`` are numbered from 1.

    Parameters
    ----------
    tokens : mapping
        What the buyer's account was seen with; see :data:`TOKENS`.
    """

    number: str
    buyer: str
    merchant: str
    currency: str
    lines: tuple[SoldLine, ...]
    dates: OrderDates
    tokens: Mapping[LinkKind, str] = field(default_factory=dict)


def order_rows(rows: Iterable[tuple[int, object]]) -> Iterator[tuple[int, object]]:
    """Gather rows of a table, one for each order line, into orders: neighbours of the same number and merchant are one."""
    gathered: dict[str, object] | None = None
    lines: list[object] = []
    last = 0
    for number, row in rows:
        if not isinstance(row, Mapping):
            yield number, row
            continue
        head = {name: value for name, value in row.items() if name not in LINE_FIELDS and value != ""}
        line = {name: row[name] for name in LINE_FIELDS if row.get(name) not in (None, "")}
        if gathered is not None and head == gathered:
            lines.append(line)
        else:
            if gathered is not None:
                yield last, {**gathered, "lines": lines}
            gathered, lines = head, [line]
        last = number
    if gathered is not None:
        yield last, {**gathered, "lines": lines}


def parse_told_order(row: object) -> ToldOrder:
    """Turn one untrusted row into an order.

    Raises
    ------
    LineError
        At the first field that is missing, unknown or wrong.
    """
    if isinstance(row, LineError):
        raise row
    record = _object(row, "-", ORDER_FIELDS)
    lines = record.get("lines")
    if not isinstance(lines, list) or not 1 <= len(lines) <= LONGEST:
        raise LineError("lines", Bilingual(f"1 至 {LONGEST} 行", f"1 to {LONGEST} lines"))
    currency = text_of(record, "currency")
    if currency not in MINOR_DIGITS:
        raise LineError("currency", Bilingual("、".join(MINOR_DIGITS) + "之一", "one of " + ", ".join(MINOR_DIGITS)))
    placed = moment_of(record, "placed_at")
    if placed is None:
        raise LineError("placed_at", _TIME)
    return ToldOrder(
        number=text_of(record, "number"),
        buyer=text_of(record, "buyer"),
        merchant=text_of(record, "merchant"),
        currency=currency,
        lines=tuple(_line(number, line) for number, line in enumerate(lines, 1)),
        dates=OrderDates(
            placed_at=placed, shipped_at=moment_of(record, "shipped_at"), delivered_at=moment_of(record, "delivered_at")
        ),
        tokens={kind: text_of(record, name) for name, kind in TOKENS.items() if record.get(name) not in (None, "")},
    )


def _line(number: int, row: object) -> SoldLine:
    where = f"lines.{number}"
    record = _object(row, where, LINE_FIELDS)
    return SoldLine(
        id=LineId(str(number)),
        title=text_of(record, "title", where=where),
        category=text_of(record, "category", where=where),
        quantity=_count(record, "quantity", where, least=1),
        amount_minor=_count(record, "amount_minor", where, least=0),
        listing=text_of(record, "listing", where=where) if record.get("listing") not in (None, "") else None,
    )


def _object(row: object, where: str, known: tuple[str, ...]) -> Mapping[str, object]:
    if not isinstance(row, Mapping):
        raise LineError(where, Bilingual("一个对象", "an object"))
    unknown = sorted(str(name) for name in row if name not in known)
    if unknown:
        raise LineError(unknown[0], Bilingual(f"只用这些字段：{'、'.join(known)}", f"only {', '.join(known)}"))
    return row


def text_of(record: Mapping[str, object], name: str, *, where: str = "") -> str:
    """Return a text of 1 to ``LONGEST`` characters.

    Raises
    ------
    LineError
        If it is none.
    """
    value = record.get(name)
    if not isinstance(value, str) or not value.strip() or len(value) > LONGEST or not value.isprintable():
        raise LineError(
            f"{where}.{name}" if where else name,
            Bilingual(f"1 至 {LONGEST} 字的文字", f"a text of 1 to {LONGEST} characters"),
        )
    return value.strip()


def _count(record: Mapping[str, object], name: str, where: str, *, least: int) -> int:
    value = record.get(name)
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < len(str(_MOST)):
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value < _MOST:
        raise LineError(f"{where}.{name}", Bilingual(f"不小于 {least} 的整数", f"a whole number, {least} or more"))
    return value


_TIME = Bilingual(
    "带时区的 ISO 8601 时间，如 2026-03-01T12:00:00+08:00", "an ISO 8601 time with offset, as 2026-03-01T12:00:00+08:00"
)


def moment_of(record: Mapping[str, object], name: str) -> datetime | None:
    """Return an aware moment; None if it is not given.

    Raises
    ------
    LineError
        If it is no ISO 8601 time with offset.
    """
    value = record.get(name)
    if value in (None, ""):
        return None
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise LineError(name, _TIME)
    return moment
