"""Pages by keyset: a cursor names the last thing shown, so that what is added meanwhile neither repeats nor hides anything.

A cursor is checked for its list and its caller; it is no secret and gives no right.
"""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UsageError
from fairclaim.services.receipt import fingerprint

MOST = 200
"""Things on one page at most."""
T = TypeVar("T")
Place = tuple[datetime, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[T]):
    """One page; ``cursor`` leads to the next one, None at the end."""

    things: tuple[T, ...]
    cursor: str | None


def page_of(found: Sequence[T], *, limit: int, of: str, caller: str, place: Callable[[T], Place]) -> Page[T]:
    """Return a page of what was found, of which one more than ``limit`` was asked for."""
    check_limit(limit)
    shown = tuple(found[:limit])
    more = len(found) > limit
    return Page(things=shown, cursor=cursor_of(place(shown[-1]), of=of, caller=caller) if more else None)


def check_limit(limit: int) -> None:
    """Verify the size of a page.

    Raises
    ------
    UsageError
        Unless it is 1 to ``MOST``.
    """
    if not 1 <= limit <= MOST:
        raise UsageError(Bilingual(f"每页 1 至 {MOST} 条。", f"A page has 1 to {MOST} entries."))


def cursor_of(place: Place, *, of: str, caller: str) -> str:
    """Return the cursor behind a place."""
    text = json.dumps([_list_name(of, caller), place[0].isoformat(), place[1]])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def parse_cursor(text: str | None, *, of: str, caller: str) -> Place | None:
    """Return the place that a cursor names; None for the first page.

    Raises
    ------
    UsageError
        If it is none, or of another list.
    """
    if not text:
        return None
    try:
        name, moment, thing = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        place = datetime.fromisoformat(moment), thing
    except (binascii.Error, ValueError, TypeError, RecursionError) as exc:
        raise _wrong() from exc
    if name != _list_name(of, caller) or not isinstance(thing, str) or place[0].tzinfo is None:
        raise _wrong()
    return place


def _wrong() -> UsageError:
    return UsageError(
        Bilingual("翻页标记无效，请从第一页开始。", "This cursor is not one of this list; start at the first page.")
    )


def _list_name(of: str, caller: str) -> str:
    return fingerprint("list", of, caller)[:16]
