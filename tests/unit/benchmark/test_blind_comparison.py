"""Nothing but the forgery differs between the classes that are compared."""

from fairclaim.benchmark.blind_comparison import NO_SIGN, answered, compare, every, score_of_key
from fairclaim.benchmark.blind_recipe import FRAME_SIDE_PX, FULL_SIDE_PX, Kind, Split, Way
from unit.benchmark.blind_results import KEY, drawn, result


def test_own_forgeries_are_compared_with_the_same_photos() -> None:
    pasted = [result(Kind.PASTED, 1, 1.0)]
    twins = [result(Kind.GENUINE, number, 0.0) for number in range(3)]
    chosen = compare([*pasted, *twins], Kind.PASTED, Way.ORIGINAL)
    assert [one.name for one in chosen.genuine] == [pasted[0].name]
    assert chosen.damaged == ()


def test_only_photos_of_the_size_are_compared() -> None:
    redrawn = result(Kind.RERENDERED, 1, 1.0)
    full, frame = (result(Kind.GENUINE, 1, 0.0, sizes=(size,)) for size in (FULL_SIDE_PX, FRAME_SIDE_PX))
    assert compare([redrawn, full, frame], Kind.RERENDERED, Way.ORIGINAL).genuine == (frame,)
    generated = result(Kind.GENERATED, 1, 1.0)
    small = result(Kind.GENUINE, 2, 0.0)
    assert compare([generated, full, frame, small], Kind.GENERATED, Way.ORIGINAL).genuine == (frame,)


def test_real_edits_are_compared_with_their_sources_alone() -> None:
    edit, source, other = result(Kind.REAL_EDIT, 1, 1.0), result(Kind.SOURCE, 1, 0.0), result(Kind.GENUINE, 1, 0.0)
    chosen = compare([edit, source, other, result(Kind.SOURCE, 2, 0.0)], Kind.REAL_EDIT, Way.ORIGINAL)
    assert chosen.genuine == (source,)


def test_channels_and_halves_do_not_mix() -> None:
    results = drawn(count=4)
    chosen = compare(results, Kind.PASTED, Way.CHAT)
    assert {one.way for one in (*chosen.genuine, *chosen.forged, *chosen.damaged)} == {Way.CHAT}
    learned = [result(Kind.DAMAGED, 1, 9.0, split=Split.FIT), result(Kind.PASTED, 1, 1.0)]
    assert compare(learned, Kind.PASTED, Way.ORIGINAL).damaged == ()


def test_a_source_narrows_the_forgeries() -> None:
    results = drawn(count=3)
    assert len(compare(results, Kind.PASTED, Way.CHAT, source="crack").forged) == 3
    assert compare(results, Kind.PASTED, Way.CHAT, source="stain").forged == ()


def test_silence_is_left_out_or_shows_no_sign() -> None:
    results = [result(Kind.PASTED, 1, 1.0), result(Kind.PASTED, 2, None)]
    assert answered(results, score_of_key(KEY)).scores.tolist() == [1.0]
    assert every(results, score_of_key(KEY)).scores.tolist() == [1.0, NO_SIGN]
