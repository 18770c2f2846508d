"""What the child makes of each kind of picture, seen through the sandbox."""

import io
import struct
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image, ImageCms, ImageOps

from fairclaim.imaging.raster import Raster
from fairclaim.imaging.sandbox import Sandbox
from fairclaim.imaging.walk.walk import walk
from unit.imaging import hostile
from unit.imaging.hostile import HEIGHT, WIDTH


def decoded(sandbox: Sandbox, data: bytes) -> Raster:
    return sandbox.decode(data, walk(data).media_type)


def shown(image: Image.Image) -> npt.NDArray[np.uint8]:
    return np.asarray(image.convert("RGB"))


def difference(raster: Raster, image: Image.Image) -> float:
    """Mean absolute difference of a raster and the picture it was made from, in grey levels."""
    return float(np.abs(raster.pixels.astype(int) - shown(image).astype(int)).mean())


LOSSLESS: dict[str, Callable[[], bytes]] = {
    "png": hostile.png,
    "webp": lambda: hostile.webp(lossless=True),
    "tiff": hostile.tiff,
    "tiff-lzw": lambda: hostile.tiff(compression="tiff_lzw"),
    "tiff-deflate": lambda: hostile.tiff(compression="tiff_adobe_deflate"),
    "png-palette": lambda: hostile.saved(hostile.picture().quantize(256), "PNG"),
}
LOSSY: dict[str, Callable[[], bytes]] = {
    "jpeg": lambda: hostile.jpeg(quality=95),
    "jpeg-progressive": lambda: hostile.jpeg(quality=95, progressive=True),
    "webp": lambda: hostile.webp(quality=95),
    "heic": hostile.heic,
    "avif": hostile.avif,
    "tiff-jpeg": lambda: hostile.tiff(compression="jpeg", quality=95),
    "jpeg-cmyk": lambda: hostile.saved(hostile.picture("CMYK"), "JPEG", quality=95),
    "tiff-cmyk": lambda: hostile.saved(hostile.picture("CMYK"), "TIFF"),
    "jpeg-multi-picture": hostile.multi_picture,
    "gif": lambda: hostile.saved(hostile.picture().quantize(256), "GIF"),
}


@pytest.mark.parametrize("name", LOSSLESS)
def test_a_lossless_file_gives_exactly_its_pixels(sandbox: Sandbox, name: str) -> None:
    data = LOSSLESS[name]()
    with Image.open(io.BytesIO(data)) as image:
        raster = decoded(sandbox, data)
        assert np.array_equal(raster.pixels, shown(image))
    assert raster.bit_depth == 8


