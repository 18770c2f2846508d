"""What the blind track tries: one photo alone, as it is or forged, through a channel. No pixels, so that any process can cook it."""

import hashlib
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

import numpy as np

from fairclaim.benchmark.recipe import Treatment

FULL_SIDE_PX, FRAME_SIDE_PX = 1440, 768
"""Long sides to which both classes are brought: as an album keeps a photo, and as a generator draws one."""
FIT_SHARE = 0.5
"""Share of objects that calibration may learn from."""


class Way(StrEnum):
    """How the photo reached us."""

    ORIGINAL = "original"
    RESIZED = "resized-75"
    CHAT = "chat-70"
    TWICE = "twice"
    SCREENSHOT = "screenshot"
    UNTOUCHED = "untouched"
    """The file itself, byte for byte: only genuine ones, whose files differ from our forgeries' in more than the forgery."""
    FROM_WEBP = "webp-80, then jpeg-95"
    """A photo from a web page or an app that keeps WebP, converted: genuine ones only. Its small blocks leave a lattice of their own."""
    AGAIN_FINE = "jpeg 60-85, then 90-97"
    AGAIN_MEDIUM = "jpeg 45-68, then 75-88"
    AGAIN_COARSE = "jpeg 30-52, then 60-73"
    """Saved, opened, changed by a forger or by nobody, and saved again on the same grid, finer than before."""
    AS_PNG = "png"
    AS_JPEG = "jpeg-95"
    AS_COARSE_JPEG = "jpeg-75"
    AS_SMALLER = "smaller"


CHANNELS = (Way.ORIGINAL, Way.RESIZED, Way.CHAT, Way.TWICE, Way.SCREENSHOT)
"""What every photo of both classes goes through."""
AGAIN = (Way.AGAIN_FINE, Way.AGAIN_MEDIUM, Way.AGAIN_COARSE)
"""Channels in which an earlier saving can show: those that the check of double compression is about."""
GENUINE_ONLY = (Way.UNTOUCHED, Way.FROM_WEBP)
"""Ways in which no forgery comes: false alarms are counted in them, and no class is told from another."""
FORMATS = (Way.AS_PNG, Way.AS_JPEG, Way.AS_COARSE_JPEG, Way.AS_SMALLER)
"""Files that are swapped between the classes (:mod:`fairclaim.benchmark.shortcuts`)."""


class Kind(StrEnum):
    """What the photo is."""

    GENUINE = "genuine"
    DAMAGED = "genuine damaged"
    """The people whom we must not accuse."""
    SOURCE = "source of a real edit"
    """Compared with the real edits alone, so that nothing but the edit differs."""
    PASTED = "pasted-back"
    RERENDERED = "re-rendered"
    REAL_EDIT = "real edit"
    GENERATED = "generator output"
    ENLARGED = "enlarged by a network"
    """Measured beside the others and never learned from: albums enlarge honest photos so, too."""
    SCREEN = "photo of a screen, rendered"
    """No forgery, and no count among them: one check alone is asked about it."""


HONEST = frozenset({Kind.GENUINE, Kind.DAMAGED})
OWN = frozenset({Kind.PASTED, Kind.RERENDERED})
"""Forgeries of our own making: numbers on them stand apart."""
MADE_HERE = OWN | {Kind.ENLARGED}
REAL = frozenset({Kind.REAL_EDIT, Kind.GENERATED})


class Split(StrEnum):
    """What an object's photos may be used for."""

    FIT = "fit"
    HELD_OUT = "held out"


@dataclass(frozen=True, slots=True, kw_only=True)
class BlindRecipe:
    """One photo to cook.

    Parameters
    ----------
    kind : Kind
        Its class.
    source : str
        Folder of the corpus, or how it was forged.
    subject : str
        Object or camera; nothing of one subject is on both sides of the split.
    photo : Path
        The file that it is made from.
    name : str
        Of the photo, as results name it; a forgery has its photo's, a window one of its own.
    way : Way
        Channel.
    side_px : int
        Long side to which it is brought before anything else is done.
    sizes : tuple of int
        Sizes at which classes are compared that it stands for; a small photo is the same at both.
    take : int
        0 the whole photo; above, a window of it, another for every number.
    treatment : Treatment
        How it is forged.
    donor, mask, autoencoder : Path or None
        A photo of real damage; where a real edit was changed; a generator's ONNX file.
    asks : frozenset of str
        Names of the checks that read it; empty for all.
    """

    kind: Kind
    source: str
    subject: str
    photo: Path
    name: str
    way: Way
    side_px: int = FULL_SIDE_PX
    sizes: tuple[int, ...] = (FULL_SIDE_PX,)
    take: int = 0
    treatment: Treatment = Treatment.NOTHING
    donor: Path | None = None
    mask: Path | None = None
    autoencoder: Path | None = None
    asks: frozenset[str] = frozenset()

    @property
    def split(self) -> Split:
        """The side of the split: the subject's alone, whatever the corpus holds besides."""
        return split_of(self.subject)

    @property
    def file(self) -> str:
        """A file name that tells nothing of the class."""
        key = "|".join((self.kind, self.source, self.name, self.way, str(self.side_px), str(self.take), self.treatment))
        suffix = {Way.AS_PNG: ".png", Way.SCREENSHOT: ".png", Way.UNTOUCHED: self.photo.suffix.lower()}
        return hashlib.sha256(key.encode()).hexdigest()[:16] + suffix.get(self.way, ".jpg")

    def through(self, way: Way) -> "BlindRecipe":
        """Return the same photo, sent otherwise."""
        return replace(self, way=way)

    def generator(self) -> np.random.Generator:
        """Return randomness that all channels of one photo share."""
        return np.random.default_rng(_number(f"{self.kind}|{self.source}|{self.name}|{self.side_px}|{self.take}"))

    def generator_of_channel(self) -> np.random.Generator:
        """Return randomness of the channel alone, the same for a photo and for what was made of it."""
        return np.random.default_rng(_number(f"{self.way}|{self.name}|{self.side_px}|{self.take}"))


def split_of(subject: str) -> Split:
    """Return a subject's side, by its name alone, so that a corpus may grow without moving anything across."""
    return Split.FIT if subject_number(subject) / 2**64 < FIT_SHARE else Split.HELD_OUT


def subject_number(subject: str) -> int:
    """Return a subject's lasting number, below 2⁶⁴, as if drawn."""
    return _number(f"blind track|{subject}")


def _number(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8])
