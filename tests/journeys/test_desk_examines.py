"""A claim over HTTP whose photos the real examiner looks at, in its processes."""

from pathlib import Path

import pytest

from journeys.painted import painted_claim
from journeys.street import REFUSE, Street, impatient
from loopback_provider import LoopbackProvider, serving
from real_desk import Receiver, opened_for, running
from store_engines import empty_sqlite, sqlite_engine

__all__ = ["empty_sqlite"]


def test_a_painted_copy_of_the_listing_is_found_by_the_real_examiner(
    tmp_path: Path, empty_sqlite: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    receiver = Receiver()
    engine = sqlite_engine(empty_sqlite, tmp_path)
    with (
        serving(LoopbackProvider()) as provider,
        impatient(opened_for(engine, tmp_path_factory.mktemp("data"), "street")) as opened,
        running(opened, "street", provider=provider, receiver=receiver) as desk,
    ):
        street = Street(desk, None)
        claim, _ = painted_claim(street)
        street.reviewed("ann", claim, REFUSE)
        found = street["aud"].get(f"/claims/{claim}")["claim"]["claim"]["examined"]
        assert (found["call"], found["grade"]) == ("forged", "A")
    receiver.close()
