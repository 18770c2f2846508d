from datetime import UTC, datetime

from fairclaim.domain.desk.party import ClaimId, PersonId
from fairclaim.store.desk.evidence import DeskExaminations
from store_engines import Desk
from unit.store.samples import buyer, exhibit, filed

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
MAPS = {0: b"RIFF....WEBP", 3: b"\x00\xff"}


def test_maps_are_kept_with_their_examination_and_go_with_their_person(desk: Desk) -> None:
    with desk.store.write(desk.mine) as work:
        buyer(work)
        filed(work)
        work.evidence.add(exhibit())
        kept = DeskExaminations(work)
        kept.record("subject", claim=ClaimId("claim-1"), version="1", result={"verdict": 1}, at=NOON)
        for maps in (MAPS, {7: b"later"}):
            kept.keep_maps(
                "subject", claim=ClaimId("claim-1"), person=PersonId("buyer-1"), version="1", maps=maps, at=NOON
            )
    with desk.store.read(desk.mine) as work:
        kept = DeskExaminations(work)
        assert kept.maps("subject", version="1") == MAPS
        assert kept.maps("subject", version="2") == {}
        assert kept.find("subject", version="1") == {"verdict": 1}
    with desk.store.write(desk.mine) as work:
        work.persons.erase("buyer-1", at=NOON)
        DeskExaminations(work).keep_maps(
            "another", claim=ClaimId("claim-1"), person=PersonId("buyer-1"), version="1", maps=MAPS, at=NOON
        )
    with desk.store.read(desk.mine) as work:
        assert DeskExaminations(work).maps("subject", version="1") == {}
        assert DeskExaminations(work).maps("another", version="1") == {}
