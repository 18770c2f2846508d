import threading
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from fairclaim.domain.errors import BrokenFileError, OverLimitError
from fairclaim.imaging.limits import Limits
from fairclaim.imaging.sandbox import Sandbox
from fairclaim.web.tiles import OVERLAP_PX, TILE_PX, NoSuchTileError, Pyramid, TileFormat, Tiles

Pixels = npt.NDArray[np.uint8]


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as box:
        yield box


@pytest.fixture
def tiles(tmp_path: Path, sandbox: Sandbox) -> Tiles:
    return Tiles(tmp_path / "tiles", sandbox=sandbox)


def noise(height: int, width: int, seed: int = 0) -> Pixels:
    return np.random.default_rng(seed).integers(0, 256, (height, width, 3), dtype=np.uint8)


def as_png(pixels: Pixels) -> bytes:
    return cv2.imencode(".png", cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR))[1].tobytes()


def from_bytes(data: bytes) -> Pixels:
    bgr = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    assert bgr is not None
    return np.asarray(cv2.cvtColor(bgr, cv2.COLOR_BGR2RGB), np.uint8)


def digest_of(data: bytes) -> str:
    return sha256(data).hexdigest()


class Original:
    """Bytes that count how often they were fetched."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.digest = digest_of(data)
        self.fetched = 0

    def __call__(self) -> bytes:
        self.fetched += 1
        return self.data


def never() -> bytes:
    raise AssertionError("the original was fetched")


def joined(tiles: Tiles, original: Original, pyramid: Pyramid, level: int) -> Pixels:
    """Put a level together from its tiles, without their overlap."""
    height, width = pyramid.level_size(level)
    whole = np.zeros((height, width, 3), np.uint8)
    for row in range(-(-height // TILE_PX)):
        for col in range(-(-width // TILE_PX)):
            tile = from_bytes(tiles.tile(original.digest, level, col, row, original))
            row0, row1, col0, col1 = pyramid.tile_box(level, col, row)
            assert tile.shape == (row1 - row0, col1 - col0, 3)
            whole[row0:row1, col0:col1] = tile
    return whole


@pytest.mark.parametrize("size", [(1, 1), (1, 700), (513, 511), (1030, 1537)])
def test_the_finest_tiles_are_the_picture_itself(size: tuple[int, int], tiles: Tiles) -> None:
    pixels = noise(*size)
    pyramid = Pyramid(*size)
    assert np.array_equal(joined(tiles, Original(as_png(pixels)), pyramid, pyramid.top), pixels)


def test_a_coarser_level_is_the_mean_over_what_it_covers(tiles: Tiles) -> None:
    pixels = noise(1040, 1552)
    original, pyramid = Original(as_png(pixels)), Pyramid(1040, 1552)
    halved = np.asarray(Image.fromarray(pixels).reduce(2))
    found = joined(tiles, original, pyramid, pyramid.top - 1)
    assert np.abs(found.astype(int) - halved).max() <= 1


def test_an_edge_that_covers_less_than_a_step_is_not_darkened(tiles: Tiles) -> None:
    original, pyramid = Original(as_png(np.full((129, 257, 3), 200, np.uint8))), Pyramid(129, 257)
    for level in range(pyramid.top + 1):
        assert (joined(tiles, original, pyramid, level) == 200).all()


@pytest.mark.parametrize(("longer", "top"), [(1, 0), (2, 1), (3, 2), (4, 2), (8192, 13), (8193, 14)])
def test_the_top_level_is_the_logarithm_of_the_longer_side_rounded_up(longer: int, top: int) -> None:
    assert Pyramid(1, longer).top == Pyramid(longer, 1).top == top
    assert Pyramid(1, longer).level_size(0) == (1, 1)
    assert Pyramid(1, longer).level_size(top) == (1, longer)


def test_neighbours_overlap_by_a_pixel() -> None:
    pyramid = Pyramid(1500, 1500)
    row0, row1, col0, col1 = pyramid.tile_box(pyramid.top, 1, 1)
    assert (row0, col0) == (TILE_PX - OVERLAP_PX,) * 2
    assert (row1, col1) == (2 * TILE_PX + OVERLAP_PX,) * 2


def test_the_descriptor_says_how_large_the_upright_picture_is(tiles: Tiles, tmp_path: Path) -> None:
    lying = Image.fromarray(noise(40, 60))
    exif = Image.Exif()
    exif[0x0112] = 6
    lying.save(tmp_path / "turned.jpg", exif=exif)
    original = Original((tmp_path / "turned.jpg").read_bytes())
    root = ET.fromstring(tiles.descriptor(original.digest, original))  # noqa: S314  (our own document)
    size = root.find("{http://schemas.microsoft.com/deepzoom/2008}Size")
    assert size is not None
    assert (size.get("Width"), size.get("Height")) == ("40", "60")
    assert (root.get("Format"), root.get("TileSize"), root.get("Overlap")) == ("png", "512", "1")


def test_a_photo_is_decoded_once_for_all_its_tiles_and_never_again_for_kept_ones(
    tmp_path: Path, sandbox: Sandbox
) -> None:
    original, pyramid = Original(as_png(noise(900, 900))), Pyramid(900, 900)
    first = Tiles(tmp_path, sandbox=sandbox)
    first.descriptor(original.digest, original)
    kept = [first.tile(original.digest, pyramid.top, col, 0, original) for col in (0, 1)]
    assert original.fetched == 1
    second = Tiles(tmp_path, sandbox=sandbox)
    assert second.descriptor(original.digest, never) == first.descriptor(original.digest, never)
    assert [second.tile(original.digest, pyramid.top, col, 0, never) for col in (0, 1)] == kept


def test_threads_that_ask_for_one_photo_wait_for_one_decoding(tiles: Tiles) -> None:
    original = Original(as_png(noise(1200, 1200)))
    failures: list[BaseException] = []

    def ask(col: int) -> None:
        try:
            tiles.tile(original.digest, 11, col, 0, original)
        except BaseException as error:  # noqa: BLE001  (told by the test)
            failures.append(error)

    threads = [threading.Thread(target=ask, args=(col,)) for col in (0, 1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert original.fetched == 1


def test_what_is_forgotten_is_gone_and_is_not_kept_again(tmp_path: Path, sandbox: Sandbox) -> None:
    tiles = Tiles(tmp_path, sandbox=sandbox)
    original, other = Original(as_png(noise(600, 600))), Original(as_png(noise(30, 30, seed=1)))
    for one in (original, other):
        tiles.tile(one.digest, 0, 0, 0, one)
    tiles.forget(original.digest)
    left = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert left
    assert all(path.parent.name == other.digest for path in left)
    tiles.tile(original.digest, 0, 0, 0, original)
    assert original.fetched > 1
    assert not (tmp_path / original.digest[:2] / original.digest).exists()


def test_the_folder_never_holds_more_than_it_may(tmp_path: Path, sandbox: Sandbox) -> None:
    bound = 200_000
    tiles = Tiles(tmp_path, sandbox=sandbox, max_bytes=bound)
    first = Original(as_png(noise(100, 100, seed=99)))
    tiles.tile(first.digest, 7, 0, 0, first)
    for seed in range(12):
        original = Original(as_png(noise(100, 100, seed=seed)))
        tiles.tile(original.digest, 7, 0, 0, original)
        held = sum(path.stat().st_size for path in tmp_path.rglob("*") if path.is_file())
        assert held <= bound
    assert not (tmp_path / first.digest[:2] / first.digest / f"7_0_0.{TileFormat.PNG}").exists()


def test_a_folder_that_cannot_be_written_costs_no_answer(tmp_path: Path, sandbox: Sandbox) -> None:
    tiles = Tiles(tmp_path, sandbox=sandbox)
    original = Original(as_png(noise(20, 20)))
    (tmp_path / original.digest[:2]).write_bytes(b"in the way")
    assert from_bytes(tiles.tile(original.digest, 5, 0, 0, original)).shape == (20, 20, 3)


def test_memory_holds_few_photos_but_always_one(tmp_path: Path, sandbox: Sandbox) -> None:
    tiles = Tiles(tmp_path, sandbox=sandbox, max_pixels=1)
    one, two = (Original(as_png(noise(600, 600, seed=seed))) for seed in (1, 2))
    for original in (one, one, two, one):
        tiles.tile(original.digest, 10, original.fetched % 2, 0, original)
    assert (one.fetched, two.fetched) == (1, 1)  # the last tile was on disk
    tiles.tile(one.digest, 10, 0, 1, one)
    assert one.fetched == 2


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "A" * 64, "a" * 63, "a" * 65, f"{'a' * 63}/"])
def test_only_a_digest_names_an_exhibit(name: str, tiles: Tiles) -> None:
    with pytest.raises(NoSuchTileError):
        tiles.descriptor(name, never)
    with pytest.raises(NoSuchTileError):
        tiles.forget(name)


@pytest.mark.parametrize("place", [(-1, 0, 0), (6, 0, 0), (5, 1, 0), (5, 0, 1), (5, -1, 0), (10**9, 0, 0)])
def test_a_tile_outside_of_the_pyramid_is_refused(place: tuple[int, int, int], tiles: Tiles) -> None:
    original = Original(as_png(noise(20, 30)))
    with pytest.raises(NoSuchTileError) as caught:
        tiles.tile(original.digest, *place, original)
    assert caught.value.code == "no-such-tile"


def test_what_cannot_be_decoded_is_the_senders_error(tmp_path: Path, sandbox: Sandbox) -> None:
    tiles = Tiles(tmp_path, sandbox=sandbox, limits=Limits(pixels=100))
    broken, large = Original(as_png(noise(9, 9))[:-30]), Original(as_png(noise(20, 20)))
    with pytest.raises(BrokenFileError):
        tiles.descriptor(broken.digest, broken)
    with pytest.raises(OverLimitError):
        tiles.descriptor(large.digest, large)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_thin_lines_get_jpeg(tmp_path: Path, sandbox: Sandbox) -> None:
    tiles = Tiles(tmp_path, sandbox=sandbox, tile_format=TileFormat.JPEG)
    smooth = np.asarray(cv2.resize(noise(8, 8), (300, 300), interpolation=cv2.INTER_CUBIC), np.uint8)
    original = Original(as_png(smooth))
    assert 'Format="jpg"' in tiles.descriptor(original.digest, original)
    tile = tiles.tile(original.digest, 9, 0, 0, original)
    assert tiles.media_type == "image/jpeg"
    assert tile.startswith(b"\xff\xd8")
    assert np.abs(from_bytes(tile).astype(int) - smooth).mean() < 2


def test_the_folder_is_its_owners_alone(tmp_path: Path, sandbox: Sandbox) -> None:
    tiles = Tiles(tmp_path / "deep" / "tiles", sandbox=sandbox)
    original = Original(as_png(noise(4, 4, seed=3)))
    tiles.descriptor(original.digest, original)
    modes = {path.stat().st_mode & 0o077 for path in (tmp_path / "deep" / "tiles").rglob("*")}
    assert modes == {0}


def test_a_preview_is_the_whole_picture_small_and_kept(tiles: Tiles) -> None:
    original = Original(as_png(noise(300, 900)))
    small = from_bytes(tiles.preview(original.digest, 90, original))
    assert small.shape == (30, 90, 3)
    assert tiles.preview(original.digest, 90, never)
    assert from_bytes(tiles.preview(original.digest, 4_000, original)).shape == (300, 900, 3), "nothing is enlarged"
    tiles.forget(original.digest)
    with pytest.raises(AssertionError, match="fetched"):
        tiles.preview(original.digest, 90, never)
