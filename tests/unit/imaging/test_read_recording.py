"""What recordings state: files of ffmpeg and mutagen as witnesses, and files of our own that lie."""

import json
import shutil
import subprocess
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from fairclaim.benchmark.label_recordings import (
    TEXT_RECORDINGS,
    XMP_RECORDINGS,
    XMP_UUID,
    box,
    chunk,
    element,
    id3,
    keyed_list,
    matroska,
    movie,
    mp3,
    wav,
)
from fairclaim.domain.errors import InputError
from fairclaim.imaging.limits import Limits
from fairclaim.imaging.metadata import Metadata
from fairclaim.imaging.read_recording import read_recording
from fairclaim.imaging.source import FileSource
from fairclaim.imaging.walk.recording import walk_recording

LABEL = json.dumps({"Label": "1", "ContentProducer": "001191110102MACQD9K64010000", "ProduceID": "id-7"})
FILM = ("-f", "lavfi", "-i", "testsrc=size=64x48:rate=5:duration=1")
SOUND = ("-f", "lavfi", "-i", "sine=duration=1")
TAGS = ("-movflags", "use_metadata_tags")
MADE: dict[str, tuple[str, ...]] = {
    "behind.mp4": (*FILM, *TAGS),
    "front.mp4": (*FILM, "-movflags", "use_metadata_tags+faststart"),
    "fragments.mp4": (*FILM, "-movflags", "use_metadata_tags+frag_keyframe+empty_moov"),
    "film.mov": (*FILM, *TAGS),
    "sound.m4a": (*SOUND, *TAGS),
    "film.mkv": FILM,
    "live.mkv": (*FILM, "-live", "1"),
    "film.flv": FILM,
    "v24.mp3": SOUND,
    "v23.mp3": (*SOUND, "-id3v2_version", "3"),
    "sound.flac": SOUND,
}


def read(data: bytes) -> Metadata:
    return read_recording(data, walk_recording(data))


def values(metadata: Metadata) -> list[bytes]:
    return [text.value for text in metadata.texts if text.keyword == "AIGC"]


