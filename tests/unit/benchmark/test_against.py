"""Another detector, judged by the same numbers on the same trials."""

from pathlib import Path

import pytest

from fairclaim.benchmark.against import TRIALS, against_text, beside, read_scores, trial_rows
from fairclaim.benchmark.blind_recipe import HONEST, Kind, Way
from fairclaim.benchmark.blind_recipes import format_recipes, held_out_recipes
from fairclaim.domain.errors import UsageError
from unit.benchmark.blind_results import KEY, WEIGHING, drawn


def test_every_trial_is_a_row_but_for_swapped_formats(tiny: Path) -> None:
    recipes = held_out_recipes(tiny, autoencoder=None)
    rows = trial_rows([*recipes, *format_recipes(tiny)])
    assert len(rows) == len(recipes)
    assert all(tuple(row) == TRIALS for row in rows)
    honest = {*HONEST, Kind.SOURCE}
    assert [row["class"] for row in rows] == ["genuine" if one.kind in honest else "forged" for one in recipes]


def test_scores_are_read_and_an_empty_one_is_no_answer(tmp_path: Path) -> None:
    path = tmp_path / "scores.csv"
    path.write_text("score,file,note\n0.5,a.jpg,x\n,b.jpg,y\n-1e3,c.png,\n", encoding="utf-8")
    assert read_scores(path) == {"a.jpg": 0.5, "c.png": -1000.0}


@pytest.mark.parametrize("text", ["file,points\na.jpg,1\n", "file,score\na.jpg,high\n", "file,score\na.jpg,nan\n", ""])
def test_scores_that_cannot_be_used_are_bad_use(tmp_path: Path, text: str) -> None:
    path = tmp_path / "scores.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError):
        read_scores(path)


def test_a_better_detector_is_better_and_a_worse_one_worse() -> None:
    results = drawn(gap=1.0)
    forged = {Kind.PASTED, Kind.RERENDERED, Kind.ENLARGED, Kind.REAL_EDIT, Kind.GENERATED}
    perfect = {one.file: float(one.kind in forged) for one in results}
    for one in beside(results, WEIGHING, perfect):
        assert one.theirs.auc == 1.0
        assert one.difference is not None
        assert one.difference.value < 0
        assert one.difference.interval.high <= 0
    wrong = {file: -score for file, score in perfect.items()}
    assert all(
        one.difference is not None and one.difference.interval.low > 0 for one in beside(results, WEIGHING, wrong)
    )


def test_only_what_the_other_answered_is_compared() -> None:
    results = drawn(count=10)
    some = {
        one.file: one.score(KEY) or 0.0 for one in results if one.way is Way.CHAT and one.kind is not Kind.GENERATED
    }
    found = beside(results, WEIGHING, some)
    assert {one.ours.way for one in found} == {"chat-70"}
    assert {one.ours.kind for one in found} == {"pasted-back", "re-rendered", "enlarged by a network", "real edit"}


def test_the_text_tells_both_and_their_difference() -> None:
    results = drawn(count=10)
    scores = {one.file: one.score(KEY) or 0.0 for one in results}
    text = against_text(beside(results, WEIGHING, scores), answered=len(scores), trials=len(results))
    assert f"answered {len(results)} of {len(results)}" in text
    assert "pasted-back (own synthetic) | chat-70" in text
    assert "real edit (real)" in text
