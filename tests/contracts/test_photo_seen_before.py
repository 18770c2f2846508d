"""The same photo in two claims about two orders, looked at by the real examiner in its processes."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest
import skimage.data

from contracts.desks import WISH_1, DeskOnStore, RenamedSearch
from fairclaim.domain.desk.party import ClaimId
from fairclaim.runtime.examiners.pool import ExaminerPool, PoolLimits
from fairclaim.runtime.photo_search import IndexedPhotos
from fairclaim.services.examine_claim import examine_claim
from fairclaim.services.file_claim import file_claim
from fairclaim.services.intake import Upload
from fairclaim.services.see_examination import see_examination
from journeys.shop import crop, jpeg
from store_engines import Desk
from unit.services.counter import AUDITOR, BUYER, MACHINE, photo

PHOTO = jpeg(crop(40, 140, side=320), 92)
COPY = jpeg(crop(52, 152, side=296), 60)
"""Cut and saved again."""
ANOTHER = jpeg(np.ascontiguousarray(skimage.data.coffee()[:320, :320]), 90)


def examined(on: DeskOnStore, order: str, *photos: Upload) -> tuple[ClaimId, Mapping[str, Any]]:
    on.wait()
    claim = file_claim(on.desk, BUYER, replace(WISH_1, order=order, photos=photos)).receipt.claim
    on.wait()
    examine_claim(on.desk, MACHINE, claim)
    return claim, see_examination(on.desk, AUDITOR, claim)


def reuse(record: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [one for one in cast("list[dict[str, Any]]", record["findings"]) if one["check"] == "reused-photo"]


def test_a_photo_of_another_claim_is_found_and_the_claim_named_to_who_may_see_it(desk: Desk, tmp_path: Path) -> None:
    if not desk.engine.is_sqlite:
        pytest.skip("the engines' searches are compared in tests/unit/runtime/test_photo_search.py")
    on = DeskOnStore(desk, tmp_path)
    with ExaminerPool(version="1", limits=PoolLimits(processes=1)) as pool:
        on.desk = replace(on.desk, examiner=pool, search=RenamedSearch(IndexedPhotos(desk.store, pool), desk))
        first, before = examined(on, "order-10", photo(data=PHOTO))
        assert [one["outcome"] for one in reuse(before)] == ["not-applicable"], "it was looked for, in vain"
        assert "earlier_claims" not in before
        _, found = examined(on, "order-11", photo(data=COPY), photo(data=ANOTHER))
        again, other = sorted(reuse(found), key=lambda one: str(one["outcome"]))
        assert (again["outcome"], again["grade"]) == ("fail", "B")
        assert other["outcome"] == "not-applicable"
        assert found["earlier_claims"] == {"A": first}
        assert first not in str(found["findings"])
        assert "(A)" in again["reason"]["en"]
