"""Which filings fit; and the catalogue of reported cases, facts in, assessment and filings out.

The cases are those that the press and public projects reported until November 2026, numbered as in the research that this project
stands on; each row is our own summary of the facts that matter here. Amounts are in yuan, 0 where none was reported. A row is read as
"had two people confirmed it", since no outcome of a press story is ours to confirm.
"""

from dataclasses import dataclass, field, replace
from datetime import date
from itertools import product

import pytest

from fairclaim.law.assess import assess
from fairclaim.law.filings.catalogue import KINDS
from fairclaim.law.proposals import Side, Situation, Stage, fitting
from unit.law.record import act

OLD, NEW, CRIME = "public-security-2012-49", "public-security-2025-58", "criminal-law-266"
ASK, APPEAL, INQUIRY, REPORT, DEMAND, POLICE = (
    "notice-to-buyer", "platform-appeal", "provider-inquiry", "authority-report", "civil-demand", "police-cover",
)  # fmt: skip
OPEN, AGAINST, STANDS, DROPPED = Stage.OPEN, Stage.AGAINST, Stage.STANDS, Stage.DROPPED


@dataclass(frozen=True, kw_only=True)
class Case:
    number: int
    what: str
    on: date
    stage: Stage
    paid: int = 0
    times: int = 1
    produce_id: bool = False
    removed: bool = False
    pressure: bool = False
    abroad: bool = False
    province: str | None = None
    filings: tuple[str, ...] = ()
    rules: tuple[str, ...] = field(default=())


def day(text: str) -> date:
    return date.fromisoformat(text)


CASES = (
    Case(number=1, what="six crabs dead in two films", on=day("2025-11-17"), stage=STANDS, paid=195, removed=True, province="3205",
         filings=(REPORT, DEMAND, POLICE), rules=(OLD, "labelling-10", "deep-synthesis-18")),
    Case(number=2, what="thirteen claims on frozen food", on=day("2025-12-01"), stage=STANDS, paid=550, times=13, province="4301",
         filings=(DEMAND, POLICE), rules=(OLD, CRIME, "criminal-law-274")),
    Case(number=3, what="cracks in a plush doll", on=day("2025-11-10"), stage=AGAINST, paid=50, filings=(APPEAL,)),
    Case(number=4, what="goods that look burnt", on=day("2025-11-24"), stage=OPEN, filings=(ASK,)),
    Case(number=5, what="cracks in a cup", on=day("2025-08-15"), stage=DROPPED),
    Case(number=6, what="spotted bananas", on=day("2025-11-11"), stage=STANDS),
    Case(number=7, what="another weight on a scale", on=day("2025-11-11"), stage=AGAINST, filings=(APPEAL,)),
    Case(number=8, what="two angles, two cracks", on=day("2025-08-20"), stage=DROPPED),
    Case(number=9, what="a film of destruction", on=day("2025-08-20"), stage=AGAINST, filings=(APPEAL,)),
    Case(number=10, what="a mark cropped after it was named", on=day("2025-08-15"), stage=DROPPED, removed=True, filings=(REPORT,)),
    Case(number=11, what="a torn garment with a visible mark", on=day("2025-08-20"), stage=DROPPED),
    Case(number=12, what="cup, bicycle part, powder, fruit", on=day("2025-08-20"), stage=OPEN, filings=(ASK,)),
    Case(number=13, what="a leaking battery", on=day("2025-08-20"), stage=DROPPED),
    Case(number=14, what="an unravelled collar", on=day("2025-11-20"), stage=OPEN, filings=(ASK,)),
    Case(number=15, what="a teapot that splits", on=day("2025-12-10"), stage=DROPPED),
    Case(number=16, what="a pierced cat bowl", on=day("2025-12-03"), stage=AGAINST, filings=(APPEAL,)),
    Case(number=17, what="rotten blueberries", on=day("2025-11-20"), stage=OPEN, filings=(ASK,)),
    Case(number=18, what="rust where nothing rusts", on=day("2025-11-20"), stage=OPEN, filings=(ASK,)),
    Case(number=19, what="a torn sheet, gibberish on the label", on=day("2025-12-10"), stage=OPEN, filings=(ASK,)),
    Case(number=20, what="17 doubtful pictures in one shop's month", on=day("2025-12-10"), stage=OPEN, filings=(ASK,)),
    Case(number=21, what="approved before anybody saw the mark", on=day("2025-11-20"), stage=AGAINST, filings=(APPEAL,)),
    Case(number=22, what="organised pressure on restaurants", on=day("2026-06-01"), stage=STANDS, paid=2_500, pressure=True,
         filings=(DEMAND, POLICE), rules=(NEW, "criminal-law-274")),
    Case(number=23, what="a cracked coffee table", on=day("2025-07-15"), stage=AGAINST, abroad=True, filings=(APPEAL,)),
    Case(number=24, what="a tray of eggs", on=day("2025-11-20"), stage=STANDS, paid=10, abroad=True),
    Case(number=25, what="a collapsed cake", on=day("2025-06-01"), stage=DROPPED, abroad=True),
    Case(number=26, what="flies and smashed cakes", on=day("2025-12-01"), stage=OPEN, abroad=True, filings=(ASK,)),
    Case(number=27, what="a raw burger", on=day("2025-12-01"), stage=STANDS, paid=10, abroad=True),
    Case(number=28, what="a raw chicken leg", on=day("2025-12-01"), stage=STANDS, paid=27, abroad=True),
    Case(number=29, what="a melted cake", on=day("2025-12-01"), stage=OPEN, abroad=True, filings=(ASK,)),
    Case(number=30, what="a delivery that was none", on=day("2025-12-26"), stage=DROPPED, abroad=True),
    Case(number=31, what="a torn book", on=day("2026-03-01"), stage=AGAINST, abroad=True, filings=(APPEAL,)),
    Case(number=32, what="a vinyl record", on=day("2026-03-10"), stage=AGAINST, paid=180, abroad=True, filings=(APPEAL,)),
    Case(number=33, what="a broken camera display", on=day("2026-01-10"), stage=DROPPED, abroad=True),
    Case(number=34, what="torn sheets", on=day("2026-02-20"), stage=DROPPED, abroad=True),
    Case(number=35, what="an insect on a pizza", on=day("2026-03-10"), stage=DROPPED, abroad=True),
    Case(number=36, what="a bumper from somebody's photo", on=day("2024-06-01"), stage=DROPPED, abroad=True),
    Case(number=37, what="dents, plates, watches", on=day("2025-06-01"), stage=DROPPED, abroad=True),
    Case(number=38, what="a receipt of 80,000 that says who made it", on=day("2026-06-01"), stage=OPEN, produce_id=True, abroad=True,
         filings=(ASK, INQUIRY)),
)  # fmt: skip


