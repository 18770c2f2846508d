"""Pictures with known truth: what edits, channels and second photographs do to scikit-image's own pictures, at small sizes.

Every function is pure; pictures are made once and are read-only.
"""

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt
from skimage import data

from fairclaim.benchmark.channels import crop_jpeg, jpeg, resize_jpeg
from fairclaim.benchmark.forge import Forgery, paint_crack, paint_stain
from fairclaim.domain.box import Box
from fairclaim.domain.exhibit import Exhibit, ExhibitId, Role
from fairclaim.forensics.case import Case
from fairclaim.forensics.features import WorkingPhoto
from fairclaim.imaging.metadata import Metadata
from fairclaim.imaging.photo import Photo
from fairclaim.imaging.raster import Raster
from fairclaim.imaging.structure import Structure

Pixels = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]
Matrix = npt.NDArray[np.float64]


class Sent(NamedTuple):
    """A picture as it arrives, with the painted place on its own grid."""

    pixels: Pixels
    mask: Mask

    @property
    def box(self) -> Box:
        return Forgery(self.pixels, self.mask).box


def sealed(pixels: npt.NDArray[np.generic]) -> Pixels:
    """Return contiguous, read-only bytes."""
    copied = np.array(pixels, dtype=np.uint8, order="C")
    copied.flags.writeable = False
    return copied


@cache
def picture(name: str, *, height: int = 300) -> Pixels:
    """Return one of scikit-image's pictures at a small height: coffee, chelsea, astronaut or rocket."""
    pixels = getattr(data, name)()
    return resized(pixels, height / pixels.shape[0])


@cache
def stereo(*, height: int = 250) -> tuple[Pixels, Pixels]:
    """Return two photographs of one thing from places beside each other, rectified (Middlebury motorcycle)."""
    left, right, _ = data.stereo_motorcycle()
    return resized(left, height / left.shape[0]), resized(right, height / right.shape[0])


def resized(pixels: Pixels, scale: float, *, stretch: float = 1.0) -> Pixels:
    """Resize by a factor; columns by ``stretch`` times that."""
    height, width = round(pixels.shape[0] * scale), round(pixels.shape[1] * scale * stretch)
    kernel = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return sealed(cv2.resize(pixels, (width, height), interpolation=kernel))


def decoded(file: bytes) -> Pixels:
    """Decode a colour file."""
    bgr = cv2.imdecode(np.frombuffer(file, np.uint8), cv2.IMREAD_COLOR)
    assert bgr is not None
    return sealed(bgr[..., ::-1])


def reencoded(pixels: Pixels, quality: int) -> Pixels:
    """Compress as JPEG and decode again."""
    return decoded(jpeg(pixels, quality=quality))


def toned(pixels: Pixels) -> Pixels:
    """Lift the shadows and warm the colours, as album filters do."""
    lifted = (pixels / 255.0) ** 0.85 * [1.05, 1.0, 0.92] + 0.02
    return sealed(np.clip(lifted * 255, 0, 255).round())


