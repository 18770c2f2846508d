"""An open file reads like bytes."""

from pathlib import Path

from fairclaim.imaging.source import ByteSource, FileSource


def read_all(source: ByteSource) -> bytes:
    return source[0 : len(source)]


def test_whole_parts_and_beyond_the_end(tmp_path: Path) -> None:
    data = bytes(range(100))
    path = tmp_path / "file"
    path.write_bytes(data)
    with path.open("rb") as file:
        source = FileSource(file)
        assert read_all(source) == data
        for key in (slice(0, 10), slice(90, 200), slice(200, 300), slice(10, 5), slice(0, 100, 3), slice(-5, None)):
            assert source[key] == data[key]
