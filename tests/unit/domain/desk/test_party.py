"""Who is a party, and who stands on the other side."""

import pytest

from fairclaim.domain.desk.party import PARTIES, STAFF, Actor, ActorKind, PersonId, other_side


def test_the_sides_face_each_other() -> None:
    assert other_side(ActorKind.BUYER) is ActorKind.MERCHANT
    assert other_side(ActorKind.MERCHANT) is ActorKind.BUYER


@pytest.mark.parametrize("kind", sorted(set(ActorKind) - PARTIES))
def test_nobody_else_has_another_side(kind: ActorKind) -> None:
    with pytest.raises(ValueError, match=kind.value):
        other_side(kind)


@pytest.mark.parametrize("kind", ActorKind)
def test_an_actor_is_a_party_or_of_the_desk(kind: ActorKind) -> None:
    actor = Actor(kind=kind, id=PersonId("x"))
    assert actor.is_party == (kind in PARTIES)
    assert actor.is_staff == (kind in STAFF)
    assert not (actor.is_party and actor.is_staff)
