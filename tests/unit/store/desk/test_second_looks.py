"""Second looks, on both engines."""

from dataclasses import replace
from pathlib import Path

import pytest

from contracts.desks import DeskOnStore
from contracts.test_every_desk import refused
from fairclaim.domain.desk.judgement import Outcome, View
from fairclaim.domain.desk.party import ClaimId, PersonId
from fairclaim.domain.desk.second_look import KnownAnswer, SecondLook
from fairclaim.services.errors import StaleClaimError
from fairclaim.store.desk.second_looks import StoredSecondLooks
from fairclaim.store.errors import AlreadyThereError, NotThereError
from store_engines import Desk
from unit.services.counter import ANN, TENANT


def test_one_comes_back_as_it_was_written_and_one_at_a_time_is_open(desk: Desk, tmp_path: Path) -> None:
    on = DeskOnStore(desk, tmp_path)
    claim = refused(on)
    events = on.desk.units.read(TENANT, lambda work: tuple(work.claims.events(claim)))
    known = KnownAnswer(outcome=Outcome.GRANT, view=View.SUPPORTS, by=PersonId("sue"))
    look = SecondLook(alias=ClaimId("claim-a"), claim=claim, opened_at=on.now, known=known)
    with desk.store.write(desk.mine) as work:
        StoredSecondLooks(work).add(look)
    with pytest.raises(AlreadyThereError), desk.store.write(desk.mine) as work:
        StoredSecondLooks(work).add(replace(look, alias=ClaimId("claim-b")))
    moved = replace(look, events=events[:2])
    with desk.store.write(desk.mine) as work:
        looks = StoredSecondLooks(work)
        assert (looks.find(look.alias), list(looks.open()), list(looks.ended())) == (look, [look], [])
        looks.save(moved, expected=0)
        with pytest.raises(StaleClaimError):
            looks.save(moved, expected=0)
    over = replace(moved, ended_at=on.now)
    with desk.store.write(desk.mine) as work:
        StoredSecondLooks(work).save(over, expected=2)
    with desk.store.write(desk.mine) as work:
        looks = StoredSecondLooks(work)
        assert (list(looks.of_claim(claim)), list(looks.open()), list(looks.ended())) == ([over], [], [over])
        with pytest.raises(StaleClaimError):
            looks.save(over, expected=2)
        with pytest.raises(NotThereError):
            looks.save(replace(look, alias=ClaimId("claim-none")), expected=0)
        assert ANN.person in looks.people_of(claim)
        assert looks.find(ClaimId("claim-none")) is None
    with desk.store.read(desk.theirs) as work:
        assert StoredSecondLooks(work).find(look.alias) is None
