"""A split that never moves, and names that tell nothing."""

from pathlib import Path

from fairclaim.benchmark.blind_recipe import BlindRecipe, Kind, Split, Way, split_of


def recipe(kind: Kind = Kind.GENUINE, way: Way = Way.ORIGINAL, name: str = "clothes/a.jpg") -> BlindRecipe:
    return BlindRecipe(kind=kind, source="clothes", subject="clothes/a", photo=Path(name), name=name, way=way)


def test_a_subject_is_on_one_side_for_ever() -> None:
    sides = [split_of(f"thing/{number}") for number in range(1000)]
    assert 430 < sides.count(Split.FIT) < 570
    assert split_of("camera/NIKON D70") is Split.HELD_OUT
    assert split_of("products/candle") is Split.FIT
    assert split_of("prints/001_dvd_Canon") is Split.HELD_OUT


def test_every_trial_of_a_subject_is_on_its_side() -> None:
    assert {recipe(kind, way).split for kind in Kind for way in Way} == {split_of("clothes/a")}


def test_a_files_name_tells_the_channel_at_most() -> None:
    genuine, forged = recipe(), recipe(Kind.PASTED)
    assert genuine.file != forged.file
    assert len(genuine.file) == len(forged.file)
    assert recipe(way=Way.SCREENSHOT).file.endswith(".png")
    assert recipe(way=Way.UNTOUCHED, name="a.HEIC").file.endswith(".heic")
    assert recipe().file == recipe().file


def test_all_channels_of_one_photo_share_their_randomness() -> None:
    first, second = recipe(way=Way.CHAT), recipe(way=Way.SCREENSHOT)
    assert first.generator().integers(1 << 40) == second.generator().integers(1 << 40)
    assert first.generator().integers(1 << 40) != recipe(Kind.PASTED).generator().integers(1 << 40)
