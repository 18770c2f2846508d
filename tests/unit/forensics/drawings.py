"""What people draw on photos: circles, arrows, captions, stickers, covering boxes, and a service's mark at the edge."""

from collections.abc import Callable

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from unit.forensics.material import Pixels, sealed

INKS = {
    "red": (255, 0, 0),
    "yellow": (255, 235, 0),
    "green": (0, 220, 60),
    "blue": (30, 90, 255),
    "magenta": (255, 0, 200),
}
Ink = tuple[int, int, int]


def circled(pixels: Pixels, ink: Ink) -> Pixels:
    image, draw, height, width = _canvas(pixels)
    draw.ellipse((width // 4, height // 4, width * 3 // 5, height * 3 // 5), outline=ink, width=max(height // 80, 3))
    return _done(image)


def with_arrow(pixels: Pixels, ink: Ink) -> Pixels:
    image, draw, height, width = _canvas(pixels)
    line = max(height // 80, 3)
    tip = (width // 2, height // 2)
    draw.line((width // 5, height // 5, *tip), fill=ink, width=line)
    draw.polygon([(tip[0] + 8, tip[1] + 8), (tip[0] - 10, tip[1] + 3), (tip[0] + 2, tip[1] - 10)], fill=ink)
    return _done(image)


def with_scribble(pixels: Pixels, ink: Ink) -> Pixels:
    image, draw, height, width = _canvas(pixels)
    angle = np.linspace(0, 6.6, 60)
    radius = height / 5 * (1 + 0.15 * np.sin(3 * angle + 1) + 0.03 * angle)
    places = zip(width / 2 + radius * np.cos(angle), height / 2 + 0.7 * radius * np.sin(angle), strict=True)
    draw.line([(float(x), float(y)) for x, y in places], fill=ink, width=max(height // 80, 3), joint="curve")
    return _done(image)


def captioned(pixels: Pixels, ink: Ink) -> Pixels:
    image, draw, height, width = _canvas(pixels)
    font = ImageFont.load_default(height // 9)
    draw.text((width // 10, height // 2), "BROKEN HERE", fill=ink, font=font)
    return _done(image)


def with_text_box(pixels: Pixels) -> Pixels:
    image, draw, height, width = _canvas(pixels)
    font = ImageFont.load_default(height // 12)
    left, top = width // 8, height // 2
    right = left + draw.textlength("arrived like this", font=font) + 20
    draw.rectangle((left, top, right, top + height // 7), fill=(0, 0, 0))
    draw.text((left + 10, top + height // 50), "arrived like this", fill=(255, 255, 255), font=font)
    return _done(image)


def with_emoji(pixels: Pixels) -> Pixels:
    image, draw, height, width = _canvas(pixels)
    x, y, r = width // 2, height // 2, height // 8
    brown = (90, 50, 10)
    draw.ellipse((x - r, y - r, x + r, y + r), fill=(255, 204, 50))
    draw.ellipse((x - r // 2, y - r // 3, x - r // 4, y), fill=brown)
    draw.ellipse((x + r // 4, y - r // 3, x + r // 2, y), fill=brown)
    draw.arc((x - r // 2, y, x + r // 2, y + r * 2 // 3), 10, 170, fill=brown, width=max(r // 8, 2))
    return _done(image)


def marked_at_the_corner(pixels: Pixels, text: str = "AI generated", *, opacity: float = 0.85) -> Pixels:
    """Lay a white service mark into the lower right corner, as generators do."""
    height, width = pixels.shape[:2]
    font = ImageFont.load_default(height // 18)
    veil = Image.new("L", (width, height), 0)
    draw = ImageDraw.Draw(veil)
    left = width - draw.textlength(text, font=font) - height // 30
    draw.text((left, height - height // 12), text, fill=255, font=font)
    share = np.asarray(veil, np.float32)[..., None] / 255 * opacity
    return sealed(np.rint(pixels * (1 - share) + 255 * share))


STROKES: dict[str, Callable[[Pixels, Ink], Pixels]] = {
    "circle": circled,
    "arrow": with_arrow,
    "scribble": with_scribble,
    "caption": captioned,
}
PATCHES: dict[str, Callable[[Pixels], Pixels]] = {"text box": with_text_box, "emoji": with_emoji}


def _canvas(pixels: Pixels) -> tuple[Image.Image, ImageDraw.ImageDraw, int, int]:
    image = Image.fromarray(np.array(pixels))
    return image, ImageDraw.Draw(image), image.height, image.width


def _done(image: Image.Image) -> Pixels:
    return sealed(np.asarray(image))
