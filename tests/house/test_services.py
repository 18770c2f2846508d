"""Every verb of the desk asks leave, and nothing is written for who has none."""

import ast
import inspect
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, timedelta
from pathlib import Path

import pytest

from fairclaim.credit.measure import MeasureKind
from fairclaim.domain.desk.claim import Stance
from fairclaim.domain.desk.clock_rules import PauseReason
from fairclaim.domain.desk.evidence_rules import Reason
from fairclaim.domain.desk.judgement import Outcome, View
from fairclaim.domain.desk.order_line import ClaimedItem, LineId
from fairclaim.domain.desk.party import ActorKind, ClaimId, PersonId, TextId
from fairclaim.domain.exhibit import ExhibitId
from fairclaim.services.caller import Caller, Role
from fairclaim.services.catalogue import VERBS
from fairclaim.services.errors import NotAllowedError, NotFoundError
from fairclaim.services.grants import GRANTS, Action
from fairclaim.services.hold_account import MeasureWish
from fairclaim.services.keep_endpoints import https_only
from fairclaim.services.ports.queue import Due
from fairclaim.services.see_looks import LooksWish
from fairclaim.services.skip_reason import SkipReason
from unit.services.counter import (
    AGENT,
    ALL_SHOTS,
    BASIS,
    GRANT,
    MONDAY,
    OTHER_TENANT,
    RETURN,
    TENANT,
    WHY,
    WISH,
    Counter,
)
from unit.services.shop import TOLD
from unit.services.test_note_letter import TO_POLICE
from unit.services.test_share_standing import WISH as CONSENT

