"""The weights that ship, and how a reading becomes a finding."""

import hashlib
import json
import math
from dataclasses import replace
from importlib import resources

import pytest

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.box import Box
from fairclaim.domain.exhibit import ExhibitId
from fairclaim.domain.finding import Alignment, GreyMap, Measured
from fairclaim.forensics.calibration import Calibration, Curve, Weight, load_calibration
from fairclaim.forensics.catalogue import CATALOGUE
from fairclaim.forensics.check import Reading
from fairclaim.forensics.quality import Quality

CHECK = CATALOGUE[0]
TEXT = Bilingual("看到了什么", "what was seen")


def reading(signal: str) -> Reading:
    return Reading(
        signal=signal,
        exhibits=(ExhibitId("claim-1"), ExhibitId("listing-1")),
        reason=TEXT,
        regions=(Box(1, 2, 3, 4),),
        map=GreyMap(5, 6, b"png"),
        alignment=Alignment(ExhibitId("listing-1"), (1.0, 0, 0, 0, 1, 0, 0, 0, 1)),
    )


def test_a_finding_keeps_what_was_read_and_gains_what_it_is_worth() -> None:
    signal, measured = CHECK.signals[0], Measured(0.01, 0.2, "corpus@1, n=100")
    read = reading(signal.name)
    finding = Calibration({f"{CHECK.name}/{signal.name}": Weight(4.0, measured)}).calibrate(CHECK, read)
    assert (finding.check, finding.signal) == (CHECK.name, signal.name)
    assert (finding.outcome, finding.grade, finding.innocent) == (signal.outcome, signal.grade, signal.innocent)
    assert (finding.log_odds, finding.measured) == (4.0, measured)
    assert finding.reason is read.reason
    assert (finding.exhibits, finding.regions, finding.map, finding.alignment) == (
        read.exhibits,
        read.regions,
        read.map,
        read.alignment,
    )


def test_a_signal_that_the_check_does_not_have_is_a_bug() -> None:
    with pytest.raises(KeyError, match="no signal never-heard-of"):
        load_calibration().calibrate(CHECK, reading("never-heard-of"))


def test_a_signal_without_a_weight_is_a_bug() -> None:
    with pytest.raises(KeyError):
        Calibration({}).calibrate(CHECK, reading(CHECK.signals[0].name))


def test_a_score_is_weighed_by_the_curve_of_its_photos_quality() -> None:
    signal, measured = CHECK.signals[0], Measured(0.02, 0.4, "corpus@1, n=50")
    weight = Weight(1.0, None, {Quality.FINE: Curve(((2.0, -1.0), (4.0, 3.0)), measured)})
    calibration = Calibration({f"{CHECK.name}/{signal.name}": weight})

    def weighed(score: float | None, quality: Quality | None) -> tuple[float, Measured | None]:
        finding = calibration.calibrate(CHECK, replace(reading(signal.name), score=score), quality=quality)
        return finding.log_odds, finding.measured

    assert weighed(3.0, Quality.FINE) == (1.0, measured)
    assert weighed(0.0, Quality.FINE) == (-1.0, measured)
    assert weighed(4.0, Quality.FINE) == weighed(99.0, Quality.FINE) == (3.0, measured)
    assert weighed(3.5, Quality.COARSE) == weighed(None, Quality.FINE) == weighed(3.5, None) == (1.0, None)


@pytest.mark.parametrize("knots", [(), ((1.0, 0.0), (1.0, 1.0)), ((1.0, 1.0), (2.0, 0.5))])
def test_a_curve_never_falls(knots: tuple[tuple[float, float], ...]) -> None:
    with pytest.raises(ValueError, match="never falls"):
        Curve(knots, None)


def test_each_load_reads_the_same_weights() -> None:
    assert load_calibration() == load_calibration()


def test_the_weights_are_named_by_their_digest() -> None:
    facts = load_calibration().facts
    assert facts is not None
    folder = resources.files("fairclaim.forensics")
    data = b"".join(folder.joinpath(name).read_bytes() for name in ("calibration.json", "thresholds.json"))
    assert facts.sha256 == hashlib.sha256(data).hexdigest()


def test_weights_are_numbers_and_rates_are_shares() -> None:
    for name, weight in load_calibration().weights.items():
        assert math.isfinite(weight.log_odds), name
        if weight.measured is not None:
            rates = (weight.measured.false_alarm, weight.measured.miss)
            assert all(rate is None or 0 <= rate <= 1 for rate in rates), name
            assert weight.measured.on, name


def test_no_weight_is_written_twice() -> None:
    text = resources.files("fairclaim.forensics").joinpath("calibration.json").read_text(encoding="utf-8")
    names: list[str] = []

    def collect(pairs: list[tuple[str, object]]) -> dict[str, object]:
        names.extend(name for name, _ in pairs if "/" in name)
        return dict(pairs)

    json.loads(text, object_pairs_hook=collect)
    assert len(names) == len(set(names)) == len(load_calibration().weights)
