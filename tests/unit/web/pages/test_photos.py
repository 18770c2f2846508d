from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from fairclaim.imaging.sandbox import Sandbox
from fairclaim.web.pages.photos import LONGEST_PX, Size, photo_routes
from fairclaim.web.tiles import Tiles
from unit.services.counter import Counter, photo
from unit.web.page_desk import SESSION, visitor


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as box:
        yield box


def camera_photo() -> bytes:
    made = Image.fromarray(np.random.default_rng(1).integers(0, 256, (900, 1400, 3), dtype=np.uint8))
    exif = Image.Exif()
    exif[0x010F] = "A camera that tells"
    out = BytesIO()
    made.save(out, "JPEG", exif=exif)
    return out.getvalue()


def test_a_photo_is_shown_small_and_in_tiles_without_its_metadata(tmp_path: Path, sandbox: Sandbox) -> None:
    counter = Counter()
    data = camera_photo()
    claim = counter.filed(photo(data=data))
    exhibit = counter.rows.exhibits[0].id
    router = photo_routes(SESSION, counter.desk, Tiles(tmp_path / "views", sandbox=sandbox))
    ann, base = visitor(router, name="ann"), f"/photos/{claim}/{exhibit}"
    for size in Size:
        answer = ann.get(f"{base}/{size.value}.jpg")
        assert answer.status_code == 200
        assert answer.headers["cache-control"] == "private, max-age=3600"
        assert answer.headers["content-type"] == "image/jpeg"
        assert b"A camera that tells" in data
        assert b"Exif" not in answer.content
        assert max(Image.open(BytesIO(answer.content)).size) == LONGEST_PX[size]
    described = ann.get(f"{base}/photo.dzi")
    assert 'Width="1400"' in described.text
    assert described.headers["content-type"] == "application/xml"
    tile = ann.get(f"{base}/photo_files/11/0_0.png")
    assert Image.open(BytesIO(tile.content)).size == (513, 513)
    assert "sandbox" in tile.headers["content-security-policy"]
    assert ann.get(f"{base}/photo_files/11/9_9.png").status_code == 404
    for who, status in (("buyer", 200), ("stranger", 404), ("admin", 404), ("foreign", 404), (None, 401)):
        for name in ("thumbnail.jpg", "photo.dzi", "photo_files/11/0_0.png"):
            assert visitor(router, name=who).get(f"{base}/{name}").status_code == status


def test_a_file_that_is_no_photo_is_refused_and_harms_nothing(tmp_path: Path, sandbox: Sandbox) -> None:
    counter = Counter()
    claim = counter.filed(photo(data=b"<svg onload=alert(1)>"))
    router = photo_routes(SESSION, counter.desk, Tiles(tmp_path / "views", sandbox=sandbox))
    answer = visitor(router, name="ann").get(f"/photos/{claim}/{counter.rows.exhibits[0].id}/preview.jpg")
    assert answer.status_code == 422
    assert "alert" not in answer.text
