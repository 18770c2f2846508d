"""Why a message was not sent, or is not to be believed.

::

    UsageError
    ├── WebhookRefusedError     webhook-refused     a received message does not verify, is too old, or came before
    └── AddressRefusedError     address-refused     nothing is sent there
    UnavailableError
    └── SendFailedError         (its own code)      the receiver did not answer as it should
"""

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UnavailableError, UsageError


class WebhookRefusedError(UsageError):
    """A received message does not verify, is out of time, or came before. What exactly is not said to its sender."""

    code = "webhook-refused"

    def __init__(self, why: str) -> None:
        super().__init__(
            Bilingual("消息签名或时间无效，已拒绝。", "The message's signature or time is not valid; it was refused.")
        )
        self.why = why
        """For the log: ``malformed``, ``out-of-time``, ``signature`` or ``replay``."""


class AddressRefusedError(UsageError):
    """A URL that nothing is sent to."""

    code = "address-refused"

    def __init__(self, why: str) -> None:
        super().__init__(
            Bilingual(
                "此地址不可用于推送：须为公网 http(s) 地址，不含用户名和密码。",
                "Messages cannot be sent to this address: it has to be public, http or https, without user or password.",
            )
        )
        self.why = why
        """``scheme``, ``user``, ``host``, ``port``, ``unresolved`` or ``not-public``."""


class SendFailedError(UnavailableError):
    """The receiver did not take the message.

    Parameters
    ----------
    reason : str
        ``timeout``, ``connection``, ``too-large`` or ``http-`` and the status: a fixed word, nothing that the receiver wrote.
    is_final : bool
        True if trying again makes no sense.
    """

    code = "send-failed"

    def __init__(self, reason: str, *, is_final: bool = False) -> None:
        super().__init__(Bilingual(f"消息未送达（{reason}）。", f"The message was not taken ({reason})."))
        self.reason, self.is_final = reason, is_final