def photographed_again(pixels: Pixels, *, angle_deg: float = 7.0, fill: float = 0.8) -> tuple[Pixels, Matrix]:
    """Photograph a flat print by hand: turn, perspective, uneven light, softness, noise and compression.

    Below a ``fill`` of about 1.3 the table that it lies on can be seen. Returns the photo, and the 3 × 3 map from the print's
    pixel centres ``(col, row, 1)`` to the photo's.
    """
    height, width = pixels.shape[:2]
    cos, sin = np.cos(np.deg2rad(angle_deg)), np.sin(np.deg2rad(angle_deg))
    to_middle = np.array([[1, 0, -width / 2], [0, 1, -height / 2], [0, 0, 1.0]])
    turn = np.array([[cos, -sin, 0], [sin, cos, 0], [0, 0, 1.0]]) @ np.diag([fill, fill, 1.0])
    tilt = np.array([[1, 0, 0], [0, 1, 0], [4e-4, 2.5e-4, 1.0]])
    matrix = np.linalg.inv(to_middle) @ tilt @ turn @ to_middle
    blocks = np.random.default_rng(12).integers(40, 200, (height // 12 + 1, width // 12 + 1, 3), dtype=np.uint8)
    table = cv2.resize(blocks, (width, height), interpolation=cv2.INTER_CUBIC)
    cv2.warpPerspective(pixels, matrix, (width, height), dst=table, borderMode=cv2.BORDER_TRANSPARENT)
    seen = table.astype(np.float32)
    lit = cv2.GaussianBlur(seen, (0, 0), 0.7) * np.linspace(0.75, 1.1, width, dtype=np.float32)[None, :, None]
    noisy = lit + np.random.default_rng(11).normal(0, 3, lit.shape)
    return reencoded(sealed(np.clip(noisy, 0, 255).round()), 88), matrix


def drifted(sent: Sent, *, reach_px: float = 2.5) -> Sent:
    """Move the content smoothly by up to ``reach_px``, as generators that re-render a picture do."""
    height, width = sent.mask.shape
    coarse = np.random.default_rng(0).normal(0, 1, (3, 4, 2)).astype(np.float32)
    drift = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
    drift *= reach_px / np.abs(drift).max()
    rows, cols = np.mgrid[0:height, 0:width].astype(np.float32)
    from_cols, from_rows = cols + drift[..., 0], rows + drift[..., 1]
    moved = cv2.remap(sent.pixels, from_cols, from_rows, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT)
    mask = cv2.remap(sent.mask.astype(np.uint8), from_cols, from_rows, cv2.INTER_NEAREST)
    return Sent(reencoded(sealed(moved), 90), mask > 0)


def middle(pixels: Pixels) -> Box:
    """Return the place where damage is painted."""
    height, width = pixels.shape[:2]
    return Box(int(height * 0.35), int(width * 0.3), int(height * 0.65), int(width * 0.6))


@cache
def cracked(name: str) -> Sent:
    """Return a picture with a painted crack in its middle."""
    good = picture(name)
    forged, mask = paint_crack(good, np.random.default_rng(3), within=middle(good), width_px=3.0)
    return Sent(sealed(forged), mask)


@cache
def stained(name: str) -> Sent:
    """Return a picture with a painted stain in its middle."""
    good = picture(name)
    forged, mask = paint_stain(good, np.random.default_rng(3), within=middle(good))
    return Sent(sealed(forged), mask)


def as_sent(sent: Sent) -> Sent:
    """Leave the picture as it is."""
    return sent


def at_three_quarters(sent: Sent) -> Sent:
    """Resize to 75 % and compress at quality 85."""
    delivery = resize_jpeg(sent.pixels, long_side_px=round(max(sent.mask.shape) * 0.75), quality=85)
    return Sent(decoded(delivery.data), delivery.placement.carry(sent.mask))


def through_a_chat_app(sent: Sent) -> Sent:
    """Fit into 1080 px and compress at quality 70."""
    delivery = resize_jpeg(sent.pixels)
    return Sent(decoded(delivery.data), delivery.placement.carry(sent.mask))


def cropped(sent: Sent) -> Sent:
    """Cut 6 % off every edge and compress at quality 85."""
    delivery = crop_jpeg(sent.pixels)
    return Sent(decoded(delivery.data), delivery.placement.carry(sent.mask))


CHANNELS: dict[str, Callable[[Sent], Sent]] = {
    "original": as_sent,
    "resize-75-jpeg-85": at_three_quarters,
    "chat-1080-jpeg-70": through_a_chat_app,
}


def scene_with_a_turned_object(*, angle_deg: float) -> Pixels:
    """Lay a textured disc on a background that keeps its place, and turn the disc about its middle."""
    background, disc = picture("coffee").copy(), picture("astronaut")
    radius = 125
    row, col = 150, 225
    turned = cv2.warpAffine(
        disc, cv2.getRotationMatrix2D((150.0, 150.0), angle_deg, 1.0), (300, 300), flags=cv2.INTER_CUBIC
    )
    rows, cols = np.ogrid[-radius:radius, -radius:radius]
    inside = rows**2 + cols**2 < radius**2
    place = background[row - radius : row + radius, col - radius : col + radius]
    place[inside] = turned[150 - radius : 150 + radius, 150 - radius : 150 + radius][inside]
    return reencoded(background, 95)


def working(pixels: npt.NDArray[np.uint8]) -> WorkingPhoto:
    """Return a picture as comparisons see it."""
    return WorkingPhoto(Raster(sealed(pixels)))


@cache
def known(name: str) -> WorkingPhoto:
    """Return one of scikit-image's pictures as comparisons see it; its features are found once."""
    return working(picture(name))


def photo(
    pixels: npt.NDArray[np.uint8], role: Role = Role.CLAIM, *, number: int = 1, file: bytes | None = None
) -> Photo:
    """Return a photo without metadata; the bytes are made from pixels and name, so that two photos differ as files."""
    shown = sealed(pixels)
    identity = ExhibitId(f"{role.value}-{number}")
    return Photo(
        id=identity,
        exhibit=Exhibit(file if file is not None else identity.encode() + shown.tobytes(), role),
        structure=Structure(media_type="image/png", parts=(), height=shown.shape[0], width=shown.shape[1]),
        metadata=Metadata(),
        raster=Raster(shown),
    )


def case(claim: npt.NDArray[np.uint8], *references: npt.NDArray[np.uint8]) -> Case:
    """Return a case of one claim photo and listing pictures."""
    listings = tuple(photo(pixels, Role.LISTING, number=n) for n, pixels in enumerate(references, start=1))
    return Case(photos=(photo(claim), *listings))
