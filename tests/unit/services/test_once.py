import pytest

from fairclaim.services.errors import OtherRequestError
from fairclaim.services.once import remember, said_before
from fairclaim.services.ports.work import Work
from unit.services.counter import BUYER, TENANT, Counter


def test_a_key_has_one_request_and_one_answer() -> None:
    counter = Counter()

    def whole(work: Work) -> None:
        assert said_before(work, BUYER, "k", "digest", at=counter.now) is None
        remember(work, BUYER, "k", made="thing-1")
        assert said_before(work, BUYER, "k", "digest", at=counter.now) == {"made": "thing-1"}
        with pytest.raises(OtherRequestError):
            said_before(work, BUYER, "k", "another", at=counter.now)
        assert said_before(work, BUYER, None, "digest", at=counter.now) is None
        remember(work, BUYER, None, made="nothing is kept")

    counter.memory.write(TENANT, whole)
