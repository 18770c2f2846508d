"""The evidence room as the command line uses it, loaded only when asked for: it stands on packages of an extra."""

import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, BinaryIO, Protocol, cast

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import IntegrityError, UnavailableError, UsageError

if TYPE_CHECKING:
    from fairclaim.evidence.bundle.result import VerifiedBundle
    from fairclaim.evidence.bundle.trust import Trust

_IN_MEMORY_BYTES = 64 << 20
_HEAD_BYTES = 64


class VerifyBundle(Protocol):
    """See :func:`fairclaim.evidence.bundle.verify.verify_bundle`."""

    def __call__(self, file: BinaryIO, *, trust: "Trust") -> "VerifiedBundle":
        """Check a bundle."""


class VerifyReceipt(Protocol):
    """See :func:`fairclaim.evidence.receipt_result.verify_any_receipt`."""

    def __call__(self, data: bytes, *, trust: "Trust") -> dict[str, object]:
        """Check a receipt."""


class VerifyStatement(Protocol):
    """See :func:`fairclaim.evidence.statement.statement_result`."""

    def __call__(self, data: bytes, *, trust: "Trust", at: datetime) -> dict[str, object]:
        """Check a statement of somebody's standing."""


@dataclass(frozen=True, slots=True)
class EvidencePart:
    """What the command needs of the room."""

    verify_bundle: VerifyBundle
    parse_trust: Callable[[bytes], "Trust"]
    merged: Callable[[Iterable["Trust"]], "Trust"]
    to_failed_record: Callable[[IntegrityError], dict[str, object]]
    unlocked: Callable[[BinaryIO, str | None], AbstractContextManager[BinaryIO]]
    is_receipt: Callable[[bytes], bool]
    verify_receipt: VerifyReceipt
    is_statement: Callable[[bytes], bool]
    verify_statement: VerifyStatement


def load_evidence() -> EvidencePart:
    """Load the room.

    Raises
    ------
    UnavailableError
        If its packages are not installed.
    """
    try:
        from fairclaim.evidence.bundle.result import to_failed_record  # noqa: PLC0415  (an optional part)
        from fairclaim.evidence.bundle.trust import merged, parse_trust  # noqa: PLC0415
        from fairclaim.evidence.bundle.verify import verify_bundle  # noqa: PLC0415
        from fairclaim.evidence.receipt_result import is_receipt, verify_any_receipt  # noqa: PLC0415
        from fairclaim.evidence.statement import is_statement, statement_result  # noqa: PLC0415
    except ModuleNotFoundError as exc:
        raise _missing() from exc
    return EvidencePart(
        verify_bundle,
        parse_trust,
        merged,
        to_failed_record,
        _unlocked,
        is_receipt,
        verify_any_receipt,
        is_statement,
        statement_result,
    )


@contextmanager
def _unlocked(file: BinaryIO, identity: str | None) -> Iterator[BinaryIO]:
    """Open a bundle that is encrypted with age; give any other as it is."""
    head = file.read(_HEAD_BYTES)
    file.seek(0)
    if not head.startswith(b"age-encryption.org/v1\n"):
        yield file
        return
    if identity is None:
        raise UsageError(
            Bilingual(
                "证据包已加密：请用 --identity 给出接收方的 age 私钥文件。",
                "The bundle is encrypted: name the recipient's age key file with --identity.",
            )
        )
    try:
        from fairclaim.evidence.bundle.locked import unlock  # noqa: PLC0415  (an optional part)
    except ModuleNotFoundError as exc:
        raise _missing() from exc
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY_BYTES) as plain:
        unlock(file, cast("BinaryIO", plain), identity=identity)
        plain.seek(0)
        yield cast("BinaryIO", plain)


def _missing() -> UnavailableError:
    return UnavailableError(
        Bilingual(
            "核验证据包需要组件 fairclaim[evidence]：pip install 'fairclaim[evidence]'。",
            "Bundles need the part fairclaim[evidence]: pip install 'fairclaim[evidence]'.",
        )
    )
