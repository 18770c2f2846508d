"""Films are one where their views are, not where their tables are."""

import numpy as np

from fairclaim.imaging.film_sketch import SKETCH_BYTES, differ, different_views, is_one_film, sketches_of


def views(*places: int, noise: int = 0) -> bytes:
    """Sketches of one table with a thing of 4 × 4 cells at some places."""
    table = np.random.default_rng(1).integers(60, 180, (16, 16))
    found = []
    for place in places:
        view = table.copy()
        if place >= 0:
            row, col = divmod(place, 4)
            view[4 * row : 4 * row + 4, 4 * col : 4 * col + 4] = 240
        found.append(np.clip(view + np.random.default_rng(place + 2).integers(-noise, noise + 1, view.shape), 0, 255))
    return np.array(found, np.uint8).tobytes()


def test_a_thing_on_the_same_table_is_another_view_and_noise_is_not() -> None:
    sketches = sketches_of(views(-1, 3, 3, 9, noise=2))
    assert sketches.shape == (4, SKETCH_BYTES)
    assert different_views(sketches) == [0, 1, 3]
    assert differ(sketches[0], sketches).tolist() == [False, True, True, True]


def test_a_brighter_copy_is_the_same_view() -> None:
    one = np.frombuffer(views(5), np.uint8)
    both = sketches_of(one.tobytes() + (one + 10).tobytes())
    assert not differ(both[0], both[1:])[0]


def test_films_are_one_where_most_views_are_in_both() -> None:
    film = views(-1, 1, 2, 3, 4, 5)
    assert is_one_film(film, views(-1, 1, 2, 3, 4, 5, noise=2))
    assert is_one_film(film, views(2, 3, 4))
    assert not is_one_film(film, views(-1, 7, 8, 9, 10, 11))
    assert not is_one_film(film, views(-1, 1, 8, 9, 10, 11))


def test_a_still_scene_says_nothing_and_neither_does_nothing() -> None:
    still = views(-1, -1, 3)
    assert not is_one_film(still, still)
    assert not is_one_film(b"", b"")
    assert not is_one_film(b"", views(1, 2, 3))
