"""A tenant filled: listings, orders, staff and a buyer with passwords, and the claims of ``stories``."""

import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from fairclaim.demo.goods import GOODS, Good
from fairclaim.demo.photos import Story, buyer_photos, listing_photo, packing_photo
from fairclaim.demo.stories import DAY, PLOTS, SHOWN, Cast, Order, Plot, StoryError, Storyteller, Time, good_of
from fairclaim.domain.desk.order_line import LineId
from fairclaim.domain.desk.party import PersonId
from fairclaim.services.caller import Caller, Role
from fairclaim.services.desk import Desk
from fairclaim.services.hand_in_dispatch import add_parcel, hand_in_dispatch
from fairclaim.services.identity.accounts import Wanted, add_account, first_admin, invite_buyer
from fairclaim.services.identity.door import Door
from fairclaim.services.identity.invitations import accept_invitation
from fairclaim.services.keep_listing import add_listing, show_picture
from fairclaim.services.ports.trade import OrderDates, SoldLine, SoldOrder
from fairclaim.services.register_order import register_order
from fairclaim.services.told_order import ToldOrder

TENANT = "demo"
MERCHANT = "shop-1"
BUYERS = 14
"""Claims are made by so many people, so that some have made several."""
STAFF: tuple[tuple[str, frozenset[Role]], ...] = (
    ("ann", frozenset({Role.REVIEWER})),
    ("ben", frozenset({Role.REVIEWER})),
    ("eve", frozenset({Role.REVIEWER})),
    ("sue", frozenset({Role.SENIOR})),
    ("aud", frozenset({Role.AUDITOR})),
    ("edi", frozenset({Role.POLICY_EDITOR})),
    ("pat", frozenset({Role.POLICY_EDITOR})),
    ("shop", frozenset({Role.MERCHANT_AGENT})),
)
ADMIN = "admin"
BUYER = "buyer"
"""The one buyer who can sign in, by the shop's id and as login: honest, with a claim in every state, and two orders to file one on."""
_MADE_UP = frozenset({Story.PAINTED, Story.COPIED})
FRESH = (GOODS[1], GOODS[-1])
"""What the buyer ordered and has not complained about."""
OPENED = 70 * DAY
"""How long the shop has been selling."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Password:
    """How somebody of the staff signs in; told once."""

    login: str
    roles: frozenset[Role]
    password: str


def fill(
    desk: Desk, door: Door, *, now: datetime, progress: Callable[[int], None], plots: tuple[Plot, ...] = PLOTS
) -> tuple[Password, ...]:
    """Fill the tenant ``demo``, which is there and empty, and return the passwords.

    Parameters
    ----------
    desk, door : Desk, Door
        Of one store; their clocks are replaced by that of the stories.
    progress : callable
        Told the number of claims made so far.
    """
    time = Time(now - OPENED)
    desk, door = replace(desk, now=time), replace(door, now=time)
    platform = Caller(tenant=TENANT, person=PersonId("demo-platform"), roles=frozenset({Role.INTEGRATION}))
    for good in GOODS:
        add_listing(desk, platform, good.id, title=good.title.zh, category=good.category, merchant=MERCHANT)
        show_picture(desk, platform, good.id, listing_photo(good), media_type="image/jpeg")
    buyers = _buyers(plots)
    orders = [_order(desk, platform, number, plot, buyer=buyers[number], now=now) for number, plot in enumerate(plots)]
    fresh = [
        _registered(desk, platform, len(plots) + number, good, buyer=BUYER, filed=now)
        for number, good in enumerate(FRESH)
    ]
    time.at = now - OPENED
    passwords, people = _staff(door, merchant=_merchant(desk, orders[0]))
    cast = Cast(
        agent=people["shop"],
        reviewers=(people["ann"], people["ben"], people["eve"]),
        senior=people["sue"],
        machine=Caller(tenant=TENANT, person=PersonId("demo-machine"), roles=frozenset({Role.MACHINE})),
    )
    packed = [(n, order.id, order.good) for n, order in enumerate(orders) if plots[n].ends in SHOWN]
    packed += [(len(plots) + n, sold.id, good) for n, (sold, good) in enumerate(zip(fresh, FRESH, strict=True))]
    for number, order_id, good in packed:
        ago = plots[number].ago if number < len(plots) else 0 * DAY
        time.at = now - ago - 5 * DAY
        parcel = add_parcel(desk, people["shop"], order_id, carrier="顺丰", tracking=f"SF{number:08}")
        hand_in_dispatch(desk, people["shop"], parcel.id, packing_photo(good, number + 100), name="packing.jpg")
    teller = Storyteller(desk, time, cast)
    for number, (plot, order) in enumerate(zip(plots, orders, strict=True), 1):
        with suppress(StoryError):  # a claim that went another way is one to look at, too
            teller.tell(plot, order, now=now)
        progress(number)
    return passwords


def _buyers(plots: tuple[Plot, ...]) -> list[str]:
    """Return whose claim each plot is: the first honest one of every state is that of the buyer who can sign in."""
    found = [f"buyer-{number % BUYERS + 1}" for number in range(len(plots))]
    seen = set()
    for number, plot in enumerate(plots):
        if plot.ends not in seen and plot.story not in _MADE_UP:
            seen.add(plot.ends)
            found[number] = BUYER
    return found


def _order(desk: Desk, platform: Caller, number: int, plot: Plot, *, buyer: str, now: datetime) -> Order:
    good = good_of(plot)
    registered = _registered(desk, platform, number, good, buyer=buyer, filed=now - plot.ago)
    return Order(
        id=registered.id,
        line=registered.lines[0].id,
        buyer=Caller(tenant=TENANT, person=registered.buyer, roles=frozenset({Role.BUYER})),
        good=good,
        photos=_Photos(good, plot, seed=number + 100),
    )


def _registered(desk: Desk, platform: Caller, number: int, good: Good, *, buyer: str, filed: datetime) -> SoldOrder:
    told = ToldOrder(
        number=f"D-{number + 1:04}",
        buyer=buyer,
        merchant=MERCHANT,
        currency="CNY",
        lines=(
            SoldLine(
                id=LineId("1"),
                title=good.title.zh,
                category=good.category,
                quantity=1,
                amount_minor=good.amount_minor,
                listing=good.id,
            ),
        ),
        dates=OrderDates(placed_at=filed - 6 * DAY, shipped_at=filed - 5 * DAY, delivered_at=filed - 2 * DAY),
    )
    return register_order(desk, platform, told).order


class _Photos:
    """A buyer's photos, taken once: further ones go on where the first ended."""

    def __init__(self, good: Good, plot: Plot, *, seed: int) -> None:
        self._good, self._plot, self._seed = good, plot, seed
        self._taken: tuple[bytes, ...] = ()

    def __call__(self, count: int) -> tuple[bytes, ...]:
        """Return so many photos, or the only one."""
        if len(self._taken) < count:
            self._taken = buyer_photos(self._good, self._plot.story, self._seed, count=count)
        return self._taken[:count]


