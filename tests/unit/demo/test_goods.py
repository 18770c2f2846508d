import numpy as np
import pytest

from fairclaim.demo.goods import GOODS, HEIGHT_PX, SURFACES, WIDTH_PX, Good, surface


@pytest.mark.parametrize("good", GOODS, ids=lambda good: good.id)
def test_a_thing_lies_on_its_surface_and_damage_would_lie_on_the_thing(good: Good) -> None:
    grounds = [surface(np.random.default_rng(1), kind) for kind in (0, 2)]
    one, other = (good.draw(np.random.default_rng(2), ground) for ground in grounds)
    assert one.shape == (HEIGHT_PX, WIDTH_PX, 3)
    assert one.dtype == np.uint8
    spot = (slice(good.spot.row0, good.spot.row1), slice(good.spot.col0, good.spot.col1))
    same = np.abs(one.astype(int) - other).max(axis=2) < 3
    assert same[spot].mean() > (0.5 if good.id == "fruit" else 0.95), "the spot is on the thing, not on the table"
    assert same[:60].mean() < 0.2, "the table differs"


def test_every_good_has_its_own_id_and_a_price() -> None:
    assert len({good.id for good in GOODS}) == len(GOODS)
    assert all(good.amount_minor > 0 for good in GOODS)


def test_surfaces_come_round_again() -> None:
    first, again = (surface(np.random.default_rng(3), kind) for kind in (1, 1 + len(SURFACES)))
    assert np.array_equal(first, again)