@pytest.mark.parametrize("name", MADE)
def test_what_ffmpeg_writes_is_read(name: str, tmp_path: Path) -> None:
    program = shutil.which("ffmpeg")
    if program is None:
        pytest.skip("ffmpeg is not installed")
    path = tmp_path / name
    subprocess.run(
        [program, "-v", "error", *MADE[name], "-metadata", f"AIGC={LABEL}", str(path)], check=True, capture_output=True
    )
    with path.open("rb") as file:
        source = FileSource(file)
        [value] = values(read_recording(source, walk_recording(source)))
    assert value.decode("utf-16" if value[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8") == LABEL


@pytest.mark.parametrize("name", [*TEXT_RECORDINGS, *XMP_RECORDINGS])
def test_no_cut_off_recording_breaks_the_reader(name: str) -> None:
    build = TEXT_RECORDINGS.get(name) or XMP_RECORDINGS[name]
    is_last = True
    data = build(LABEL.encode(), is_last)
    for end in range(len(data)):
        with suppress(InputError):
            read(data[:end])


def test_a_film_that_is_cut_off_behind_its_label_still_states_it() -> None:
    whole = movie(box(b"udta", keyed_list(LABEL.encode())), is_last=False)
    assert values(read(whole[:-100])) == [LABEL.encode()]


def test_a_film_of_gigabytes_costs_no_memory(tmp_path: Path) -> None:
    path = tmp_path / "long.mp4"
    head, media = box(b"ftyp", b"isom\0\0\2\0isom"), 6 << 30
    inner = box(b"moov", box(b"udta", keyed_list(LABEL.encode())))
    with path.open("wb") as file:
        file.write(head + b"\0\0\0\x01mdat" + (media + 16).to_bytes(8, "big"))
        file.seek(media, 1)
        file.write(inner)
    with path.open("rb") as file:
        source = FileSource(file)
        assert values(read_recording(source, walk_recording(source))) == [LABEL.encode()]


def ordinary(keyword: str, value: str) -> Callable[[Metadata], bool]:
    return lambda metadata: any((text.keyword, text.value) == (keyword, value.encode()) for text in metadata.texts)


def test_texts_that_are_no_label_are_kept_under_their_names() -> None:
    assert ordinary("com.android.version", "14")(read(movie(keyed_list(b""))))
    assert ordinary("TIT2", "x")(read(mp3(id3(b""))))
    assert ordinary("cmt", "hi")(read(movie(box(b"udta", box(b"\xa9cmt", b"\0\2\x15\xc7hi")))))


@pytest.mark.parametrize(
    "data",
    [
        movie(b"", more=box(b"uuid", XMP_UUID + b"<x:xmpmeta/>")),
        movie(box(b"udta", box(b"XMP_", b"<x:xmpmeta/>"))),
        wav(chunk(b"_PMX", b"<x:xmpmeta/>"), is_last=True),
    ],
    ids=["uuid", "user-data", "wav"],
)
def test_xmp_is_read_in_every_family_that_has_it(data: bytes) -> None:
    assert read(data).xmp == (b"<x:xmpmeta/>",)


def test_a_wav_of_more_than_four_gigabytes_states_its_size_elsewhere() -> None:
    sound = b"data" + b"\xff" * 4 + bytes(300)
    sizes = chunk(b"ds64", bytes(8) + (300).to_bytes(8, "little") + bytes(12))
    data = b"RF64" + b"\xff" * 4 + b"WAVE" + sizes + sound + chunk(b"AIGC", LABEL.encode())
    assert values(read(data)) == [LABEL.encode()]


def test_a_private_frame_may_hold_xmp() -> None:
    frame = b"XMP\0<x:xmpmeta/>"
    tag = b"PRIV" + len(frame).to_bytes(4, "big") + b"\0\0" + frame
    assert read(mp3(b"ID3\3\0\0\0\0\0" + bytes([len(tag)]) + tag)).xmp == (b"<x:xmpmeta/>",)


def test_a_tag_at_the_end_is_found_by_its_footer() -> None:
    tag = id3(LABEL.encode())
    head = tag[:5] + b"\x10" + tag[6:10]
    sound = (b"\xff\xfb\x90\x00" + bytes(413)) * 2
    assert values(read(sound + head + tag[10:] + b"3DI" + head[3:])) == [LABEL.encode()]


def test_unsynchronised_tags_are_undone() -> None:
    body = b"\1" + "AIGC".encode("utf-16") + b"\0\0" + LABEL.encode("utf-16")
    frame = (b"TXXX" + len(body).to_bytes(4, "big") + b"\0\0" + body).replace(b"\xff\xfe", b"\xff\0\xfe")
    tag = b"ID3\3\0\x80\0\0" + bytes([len(frame) >> 7, len(frame) & 0x7F]) + frame
    [value] = values(read(mp3(tag)))
    assert value.decode("utf-16") == LABEL


def test_content_credentials_of_a_film_are_noticed() -> None:
    credentials = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")
    assert read(movie(b"", more=box(b"uuid", credentials + bytes(20)))).has_c2pa


@pytest.mark.parametrize(
    "data",
    [
        box(b"ftyp", b"isom") + box(b"moov", b"")[:4] + b"\xff\xff\xff\xff",
        b"\x1aE\xdf\xa3\xff" + bytes(20),
        b"\x1aE\xdf\xa3\x01" + b"\xff" * 40,
        matroska(LABEL.encode(), is_last=True) + element(0x18538067, b"", is_open=True) * 50,
        b"FLV\1\5\xff\xff\xff\xff",
        b"OggS" + bytes(22) + b"\xff",
        b"fLaC" + b"\x04\xff\xff\xff",
        b"ID3\4\0\0\x7f\x7f\x7f\x7f",
        wav(chunk(b"LIST", b"INFO" + b"AIGC\xff\xff\xff\xff"), is_last=True),
    ],
)
def test_lying_sizes_are_answered(data: bytes) -> None:
    with suppress(InputError):
        read(data)


def test_more_parts_than_any_honest_recording_are_refused() -> None:
    many = movie(box(b"free", b"") * 5000)
    assert walk_recording(many)
    with pytest.raises(InputError):
        walk_recording(box(b"ftyp", b"isom") + box(b"free", b"") * 200, limits=Limits(parts=100))


def test_texts_are_cut_at_the_limit_of_all_together() -> None:
    limits = Limits(text_bytes=1000, texts_bytes=1500)
    data = matroska(b"x" * 900, is_last=True)[:-1] + b"x"
    metadata = read_recording(data, walk_recording(data), limits=limits)
    assert sum(len(text.value) for text in metadata.texts) <= 1500


ENDLESS = {
    "boxes": box(b"ftyp", b"isom") + box(b"free", b"") * 3000,
    "user-data": box(b"ftyp", b"isom") + box(b"moov", box(b"udta", box(b"AIGC", b"") * 3000)),
    "elements": element(0x1A45DFA3, b"") + element(0x18538067, b"\xec\x80" * 3000),
    "blocks": element(0x1A45DFA3, b"") + element(0x18538067, element(0x1F43B675, b"\xec\x80" * 3000, is_open=True)),
    "chunks": wav(chunk(b"AIGC", b"") * 3000, is_last=True),
    "forms": wav(b"", is_last=True) * 3000,
    "tags": b"ID3\3\0\0\0\0\0\0" * 3000,
    "scripts": b"FLV\1\5\0\0\0\x09" + bytes(4) + (b"\x12" + bytes(14)) * 3000,
    "metadata-blocks": b"fLaC" + b"\x04\0\0\0" * 3000,
    "streams": (b"OggS\0\2" + bytes(20) + b"\0") * 3000,
}


@pytest.mark.parametrize("name", ENDLESS)
def test_every_family_stops_at_the_limit_of_parts(name: str) -> None:
    with pytest.raises(InputError) as caught:
        walk_recording(ENDLESS[name], limits=Limits(parts=1000))
    assert caught.value.code == "over-limit"


def test_a_long_sound_is_not_walked_to_its_end() -> None:
    page = b"OggS\0\0" + bytes(20) + b"\0"
    structure = walk_recording(b"OggS\0\2" + bytes(20) + b"\x02\1\1xy" + page * 60_000)
    assert len(structure.parts) == 1
