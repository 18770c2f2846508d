import io
import zlib

from PIL import Image, ImageCms

from fairclaim.imaging.png_pixels import only_pixels
from unit.imaging import hostile


def test_texts_go_and_pixels_stay() -> None:
    data = hostile.with_chunk(hostile.png(), b"tEXt", b"note\0words")
    assert only_pixels(data) == hostile.png()


def test_what_says_how_pixels_look_stays() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    with Image.open(
        io.BytesIO(only_pixels(hostile.png(icc_profile=profile, exif=hostile.exif_block(Orientation=3))))
    ) as image:
        assert image.info["icc_profile"] == profile
        assert image.getexif()[0x0112] == 3


def test_a_profile_that_inflates_without_end_goes() -> None:
    for payload in (b"p\0\0" + zlib.compress(bytes(20_000_000)), b"p\0\0not zlib"):
        assert only_pixels(hostile.with_chunk(hostile.png(), b"iCCP", payload)) == hostile.png()


def test_what_is_cut_off_stays_cut_off() -> None:
    assert only_pixels(hostile.png()[:-20]) == hostile.png()[:-20]
