"""A policy goes live by two people and a digest, and can be taken back at once."""

import pytest

from fairclaim.domain.bilingual import Bilingual
from fairclaim.policy.life import Stage
from fairclaim.policy.problems import PolicyError, PolicyMoveError
from fairclaim.policy.shipped import default_policy, default_text
from fairclaim.services import caller
from fairclaim.services.change_policy import (
    PolicySeen,
    check_policy,
    confirm_policy,
    draft_policy,
    end_shadow,
    explain_policy,
    list_policies,
    roll_back_policy,
    simulate_policy,
    start_shadow,
)
from fairclaim.services.errors import NotFoundError, OtherDigestError
from unit.services.counter import EDITOR, Counter, member

OTHER = member("edi-2", caller.Role.POLICY_EDITOR)
FILE = default_text().encode()
FACTS = {
    "reason": "damaged",
    "category": "tableware",
    "amount": {"minor": 1990, "currency": "CNY"},
    "asked": "return-and-refund",
}


def live(counter: Counter, *, category: str | None = None) -> PolicySeen:
    draft = draft_policy(counter.desk, EDITOR, FILE, category=category)
    start_shadow(counter.desk, EDITOR, draft.version, category=category)
    return confirm_policy(counter.desk, OTHER, draft.version, digest=draft.digest, category=category)


def test_the_author_cannot_confirm_and_another_confirms_what_was_read() -> None:
    counter = Counter()
    draft = draft_policy(counter.desk, EDITOR, FILE)
    assert (draft.stage, draft.digest) == (Stage.DRAFT, default_policy().digest)
    with pytest.raises(PolicyMoveError):
        confirm_policy(counter.desk, OTHER, 1, digest=draft.digest)
    start_shadow(counter.desk, EDITOR, 1)
    with pytest.raises(PolicyMoveError):
        confirm_policy(counter.desk, EDITOR, 1, digest=draft.digest)
    with pytest.raises(OtherDigestError):
        confirm_policy(counter.desk, OTHER, 1, digest="sha256:other")
    done = confirm_policy(counter.desk, OTHER, 1, digest=draft.digest)
    assert (done.stage, done.publisher) == (Stage.LIVE, OTHER.person)
    assert {entry.details["digest"] for entry in counter.rows.audit} == {draft.digest}


def test_one_version_of_a_category_is_live_and_a_retired_one_comes_back() -> None:
    counter = Counter()
    live(counter)
    live(counter)
    live(counter, category="tableware")
    assert [one.stage for one in list_policies(counter.desk, EDITOR)] == [Stage.RETIRED, Stage.LIVE]
    with pytest.raises(PolicyMoveError):
        roll_back_policy(counter.desk, OTHER, 1, why=" ")
    assert roll_back_policy(counter.desk, OTHER, 1, why="too many asked").stage is Stage.LIVE
    assert [one.stage for one in list_policies(counter.desk, EDITOR)] == [Stage.LIVE, Stage.RETIRED]
    assert [one.stage for one in list_policies(counter.desk, EDITOR, category="tableware")] == [Stage.LIVE]


def test_a_policy_is_explained_and_tried_before_it_decides() -> None:
    counter = Counter()
    draft_policy(counter.desk, EDITOR, FILE)
    by_default = explain_policy(counter.desk, EDITOR, FACTS)
    assert explain_policy(counter.desk, EDITOR, FACTS, version=1) == by_default
    tried = simulate_policy(counter.desk, EDITOR, [b"{", b'{"facts": 1}'], version=1)
    assert (tried.unusable, tried.simulation.figures.claims) == (2, 0)
    assert all(isinstance(one, Bilingual) for one in tried.refused)
    with pytest.raises(NotFoundError):
        start_shadow(counter.desk, EDITOR, 9)
    with pytest.raises(NotFoundError):
        roll_back_policy(counter.desk, EDITOR, 1, why="x")


def test_a_policy_that_refuses_is_refused() -> None:
    counter = Counter()
    assert check_policy(counter.desk, EDITOR, FILE).policy.digest
    with pytest.raises(PolicyError):
        draft_policy(counter.desk, EDITOR, FILE.replace(b"route: review", b"route: refuse"))
    assert list_policies(counter.desk, EDITOR) == ()


def test_one_version_runs_in_shadow_at_a_time_and_gives_its_place_up() -> None:
    counter = Counter()
    for _ in range(2):
        draft_policy(counter.desk, EDITOR, FILE)
    start_shadow(counter.desk, EDITOR, 1)
    with pytest.raises(PolicyMoveError) as refused:
        start_shadow(counter.desk, EDITOR, 2)
    assert "1" in refused.value.message.en
    assert end_shadow(counter.desk, OTHER, 1).stage is Stage.DRAFT
    assert start_shadow(counter.desk, EDITOR, 2).stage is Stage.SHADOW
