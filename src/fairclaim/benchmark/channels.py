"""What happens to a photo between two phones: resized, compressed again, shown inside another app and captured.

Each channel takes pixels and returns the file that arrives, with the geometric map by which a mask can follow. Sizes
and qualities are those of the benchmark's named channels; real apps vary with version and network.
"""

import io
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

Pixels = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]

CHAT_LONG_SIDE_PX = 1080
"""Long side of a photo sent the ordinary way in a chat app."""
CHAT_QUALITY = 70
"""libjpeg quality of such a photo."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Where the sent picture lies in the received one.

    Parameters
    ----------
    scale_rows, scale_cols : float
        Received pixels per sent pixel.
    offset_row, offset_col : int
        Received pixel of the sent picture's upper left corner; negative where the channel cut it off.
    height, width : int
        Size of the received picture, in pixels.
    """

    scale_rows: float
    scale_cols: float
    offset_row: int
    offset_col: int
    height: int
    width: int

    def carry(self, mask: Mask) -> Mask:
        """Return a sent picture's mask, shape (M, N), on the received grid, shape (``height``, ``width``).

        A received pixel is True where it shows any part of a sent pixel that is True, so that thin cracks survive.
        """
        rows, cols = round(mask.shape[0] * self.scale_rows), round(mask.shape[1] * self.scale_cols)
        kernel = cv2.INTER_AREA if rows <= mask.shape[0] and cols <= mask.shape[1] else cv2.INTER_NEAREST
        moved = np.asarray(cv2.resize(mask.astype(np.float32), (cols, rows), interpolation=kernel)) > 0
        received = np.zeros((self.height, self.width), bool)
        shown = moved[max(-self.offset_row, 0) :, max(-self.offset_col, 0) :]
        place = received[max(self.offset_row, 0) :, max(self.offset_col, 0) :]
        height, width = min(shown.shape[0], place.shape[0]), min(shown.shape[1], place.shape[1])
        place[:height, :width] = shown[:height, :width]
        return received


@dataclass(frozen=True, slots=True)
class Delivery:
    """The file that arrives, and where the sent picture lies in it."""

    data: bytes
    placement: Placement


def resize_jpeg(pixels: Pixels, *, long_side_px: int = CHAT_LONG_SIDE_PX, quality: int = CHAT_QUALITY) -> Delivery:
    """Shrink to a long side and compress, as chat apps do; smaller pictures keep their size.

    Parameters
    ----------
    pixels : numpy.ndarray, shape (M, N, 3), uint8, sRGB
        Sent picture.
    long_side_px : int, default 1080
        Greatest allowed side.
    quality : int, default 70
        libjpeg quality, 1 to 95.
    """
    height, width = pixels.shape[:2]
    scale = min(long_side_px / max(height, width), 1.0)
    rows, cols = max(round(height * scale), 1), max(round(width * scale), 1)
    return Delivery(jpeg(_resized(pixels, rows, cols), quality=quality), _fitted(pixels, rows, cols))


def resave(pixels: Pixels, *, quality: int, times: int = 1) -> Delivery:
    """Compress at full size, once or several times in a row."""
    data = jpeg(pixels, quality=quality)
    for _ in range(times - 1):
        data = jpeg(_decoded(data), quality=quality)
    return Delivery(data, _fitted(pixels, pixels.shape[0], pixels.shape[1]))


def resaved(pixels: Pixels, *, quality: int) -> Pixels:
    """Return what one JPEG saving at full size makes of the pixels; read-only."""
    return _decoded(jpeg(pixels, quality=quality))


def webp_jpeg(pixels: Pixels, *, webp_quality: int = 80, quality: int = 95) -> Delivery:
    """Compress as WebP, as web pages and some apps keep photos, and convert to JPEG, as saving to an album does."""
    webp = _encoded(pixels, "WEBP", quality=webp_quality)
    return resave(_decoded(webp), quality=quality)


