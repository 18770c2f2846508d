"""When two moments of films show one view, and when two films are one: by sketches of 16 × 16 means of grey.

Meant for films of one packing table under one camera, which look alike as a whole: what counts is whether a small part differs
(hands, goods, labels), not how alike the rest is. Whoever wants to get past it can (a mirror, a crop); it finds what was not hidden.
"""

import numpy as np
import numpy.typing as npt

SKETCH_SIDE = 16
SKETCH_BYTES = SKETCH_SIDE**2
CELLS = 8
"""So many cells, 3 % of the picture, have to differ."""
LEVELS = 12
"""By at least so many grey levels, after the mean was taken off; re-encoding moves a cell's mean by one or two."""
FEWEST = 3
"""Different views without which a film says too little to be compared: a still scene looks like any other of that table."""
SHARE = 0.6
"""Of the different views of the film that has fewer, so many have to be in the other."""
Sketches = npt.NDArray[np.float32]


def sketches_of(data: bytes) -> Sketches:
    """Return sketches that stand one behind the other, shape (N, 256), mean 0; a rest is left out."""
    whole = len(data) // SKETCH_BYTES
    found = np.frombuffer(data, np.uint8, whole * SKETCH_BYTES).reshape(whole, SKETCH_BYTES).astype(np.float32)
    return np.asarray(found - found.mean(axis=1, keepdims=True), np.float32)


def differ(one: Sketches, others: Sketches) -> npt.NDArray[np.bool_]:
    """Tell of which of the others, shape (N, 256), a view differs, shape (256,)."""
    apart = np.abs(others - one)
    return np.asarray(np.partition(apart, -CELLS, axis=1)[:, -CELLS] >= LEVELS, np.bool_)


def different_views(sketches: Sketches) -> list[int]:
    """Return the indexes of views that differ from all before, in order."""
    kept: list[int] = []
    for number, sketch in enumerate(sketches):
        if differ(sketch, sketches[kept]).all():
            kept.append(number)
    return kept


def is_one_film(one: bytes, other: bytes) -> bool:
    """Tell whether two films, each by the sketches of its moments, seem to be one.

    Examples
    --------
    >>> still = bytes(range(256)) * 16
    >>> is_one_film(still, still)  # a single view says nothing
    False
    """
    films = [sketches_of(one), sketches_of(other)]
    (fewer, views), (more, _) = sorted(((film, different_views(film)) for film in films), key=lambda pair: len(pair[1]))
    if len(views) < FEWEST:
        return False
    found = sum(not differ(fewer[number], more).all() for number in views)
    return found >= max(FEWEST, SHARE * len(views))
