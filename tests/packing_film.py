"""Films of a packing table under a fixed camera: a thing of its own colour, size and way, and a hand."""

from pathlib import Path

import cv2
import numpy as np

WIDTH, HEIGHT, FRAMES, RATE = 320, 180, 80, 10


def packing_film(folder: Path, seed: int, *, name: str = "film.mp4", is_still: bool = False) -> bytes:
    """Return an MP4 of 8 seconds; another seed packs another thing on the same table."""
    path = folder / name
    table = np.random.default_rng(1).random((HEIGHT, WIDTH, 3)) * 255
    soft = cv2.normalize(cv2.GaussianBlur(table.astype(np.uint8), (0, 0), 9), None, 60, 200, cv2.NORM_MINMAX)  # type: ignore[call-overload]  # OpenCV's stubs want an array
    own = np.random.default_rng(seed)
    colour = [int(one) for one in own.integers(0, 256, 3)]
    way = np.cumsum(own.normal(0, 8, (FRAMES, 2)), axis=0) + np.array((WIDTH / 2, HEIGHT / 2))
    half_width, half_height = (int(one) for one in own.integers(18, 40, 2))
    codec = cv2.VideoWriter.fourcc(*"mp4v")
    writer = cv2.VideoWriter(str(path), codec, RATE, (WIDTH, HEIGHT))
    for number in range(FRAMES):
        frame = soft.copy()
        if not is_still and FRAMES // 10 < number < FRAMES * 9 // 10:
            col, row = (int(one) for one in np.clip(way[number], 30, (WIDTH - 30, HEIGHT - 30)))
            cv2.ellipse(frame, (col + 30, row + 30), (18, 40), number, 0, 360, (120, 150, 210), -1)
            cv2.rectangle(
                frame, (col - half_width, row - half_height), (col + half_width, row + half_height), colour, -1
            )
        writer.write(frame)
    writer.release()
    return path.read_bytes()


def encoded_again(data: bytes, folder: Path) -> bytes:
    """Return a film smaller and in another codec, as a chat app would send it on."""
    source, target = folder / "again-from.mp4", folder / "again.avi"
    source.write_bytes(data)
    reader = cv2.VideoCapture(str(source))
    codec = cv2.VideoWriter.fourcc(*"MJPG")
    writer = cv2.VideoWriter(str(target), codec, RATE, (WIDTH * 3 // 4, HEIGHT * 3 // 4))
    while True:
        is_read, frame = reader.read()
        if not is_read:
            break
        writer.write(cv2.resize(frame, (WIDTH * 3 // 4, HEIGHT * 3 // 4), interpolation=cv2.INTER_AREA))
    reader.release()
    writer.release()
    return target.read_bytes()


def recorded_at(data: bytes, seconds_since_1904: int) -> bytes:
    """Return an MP4 whose header says that it was recorded at a moment."""
    at = data.index(b"mvhd") + 8
    return data[:at] + seconds_since_1904.to_bytes(4, "big") + data[at + 4 :]
