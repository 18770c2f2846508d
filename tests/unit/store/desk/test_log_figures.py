"""What is not signed, stamped or cosigned is told in figures, and warned of after a day."""

from datetime import timedelta

from fairclaim.store.desk.log_figures import log_warnings, read_log_figures
from fairclaim.telemetry.metrics import MEANINGS
from store_engines import NOON, Desk
from unit.store.samples import filed, moved


def figures(desk: Desk, hours: int) -> dict[tuple[str, str], float]:
    found = read_log_figures(desk.store, now=NOON + timedelta(hours=hours), authorities=["never", "once"])
    assert {one.name for one in found} <= set(MEANINGS)
    return {(one.name, one.kind): one.value for one in found if one.tenant == desk.mine}


def test_a_log_tells_what_is_open(desk: Desk) -> None:
    assert figures(desk, 0) == {("log_entries", ""): 0, ("log_entries_unsigned", ""): 0}
    with desk.store.write(desk.mine) as work:
        filed(work)
        work.checkpoints.add(2, b"note", at=NOON)
        work.checkpoints.add_token(2, "once", b"reply", at=NOON)
        work.checkpoints.add_cosignature(2, "w+1", b"line", at=NOON)
        moved(work, seen=2)
    assert figures(desk, 2) == {
        ("log_entries", ""): 3,
        ("log_entries_unsigned", ""): 1,
        ("log_checkpoint_age_seconds", ""): 7_200,
        ("log_token_age_seconds", "never"): 7_200,
        ("log_token_age_seconds", "once"): 0,
        ("log_cosignature_age_seconds", "w+1"): 0,
    }
    with desk.store.write(desk.mine) as work:
        work.checkpoints.add(3, b"note", at=NOON + timedelta(hours=3))
    assert figures(desk, 4)["log_cosignature_age_seconds", "w+1"] == 3_600


def test_an_authority_that_is_silent_for_a_day_is_warned_of(desk: Desk) -> None:
    with desk.store.write(desk.mine) as work:
        filed(work)
        work.checkpoints.add(2, b"note", at=NOON)
    early, late = NOON + timedelta(hours=23), NOON + timedelta(hours=25)
    assert "no-time-token:tsa" not in log_warnings(desk.store, now=early, authorities=["tsa"])
    assert "no-time-token:tsa" in log_warnings(desk.store, now=late, authorities=["tsa"])
