import base64
import hashlib
import os
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from unit.services.memory import CrashError
from unit.web.desk_over_http import app_of, as_, filed, small_desk
from unit.web.server import Server

UPLOADS = "/api/v1/uploads"
TUS = {"Tus-Resumable": "1.0.0"}


def named(name: str = "crack.mp4") -> str:
    return f"filename {base64.b64encode(name.encode()).decode()}, filetype {base64.b64encode(b'video/mp4').decode()}"


def created(client: httpx.Client, length: int) -> str:
    answer = client.post(
        UPLOADS, headers={**TUS, "Upload-Length": str(length), "Upload-Metadata": named(), "Content-Length": "0"}
    )
    assert answer.status_code == 201, answer.text
    return answer.headers["Location"].rsplit("/", 1)[-1]


def patch(client: httpx.Client, uid: str, data: bytes | Iterator[bytes], offset: int) -> httpx.Response:
    headers = {**TUS, "Upload-Offset": str(offset), "Content-Type": "application/offset+octet-stream"}
    return client.patch(f"{UPLOADS}/{uid}", content=data, headers=headers)


def test_an_upload_in_two_pieces_becomes_an_exhibit(tmp_path: Path) -> None:
    app = app_of(small_desk(), uploads=tmp_path)
    claim, buyer = filed(app), as_(app, "buyer")
    uid = created(buyer, 6)
    assert patch(buyer, uid, b"abc", 0).status_code == 204
    body = {"upload": uid, "role": "claim", "shot": "touched"}
    unfinished = buyer.post(f"/api/v1/claims/{claim}/uploads", json=body)
    assert (unfinished.status_code, unfinished.json()["code"]) == (409, "upload-unfinished")
    assert patch(buyer, uid, b"def", 3).headers["Upload-Offset"] == "6"
    attached = buyer.post(f"/api/v1/claims/{claim}/uploads", json=body)
    assert attached.status_code == 201, attached.text
    assert attached.json()["sha256"] == hashlib.sha256(b"abcdef").hexdigest()
    assert buyer.get(f"/api/v1/claims/{claim}").json()["files"][0]["media"] == "video"


def test_an_offset_that_is_not_the_end_is_refused(tmp_path: Path) -> None:
    app = app_of(small_desk(), uploads=tmp_path)
    buyer = as_(app, "buyer")
    uid = created(buyer, 6)
    patch(buyer, uid, b"abc", 0)
    assert patch(buyer, uid, b"abc", 0).status_code == 409
    assert buyer.head(f"{UPLOADS}/{uid}", headers=TUS).headers["Upload-Offset"] == "3"


@pytest.mark.parametrize("name", ["stranger", "agent", "ann", "admin", "foreign"])
def test_nobody_else_finds_it(tmp_path: Path, name: str) -> None:
    app = app_of(small_desk(), uploads=tmp_path)
    claim, buyer, other = filed(app), as_(app, "buyer"), as_(app, name)
    uid = created(buyer, 3)
    assert patch(other, uid, b"abc", 0).status_code == 404
    assert other.head(f"{UPLOADS}/{uid}", headers=TUS).status_code == 404
    assert other.delete(f"{UPLOADS}/{uid}", headers=TUS).status_code == 404
    patch(buyer, uid, b"abc", 0)
    stolen = as_(app, "platform").post(f"/api/v1/claims/{claim}/uploads", json={"upload": uid, "role": "claim"})
    assert stolen.status_code == 404
    assert (tmp_path / uid).read_bytes() == b"abc"


def test_it_ends_when_its_owner_says_so(tmp_path: Path) -> None:
    app = app_of(small_desk(), uploads=tmp_path)
    buyer = as_(app, "buyer")
    uid = created(buyer, 3)
    assert buyer.delete(f"{UPLOADS}/{uid}", headers=TUS).status_code == 204
    assert buyer.head(f"{UPLOADS}/{uid}", headers=TUS).status_code == 404
    assert not (tmp_path / uid).exists()


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({"Upload-Length": "50001", "Upload-Metadata": named()}, "body-too-large"),
        ({"Upload-Length": "0", "Upload-Metadata": named()}, "usage"),
        ({"Upload-Length": "-1", "Upload-Metadata": named()}, "usage"),
        ({"Upload-Metadata": named()}, "usage"),
        ({"Upload-Length": "5"}, "usage"),
        ({"Upload-Length": "5", "Upload-Metadata": "filename !!!,filetype"}, "usage"),
        ({"Upload-Length": "5", "Upload-Metadata": named(), "Upload-Concat": "final;/a /b"}, "usage"),
    ],
)
def test_what_cannot_be_created_is_said_at_once(tmp_path: Path, headers: dict[str, str], code: str) -> None:
    answer = as_(app_of(small_desk(), uploads=tmp_path), "buyer").post(UPLOADS, headers={**TUS, **headers})
    assert answer.json()["code"] == code
    assert list(tmp_path.glob("*")) == []


