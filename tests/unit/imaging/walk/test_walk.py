"""What holds for every walker: hostile bytes give an answer or an InputError, soon."""

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from fairclaim.domain.errors import InputError, OverLimitError
from fairclaim.imaging.limits import Limits
from fairclaim.imaging.read_metadata import read_metadata
from fairclaim.imaging.walk.walk import walk
from unit.imaging import hostile

SEEDS = hostile.seeds()
POSITION = st.floats(min_value=0, max_value=1, exclude_max=True)
CHANGE = st.tuples(
    st.sampled_from(["set", "insert", "remove", "cut", "repeat"]), POSITION, st.binary(min_size=1, max_size=12)
)


def changed(data: bytes, changes: list[tuple[str, float, bytes]]) -> bytes:
    for how, where, piece in changes:
        at = int(where * len(data))
        if how == "cut":
            data = data[:at]
        elif how == "set":
            data = data[:at] + piece + data[at + len(piece) :]
        elif how == "insert":
            data = data[:at] + piece + data[at:]
        elif how == "remove":
            data = data[:at] + data[at + len(piece) :]
        else:
            data = data[:at] + data[at : at + 16 * len(piece)] * 2 + data[at + 16 * len(piece) :]
    return data


def examine(data: bytes) -> None:
    try:
        structure = walk(data)
    except InputError:
        return
    for part in (*structure.parts, *structure.foreign):
        assert part.offset >= 0
        assert part.size >= 0
        assert part.offset + part.size <= len(data)
    read_metadata(data, structure)


@given(st.sampled_from(sorted(SEEDS)), st.lists(CHANGE, min_size=1, max_size=6))
@settings(max_examples=300)
def test_a_changed_file_is_read_or_refused(name: str, changes: list[tuple[str, float, bytes]]) -> None:
    examine(changed(SEEDS[name], changes))


@given(st.sampled_from([data[:16] for data in SEEDS.values()]), st.binary(max_size=400))
@settings(max_examples=300)
@example(b"\xff\xd8\xff", b"")
def test_random_bytes_behind_a_signature_are_read_or_refused(signature: bytes, rest: bytes) -> None:
    examine(signature + rest)


@pytest.mark.slow
@given(st.sampled_from(sorted(SEEDS)), st.lists(CHANGE, min_size=1, max_size=12))
@settings(max_examples=30_000)
def test_many_changed_files_are_read_or_refused(name: str, changes: list[tuple[str, float, bytes]]) -> None:
    examine(changed(SEEDS[name], changes))


@pytest.mark.parametrize("name", sorted(SEEDS))
def test_every_seed_is_whole(name: str) -> None:
    structure = walk(SEEDS[name])
    assert structure.foreign == ()
    assert (structure.height, structure.width) == (hostile.HEIGHT, hostile.WIDTH)


@pytest.mark.parametrize("name", sorted(SEEDS))
def test_a_script_behind_any_picture_is_foreign(name: str) -> None:
    assert [part.kind for part in walk(SEEDS[name] + b"<script>").foreign] == ["trailing"]


@pytest.mark.parametrize("name", sorted(SEEDS))
def test_walking_changes_nothing_and_always_says_the_same(name: str) -> None:
    assert walk(SEEDS[name]) == walk(bytes(SEEDS[name]))


def test_a_file_over_the_size_limit_is_refused_unread() -> None:
    with pytest.raises(OverLimitError) as caught:
        walk(bytes(11), limits=Limits(size_bytes=10))
    assert caught.value.quantity == "size_bytes"


LARGE = 24_000_000
SLOW_FILES = {
    "jpeg-of-stuffed-bytes": lambda: hostile.jpeg()[:-2] + b"\xff\x00" * (LARGE // 2) + b"\xff\xd9",
    "jpeg-of-restart-markers": lambda: hostile.jpeg()[:-2] + b"\xff\xd0" * (LARGE // 2) + b"\xff\xd9",
    "jpeg-of-fill-bytes": lambda: b"\xff\xd8" + b"\xff" * LARGE + hostile.jpeg()[2:],
    "jpeg-of-empty-comments": lambda: b"\xff\xd8" + b"\xff\xfe\0\2" * (LARGE // 4) + hostile.jpeg()[2:],
    "jpeg-of-loose-markers": lambda: b"\xff\xd8" + b"x\xff\x01" * (LARGE // 3) + hostile.jpeg()[2:],
    "png-of-empty-chunks": lambda: hostile.png()[:33] + hostile.chunk(b"tEXt", b"") * (LARGE // 12),
    "png-of-large-text": lambda: hostile.with_chunk(hostile.png(), b"tEXt", bytes(LARGE)),
    "webp-of-empty-chunks": lambda: (
        b"RIFF" + (LARGE + 4).to_bytes(4, "little") + b"WEBP" + b"XXXX\0\0\0\0" * (LARGE // 8)
    ),
    "gif-of-tiny-blocks": lambda: hostile.with_gif_extension(hostile.gif(), 0xFE, b"\1x" * (LARGE // 2) + b"\0"),
    "heic-of-empty-boxes": lambda: hostile.heic() + b"\0\0\0\x08free" * (LARGE // 8),
    "heic-of-containers": lambda: hostile.heic() + hostile.box(b"moov", b"\0\0\0\x08udta" * (LARGE // 8)),
    "tail-of-spaces": lambda: hostile.png() + b" " * LARGE + b"x",
}


def seconds_of(data: bytes) -> float:
    start = time.process_time()
    examine(data)
    return time.process_time() - start


@pytest.mark.parametrize("name", SLOW_FILES)
def test_a_file_made_to_be_slow_takes_less_than_a_second(name: str) -> None:
    data = SLOW_FILES[name]()
    assert min(seconds_of(data) for _ in range(3)) < 1.0, "a busy machine makes one look slower, not three"
