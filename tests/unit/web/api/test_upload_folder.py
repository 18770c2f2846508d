import asyncio
import json
import os
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from fairclaim.services.errors import NotFoundError
from fairclaim.web.api.upload_folder import UploadFolder
from fairclaim.web.errors import UploadUnfinishedError
from unit.services.counter import AGENT, BUYER
from unit.web.desk_over_http import PEOPLE


def folder(tmp_path: Path) -> UploadFolder:
    return UploadFolder(tmp_path, lasts=timedelta(days=2))


def begun(uploads: UploadFolder, *, size: int | None = 6, lasts: timedelta = timedelta(days=1)) -> str:
    uid = uploads.new_id(BUYER)
    expires = format_datetime(datetime.now(UTC) + lasts, usegmt=True)
    info = {"metadata": {"filename": "裂纹.mp4"}, "size": size, "offset": 0, "created_at": "", "expires": expires}

    async def begin() -> None:
        await uploads.create(uid)
        await uploads.write_info(uid, info)

    asyncio.run(begin())
    return uid


def test_the_offset_is_what_is_in_the_file_whatever_was_written_down(tmp_path: Path) -> None:
    uploads = folder(tmp_path)
    uid = begun(uploads)
    asyncio.run(uploads.append(uid, b"abc"))  # and the process ends here
    info = asyncio.run(folder(tmp_path).read_info(uid))
    assert info is not None
    assert info["offset"] == 3
    assert json.loads((tmp_path / f"{uid}.info").read_text(encoding="utf-8"))["offset"] == 0


def test_a_finished_upload_has_its_bytes_and_its_name(tmp_path: Path) -> None:
    uploads = folder(tmp_path)
    uid = begun(uploads)
    asyncio.run(uploads.append(uid, b"abc"))
    with pytest.raises(UploadUnfinishedError):
        uploads.finished(BUYER, uid)
    asyncio.run(uploads.append(uid, b"def"))
    found = uploads.finished(BUYER, uid)
    assert (found.data, found.name) == (b"abcdef", "裂纹.mp4")


def test_a_length_that_was_never_said_is_not_finished(tmp_path: Path) -> None:
    uploads = folder(tmp_path)
    uid = begun(uploads, size=None)
    with pytest.raises(UploadUnfinishedError):
        uploads.finished(BUYER, uid)


@pytest.mark.parametrize("uid", ["", "..", "0" * 32, "0" * 31, "../" + "0" * 32, "G" * 32])
def test_an_id_that_is_none_finds_nothing(tmp_path: Path, uid: str) -> None:
    with pytest.raises(NotFoundError):
        folder(tmp_path).finished(BUYER, uid)


def test_an_upload_whose_time_is_over_is_gone(tmp_path: Path) -> None:
    uploads = folder(tmp_path)
    uid = begun(uploads, size=0, lasts=-timedelta(hours=1))
    with pytest.raises(NotFoundError):
        uploads.finished(BUYER, uid)


def test_the_same_person_of_another_tenant_is_somebody_else(tmp_path: Path) -> None:
    uploads = folder(tmp_path)
    uid = uploads.new_id(BUYER)
    uploads.check_owner(BUYER, uid)
    for other in (AGENT, PEOPLE["foreign"]):
        with pytest.raises(NotFoundError):
            uploads.check_owner(other, uid)


def test_only_what_was_left_is_swept(tmp_path: Path) -> None:
    uploads = folder(tmp_path)
    old, young = begun(uploads), begun(uploads)
    past = (datetime.now(UTC) - timedelta(days=3)).timestamp()
    os.utime(tmp_path / old, (past, past))
    uploads.sweep()
    assert {path.name for path in tmp_path.glob("*")} == {young, f"{young}.info"}
    assert uploads.count(BUYER) == 1


def test_an_erasure_takes_a_persons_uploads_and_nobody_elses(tmp_path: Path) -> None:
    uploads = folder(tmp_path)
    uid = begun(uploads)
    asyncio.run(uploads.append(uid, b"abc"))
    assert uploads.forget(AGENT.tenant, AGENT.person) == 0
    assert uploads.count(BUYER) == 1
    assert uploads.forget(BUYER.tenant, BUYER.person) == 1
    assert uploads.forget(BUYER.tenant, BUYER.person) == 0
    assert list(tmp_path.iterdir()) == []
