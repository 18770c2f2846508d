"""One run, put together."""

import json

from fairclaim.benchmark.blind_measured import Measured, put_together
from unit.benchmark.blind_results import KEY, STAMP, WEIGHING, drawn, formats, untouched


def measured(*, is_quick: bool = False, is_fitted: bool = False) -> Measured:
    return put_together(
        [*drawn(count=12), *untouched()],
        formats(),
        untouched(4),
        keys=[KEY],
        weighing=WEIGHING,
        learned_from={KEY: {"fine": {"photos": 600, "subjects": 41}}},
        stamp=STAMP,
        is_quick=is_quick,
        is_fitted=is_fitted,
    )


def test_everything_tried_is_counted() -> None:
    groups = {(one.kind, one.source): (one.trials, one.subjects) for one in measured().groups}
    assert groups["pasted-back", "crack"] == (60, 12)
    assert groups["genuine damaged", "untouched files, fit half"] == (10, 10)


def test_a_record_is_valid_json_with_its_stamp() -> None:
    record = json.loads(json.dumps(measured().to_record(), allow_nan=False))
    assert record["corpus_sha256"] == STAMP.corpus
    assert record["thresholds"] == {KEY: {"fine": 3.0}}
    assert {"told", "asked", "abstained", "placed", "costs", "fused", "swaps", "groups"} <= set(record)


def test_the_same_results_give_the_same_numbers() -> None:
    assert measured() == measured()
