"""Cases to gather for a bundle, and somebody who draws their pictures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.party import ClaimId
from fairclaim.domain.exhibit import Exhibit
from fairclaim.services.ports.case_pictures import ChangedCopy, DrawnReport
from fairclaim.services.sign_checkpoint import sign_log
from journeys.desk_steps import STEPS
from unit.services.counter import ALL_SHOTS, TENANT, Counter

SMALLER = Bilingual("缩小。", "Reduced.")
JPEGS = tuple(replace(one, data=b"\xff\xd8\xff" + one.data) for one in ALL_SHOTS)


@dataclass
class Draughtsman:
    """Draws nothing to look at, and remembers what it was given."""

    lacks: tuple[str, ...] = ()
    given: list[Exhibit] = field(default_factory=list)

    def copy_of(self, data: bytes) -> ChangedCopy | None:
        return None if JPEGS[-1].data == data else ChangedCopy(b"copy of " + data[-3:], SMALLER)

    def report_of(self, record: Mapping[str, object], exhibits: Sequence[Exhibit]) -> DrawnReport:
        assert record["schema"] == "fairclaim.examination/1"
        self.given += exhibits
        made = {name: name.encode() for name in ("examination.html", "examination-zh.pdf", "examination-en.pdf")}
        return DrawnReport({name: data for name, data in made.items() if name not in self.lacks}, self.lacks)


def screened() -> tuple[Counter, ClaimId]:
    counter = Counter()
    claim = counter.screened(*JPEGS)
    sign_log(counter.desk, TENANT)
    return counter, claim


def decided() -> Counter:
    counter = Counter()
    for step in STEPS[:20]:
        step(counter)
    return counter
