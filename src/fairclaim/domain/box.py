"""A rectangle of pixels, half-open, rows before columns."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """Pixels ``row0 <= row < row1`` and ``col0 <= col < col1``, in the claim photo's grid after EXIF orientation."""

    row0: int
    col0: int
    row1: int
    col1: int

    @property
    def area(self) -> int:
        """Number of pixels inside; 0 for an empty or inverted box."""
        return max(self.row1 - self.row0, 0) * max(self.col1 - self.col0, 0)

    def intersection(self, other: "Box") -> "Box":
        """Return the pixels in both boxes (an empty box when they do not meet)."""
        return Box(
            max(self.row0, other.row0),
            max(self.col0, other.col0),
            min(self.row1, other.row1),
            min(self.col1, other.col1),
        )

    def iou(self, other: "Box") -> float:
        """Return intersection over union, in [0, 1]; 0.0 when both are empty."""
        shared = self.intersection(other).area
        union = self.area + other.area - shared
        return shared / union if union else 0.0

    def to_record(self) -> dict[str, int]:
        """Return the four edges under their names."""
        return {"row0": self.row0, "col0": self.col0, "row1": self.row1, "col1": self.col1}
