from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairclaim.domain.desk.party import ActorKind, PersonId
from fairclaim.domain.desk.refusals import ConflictOfInterestError
from fairclaim.domain.errors import RuleError
from fairclaim.services.authorize import Resource, actor_of, authorize
from fairclaim.services.caller import Caller, Role
from fairclaim.services.errors import NotAllowedError, NotFoundError
from fairclaim.services.grants import GRANTS, Action

HERE, THERE = "here", "there"
ME, SHOP, BUYER, MERCHANT = PersonId("me"), PersonId("my-shop"), PersonId("b"), PersonId("m")
RELATIONS = {
    "stranger": (Resource(tenant=HERE, buyer=BUYER, merchant=MERCHANT), frozenset()),
    "buyer": (Resource(tenant=HERE, buyer=ME, merchant=MERCHANT), frozenset()),
    "merchant": (Resource(tenant=HERE, buyer=BUYER, merchant=SHOP), frozenset()),
    "tied": (Resource(tenant=HERE, buyer=BUYER, merchant=MERCHANT), frozenset({MERCHANT})),
    "foreign": (Resource(tenant=THERE, buyer=BUYER, merchant=MERCHANT), frozenset()),
    "foreign-buyer": (Resource(tenant=THERE, buyer=ME, merchant=SHOP), frozenset()),
    "nobody": (Resource(tenant=HERE), frozenset()),
}
FOREIGN = {"foreign", "foreign-buyer"}
JUDGING = {Action.ASK_EVIDENCE, Action.ASK_MERCHANT, Action.JUDGE, Action.DECIDE}
OF_BUYER = {Action.FILE, Action.SEE, Action.ATTACH, Action.COMPLETE_EVIDENCE, Action.APPEAL, Action.WITHDRAW_APPEAL}
OF_BUYER |= {Action.OFFER, Action.ACCEPT_OFFER, Action.WITHDRAW}
OF_MERCHANT = {Action.SEE, Action.ATTACH, Action.ANSWER, Action.APPEAL, Action.WITHDRAW_APPEAL}
OF_MERCHANT |= {Action.OFFER, Action.ACCEPT_OFFER}
OF_BUYER |= {Action.SEE_ORDER}
OF_MERCHANT |= {Action.SEE_ORDER, Action.KEEP_LISTING, Action.HAND_IN_DISPATCH}
EVERYWHERE = {
    Role.REVIEWER: {Action.TAKE_TASK, Action.SEE_QUEUES},
    Role.SENIOR: {Action.TAKE_TASK, Action.SEE_QUEUES, Action.SEE_POLICY, Action.MEASURE_WORK, Action.SEE_FIGURES},
    Role.AUDITOR: {Action.EXPORT_AUDIT, Action.MEASURE_WORK, Action.SEE_FIGURES, Action.SEE_POLICY},
    Role.POLICY_EDITOR: {Action.CHANGE_POLICY, Action.SEE_POLICY, Action.SEE_FIGURES},
    Role.ADMIN: {Action.ERASE_PERSON, Action.IMPORT_HISTORY, Action.KEEP_ENDPOINTS}
    | {Action.SEE_QUEUES, Action.MANAGE_ACCOUNTS, Action.MANAGE_KEYS, Action.SEE_POLICY},
    Role.INTEGRATION: {Action.FILE, Action.SEE, Action.ATTACH, Action.IMPORT_HISTORY, Action.REGISTER_ORDER}
    | {Action.SEE_ORDER, Action.KEEP_LISTING, Action.HAND_IN_DISPATCH, Action.KEEP_ENDPOINTS},
    Role.MACHINE: {Action.SEE, Action.EXAMINE, Action.RUN_DEADLINE, Action.CARRY_OUT},
}
UNLESS_TIED = {
    Role.REVIEWER: JUDGING | {Action.SEE},
    Role.SENIOR: JUDGING | {Action.SEE, Action.HOLD_CLOCK},
    Role.AUDITOR: {Action.SEE},
    Role.ADMIN: {Action.SEE, Action.HOLD_CLOCK},
}


EVERYWHERE[Role.ADMIN] |= {Action.MEASURE_WORK, Action.SEE_FIGURES}
EVERYWHERE[Role.MACHINE] |= {Action.LOOK_AGAIN}
EVERYWHERE[Role.ADMIN] |= {Action.ANSWER_CORRECTION, Action.FIND_PARTY, Action.KEEP_TIES}
EVERYWHERE[Role.INTEGRATION] |= {Action.FIND_PARTY}
for staff in (Role.REVIEWER, Role.SENIOR, Role.AUDITOR, Role.POLICY_EDITOR, Role.ADMIN):
    EVERYWHERE[staff] |= {Action.OWN_TIES}
OF_BUYER |= {Action.OWN_DATA}
UNLESS_TIED[Role.SENIOR] |= {Action.KNOW_ANSWER}
OF_BUYER |= {Action.SEE_STANDING, Action.RECEIPTS}
OF_MERCHANT |= {Action.RECEIPTS}
EVERYWHERE[Role.INTEGRATION] |= {Action.RECEIPTS}
EVERYWHERE[Role.SENIOR] |= {Action.MEASURE_WORK, Action.SEE_FIGURES}
EVERYWHERE[Role.MACHINE] |= {Action.COUNT_STANDING}
for overseer in (Role.SENIOR, Role.AUDITOR, Role.ADMIN):
    UNLESS_TIED[overseer] |= {Action.SEE_STANDING, Action.SEE_MEASURES, Action.SEE_LETTERS}
