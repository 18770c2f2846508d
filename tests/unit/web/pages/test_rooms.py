from fairclaim.domain.bilingual import Bilingual
from fairclaim.services.caller import Role
from fairclaim.web.pages.rooms import CHECK, ROOMS, Room, is_in, rooms_of
from unit.services.counter import AGENT, ANN, BUYER


def test_everybody_finds_the_first_room_and_nobody_a_room_of_others() -> None:
    for who, first in ((ANN, "/"), (BUYER, "/claims"), (AGENT, "/merchant")):
        found = rooms_of(who)
        assert found[0].path == first
        assert all(room.roles & who.roles for room in found)


def test_an_address_lies_in_the_room_whose_path_it_begins_with() -> None:
    room = Room("/claims", Bilingual("申请", "Claims"), frozenset(Role))
    assert is_in("/claims", room)
    assert is_in("/claims?page=2", room)
    assert is_in("/claims/claim-1", room)
    assert not is_in("/claims-of-others", room)
    assert is_in("/", ROOMS[0])
    assert not is_in("/claims", ROOMS[0])


def test_a_closed_room_is_not_in_the_bar() -> None:
    assert CHECK in [room.path for room in rooms_of(ANN)]
    assert CHECK not in [room.path for room in rooms_of(ANN, checks=False)]