def crop_jpeg(pixels: Pixels, *, margin: float = 0.06, quality: int = 85) -> Delivery:
    """Cut the same share off all four edges and compress, as a user does who straightens or frames a picture."""
    height, width = pixels.shape[:2]
    row, col = int(height * margin), int(width * margin)
    kept = pixels[row : height - row, col : width - col]
    placement = Placement(
        scale_rows=1.0, scale_cols=1.0, offset_row=-row, offset_col=-col, height=kept.shape[0], width=kept.shape[1]
    )
    return Delivery(jpeg(kept, quality=quality), placement)


def screenshot(pixels: Pixels, *, screen_height_px: int = 2340, screen_width_px: int = 1080) -> Delivery:
    """Show the picture full width on a phone, in an app with bars above and below, and capture the screen as PNG."""
    height, width = pixels.shape[:2]
    bar = screen_height_px // 12
    scale = min(screen_width_px / width, (screen_height_px - 2 * bar) / height)
    rows, cols = round(height * scale), round(width * scale)
    row, col = (screen_height_px - rows) // 2, (screen_width_px - cols) // 2
    screen = _app(screen_height_px, screen_width_px, bar_px=bar)
    screen[row : row + rows, col : col + cols] = _resized(pixels, rows, cols)
    placement = Placement(
        scale_rows=rows / height,
        scale_cols=cols / width,
        offset_row=row,
        offset_col=col,
        height=screen_height_px,
        width=screen_width_px,
    )
    return Delivery(png(screen), placement)


def jpeg(pixels: Pixels, *, quality: int) -> bytes:
    """Encode as a baseline JPEG with 4:2:0 subsampling and no metadata."""
    return _encoded(pixels, "JPEG", quality=quality, subsampling=2)


def png(pixels: Pixels) -> bytes:
    """Encode without loss and without metadata."""
    return _encoded(pixels, "PNG", compress_level=3)


def _encoded(pixels: Pixels, file_format: str, **options: int) -> bytes:
    out = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(pixels)).save(out, file_format, **options)
    return out.getvalue()


def _decoded(data: bytes) -> Pixels:
    with Image.open(io.BytesIO(data)) as image:
        return np.asarray(image.convert("RGB"))


def _fitted(pixels: Pixels, rows: int, cols: int) -> Placement:
    return Placement(
        scale_rows=rows / pixels.shape[0],
        scale_cols=cols / pixels.shape[1],
        offset_row=0,
        offset_col=0,
        height=rows,
        width=cols,
    )


def _resized(pixels: Pixels, rows: int, cols: int) -> Pixels:
    """Resize, averaging areas when shrinking and with a bicubic kernel when growing."""
    shrinks = rows * cols < pixels.shape[0] * pixels.shape[1]
    kernel = cv2.INTER_AREA if shrinks else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(pixels, (cols, rows), interpolation=kernel), np.uint8)


def _app(height: int, width: int, *, bar_px: int) -> Pixels:
    """Draw an app's window: status bar, title bar with a back arrow, tool bar with buttons, black in between."""
    image = Image.new("RGB", (width, height), (0, 0, 0))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, width, bar_px), fill=(247, 247, 247))
    draw.rectangle((0, height - bar_px, width, height), fill=(247, 247, 247))
    draw.text((width // 24, bar_px // 8), "9:41", fill=(20, 20, 20), font_size=bar_px // 5)
    draw.text((width // 2, bar_px * 5 // 8), "3 / 9", fill=(20, 20, 20), font_size=bar_px // 4, anchor="mm")
    arrow = width // 20
    draw.line(
        ((arrow * 2, bar_px // 2), (arrow, bar_px * 5 // 8), (arrow * 2, bar_px * 3 // 4)),
        fill=(20, 20, 20),
        width=max(width // 200, 1),
    )
    for place in (1, 3, 5):
        centre, radius = width * place // 6, bar_px // 6
        middle = height - bar_px // 2
        draw.ellipse(
            (centre - radius, middle - radius, centre + radius, middle + radius),
            outline=(60, 60, 60),
            width=max(width // 250, 1),
        )
    return np.array(image)
