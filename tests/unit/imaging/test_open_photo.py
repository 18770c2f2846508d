"""The table of bad input, file by file: refused before decoding, or examined."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from fairclaim.domain.errors import BrokenFileError, EmptyFileError, InputError, OverLimitError, UnknownFormatError
from fairclaim.domain.exhibit import Exhibit, ExhibitId, Role
from fairclaim.imaging.open_photo import open_photo
from fairclaim.imaging.photo import Photo
from fairclaim.imaging.sandbox import Sandbox
from unit.imaging import hostile

REFUSED: dict[str, tuple[Callable[[], bytes], type[InputError]]] = {
    "nothing": (lambda: b"", EmptyFileError),
    "html": (lambda: b"<!doctype html><html><body>photo</body></html>", UnknownFormatError),
    "svg": (lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', UnknownFormatError),
    "pdf": (lambda: b"%PDF-1.7 ...", UnknownFormatError),
    "zip": (hostile.zip_tail, UnknownFormatError),
    "too-many-bytes": (lambda: hostile.jpeg() + bytes(25_000_000), OverLimitError),
    "png-40000": (lambda: hostile.png_bomb(40_000), OverLimitError),
    "png-13000": (lambda: hostile.png_bomb(13_000), OverLimitError),
    "jpeg-lying-65500": (hostile.lying_jpeg, OverLimitError),
    "heic-lying-65535": (hostile.lying_heic, OverLimitError),
    "jpeg-many-scans": (lambda: hostile.many_scans(60), OverLimitError),
    "jpeg-cut": (lambda: hostile.jpeg()[:-100], BrokenFileError),
    "png-cut": (lambda: hostile.png()[:-100], BrokenFileError),
    "webp-cut": (lambda: hostile.webp()[:-10], BrokenFileError),
    "heic-cut": (lambda: hostile.heic()[:-100], BrokenFileError),
    "avif-cut": (lambda: hostile.avif()[:-100], BrokenFileError),
    "gif-cut": (lambda: hostile.gif()[:-100], BrokenFileError),
    "tiff-cut": (lambda: hostile.tiff()[:200], BrokenFileError),
    "png-damaged-pixels": (lambda: hostile.png().replace(b"IDAT", b"IDAT" + bytes(4), 1), BrokenFileError),
    "heic-signature-alone": (lambda: hostile.heic()[:40], BrokenFileError),
}

EXAMINED: dict[str, Callable[[], bytes]] = {
    "png-text-of-200-mb": hostile.text_bomb,
    "png-profile-of-200-mb": lambda: hostile.text_bomb(b"iCCP"),
    "jpeg-with-zip": lambda: hostile.jpeg() + hostile.zip_tail(),
    "jpeg-with-script": lambda: hostile.jpeg(comment=b"<script>alert(1)</script>"),
    "png-with-zip": lambda: hostile.png() + hostile.zip_tail(),
    "png-with-remains-of-another": lambda: hostile.png() + hostile.png()[200:],
    "webp-with-html": lambda: hostile.webp() + b"<html>",
    "heic-with-zip": lambda: hostile.heic() + hostile.zip_tail(),
    "gif-with-script": lambda: hostile.gif() + b"*/=1;alert(1)",
    "tiff-with-zip": lambda: hostile.tiff() + hostile.zip_tail(),
    "multi-picture": hostile.multi_picture,
}
FOREIGN = {name for name in EXAMINED if "-with-" in name and name != "jpeg-with-script"}


def opened(sandbox: Sandbox, data: bytes) -> Photo:
    exhibit = Exhibit(data=data, role=Role.CLAIM, name="claim.jpg")
    return open_photo(exhibit, id=ExhibitId("claim-1"), sandbox=sandbox)


@pytest.mark.parametrize("name", REFUSED)
def test_bad_input_is_refused_with_its_reason(sandbox: Sandbox, name: str) -> None:
    make, error = REFUSED[name]
    data = make()
    sandbox.decode(hostile.png(), "image/png")
    start = time.monotonic()
    with pytest.raises(error) as caught:
        opened(sandbox, data)
    assert time.monotonic() - start < 1.0
    assert caught.value.message.zh
    assert caught.value.message.en


@pytest.mark.parametrize("name", EXAMINED)
def test_odd_input_is_examined_and_foreign_bytes_are_named(sandbox: Sandbox, name: str) -> None:
    photo = opened(sandbox, EXAMINED[name]())
    assert (photo.raster.height, photo.raster.width) == (hostile.HEIGHT, hostile.WIDTH)
    assert bool(photo.structure.foreign) == (name in FOREIGN)


@pytest.mark.parametrize("name", sorted(hostile.seeds()))
def test_every_family_opens(sandbox: Sandbox, name: str) -> None:
    photo = opened(sandbox, hostile.seeds()[name])
    assert photo.id == "claim-1"
    assert photo.role is Role.CLAIM
    assert {photo.raster.height, photo.raster.width} == {hostile.HEIGHT, hostile.WIDTH}


def test_the_bytes_are_kept_as_received(sandbox: Sandbox) -> None:
    data = hostile.jpeg(comment=b"<script>") + hostile.zip_tail()
    assert opened(sandbox, data).exhibit.data == data


def test_a_file_without_credentials_has_none(sandbox: Sandbox) -> None:
    assert opened(sandbox, hostile.jpeg()).credentials is None


def test_credentials_that_cannot_be_read_spoil_nothing(sandbox: Sandbox) -> None:
    data = hostile.with_segment(hostile.jpeg(), 0xEB, b"JP\0\1\0\0\0\1\0\0\0\x20jumb rubbish")
    photo = opened(sandbox, data)
    assert photo.metadata.has_c2pa
    assert photo.credentials is not None
    assert photo.credentials["state"] in {"error", "absent"}


PEAK = """
import sys
from pathlib import Path
from fairclaim.domain.errors import OverLimitError
from fairclaim.imaging.walk.walk import walk
try:
    walk(Path(sys.argv[1]).read_bytes())
except OverLimitError:
    status = Path("/proc/self/status").read_text()
    print(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is counted in kilobytes on Linux")
def test_a_bomb_is_refused_in_less_than_300_mb(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.png"
    bomb.write_bytes(hostile.png_bomb(40_000) + bytes(10_000_000))
    told = subprocess.run([sys.executable, "-c", PEAK, str(bomb)], capture_output=True, check=True)
    assert int(told.stdout) < 300_000


def test_pixels_do_not_depend_on_foreign_bytes(sandbox: Sandbox) -> None:
    plain, tailed = opened(sandbox, hostile.jpeg()), opened(sandbox, hostile.jpeg() + hostile.zip_tail())
    assert np.array_equal(plain.raster.pixels, tailed.raster.pixels)


@pytest.mark.corpus
def test_camera_files_open_with_the_size_their_header_states(sandbox: Sandbox, corpus: Path) -> None:
    for path in sorted((corpus / "camera").iterdir())[::6]:
        photo = opened(sandbox, path.read_bytes())
        assert {photo.raster.height, photo.raster.width} == {photo.structure.height, photo.structure.width}, path.name
