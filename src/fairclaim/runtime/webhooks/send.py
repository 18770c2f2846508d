"""One attempt to hand over a message. Redirects are not followed, and nothing of the answer is kept but its status."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import httpcore

from fairclaim.runtime.webhooks.address import Egress, Resolve, parse_target, system_resolve
from fairclaim.runtime.webhooks.errors import AddressRefusedError, SendFailedError
from fairclaim.runtime.webhooks.guarded_network import GuardedNetwork

GONE = 410
"""The receiver says that it wants nothing any more (Standard Webhooks, "Operational considerations")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """How messages are sent.

    Parameters
    ----------
    egress : Egress
        What may be called.
    connect_s, wait_s, total_s : float
        Seconds to connect, to wait for the next piece of an answer, and for everything together.
    answer_bytes : int
        Most bytes of an answer that are read.
    """

    egress: Egress = field(default_factory=Egress)
    resolve: Resolve = system_resolve
    connect_s: float = 5.0
    wait_s: float = 10.0
    total_s: float = 20.0
    answer_bytes: int = 65_536

    def send(self, url: str, body: bytes, headers: Mapping[str, str]) -> None:
        """Send a message; any status of 200 to 299 takes it.

        Raises
        ------
        AddressRefusedError
            If nothing is sent there.
        SendFailedError
            If it was not taken.
        """
        parse_target(url, self.egress)
        network = GuardedNetwork(self.egress, resolve=self.resolve, total_s=self.total_s)
        try:
            status = self._status(network, url, body, headers)
        except httpcore.TimeoutException as exc:
            raise SendFailedError("timeout") from exc
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as exc:
            raise SendFailedError("connection") from exc
        except (httpcore.UnsupportedProtocol, UnicodeError, ValueError) as exc:
            raise AddressRefusedError("host") from exc
        if not 200 <= status < 300:
            raise SendFailedError(f"http-{status}", is_final=status == GONE)

    def _status(self, network: GuardedNetwork, url: str, body: bytes, headers: Mapping[str, str]) -> int:
        sent = {**headers, "content-type": "application/json", "user-agent": "fairclaim-webhooks"}
        limits = {"connect": self.connect_s, "read": self.wait_s, "write": self.wait_s, "pool": self.connect_s}
        with (
            httpcore.ConnectionPool(network_backend=network, http2=False, retries=0, max_connections=1) as pool,
            pool.stream(
                "POST", url, headers=list(sent.items()), content=body, extensions={"timeout": limits}
            ) as answer,
        ):
            seen = 0
            for piece in answer.iter_stream():
                seen += len(piece)
                if seen > self.answer_bytes:
                    raise SendFailedError("too-large")
            return answer.status