UNLESS_TIED[Role.REVIEWER] |= {Action.SEE_MEASURES, Action.JUDGE_MEASURE}
UNLESS_TIED[Role.SENIOR] |= {Action.PROPOSE_MEASURE, Action.JUDGE_MEASURE}
UNLESS_TIED[Role.ADMIN] |= {Action.PROPOSE_MEASURE, Action.NOTE_LETTER}
OF_BUYER |= {Action.CONTEST_MEASURE, Action.NOTE_LETTER, Action.SEE_LETTERS, Action.SHARE_STANDING}
OF_MERCHANT |= {Action.NOTE_LETTER, Action.SEE_LETTERS}
EVERYWHERE[Role.MACHINE] |= {Action.RUN_MEASURES}
EVERYWHERE[Role.AUDITOR] |= {Action.CHECK_DUTIES}
EVERYWHERE[Role.ADMIN] |= {Action.CHECK_DUTIES}


def may(role: Role, action: Action, relation: str) -> bool:
    """Say in other words than the table what a single role may do."""
    if relation in FOREIGN:
        return False
    if role is Role.BUYER:
        return relation == "buyer" and action in OF_BUYER
    if role is Role.MERCHANT_AGENT:
        return relation == "merchant" and action in OF_MERCHANT
    is_free = relation in ("stranger", "nobody")
    return action in EVERYWHERE.get(role, set()) or (is_free and action in UNLESS_TIED.get(role, set()))


def caller(*roles: Role) -> Caller:
    return Caller(tenant=HERE, person=ME, roles=frozenset(roles), acts_for=SHOP)


def answer(who: Caller, action: Action, relation: str) -> Role | type[RuleError]:
    resource, ties = RELATIONS[relation]
    try:
        return authorize(who, action, resource, ties=ties)
    except RuleError as refusal:
        return type(refusal)


@pytest.mark.parametrize("role", Role)
def test_each_role_may_do_what_is_written_and_nothing_else(role: Role) -> None:
    for action, relation in product(Action, RELATIONS):
        assert (answer(caller(role), action, relation) is role) == may(role, action, relation), (action, relation)


@given(st.frozensets(st.sampled_from(list(Role))), st.sampled_from(list(Action)), st.sampled_from(sorted(RELATIONS)))
def test_several_roles_may_do_what_one_of_them_may_and_nothing_more(
    roles: frozenset[Role], action: Action, relation: str
) -> None:
    found = answer(caller(*roles), action, relation)
    allowed = {role for role in roles if may(role, action, relation)}
    assert (found in allowed) if allowed else isinstance(found, type)


@given(st.frozensets(st.sampled_from(list(Role))), st.sampled_from(list(Action)), st.sampled_from(sorted(FOREIGN)))
def test_another_tenants_things_are_not_found_by_anybody(roles: frozenset[Role], action: Action, relation: str) -> None:
    assert answer(caller(*roles), action, relation) is NotFoundError


@given(st.frozensets(st.sampled_from(list(Role))), st.sampled_from(list(Action)), st.sampled_from(sorted(RELATIONS)))
def test_who_does_not_see_a_claim_is_not_told_that_it_exists(
    roles: frozenset[Role], action: Action, relation: str
) -> None:
    who = caller(*roles)
    if relation != "nobody" and answer(who, Action.SEE, relation) is NotFoundError:
        found = answer(who, action, relation)
        assert found is NotFoundError or isinstance(found, Role) or found is ConflictOfInterestError


@given(
    st.frozensets(st.sampled_from(list(Role))),
    st.frozensets(st.sampled_from(list(Action))),
    st.sampled_from(list(Action)),
)
def test_a_key_is_held_to_its_scopes_whatever_its_roles_allow(
    roles: frozenset[Role], scopes: frozenset[Action], action: Action
) -> None:
    who = replace(caller(*roles), scopes=frozenset(scope.value for scope in scopes))
    for relation in RELATIONS:
        found = answer(who, action, relation)
        if action in scopes and isinstance(found, Role):
            assert found is answer(caller(*roles), action, relation)
        elif action not in scopes:
            assert isinstance(found, type)


def test_a_tie_is_named_as_the_reason_to_people_of_the_desk_only() -> None:
    assert answer(caller(Role.REVIEWER), Action.JUDGE, "tied") is ConflictOfInterestError
    assert answer(caller(Role.REVIEWER), Action.SEE, "tied") is ConflictOfInterestError
    assert answer(caller(Role.BUYER), Action.JUDGE, "tied") is NotFoundError
    assert answer(caller(Role.BUYER), Action.JUDGE, "buyer") is NotAllowedError


def test_nobody_judges_a_claim_of_their_own_whatever_else_they_are() -> None:
    everything = caller(*Role)
    for relation in ("buyer", "merchant", "tied"):
        for action in JUDGING:
            assert answer(everything, action, relation) is ConflictOfInterestError


def test_an_action_that_is_granted_to_nobody_is_denied(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(GRANTS, Action.WITHDRAW, {})
    assert answer(caller(*Role), Action.WITHDRAW, "buyer") is NotAllowedError


def test_who_acts_is_the_party_for_an_agent_and_the_key_for_a_program() -> None:
    resource, _ = RELATIONS["merchant"]
    assert actor_of(caller(), Role.MERCHANT_AGENT, resource).id == SHOP
    assert actor_of(caller(), Role.ADMIN, resource).kind is ActorKind.OPERATOR
    program = actor_of(caller(), Role.INTEGRATION, resource)
    assert (program.kind, program.id) == (ActorKind.MACHINE, "api:me")
    with pytest.raises(NotAllowedError):
        actor_of(caller(), Role.AUDITOR, resource)
