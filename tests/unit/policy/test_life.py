"""Two different people put a policy in force, and anyone of them can take it back."""

from datetime import UTC, datetime, timedelta

import pytest

from fairclaim.policy.life import (
    PersonId,
    Scope,
    Stage,
    Version,
    amend,
    approve,
    draft,
    end_shadow,
    publish,
    roll_back,
    shadow,
)
from fairclaim.policy.problems import PolicyMoveError
from unit.policy.tables import ASK, OFFER, policy

ANN, BO, CHEN = PersonId("ann"), PersonId("bo"), PersonId("chen")
NOW = datetime(2026, 3, 1, tzinfo=UTC)
FIRST, SECOND = policy(ASK), policy(ASK, OFFER, version="2")


def in_shadow(*, by: PersonId = ANN) -> Version:
    return shadow(draft(FIRST, author=by, at=NOW)[0], by=by, at=NOW)[0]


def in_force() -> Version:
    return publish(approve(in_shadow(), by=BO, at=NOW)[0], by=BO, at=NOW)[0]


def test_from_draft_to_live_with_two_people() -> None:
    version, drafted = draft(FIRST, author=ANN, at=NOW)
    version, shadowed = shadow(version, by=ANN, at=NOW)
    version, approved = approve(version, by=BO, at=NOW)
    version, old, published = publish(version, by=BO, at=NOW)
    assert version.stage is Stage.LIVE
    assert (version.author, version.approvers, version.publisher) == (ANN, (BO,), BO)
    assert old is None
    events = [drafted, shadowed, approved, *published]
    assert [event.kind for event in events] == [
        "policy-drafted",
        "policy-shadowed",
        "policy-approved",
        "policy-published",
    ]
    assert {event.digest for event in events} == {FIRST.digest}


def test_the_author_neither_approves_nor_publishes() -> None:
    with pytest.raises(PolicyMoveError, match="wrote"):
        approve(in_shadow(), by=ANN, at=NOW)
    approved = approve(in_shadow(), by=BO, at=NOW)[0]
    with pytest.raises(PolicyMoveError, match="wrote"):
        publish(approved, by=ANN, at=NOW)
    assert publish(approved, by=CHEN, at=NOW)[0].publisher == CHEN


def test_nothing_goes_live_without_approval_or_without_shadow() -> None:
    with pytest.raises(PolicyMoveError, match="1 more"):
        publish(in_shadow(), by=BO, at=NOW)
    with pytest.raises(PolicyMoveError, match="starts from shadow"):
        publish(draft(FIRST, author=ANN, at=NOW)[0], by=BO, at=NOW)
    with pytest.raises(ValueError, match="1 or more"):
        publish(in_shadow(), by=BO, at=NOW, approvals=0)


def test_a_shadow_can_end_and_its_approvals_with_it() -> None:
    approved, _ = approve(in_shadow(), by=BO, at=NOW)
    draft_again, event = end_shadow(approved, by=ANN, at=NOW)
    assert (draft_again.stage, draft_again.approvers, event.kind) == (Stage.DRAFT, (), "policy-shadow-ended")
    with pytest.raises(PolicyMoveError):
        end_shadow(draft_again, by=ANN, at=NOW)


def test_three_people_where_two_approvals_are_wanted() -> None:
    once = approve(in_shadow(), by=BO, at=NOW)[0]
    with pytest.raises(PolicyMoveError, match="1 more"):
        publish(once, by=BO, at=NOW, approvals=2)
    with pytest.raises(PolicyMoveError, match="already"):
        approve(once, by=BO, at=NOW)
    twice = approve(once, by=CHEN, at=NOW)[0]
    assert publish(twice, by=BO, at=NOW, approvals=2)[0].stage is Stage.LIVE


def test_an_amended_version_needs_approval_anew_and_has_a_new_author() -> None:
    approved = approve(in_shadow(), by=BO, at=NOW)[0]
    amended, event = amend(approved, SECOND, author=BO, at=NOW)
    assert (amended.stage, amended.approvers, amended.author) == (Stage.DRAFT, (), BO)
    assert event.detail == {"replaces": FIRST.digest}
    again = shadow(amended, by=BO, at=NOW)[0]
    with pytest.raises(PolicyMoveError, match="wrote"):
        approve(again, by=BO, at=NOW)


def test_a_live_version_is_never_changed() -> None:
    with pytest.raises(PolicyMoveError):
        amend(in_force(), SECOND, author=ANN, at=NOW)
    with pytest.raises(PolicyMoveError):
        shadow(in_force(), by=ANN, at=NOW)
    with pytest.raises(PolicyMoveError):
        approve(in_force(), by=CHEN, at=NOW)


def test_publishing_retires_what_was_live_and_rolling_back_restores_it() -> None:
    live = in_force()
    draft_two = shadow(draft(SECOND, author=ANN, at=NOW)[0], by=ANN, at=NOW)[0]
    new, old, events = publish(approve(draft_two, by=BO, at=NOW)[0], by=BO, at=NOW, live=live)
    assert old is not None
    assert (new.stage, old.stage) == (Stage.LIVE, Stage.RETIRED)
    assert [event.kind for event in events] == ["policy-published", "policy-retired"]
    later = NOW + timedelta(hours=1)
    restored, retired, events = roll_back(new, old, by=CHEN, at=later, why="too many reviews")
    assert (restored.policy, restored.stage, restored.effective_at) == (FIRST, Stage.LIVE, later)
    assert retired.stage is Stage.RETIRED
    assert [event.kind for event in events] == ["policy-restored", "policy-retired"]
    assert events[0].detail == {"why": "too many reviews"}


def test_rolling_back_needs_a_reason_and_something_that_was_live() -> None:
    live = in_force()
    with pytest.raises(PolicyMoveError, match="starts from retired"):
        roll_back(live, in_shadow(), by=BO, at=NOW, why="x")
    _, old, _ = publish(approve(in_shadow(), by=BO, at=NOW)[0], by=BO, at=NOW, live=live)
    assert old
    with pytest.raises(PolicyMoveError, match="Say why"):
        roll_back(live, old, by=BO, at=NOW, why=" ")


def test_a_version_replaces_only_one_of_its_own_scope() -> None:
    shop = shadow(draft(SECOND, author=ANN, at=NOW, scope=Scope(tenant="shop"))[0], by=ANN, at=NOW)[0]
    with pytest.raises(PolicyMoveError, match="different tenants"):
        publish(approve(shop, by=BO, at=NOW)[0], by=BO, at=NOW, live=in_force())


def test_notice_moves_the_day_it_begins() -> None:
    approved = approve(in_shadow(), by=BO, at=NOW)[0]
    version, _, [event] = publish(approved, by=BO, at=NOW, notice=timedelta(days=7))
    assert version.effective_at == datetime(2026, 3, 8, tzinfo=UTC)
    assert event.detail == {"effective_at": "2026-03-08T00:00:00+00:00"}


def test_a_category_needs_a_tenant_and_a_time_its_zone() -> None:
    with pytest.raises(PolicyMoveError, match="name the tenant"):
        Scope(category="toys")
    with pytest.raises(ValueError, match="timezone"):
        draft(FIRST, author=ANN, at=datetime(2026, 3, 1))  # noqa: DTZ001  (the point)
