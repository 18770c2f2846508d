"""What the reference track tries: each recipe names its files, what is done to them, its channel and its role.

A recipe holds no pixels, so that any process can cook it, and the same recipe always yields the same bytes
(:mod:`fairclaim.benchmark.trials`).
"""

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import numpy as np

from fairclaim.benchmark.channels import Mask
from fairclaim.domain.exhibit import Role


class Channel(StrEnum):
    """How the claim photo reached us."""

    ORIGINAL = "original"
    RESIZED = "resized-85"
    CHAT = "chat-70"
    TWICE = "twice"
    SCREENSHOT = "screenshot"


class Track(StrEnum):
    """Whose numbers must never be mixed."""

    REAL_EDIT = "real AI edits"
    PAINTED = "painted damage"
    BLENDED = "real damage blended in"
    FILLED = "parts filled in"
    REGENERATED = "sent through a generator"
    COPY = "unchanged copies"
    DRESSED = "dressed copies"
    HONEST = "honest pairs"
    LOOK_ALIKE = "rendered flat prints"
    RESHOT = "second shots"


FORGED_TRACKS = (Track.REAL_EDIT, Track.PAINTED, Track.BLENDED, Track.FILLED, Track.REGENERATED)
MASKED_TRACKS = FORGED_TRACKS[1:]
"""Forgeries that we made ourselves, so that the changed pixels are known."""
COPY_TRACKS = (Track.COPY, Track.DRESSED)
HONEST_TRACKS = (Track.HONEST, Track.LOOK_ALIKE, Track.RESHOT)


class Treatment(StrEnum):
    """What is done to a photo before it is sent."""

    NOTHING = ""
    CRACK = "crack"
    STAIN = "stain"
    MOULD = "mould"
    TEAR = "tear"
    REAL_CRACK = "real crack"
    REAL_ROT = "real rot"
    PATCHES = "filled by patches"
    DIFFUSION = "filled by diffusion"
    FRAME = "whole frame regenerated"
    REGION = "region regenerated"
    CAPTION = "caption"
    CIRCLE = "circle and arrow"
    COLLAGE = "collage"
    FILTER = "filter"
    SCREEN = "photo of a screen"
    PAGE = "printed page"
    HAND = "burst by hand"
    STAND = "two shots from a stand"
    FRAMES = "two frames of a clip"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """One trial to cook.

    Parameters
    ----------
    track : Track
        Which numbers it belongs to.
    name : str
        Unique together with track, treatment and channel.
    claim, reference : Path
        Photos; equal where the claim is made from the reference.
    channel : Channel
        How the claim photo arrives.
    treatment : Treatment
        What is done to the claim photo before.
    remade : bool
        Also crop, tone, and sometimes mirror or enlarge.
    role : Role
        Of the reference.
    donor : Path or None
        A photo of real damage, or the other half of a collage.
    frames : tuple of two ints or None
        Numbers of the claim's and the reference's frame where both are one clip.
    autoencoder : Path or None
        The generator's ONNX file, for :attr:`Track.REGENERATED`.
    """

    track: Track
    name: str
    claim: Path
    reference: Path
    channel: Channel
    treatment: Treatment = Treatment.NOTHING
    remade: bool = False
    role: Role = Role.LISTING
    donor: Path | None = None
    frames: tuple[int, int] | None = None
    autoencoder: Path | None = None

    def generator(self) -> np.random.Generator:
        """Return this recipe's own randomness."""
        return _generator(f"{self.track}|{self.name}|{self.treatment}|{self.channel}")

    def generator_of_forgery(self) -> np.random.Generator:
        """Return randomness that all channels of one forgery share, so that what is costly to make is made once."""
        return _generator(f"{self.track}|{self.name}|{self.treatment}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """Bytes to examine, and the truth: ``mask`` is True where the claim photo was forged, or None where that is not known."""

    recipe: Recipe
    claim: bytes
    reference: bytes
    mask: Mask | None


def _generator(text: str) -> np.random.Generator:
    return np.random.default_rng(int.from_bytes(hashlib.sha256(text.encode()).digest()[:8]))
