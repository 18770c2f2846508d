"""What is held about the buyer: seen, taken along, corrected, erased; with what each of it means."""

import json
from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request, Response

from fairclaim.credit.measure import KIND_NAMES, STATE_NAMES
from fairclaim.credit.pattern import ABOUT, DECIDED, Pattern
from fairclaim.services.hold_account import appeal_measure
from fairclaim.services.list_claims import own_claims
from fairclaim.services.own_data import CORRECTABLE, ERASURE, OTHER, ask_correction, own_corrections, own_data
from fairclaim.services.see_measures import own_measures
from fairclaim.services.see_standing import own_standing
from fairclaim.services.share_standing import WHAT, own_consents
from fairclaim.web.pages.desk_router import desk_router
from fairclaim.web.pages.parties.party_page import PartyPages, see_other

PATH = "/own-data"
Key = Annotated[str, Form(min_length=1, max_length=64)]
Said = Annotated[str, Form(max_length=5_000)]


def own_data_pages(party: PartyPages) -> APIRouter:
    """Return the routes."""
    router, desk = desk_router(party.pages, party.signed_in), party.desk

    @router.get(PATH)
    def see(request: Request) -> Response:
        """Show what is held."""
        who, data = party.who(request), own_data(desk, party.who(request))
        open_claims = [row for row in own_claims(desk, who, limit=200).things if row.state.value not in _ENDED]
        return party.render(
            request,
            "buyer/own_data.html",
            data=data,
            order_of=orders_of(data),
            wishes=own_corrections(desk, who),
            fields=(*CORRECTABLE, OTHER),
            standing=own_standing(desk, who),
            patterns={one.value: about.title for one, about in ABOUT.items()},
            explainable=[one.value for one in Pattern if one not in DECIDED],
            measures=own_measures(desk, who),
            measure_names=KIND_NAMES,
            state_names=STATE_NAMES,
            open_claims=len(open_claims),
            consents=own_consents(desk, who),
            what_is_stated=WHAT,
        )

    @router.get(PATH + "/export")
    def export(request: Request) -> Response:
        """Send everything as a file."""
        text = json.dumps(own_data(desk, party.who(request)), ensure_ascii=False, indent=2)
        headers = {"Content-Disposition": 'attachment; filename="fairclaim-own-data.json"', "Cache-Control": "no-store"}
        return Response(text, media_type="application/json", headers=headers)

    @router.post(PATH + "/corrections")
    def correct(
        request: Request,
        field: Annotated[str, Form(max_length=40)],
        value: Said,
        key: Key,
        why: Said = "",
    ) -> Response:
        """Ask to have something corrected."""
        ask_correction(desk, party.who(request), field, value, why=why or None, key=key)
        return see_other(f"{PATH}#wishes")

    @router.post(PATH + "/erasure")
    def erase(request: Request, key: Key, why: Said = "") -> Response:
        """Ask to have everything erased."""
        ask_correction(
            desk, party.who(request), ERASURE, "删除全部个人信息 · erase everything", why=why or None, key=key
        )
        return see_other(f"{PATH}#wishes")

    @router.post(PATH + "/measures/{measure}/appeal")
    def appeal(request: Request, measure: str, words: Said = "") -> Response:
        """Appeal against a measure on the own account."""
        appeal_measure(desk, party.who(request), measure, words=words or None)
        return see_other(f"{PATH}#measures")

    return router


def orders_of(data: Mapping[str, Any]) -> dict[str, str]:
    """Return the number of each claim's order, by which people know it."""
    numbers = {one["order"]: one["number"] for one in data["orders"]}
    return {one["claim"]: numbers[one["order"]] for one in data["claims"] if numbers.get(one["order"])}


_ENDED = frozenset({"closed", "withdrawn", "settled"})