@pytest.mark.parametrize("name", LOSSY)
def test_a_lossy_file_gives_nearly_its_pixels(sandbox: Sandbox, name: str) -> None:
    raster = decoded(sandbox, LOSSY[name]())
    assert raster.pixels.shape == (HEIGHT, WIDTH, 3)
    assert raster.pixels.dtype == np.uint8
    assert not raster.pixels.flags.writeable
    assert difference(raster, hostile.picture()) < 6


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("format_name", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_every_orientation_is_applied(sandbox: Sandbox, format_name: str, orientation: int) -> None:
    best: dict[str, dict[str, Any]] = {"JPEG": {"quality": 95}, "WEBP": {"lossless": True}}
    exif = hostile.exif_block(Orientation=orientation)
    data = hostile.saved(hostile.picture(), format_name, exif=exif, **best.get(format_name, {}))
    with Image.open(io.BytesIO(data)) as image:
        upright = ImageOps.exif_transpose(image)
        raster = decoded(sandbox, data)
        assert (raster.height, raster.width) == (upright.height, upright.width)
        assert difference(raster, upright) < 1


@pytest.mark.parametrize("orientation", [0, 9, 65535])
def test_an_orientation_that_does_not_exist_changes_nothing(sandbox: Sandbox, orientation: int) -> None:
    raster = decoded(sandbox, hostile.png(exif=hostile.exif_block(Orientation=orientation)))
    assert np.array_equal(raster.pixels, shown(hostile.picture()))


def test_an_orientation_in_xmp_alone_changes_nothing(sandbox: Sandbox) -> None:
    xmp = b'<rdf:Description tiff:Orientation="6"/>'
    assert decoded(sandbox, hostile.jpeg(xmp=xmp)).height == HEIGHT


def test_broken_exif_leaves_the_picture_readable(sandbox: Sandbox) -> None:
    broken = b"Exif\0\0MM\0*\0\0\0\x08\xff\xff" + b"\x01\x12\0\3\xff\xff\xff\xff\0\6\0\0" * 20
    for data in (hostile.jpeg(exif=broken), hostile.png(exif=broken), hostile.webp(exif=broken)):
        assert decoded(sandbox, data).height == HEIGHT


@pytest.mark.parametrize("format_name", ["PNG", "TIFF"])
def test_sixteen_bit_grey_is_rounded(sandbox: Sandbox, format_name: str) -> None:
    values = np.linspace(0, 65535, HEIGHT * WIDTH).astype(np.uint16).reshape(HEIGHT, WIDTH)
    raster = decoded(sandbox, hostile.saved(Image.fromarray(values), format_name))
    assert raster.bit_depth == 16
    assert np.array_equal(raster.pixels[:, :, 0], np.round(values / 257.0).astype(np.uint8))


def deep_colour_png(values: npt.NDArray[np.uint16]) -> bytes:
    """A 16-bit RGB PNG, which Pillow can read and not write."""
    import zlib

    rows = b"".join(b"\0" + row.astype(">u2").tobytes() for row in values)
    header = struct.pack(">IIBBBBB", values.shape[1], values.shape[0], 16, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(hostile.chunk(*part) for part in parts)


def test_sixteen_bit_colour_is_within_one_step(sandbox: Sandbox) -> None:
    values = np.linspace(0, 65535, HEIGHT * WIDTH * 3).astype(np.uint16).reshape(HEIGHT, WIDTH, 3)
    raster = decoded(sandbox, deep_colour_png(values))
    assert raster.bit_depth == 16
    assert np.abs(raster.pixels - values / 257.0).max() <= 1.0


@pytest.mark.parametrize(("low", "high"), [(0.0, 1.0), (0.0, 255.0)])
def test_float_grey_is_scaled_to_its_range(sandbox: Sandbox, low: float, high: float) -> None:
    values = np.linspace(low, high, HEIGHT * WIDTH, dtype=np.float32).reshape(HEIGHT, WIDTH)
    raster = decoded(sandbox, hostile.saved(Image.fromarray(values), "TIFF"))
    assert np.abs(raster.pixels[:, :, 0] - values * (255.0 / high)).max() <= 1.0


@pytest.mark.parametrize("mode", ["L", "1"])
def test_grey_has_three_equal_channels(sandbox: Sandbox, mode: str) -> None:
    raster = decoded(sandbox, hostile.saved(hostile.picture(mode), "PNG"))
    assert np.array_equal(raster.pixels, shown(hostile.picture(mode)))


def see_through(mode: str) -> Image.Image:
    image = hostile.picture(mode)
    image.putalpha(Image.new("L", image.size, 128))
    image.paste((0,) * (len(mode) - 1) + (0,), (0, 0, WIDTH // 2, HEIGHT))
    return image


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
@pytest.mark.parametrize("format_name", ["PNG", "WEBP", "TIFF"])
def test_alpha_is_laid_over_white(sandbox: Sandbox, mode: str, format_name: str) -> None:
    image = see_through(mode)
    options = {"lossless": True, "exact": True} if format_name == "WEBP" else {}
    raster = decoded(sandbox, hostile.saved(image, format_name, **options))
    paper = Image.new("RGBA", image.size, "white")
    paper.alpha_composite(image.convert("RGBA"))
    assert (raster.pixels[:, : WIDTH // 2] == 255).all()
    assert np.abs(raster.pixels.astype(int) - shown(paper)).max() <= 1


def test_a_transparent_palette_entry_is_white(sandbox: Sandbox) -> None:
    image = hostile.picture().quantize(8)
    data = hostile.saved(image, "PNG", transparency=int(np.asarray(image)[0, 0]))
    assert tuple(decoded(sandbox, data).pixels[0, 0]) == (255, 255, 255)


@pytest.mark.parametrize("format_name", ["GIF", "WEBP", "PNG", "AVIF", "TIFF"])
def test_of_an_animation_the_first_frame_is_decoded(sandbox: Sandbox, format_name: str) -> None:
    raster = decoded(sandbox, hostile.animated(format_name))
    assert raster.pixels.shape == (HEIGHT, WIDTH, 3)
    red, green, blue = raster.pixels.reshape(-1, 3).mean(axis=0)
    assert red > 240
    assert max(green, blue) < 15


def lab_profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()


def swapped_profile() -> bytes:
    """A valid RGB profile that is not sRGB: its red and blue primaries have changed places."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    count = int.from_bytes(data[128:132], "big")
    entries = {bytes(data[132 + 12 * i : 136 + 12 * i]): 136 + 12 * i for i in range(count)}
    red, blue = entries[b"rXYZ"], entries[b"bXYZ"]
    data[red : red + 8], data[blue : blue + 8] = data[blue : blue + 8], data[red : red + 8]
    return bytes(data).replace("sRGB".encode("utf-16-be"), "test".encode("utf-16-be")).replace(b"sRGB", b"test")


def test_an_embedded_profile_is_applied(sandbox: Sandbox) -> None:
    image = Image.new("RGB", (WIDTH, HEIGHT), (200, 40, 40))
    data = hostile.saved(image, "PNG", icc_profile=swapped_profile())
    red, green, blue = (int(value) for value in decoded(sandbox, data).pixels[0, 0])
    assert blue > 150 > red
    assert green < 80


@pytest.mark.parametrize("profile", [b"rubbish", lab_profile(), bytes(200)], ids=["rubbish", "other-space", "zeros"])
def test_a_profile_that_does_not_fit_is_ignored(sandbox: Sandbox, profile: bytes) -> None:
    options: dict[str, Any]
    for format_name, options in (("PNG", {}), ("WEBP", {"lossless": True}), ("TIFF", {})):
        data = hostile.saved(hostile.picture(), format_name, icc_profile=profile, **options)
        assert np.array_equal(decoded(sandbox, data).pixels, shown(hostile.picture()))


def test_an_srgb_profile_changes_no_pixel(sandbox: Sandbox) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert np.array_equal(decoded(sandbox, hostile.png(icc_profile=profile)).pixels, shown(hostile.picture()))


def test_same_bytes_give_the_same_pixels(sandbox: Sandbox) -> None:
    data = hostile.jpeg(quality=60)
    assert np.array_equal(decoded(sandbox, data).pixels, decoded(sandbox, data).pixels)
