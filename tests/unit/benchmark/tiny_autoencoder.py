"""An ONNX file of one node, written by hand, that stands in for a generator: it brightens what goes through it."""

from pathlib import Path


def write_autoencoder(path: Path, operation: str = "Sqrt") -> Path:
    """Write a network with one elementwise operation, from (1, 3, M, N) to the same."""
    node = _text(1, "rgb") + _text(2, "drawn") + _text(4, operation)
    graph = _part(1, node) + _text(2, "round-trip") + _part(11, _planes("rgb")) + _part(12, _planes("drawn"))
    path.write_bytes(_number(1, 8) + _part(7, graph) + _part(8, _number(2, 20)))
    return path


def _planes(name: str) -> bytes:
    sides = [_number(1, 1), _number(1, 3), _text(2, "rows"), _text(2, "cols")]
    shape = b"".join(_part(1, side) for side in sides)
    return _text(1, name) + _part(2, _part(1, _number(1, 1) + _part(2, shape)))


def _number(field: int, value: int) -> bytes:
    return bytes([field << 3, value])


def _text(field: int, text: str) -> bytes:
    return _part(field, text.encode())


def _part(field: int, content: bytes) -> bytes:
    length = bytes([len(content) & 0x7F | 0x80, len(content) >> 7]) if len(content) > 127 else bytes([len(content)])
    return bytes([field << 3 | 2]) + length + content
