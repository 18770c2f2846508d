"""fairclaim (明察): decide after-sales claims fairly when the evidence may be forged.

>>> from fairclaim import Exhibit, Role, examine
>>> examination = examine([
...     Exhibit.from_file("buyer.jpg", Role.CLAIM),
...     Exhibit.from_file("listing.jpg", Role.LISTING),
... ])  # doctest: +SKIP
>>> print(examination.verdict.call)  # doctest: +SKIP
forged
"""

from typing import TYPE_CHECKING

from fairclaim.domain.exhibit import Exhibit, Role
from fairclaim.domain.order import Order, parse_order
from fairclaim.version import __version__

if TYPE_CHECKING:
    from fairclaim.forensics.examine import examine

__all__ = ["Exhibit", "Order", "Role", "__version__", "examine", "parse_order"]


def __getattr__(name: str) -> object:
    """Load ``examine`` on first use, so that ``import fairclaim`` stays light."""
    if name == "examine":
        from fairclaim.forensics.examine import examine  # noqa: PLC0415

        return examine
    raise AttributeError(f"module 'fairclaim' has no attribute {name!r}")