SERVICES = Path(inspect.getfile(Counter)).resolve().parents[3] / "src" / "fairclaim" / "services"
ASKS = {"authorize", "act", "enter", "evidence_shown_to", "shown_to", "gather_matter"}
HOUR = timedelta(hours=1)
DUE = Due(claim=ClaimId("claim-1"), number=4, clock="buyer-evidence", purpose="expire", due_at=MONDAY)
ARGUMENTS: dict[str, tuple[object, ...]] = {
    "file_claim": (WISH,),
    "see_exhibit": (ExhibitId("exhibit-3"),),
    "see_photo": (ExhibitId("exhibit-3"),),
    "see_words": (TextId("text-2"),),
    "attach_exhibit": (ALL_SHOTS[0],),
    "ask_evidence": ((),),
    "answer_claim": (Stance.CONTESTS,),
    "take_next": (),
    "coming_claim": (),
    "renew_task": ("task",),
    "release_task": ("task",),
    "skip_task": ("task", SkipReason.UNSURE),
    "judge_claim": (GRANT,),
    "confirm_judgement": (GRANT,),
    "check_conclusion": (GRANT,),
    "conclude_review": (GRANT,),
    "offer_remedy": (RETURN,),
    "accept_offer": ("asked",),
    "pause_clock": (PauseReason.OUTAGE,),
    "extend_clock": (HOUR,),
    "due_deadlines": (),
    "run_deadline": (DUE,),
    "erase_person": (PersonId("buyer-1"),),
    "import_history": ([(1, {})],),
    "export_audit": (),
    "register_order": (TOLD,),
    "import_orders": ([(1, {})],),
    "update_dates": ("order-1",),
    "see_order": ("order-1",),
    "see_prospects": ("order-1", ClaimedItem(line=LineId("line-1"), quantity=1), Reason.DAMAGED),
    "find_orders": ("TB-7781",),
    "add_listing": ("listing-1",),
    "import_listings": ([(1, {})],),
    "show_picture": ("listing-1", b"x"),
    "remove_picture": ("listing-1", "picture-1"),
    "close_listing": ("listing-1",),
    "listing_pictures": ("listing-1",),
    "add_parcel": ("order-1",),
    "tell_scans": ("parcel-1",),
    "hand_in_dispatch": ("parcel-1", b"x"),
    "give_packing_receipts": ("parcel-1",),
    "parcel_code": ("parcel-1",),
    "waiting_claim_code": ("capture-1",),
    "waiting_parcel_code": ("parcel-1", "capture-1"),
    "parcel_captures": ("parcel-1",),
    "claim_copy": (ExhibitId("exhibit-3"),),
    "parcel_copy": ("parcel-1", "file-1"),
    "order_pictures": ("order-1",),
    "order_picture": ("order-1", "picture-1"),
    "listing_picture": ("listing-1", "picture-1"),
    "order_parcels": ("order-1",),
    "see_packing": ("parcel-1",),
    "dispatch_file": ("parcel-1", "file-1"),
    "add_endpoint": ("https://shop.example/hook",),
    "rotate_secret": ("endpoint-1",),
    "finish_rotation": ("endpoint-1",),
    "close_endpoint": ("endpoint-1",),
    "redeliver": ("message-1",),
    "check_policy": (b"",),
    "draft_policy": (b"",),
    "start_shadow": (1,),
    "end_shadow": (1,),
    "shadow_report": (1,),
    "confirm_policy": (1,),
    "roll_back_policy": (1,),
    "explain_policy": ({},),
    "simulate_policy": ([],),
    "ask_correction": ("name", "周"),
    "answer_correction": ("correction-1",),
    "claims_of_order": ("TB-7781",),
    "see_looks": (LooksWish(),),
    "export_looks": (LooksWish(),),
    "person_standing": (PersonId("buyer-1"),),
    "see_person": (PersonId("buyer-1"),),
    "find_buyers": ("order-1",),
    "see_measure": ("measure-1",),
    "erase_as_asked": ("correction-1",),
    "propose_measure": (
        MeasureWish(person=PersonId("buyer-1"), kind=MeasureKind.LIMIT, claims=(), days=1, reasons=WHY),
    ),
    "judge_measure": ("measure-1",),
    "decide_measure": ("measure-1",),
    "appeal_measure": ("measure-1",),
    "note_letter": (TO_POLICE,),
    "draft_letter": ("decision-notice",),
    "give_consent": (CONSENT,),
    "withdraw_consent": ("consent-1",),
    "issue_statement": ("consent-1",),
    "find_party": (ActorKind.MERCHANT, "s-1"),
    "declare_tie": (ActorKind.MERCHANT, "s-1"),
    "withdraw_tie": (PersonId("merchant-1"),),
    "declare_tie_of": (PersonId("ann"), ActorKind.MERCHANT, "s-1"),
    "ties_of": (PersonId("ann"),),
    "withdraw_tie_of": (PersonId("ann"), PersonId("merchant-1")),
}
WHOLE_TENANT = {
    "take_next", "coming_claim", "renew_task", "release_task", "skip_task", "due_deadlines", "erase_person", "import_history",
    "export_audit", "claims_of_order", "see_looks", "export_looks", "count_looks",
    "register_order", "import_orders", "update_dates", "add_listing", "import_listings", "tell_scans",
    "add_endpoint", "rotate_secret", "finish_rotation", "close_endpoint", "list_endpoints", "list_deliveries", "redeliver",
    "desk_figures",
    "figures_in_time", "review_quality", "queue_load", "desk_claims", "queue_tasks", "held_task", "own_listings", "own_figures",
    "check_policy", "draft_policy", "list_policies", "read_policy", "start_shadow", "confirm_policy", "roll_back_policy", "explain_policy",
    "simulate_policy", "policy_history", "try_policy", "open_corrections", "answer_correction", "end_shadow", "shadow_report",
    "count_standing", "standing_figures", "list_measures", "end_measures", "check_duties",
    "find_buyers", "see_wishes", "answered_wishes", "erase_as_asked",
    "find_party", "declare_tie", "own_ties", "withdraw_tie", "declare_tie_of", "ties_of", "withdraw_tie_of",
}  # fmt: skip
QUIET = {"find_orders", "own_orders", "own_claims", "own_lines"}
"""Who has nothing finds an empty list."""
OWN = {"own_data", "ask_correction", "own_corrections", "own_standing", "own_measures", "own_consents", "give_consent"}
"""Of the caller, who needs to be a buyer and nothing more."""
OF_A_PERSON = {"person_standing", "see_person", "propose_measure"}
"""Of a buyer of the caller's own tenant; persons of the same id in two tenants are two."""
OTHER_THINGS = {
    "see_order", "show_picture", "remove_picture", "close_listing", "listing_pictures", "add_parcel", "hand_in_dispatch",
    "give_packing_receipts", "parcel_code", "waiting_parcel_code", "parcel_captures", "parcel_copy",
    "withdraw_consent", "issue_statement",
    "judge_measure", "decide_measure", "appeal_measure", "see_measure",
    "order_pictures", "order_picture", "listing_picture", "order_parcels", "see_packing", "dispatch_file",
}  # fmt: skip
NO_CLAIM = WHOLE_TENANT | QUIET | OWN | OF_A_PERSON | OTHER_THINGS | {"file_claim", "see_prospects", "run_deadline"}
NAMED: dict[str, dict[str, object]] = {
    "count_looks": {"zone": UTC},
    "decide_claim": {"reasons": WHY, "basis": BASIS},
    "check_conclusion": {"reasons": WHY},
    "conclude_review": {"reasons": WHY},
    "pause_clock": {"note": WHY},
    "extend_clock": {"because": WHY},
    "add_listing": {"title": "杯"},
    "show_picture": {"media_type": "image/jpeg"},
    "confirm_policy": {"digest": "sha256:x"},
    "roll_back_policy": {"why": "x"},
    "simulate_policy": {"version": 1},
    "try_policy": {"version": 1},
    "add_endpoint": {"may_send": https_only, "new_secret": lambda: bytes(32)},
    "rotate_secret": {"new_secret": lambda: bytes(32)},
    "answer_correction": {"is_accepted": True, "reasons": "x"},
    "judge_measure": {"is_agreed": True},
    "decide_measure": {"is_upheld": True, "reasons": WHY},
    "know_answer": {"outcome": Outcome.GRANT, "view": View.SUPPORTS},
    "issue_statement": {"account": "u-1"},
    "add_parcel": {"carrier": "SF", "tracking": "SF1"},
}


