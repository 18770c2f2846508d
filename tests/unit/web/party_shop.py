"""A shop in memory, and its people before the pages of buyers and merchants."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from fairclaim.imaging.sandbox import Sandbox
from fairclaim.web.pages.party_routes import party_routes
from fairclaim.web.pages.render import Pages
from fairclaim.web.static_files import built_files
from fairclaim.web.tiles import Tiles
from unit.services.shop import OTHER_AGENT, Shop, opened
from unit.web.desk_over_http import PEOPLE
from unit.web.page_desk import SESSION, visitor


@dataclass
class PartyShop:
    """Who visits: ``buyer`` and ``agent`` of the shop, ``stranger`` (another buyer), ``rival`` (another shop's agent)."""

    shop: Shop
    buyer: httpx.Client
    agent: httpx.Client
    stranger: httpx.Client
    rival: httpx.Client


@contextmanager
def party_shop(folder: Path, shop: Shop | None = None) -> Iterator[PartyShop]:
    """Open a shop before its pages."""
    shop = shop or opened()
    people = {"shop-buyer": shop.buyer, "shop-agent": shop.agent, "rival": OTHER_AGENT}
    with Sandbox() as sandbox, pytest.MonkeyPatch.context() as patch:
        for name, who in people.items():
            patch.setitem(PEOPLE, name, who)
        routers = party_routes(Pages(built_files()), SESSION, shop.counter.desk, Tiles(folder, sandbox=sandbox))
        clients = {name: visitor(*routers, name=name) for name in (*people, "stranger")}
        yield PartyShop(shop, clients["shop-buyer"], clients["shop-agent"], clients["stranger"], clients["rival"])


def key_in(page: httpx.Response) -> str:
    """Return a one-time key of a page's form."""
    return page.text.split('name="key" value="', 1)[1].split('"', 1)[0]
