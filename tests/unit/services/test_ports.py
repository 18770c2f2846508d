"""The store in memory has the shapes of the ports; mypy holds it to them, this test that none is forgotten."""

import inspect
from typing import get_type_hints

from fairclaim.services.ports.work import Work
from unit.services.counter import Counter
from unit.services.memory import MemoryWork, Rows


def test_the_store_in_memory_offers_every_port_with_every_method() -> None:
    counter = Counter()
    work = MemoryWork(counter.memory, Rows())
    for name, port in inspect.getmembers(Work, lambda value: isinstance(value, property)):
        protocol = get_type_hints(port.fget)["return"]
        for method, declared in inspect.getmembers(protocol, inspect.isfunction):
            if not method.startswith("_"):
                made = getattr(getattr(work, name), method)
                expected = list(inspect.signature(declared).parameters)[1:]
                assert list(inspect.signature(made).parameters) == expected, (name, method)
