"""What nothing names is swept once it is old enough; what a row names, or may name in a moment, stays."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from fairclaim.domain.errors import UsageError
from fairclaim.store.blobs.object_blobs import local_blobs
from fairclaim.store.sweep_blobs import blob_columns, sweep_blobs
from store_engines import Desk
from unit.store.samples import buyer, exhibit, filed


def test_only_old_bytes_without_a_name_go(desk: Desk, tmp_path: Path) -> None:
    blobs = local_blobs(tmp_path / "blobs")
    with desk.store.write(desk.mine) as work:
        buyer(work)
        filed(work)
        named = blobs.put(b"named", tenant=desk.mine)
        work.evidence.add(exhibit(blob=named))
    stray, foreign = blobs.put(b"stray", tenant=desk.mine), blobs.put(b"stray", tenant=desk.theirs)
    now = datetime.now(UTC)
    assert sweep_blobs(desk.store, blobs, tenant=desk.mine, now=now) == 0
    assert sweep_blobs(desk.store, blobs, tenant=desk.mine, now=now + timedelta(days=2)) == 1
    assert blobs.has(named, tenant=desk.mine)
    assert not blobs.has(stray, tenant=desk.mine)
    assert blobs.has(foreign, tenant=desk.theirs)


def test_young_bytes_cannot_be_swept(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        sweep_blobs(
            desk.store, local_blobs(tmp_path), tenant=desk.mine, now=datetime.now(UTC), age=timedelta(minutes=59)
        )


def test_every_column_that_names_bytes_is_looked_at() -> None:
    assert sorted(str(column) for column in blob_columns()) == [
        "DispatchFile.blob",
        "Exhibit.blob",
        "ReferencePicture.blob",
    ]
