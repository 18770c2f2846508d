"""A crash at any call of any port leaves nothing half done, and doing the same again ends as if nothing had happened."""

from copy import copy
from dataclasses import fields

import pytest

from journeys.desk_steps import SETTLED, STEPS, Step
from unit.services.counter import TENANT, Counter
from unit.services.memory import CrashError, Rows


class Frozen:
    """What a process would find after it was started again."""

    def __init__(self, counter: Counter) -> None:
        self.rows, self.ids, self.now = counter.rows, counter.ids, counter.now
        carrier = counter.carrier
        self.effects = (dict(carrier.effects), set(carrier.standing), set(carrier.taken_back))

    def thaw(self) -> Counter:
        counter = Counter()
        counter.memory.tenants[TENANT] = self.rows
        counter.ids, counter.now = self.ids, self.now
        effects, standing, taken_back = self.effects
        counter.carrier.effects = dict(effects)
        counter.carrier.standing, counter.carrier.taken_back = copy(standing), copy(taken_back)
        return counter


def lasting(rows: Rows) -> dict[str, object]:
    """Return what must be the same; ids of audit entries are used up by attempts."""
    kept = {one.name: getattr(rows, one.name) for one in fields(rows) if one.name != "audit"}
    return {**kept, "audit": sorted((one.action, one.thing, one.person) for one in rows.audit)}


def commits_of(counter: Counter, step: Step) -> list[Rows]:
    """Run a step and return every state that was committed."""
    seen: list[Rows] = [counter.rows]
    write = counter.memory.write

    def watched(tenant: str, act: object) -> object:
        result = write(tenant, act)  # type: ignore[arg-type, var-annotated]
        seen.append(counter.rows)
        return result

    counter.memory.write = watched  # type: ignore[method-assign, assignment]
    step(counter)
    del counter.memory.write
    return seen


PLACES = [
    *(("overturned", STEPS, n) for n in range(len(STEPS))),
    *(("settled", SETTLED, n) for n in range(len(SETTLED))),
]


@pytest.mark.parametrize(("journey", "steps", "number"), PLACES, ids=[f"{name}-{n}" for name, _, n in PLACES])
def test_a_crash_at_any_call_is_as_if_it_had_not_been(journey: str, steps: tuple[Step, ...], number: int) -> None:
    counter = Counter()
    for step in steps[:number]:
        step(counter)
    start = Frozen(counter)
    step = steps[number]

    whole = start.thaw()
    states = [lasting(rows) for rows in commits_of(whole, step)]
    calls = whole.trap.count
    for k in range(1, calls + 1):
        crashed = start.thaw()
        crashed.trap.at = k
        with pytest.raises(CrashError):
            step(crashed)
        assert lasting(crashed.rows) in states, (journey, k)  # a committed whole, never a part of one
        crashed.trap.at, crashed.ids = None, start.ids
        step(crashed)
        assert lasting(crashed.rows) == lasting(whole.rows), k
        assert crashed.carrier.effects == whole.carrier.effects
        assert crashed.carrier.standing == whole.carrier.standing
