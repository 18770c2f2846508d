"""Exhibits are read back as they were; what a check said first is what stands."""

import dataclasses

import pytest

from fairclaim.store.errors import AlreadyThereError, ErasedError, NotThereError
from fairclaim.store.evidence import StoredExhibit, subject_of
from store_engines import NOON, Desk
from unit.store.samples import buyer, exhibit, filed


def test_exhibits_are_read_back_as_they_were(desk: Desk) -> None:
    with desk.store.write(desk.mine) as work:
        buyer(work)
        filed(work)
        work.evidence.add(exhibit())
        work.evidence.add(exhibit("exhibit-2", sha256="c" * 64))
    with desk.store.read(desk.mine) as work:
        assert work.evidence.exhibit("exhibit-1") == exhibit()
        assert [one.id for one in work.evidence.of_claim("claim-1")] == ["exhibit-1", "exhibit-2"]
        assert [one.id for one in work.evidence.same_bytes("c" * 64)] == ["exhibit-2"]
        with pytest.raises(NotThereError):
            work.evidence.exhibit("exhibit-3")


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        (exhibit(claim="none"), AlreadyThereError),
        (exhibit(person="nobody"), NotThereError),
        (exhibit("exhibit-0"), AlreadyThereError),
        (exhibit(person="erased"), ErasedError),
    ],
)
def test_an_exhibit_is_new_and_belongs_to_a_claim_and_a_person(
    desk: Desk, wrong: StoredExhibit, error: type[Exception]
) -> None:
    with desk.store.write(desk.mine) as work:
        buyer(work)
        buyer(work, "erased")
        filed(work)
        work.evidence.add(exhibit("exhibit-0"))
        work.persons.erase("erased", at=NOON)
    with pytest.raises(error), desk.store.write(desk.mine) as work:
        work.evidence.add(wrong)


def test_a_check_says_a_thing_once(desk: Desk) -> None:
    with desk.store.write(desk.mine) as work:
        filed(work)
        assert work.evidence.examined("e", check="c", version="1") is None
        first = work.evidence.record("e", claim="claim-1", check="c", version="1", result={"n": 1}, at=NOON)
        again = work.evidence.record("e", claim="claim-1", check="c", version="1", result={"n": 2}, at=NOON)
        newer = work.evidence.record("e", claim="claim-1", check="c", version="2", result={"n": 3}, at=NOON)
    assert (first, again, newer) == ({"n": 1}, {"n": 1}, {"n": 3})


def test_what_the_sender_called_a_file_is_sealed(desk: Desk) -> None:
    with desk.store.write(desk.mine) as work:
        buyer(work)
        filed(work)
        work.evidence.add(exhibit(given_as="buyer"), name="../摔坏的杯子.jpg")
        assert work.evidence.exhibit("exhibit-1").given_as == "buyer"
        assert work.evidence.name("exhibit-1") == "../摔坏的杯子.jpg"
        work.persons.erase("buyer-1", at=NOON)
        with pytest.raises(ErasedError):
            work.evidence.name("exhibit-1")


def test_plain_bytes_that_others_need_outlive_an_erasure(desk: Desk) -> None:
    with desk.store.write(desk.mine) as work:
        buyer(work)
        buyer(work, "buyer-2")
        filed(work)
        work.evidence.add(exhibit("mine-alone", blob="1" * 64))
        work.evidence.add(exhibit("both-1", blob="2" * 64))
        work.evidence.add(exhibit("both-2", person="buyer-2", blob="2" * 64))
        assert work.persons.erase("buyer-1", at=NOON) == ("1" * 64,)
        assert work.persons.erase("buyer-2", at=NOON) == ("2" * 64,)


def test_a_subject_is_the_same_in_whichever_order_its_exhibits_come() -> None:
    assert subject_of(["b", "a"]) == subject_of(["a", "b"]) != subject_of(["a"])
    assert dataclasses.is_dataclass(exhibit())


def test_a_sealed_result_is_read_by_nobody_once_its_person_is_erased(desk: Desk) -> None:
    with desk.store.write(desk.mine) as work:
        buyer(work)
        filed(work)
        for data in (b"outlines", b"others"):
            work.evidence.seal_result(
                "e", claim="claim-1", person="buyer-1", check="maps", version="1", result=data, at=NOON
            )
    with desk.store.read(desk.mine) as work:
        assert work.evidence.sealed_result("e", check="maps", version="1") == b"outlines"
        assert work.evidence.sealed_result("e", check="maps", version="2") is None
        assert "outlines" not in str(work.evidence.examined("e", check="maps", version="1"))
    with desk.store.write(desk.mine) as work:
        work.persons.erase("buyer-1", at=NOON)
    with desk.store.write(desk.mine) as work, pytest.raises(ErasedError):
        work.evidence.seal_result(
            "f", claim="claim-1", person="buyer-1", check="maps", version="1", result=b"", at=NOON
        )