def call(verb: Callable[..., object], counter: Counter, who: Caller, claim: ClaimId) -> object:
    name = verb.__name__
    rest = ARGUMENTS.get(name, ())
    args = rest if name in NO_CLAIM else (claim, *rest)
    return verb(counter.desk, who, *args, **NAMED.get(name, {}))


def public_verbs() -> set[str]:
    """Name every public function of the room that takes a desk and a caller."""
    found = set()
    for path in (*SERVICES.glob("*.py"), *SERVICES.glob("letters/*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                names = [argument.arg for argument in node.args.args]
                if names[:2] == ["desk", "who"] and node.name != "act":
                    found.add(node.name)
    return found


def calls_in(tree: ast.AST) -> set[str]:
    return {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}


def test_every_verb_is_in_the_catalogue() -> None:
    assert public_verbs() == {verb.__name__ for verb in VERBS}


def test_every_action_has_a_verb_or_stands_in_a_room_of_its_own() -> None:
    assert set(GRANTS) == set(Action)
    elsewhere = {Action.MANAGE_ACCOUNTS, Action.MANAGE_KEYS}
    assert set(Action) - set(VERBS.values()) == elsewhere


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.__name__)
def test_every_verb_asks_leave_for_its_action(verb: Callable[..., object]) -> None:
    tree = ast.parse(Path(inspect.getfile(verb)).read_text(encoding="utf-8"))
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    reached, todo = set[str](), {verb.__name__}
    while todo:
        name = todo.pop()
        reached.add(name)
        if name in functions:
            todo |= calls_in(functions[name]) - reached
    assert reached & ASKS
    text = "".join(ast.unparse(functions[name]) for name in reached if name in functions)
    assert f"Action.{VERBS[verb].name}" in text


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.__name__)
def test_who_has_no_role_finds_nothing_and_changes_nothing(verb: Callable[..., object]) -> None:
    counter = Counter()
    claim = counter.screened()
    before = counter.rows
    for who in (
        Caller(tenant=TENANT, person=PersonId("nobody"), roles=frozenset()),
        Caller(tenant=TENANT, person=PersonId("other"), roles=frozenset({Role.BUYER, Role.MERCHANT_AGENT})),
    ):
        if verb.__name__ in QUIET:
            with suppress(NotFoundError, NotAllowedError):
                found = call(verb, counter, who, claim)
                found = getattr(found, "page", found)
                assert not getattr(found, "things", found)
            continue
        if verb.__name__ in OWN and Role.BUYER in who.roles:
            continue
        expected = NotAllowedError if verb.__name__ in WHOLE_TENANT else NotFoundError
        with pytest.raises(expected):
            call(verb, counter, who, claim)
    assert counter.rows is before


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.__name__)
def test_another_tenants_claim_is_as_if_it_did_not_exist(verb: Callable[..., object]) -> None:
    counter = Counter()
    claim = counter.screened()
    before = counter.rows
    everything = Caller(tenant=OTHER_TENANT, person=PersonId("buyer-1"), roles=frozenset(Role), acts_for=AGENT.acts_for)
    if verb.__name__ not in WHOLE_TENANT | QUIET | OWN | OF_A_PERSON | {"file_claim", "see_prospects"}:
        with pytest.raises(NotFoundError) as foreign:
            call(verb, counter, everything, claim)
        with pytest.raises(NotFoundError) as unknown:
            call(verb, counter, everything, ClaimId("claim-none"))
        assert str(foreign.value) == str(unknown.value)
    assert counter.rows is before
