"""The one door to writing an XMP packet into a copy."""

from collections.abc import Callable, Iterator

from fairclaim.imaging.embed.jpeg import embed_in_jpeg, jpeg_packet
from fairclaim.imaging.embed.movie import embed_in_movie, movie_packet
from fairclaim.imaging.embed.movie_values import movie_values
from fairclaim.imaging.embed.png import embed_in_png, png_packet
from fairclaim.imaging.embed.png_values import png_values
from fairclaim.imaging.embed.room import no_room
from fairclaim.imaging.embed.value import Value
from fairclaim.imaging.embed.webp import embed_in_webp, webp_packet
from fairclaim.imaging.source import ByteSource
from fairclaim.imaging.splice import Splice
from fairclaim.imaging.structure import Structure

WRITABLE = ("image/jpeg", "image/png", "image/webp", "video/mp4", "video/quicktime", "audio/mp4")
"""Media types into which a packet can be written."""

Finder = Callable[[ByteSource, Structure], bytes | None]
Embedder = Callable[[ByteSource, Structure, bytes], list[Splice]]

_FAMILIES: dict[str, tuple[Finder, Embedder]] = {
    "image/jpeg": (jpeg_packet, embed_in_jpeg),
    "image/png": (png_packet, embed_in_png),
    "image/webp": (webp_packet, embed_in_webp),
    **dict.fromkeys(WRITABLE[3:], (movie_packet, embed_in_movie)),
}


def main_packet(data: ByteSource, structure: Structure) -> bytes | None:
    """Return the packet that `embed_packet` would replace, or None where it would add one.

    Raises
    ------
    UsageError
        If this kind of file cannot be written.
    """
    find, _ = _family(structure)
    return find(data, structure)


def embed_packet(data: ByteSource, structure: Structure, packet: bytes) -> list[Splice]:
    """Return the changes that put an XMP packet into a copy of a file, replacing its main packet.

    Raises
    ------
    UsageError
        If this kind of file, or this one, has no room for it.
    """
    _, embed = _family(structure)
    return embed(data, structure, packet)


def writable_values(data: ByteSource, structure: Structure) -> Iterator[Value]:
    """Yield the texts outside XMP that a copy may carry with another value."""
    if structure.media_type == "image/png":
        yield from png_values(data, structure)
    elif structure.media_type in WRITABLE[3:]:
        yield from movie_values(data, structure)


def _family(structure: Structure) -> tuple[Finder, Embedder]:
    found = _FAMILIES.get(structure.media_type)
    if found is None:
        raise no_room(
            f"{structure.media_type} 不支持写入；支持 JPEG、PNG、WebP、MP4、MOV",
            f"{structure.media_type} is not supported; JPEG, PNG, WebP, MP4 and MOV are",
        )
    return found
