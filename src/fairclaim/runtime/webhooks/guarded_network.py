"""Connections for messages: made to judged addresses only, and over at a fixed time however slowly the other side talks."""

import ssl
import time
from collections.abc import Iterable
from typing import Any

import httpcore

from fairclaim.runtime.webhooks.address import Egress, Resolve, judged_addresses


class GuardedNetwork(httpcore.NetworkBackend):
    """What httpcore connects through.

    Parameters
    ----------
    egress : Egress
        What may be called.
    resolve : callable
        Host and port to addresses.
    total_s : float
        Seconds from now on, after which nothing is waited for any more. One object serves one message.
    """

    def __init__(self, egress: Egress, *, resolve: Resolve, total_s: float) -> None:
        self._egress = egress
        self._resolve = resolve
        self._end = time.monotonic() + total_s
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of a host, once all of them were judged."""
        address = judged_addresses(host, port, self._egress, self._resolve)[0]
        stream = self._plain.connect_tcp(address, port, self.left(timeout), local_address, socket_options)
        return _TimedStream(stream, self)

    def left(self, timeout: float | None) -> float:
        """Return how long may be waited for one thing."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore.TimeoutException
        return left if timeout is None else min(left, timeout)


class _TimedStream(httpcore.NetworkStream):
    """A stream on which nothing takes longer than what is left."""

    def __init__(self, stream: httpcore.NetworkStream, network: GuardedNetwork) -> None:
        self._stream = stream
        self._network = network

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._network.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._network.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, self._network.left(timeout))
        return _TimedStream(stream, self._network)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401  (httpcore's own signature)
        return self._stream.get_extra_info(info)
