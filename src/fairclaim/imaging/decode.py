"""Bytes to pixels with Pillow. Runs inside the sandboxed child only; imports every codec before the locks close.

Free of numpy, so that the child starts fast. What comes out is an RGB image as a viewer would show it.
"""

import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from PIL import (
    AvifImagePlugin,
    GifImagePlugin,
    Image,
    ImageCms,
    JpegImagePlugin,
    MpoImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)

from fairclaim.imaging.limits import Limits
from fairclaim.imaging.png_pixels import only_pixels

_PLUGINS = (
    AvifImagePlugin,
    GifImagePlugin,
    JpegImagePlugin,
    MpoImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)
_FORMATS = {
    "image/jpeg": ("JPEG",),
    "image/png": ("PNG",),
    "image/webp": ("WEBP",),
    "image/gif": ("GIF",),
    "image/tiff": ("TIFF",),
    "image/avif": ("AVIF",),
    "image/heic": ("HEIF",),
    "image/heif": ("HEIF",),
}
_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_DEEP_MODES = frozenset({"I;16", "I;16B", "I;16L", "I;16N", "I", "F"})
_ALPHA_MODES = frozenset({"RGBA", "LA", "PA", "RGBa", "La"})
_PROFILE_SPACES = {"RGB": "RGB", "L": "GRAY", "CMYK": "CMYK"}
_STRIP_ROWS = 128


@dataclass(frozen=True, slots=True)
class Decoded:
    """An upright sRGB picture, and how many bits a channel had in the file."""

    image: Image.Image
    bit_depth: int

    def strips(self) -> Iterator[bytes]:
        """Yield the pixels row by row, three bytes each, a strip of rows at a time so that no second copy exists."""
        width, height = self.image.size
        for row in range(0, height, _STRIP_ROWS):
            yield self.image.crop((0, row, width, min(row + _STRIP_ROWS, height))).tobytes()


def prepare(limits: Limits, *, with_heif: bool) -> None:
    """Load codecs and set Pillow's own guards; call before the process is locked down.

    Parameters
    ----------
    limits : Limits
        Pixels that Pillow may allocate.
    with_heif : bool
        Whether to load libheif, which costs about 10 ms and 20 MB.
    """
    Image.preinit()
    Image.MAX_IMAGE_PIXELS = limits.pixels
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    PngImagePlugin.MAX_TEXT_CHUNK = limits.text_bytes
    _srgb()
    if with_heif:
        import pillow_heif  # noqa: PLC0415  (only for HEIC, see above)

        pillow_heif.register_heif_opener(thumbnails=False, decode_threads=2)


def decode(data: bytes, media_type: str) -> Decoded:
    """Decode the first picture of a file.

    EXIF orientation is applied, an ICC profile is converted to sRGB (a broken one is ignored), CMYK, grey and palette
    become RGB, alpha is laid over white. Grey above 8 bits is rounded; for colour above 8 bits Pillow keeps the high
    byte, which differs by one step at most.

    Parameters
    ----------
    data : bytes
        The whole file.
    media_type : str
        As `sniff` said; no other decoder is tried.

    Returns
    -------
    Decoded
        Mode RGB, 8 bits.

    Raises
    ------
    Exception
        Whatever a codec raises; the worker translates it.
    """
    lean = only_pixels(data) if media_type == "image/png" else data
    with Image.open(io.BytesIO(lean), formats=_FORMATS[media_type]) as image:
        bit_depth = _bit_depth(image, data, media_type)
        image.load()
        upright = _upright(image)
        return Decoded(_to_srgb(upright, image.info.get("icc_profile")), bit_depth)


def _upright(image: Image.Image) -> Image.Image:
    image.info.pop("xmp", None)  # Pillow would take an orientation from XMP; viewers do not.
    try:
        turn = _TURNS.get(int(image.getexif().get(_ORIENTATION, 1)))
    except Exception:  # noqa: BLE001  (whatever broken EXIF raises, the picture is still readable)
        turn = None
    return image.transpose(turn) if turn is not None else image


def _to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    if image.mode in _DEEP_MODES:
        image = _to_grey(image)
    alpha = None
    if image.mode in _ALPHA_MODES or "transparency" in image.info:
        image = image.convert("RGBA")
        alpha = image.getchannel("A")
        image = image.convert("RGB")
    elif image.mode in {"P", "YCbCr", "RGBX"}:
        image = image.convert("RGB")
    elif image.mode == "1":
        image = image.convert("L")
    image = _with_profile(image, profile) or _without_profile(image)
    return image if alpha is None else _over_white(image, alpha)


def _over_white(image: Image.Image, alpha: Image.Image) -> Image.Image:
    paper = Image.new("RGB", image.size, "white")
    paper.paste(image, mask=alpha)
    return paper


def _with_profile(image: Image.Image, profile: bytes | None) -> Image.Image | None:
    """Convert by the embedded profile; None where there is none, it is sRGB already, or it does not fit or work."""
    if not profile:
        return None
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if source.profile.xcolor_space.strip() != _PROFILE_SPACES.get(image.mode):
            return None
        if "srgb" in (source.profile.profile_description or "").lower():
            return None
        return ImageCms.profileToProfile(image, source, _srgb(), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, TypeError, ValueError):
        return None


def _without_profile(image: Image.Image) -> Image.Image:
    if image.mode == "LAB":
        lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
        converted = ImageCms.profileToProfile(image, lab, _srgb(), outputMode="RGB")
        if converted is not None:
            return converted
    return image if image.mode == "RGB" else image.convert("RGB")


@cache
def _srgb() -> ImageCms.ImageCmsProfile:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


def _to_grey(image: Image.Image) -> Image.Image:
    """Reduce 16-bit, 32-bit or float grey to 8 bits, rounding."""
    if image.mode == "F":
        lowest, highest = (float(bound) for bound in _extrema(image))
        scale = 65535.0 if highest <= 1.0 and lowest >= 0.0 else 257.0
        image = image.point(lambda value: value * scale + 0.0).convert("I")
    elif image.mode != "I":
        image = image.convert("I")
    elif float(_extrema(image)[1]) > 65535:
        image = image.point(lambda value: value * (1 / 65537) + 0)
    return image.point(_grey_table(), "L")


def _extrema(image: Image.Image) -> tuple[float, float]:
    lowest, highest = image.getextrema()
    return float(str(lowest)), float(str(highest))


@cache
def _grey_table() -> list[int]:
    return [(value * 255 + 32767) // 65535 for value in range(65536)]


def _bit_depth(image: Image.Image, data: bytes, media_type: str) -> int:
    if media_type == "image/png":
        return 8 if data[25] == 3 else data[24]  # IHDR: colour type 3 is a palette of 8-bit colours
    if isinstance(image, TiffImagePlugin.TiffImageFile):
        return max((int(bits) for bits in image.tag_v2.get(TiffImagePlugin.BITSPERSAMPLE, (8,))), default=8)
    if media_type == "image/avif":
        return _av1_bit_depth(data)
    return int(image.info.get("bit_depth") or 8)


def _av1_bit_depth(data: bytes) -> int:
    """Read high_bitdepth and twelve_bit of the av1C box (AV1 in ISOBMFF 1.2, 2.3.3)."""
    at = data.find(b"av1C")
    flags = data[at + 6] if 0 <= at < len(data) - 6 else 0
    if not flags & 0x40:
        return 8
    return 12 if flags & 0x20 else 10