def _merchant(desk: Desk, order: Order) -> PersonId:
    found = desk.units.read(TENANT, lambda work: work.orders.find(order.id))
    if found is None:
        raise RuntimeError(f"{order.id} is gone")
    return found.merchant


def _staff(door: Door, *, merchant: PersonId) -> tuple[tuple[Password, ...], dict[str, Caller]]:
    """Add everybody who works there, and let each set a random password."""
    chief = first_admin(door, TENANT, ADMIN)
    admin = Caller(tenant=TENANT, person=chief.person, roles=frozenset({Role.ADMIN}))
    invited = {ADMIN: (chief, admin.roles)}
    for login, roles in STAFF:
        acts_for = merchant if Role.MERCHANT_AGENT in roles else None
        invited[login] = (add_account(door, admin, Wanted(login=login, roles=roles, acts_for=acts_for)), roles)
    buyer = frozenset({Role.BUYER})
    invited[BUYER] = (invite_buyer(door, admin, BUYER), buyer)
    passwords, people = [], {}
    for number, (login, (one, roles)) in enumerate(invited.items()):
        password = secrets.token_urlsafe(12)
        accept_invitation(door, one.token, password, address=f"192.0.2.{number + 1}")
        passwords.append(Password(login=login, roles=roles, password=password))
        acts_for = merchant if Role.MERCHANT_AGENT in roles else None
        people[login] = Caller(tenant=TENANT, person=one.person, roles=roles, acts_for=acts_for)
    return tuple(passwords), people