def named(situation: Situation) -> tuple[str, ...]:
    return tuple(one.kind for one in fitting(situation))


def test_all_cases_are_here() -> None:
    assert [case.number for case in CASES] == list(range(1, 39))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.number} {case.what}")
def test_each_reported_case_has_its_filings(case: Case) -> None:
    situation = Situation(
        side=Side.MERCHANT,
        stage=case.stage,
        is_paid=case.paid > 0,
        has_produce_id=case.produce_id,
        has_removed_label=case.removed,
        is_in_china=not case.abroad,
    )
    assert named(situation) == case.filings


@pytest.mark.parametrize(
    "case", [case for case in CASES if not case.abroad], ids=lambda case: f"{case.number} {case.what}"
)
def test_each_reported_case_of_china_has_its_rules(case: Case) -> None:
    stands = case.stage is STANDS
    one = act(fen=case.paid * 100, on=case.on, has_removed_label=case.removed, has_pressure=case.pressure)
    one = one if stands else replace(one, ruling=None)
    acts = [replace(one, id=f"claim-{number}") for number in range(case.times)]
    found = assess(acts, on=day("2026-11-22"), province=case.province)
    cited = {provision.id for provision in found.cited}
    assert cited >= set(case.rules)
    assert bool(found.characterisations) is bool(case.rules)


def test_a_letter_about_payment_or_to_the_police_never_rests_on_a_suspicion() -> None:
    flags = list(product([False, True], repeat=4))
    for side, stage, (paid, produce_id, removed, demand) in product(Side, Stage, flags):
        kinds = named(
            Situation(
                side=side,
                stage=stage,
                is_paid=paid,
                has_produce_id=produce_id,
                has_removed_label=removed,
                has_demand=demand,
            )
        )
        assert set(kinds) <= set(KINDS)
        if stage is not STANDS or not paid:
            assert not {DEMAND, POLICE} & set(kinds)


@pytest.mark.parametrize(
    ("side", "stage", "kinds"),
    [
        (Side.BUYER, OPEN, ("buyer-answer", "demand-answer")),
        (Side.BUYER, AGAINST, ("buyer-appeal", "demand-answer")),
        (Side.BUYER, STANDS, ("demand-answer",)),
        (Side.PLATFORM, STANDS, ("decision-notice",)),
        (Side.PLATFORM, Stage.OVERTURNED, ("withdrawal-notice",)),
    ],
)
def test_every_side_has_its_own_letters(side: Side, stage: Stage, kinds: tuple[str, ...]) -> None:
    assert named(Situation(side=side, stage=stage, has_demand=True)) == kinds
