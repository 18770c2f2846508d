from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from fairclaim.services import count_looks as module
from fairclaim.services.caller import Role
from fairclaim.services.count_looks import COLUMNS, claim_of, count_looks
from fairclaim.services.errors import NotAllowedError
from fairclaim.services.see_claim import see_claim, see_exhibit
from unit.services.counter import ANN, AUDITOR, BEN, MONDAY
from unit.services.test_see_looks import another_claim, looked_at

SHANGHAI = ZoneInfo("Asia/Shanghai")


def test_everybody_who_looked_is_counted_and_nobody_ranked() -> None:
    counter, claim = looked_at()
    other = another_claim(counter)
    see_claim(counter.desk, BEN, other)
    see_claim(counter.desk, ANN, claim)
    counter.rows.logins[BEN.person] = "ben@desk"
    found = count_looks(counter.desk, AUDITOR, zone=SHANGHAI)
    people = {one.person: one for one in found.people}
    assert list(people) == sorted(people)
    ben, ann = people[BEN.person], people[ANN.person]
    assert (ben.looks, ben.claims, ben.files, ben.without_part, ben.off_hours, ben.days) == (4, 2, 1, 2, 0, 1)
    assert ann.without_part == 0, "ann has judged what she looked at"
    assert (ben.roles, ben.login, ann.login) == (("reviewer",), "ben@desk", None)
    assert found.since is None
    assert len(found.middle) == len(COLUMNS)
    assert claim in {claim_of(one) for one in counter.rows.audit}


def test_looks_at_night_and_within_an_hour_are_counted_apart() -> None:
    counter, claim = looked_at()
    counter.now = MONDAY + timedelta(hours=13, minutes=30)  # 23:30 in Shanghai
    for _ in range(3):
        see_exhibit(counter.desk, BEN, claim, counter.claim(claim).evidence[0].exhibit)
    counter.wait()
    see_claim(counter.desk, BEN, claim)
    found = count_looks(counter.desk, AUDITOR, zone=SHANGHAI, since=counter.now - timedelta(hours=2))
    (ben,) = [one for one in found.people if one.person == BEN.person]
    assert (ben.looks, ben.busiest_hour, ben.off_hours, ben.days) == (4, 3, 4, 2)


def test_an_act_before_the_stretch_of_time_counts_as_a_part() -> None:
    counter, claim = looked_at()
    since = counter.now
    see_claim(counter.desk, ANN, claim)
    counter.rows.logins[BEN.person] = "ben@desk"
    found = count_looks(counter.desk, AUDITOR, zone=SHANGHAI, since=since)
    assert [(one.person, one.without_part) for one in found.people] == [(ANN.person, 0)]


def test_more_than_can_be_counted_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    counter, _ = looked_at()
    monkeypatch.setattr(module, "MOST_COUNTED", 2)
    found = count_looks(counter.desk, AUDITOR, zone=SHANGHAI)
    assert found.since is not None
    assert sum(one.looks for one in found.people) == 2


def test_nobody_else_counts() -> None:
    counter, _ = looked_at()
    for who in (ANN, replace(AUDITOR, roles=AUDITOR.roles | {Role.SENIOR})):
        with pytest.raises(NotAllowedError):
            count_looks(counter.desk, who, zone=SHANGHAI)
    assert count_looks(counter.desk, AUDITOR, zone=SHANGHAI, since=counter.now).people == ()
