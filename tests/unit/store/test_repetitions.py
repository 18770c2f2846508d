"""The same request twice has one effect; the same message twice is refused."""

from datetime import timedelta

import pytest

from fairclaim.store.errors import AlreadyThereError
from fairclaim.store.repetitions import Answer, OtherRequestError
from fairclaim.store.work import Work
from store_engines import NOON, Desk

DAY = timedelta(days=1)


def begun(work: Work, *, digest: str = "d", days: int = 0) -> Answer | None:
    at = NOON + days * DAY
    return work.repetitions.begin("api-key", "k", request_digest=digest, at=at, expires_at=at + DAY)


def test_a_repeated_request_gets_the_first_answer(desk: Desk) -> None:
    with desk.store.write(desk.mine) as work:
        assert begun(work) is None
        assert begun(work) == Answer(status=None, response=None)
        work.repetitions.answer("api-key", "k", status=201, response={"claim": "c"})
    with desk.store.write(desk.mine) as work:
        assert begun(work) == Answer(status=201, response={"claim": "c"})
        with pytest.raises(OtherRequestError):
            begun(work, digest="e")
    with desk.store.write(desk.theirs) as work:
        assert begun(work, digest="e") is None


def test_an_expired_key_is_free_again(desk: Desk) -> None:
    with desk.store.write(desk.mine) as work:
        begun(work)
        assert begun(work, digest="e", days=1) is None
        work.repetitions.forget(at=NOON + 3 * DAY, received_before=NOON)
        assert begun(work, digest="f", days=3) is None


def test_a_message_is_received_once(desk: Desk) -> None:
    with desk.store.write(desk.mine) as work:
        work.repetitions.receive("carrier", "m1", at=NOON)
    with pytest.raises(AlreadyThereError), desk.store.write(desk.mine) as work:
        work.repetitions.receive("carrier", "m1", at=NOON)
    with desk.store.write(desk.mine) as work:
        work.repetitions.receive("carrier", "m2", at=NOON)
        work.repetitions.forget(at=NOON, received_before=NOON + DAY)
        work.repetitions.receive("carrier", "m1", at=NOON)
