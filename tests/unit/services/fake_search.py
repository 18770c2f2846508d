"""A search that knows two photos for the same by their first words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UnavailableError
from fairclaim.domain.exhibit import Exhibit
from fairclaim.services.ports.photo_search import Alike, PhotoPrint

if TYPE_CHECKING:
    from unit.services.counter import Counter


@dataclass
class FakeSearch:
    """Reads the tenant's rows in memory, as an index that is always up to date."""

    counter: "Counter"
    version: str = "fake-1"
    is_away: bool = False
    distance_bits: int = 0
    cosine: float = 1.0
    described: list[str] = field(default_factory=list)

    def describe(self, exhibits: Sequence[Exhibit]) -> Mapping[str, PhotoPrint]:
        if self.is_away:
            raise UnavailableError(Bilingual("缺", "missing"))
        self.described += [one.name for one in exhibits]
        return {one.name: self.made(one.data) for one in exhibits if not one.data.startswith(b"film")}

    def made(self, data: bytes) -> PhotoPrint:
        return PhotoPrint(version=self.version, codes=data.split(b",")[0], quality=99, embedding=b"e")

    def alike(self, tenant: str, sought: PhotoPrint, *, before: datetime, limit: int) -> Sequence[Alike]:
        kept = self.counter.memory.rows(tenant).prints.values()
        found = [one for one in kept if one.received_at < before and one.print.codes == sought.codes]
        return [Alike(exhibit=one.exhibit, distance_bits=self.distance_bits, cosine=self.cosine) for one in found][
            :limit
        ]

    def is_copy(self, one: PhotoPrint, other: PhotoPrint) -> bool:
        return one.codes == other.codes