def test_more_bytes_than_the_limit_do_not_come_in_by_a_deferred_length(tmp_path: Path) -> None:
    buyer = as_(app_of(small_desk(), uploads=tmp_path), "buyer")
    headers = {**TUS, "Upload-Defer-Length": "1", "Upload-Metadata": named()}
    uid = buyer.post(UPLOADS, headers=headers).headers["Location"].rsplit("/", 1)[-1]
    assert patch(buyer, uid, b"x" * 40_000, 0).status_code == 204
    assert patch(buyer, uid, b"x" * 40_000, 40_000).status_code == 413
    assert patch(buyer, uid, b"x" * 60_000, 40_000).status_code == 413
    assert (tmp_path / uid).stat().st_size <= 50_000


def test_one_caller_has_so_many_uploads_and_no_more(tmp_path: Path) -> None:
    app = app_of(small_desk(), uploads=tmp_path)
    buyer = as_(app, "buyer")
    for _ in range(20):
        created(buyer, 3)
    headers = {**TUS, "Upload-Length": "3", "Upload-Metadata": named()}
    assert buyer.post(UPLOADS, headers=headers).json()["code"] == "too-many-uploads"
    assert as_(app, "agent").post(UPLOADS, headers=headers).status_code == 201


def test_what_was_left_is_swept(tmp_path: Path) -> None:
    app = app_of(small_desk(), uploads=tmp_path)
    buyer = as_(app, "buyer")
    uid = created(buyer, 3)
    past = time.time() - timedelta(days=3).total_seconds()
    os.utime(tmp_path / uid, (past, past))
    created(as_(app, "agent"), 3)
    assert not (tmp_path / uid).exists()
    assert buyer.head(f"{UPLOADS}/{uid}", headers=TUS).status_code == 404


def test_options_tell_what_is_spoken_here(tmp_path: Path) -> None:
    answer = as_(app_of(small_desk(), uploads=tmp_path), "buyer").options(UPLOADS)
    assert answer.headers["Tus-Max-Size"] == "50000"
    assert "concatenation" not in answer.headers["Tus-Extension"]


def test_an_upload_survives_a_server_that_is_killed_while_bytes_come_in(tmp_path: Path) -> None:
    whole = os.urandom(10_000_000)
    server = Server(tmp_path).start()
    try:
        with httpx.Client(base_url=server.url, headers={"Authorization": "Bearer buyer"}, trust_env=False) as buyer:
            uid = created(buyer, len(whole))

            def slowly() -> Iterator[bytes]:
                for start in range(0, 4_000_000, 100_000):
                    yield whole[start : start + 100_000]
                for _ in range(100):  # until the server has written what it got
                    if (tmp_path / "uploads" / uid).stat().st_size > 1_000_000:
                        break
                    time.sleep(0.05)
                server.kill()
                raise CrashError

            headers = {**TUS, "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
            headers["Content-Length"] = str(len(whole))
            with pytest.raises(CrashError):
                buyer.patch(f"{UPLOADS}/{uid}", content=slowly(), headers=headers)
        server.start()
        with httpx.Client(base_url=server.url, headers={"Authorization": "Bearer buyer"}, trust_env=False) as buyer:
            offset = int(buyer.head(f"{UPLOADS}/{uid}", headers=TUS).headers["Upload-Offset"])
            assert 1_000_000 < offset < len(whole)
            assert patch(buyer, uid, whole[offset:], offset).status_code == 204
        assert (tmp_path / "uploads" / uid).read_bytes() == whole
    finally:
        server.stop()
