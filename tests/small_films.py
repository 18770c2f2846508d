"""Films for tests, written by OpenCV: VP8 in WebM, which every browser plays, each frame with its number in it."""

from pathlib import Path

import cv2
import numpy as np

HEIGHT, WIDTH = 180, 320


def number_film(path: Path, *, frames: int = 50, fps: float = 25.0, codec: str = "VP80", tint: int = 0) -> bytes:
    """Write a film and return its bytes; frame n has n white columns of 4 pixels, so that a picture of it says which it is."""
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*codec), fps, (WIDTH, HEIGHT))
    assert writer.isOpened()
    for number in range(frames):
        frame = np.full((HEIGHT, WIDTH, 3), (40, 40 + tint, 60), np.uint8)
        frame[:90, : 4 * number] = 255
        cv2.putText(frame, f"{number}", (90, 160), cv2.FONT_HERSHEY_SIMPLEX, 2, (220, 220, 220), 4)
        writer.write(frame)
    writer.release()
    return path.read_bytes()
