"""An examiner that counts what it does: how long examinations take, what they say, and why some fail."""

import time
from collections.abc import Sequence

from fairclaim.domain.errors import FairclaimError
from fairclaim.domain.exhibit import Exhibit, MissingExhibit
from fairclaim.domain.order import Order
from fairclaim.services.ports.evidence import EarlierPhoto, Examiner, Recorded
from fairclaim.telemetry.metrics import INTERNAL, Metrics


class MeasuredExaminer:
    """Another examiner, with its examinations counted; see :class:`~fairclaim.services.ports.evidence.Examiner`."""

    def __init__(self, examiner: Examiner, metrics: Metrics) -> None:
        self._examiner = examiner
        self._metrics = metrics

    @property
    def version(self) -> str:
        """Version of the other examiner."""
        return self._examiner.version

    def examine(
        self,
        exhibits: Sequence[Exhibit | MissingExhibit],
        *,
        order: Order | None,
        case: str,
        earlier: Sequence[EarlierPhoto] | None = None,
    ) -> Recorded:
        """Examine the photos of one claim, and count it; what the other examiner raises is counted and passed on."""
        began = time.perf_counter()
        try:
            found = self._examiner.examine(exhibits, order=order, case=case, earlier=earlier)
        except FairclaimError as error:
            self._metrics.failed(error.code)
            raise
        except Exception:
            self._metrics.failed(INTERNAL)
            raise
        self._metrics.examined(verdict=_call(found), seconds=time.perf_counter() - began)
        return found


def _call(found: Recorded) -> str:
    verdict = found.to_record().get("verdict")
    return str(verdict["call"]) if isinstance(verdict, dict) else "none"
