"""One question over HTTP to an address that the operator has chosen: a time authority, a log. Redirects are not followed."""

from dataclasses import dataclass

import httpcore

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UnavailableError

USER_AGENT = "fairclaim"


class NoAnswerError(UnavailableError):
    """Somebody outside did not answer as they should."""

    code = "no-answer"

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(
            Bilingual(f"{url} 没有正常答复（{reason}）。", f"{url} did not answer as it should ({reason}).")
        )
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer: its status, and its bytes."""

    status: int
    body: bytes


def ask(
    url: str,
    *,
    body: bytes | None = None,
    media_type: str = "application/octet-stream",
    timeout_s: float = 10.0,
    most_bytes: int = 1 << 20,
) -> Answer:
    """Ask, by POST if there is a body.

    Raises
    ------
    NoAnswerError
        If nobody answers in time, or the answer is too large.
    """
    headers = {"user-agent": USER_AGENT} | ({} if body is None else {"content-type": media_type})
    limits = dict.fromkeys(("connect", "read", "write", "pool"), timeout_s)
    try:
        with (
            httpcore.ConnectionPool(http2=False, retries=0, max_connections=1) as pool,
            pool.stream(
                "GET" if body is None else "POST",
                url,
                headers=list(headers.items()),
                content=body,
                extensions={"timeout": limits},
            ) as answer,
        ):
            found = bytearray()
            for piece in answer.iter_stream():
                found += piece
                if len(found) > most_bytes:
                    raise NoAnswerError(url, "too-large")
            return Answer(status=answer.status, body=bytes(found))
    except httpcore.TimeoutException as exc:
        raise NoAnswerError(url, "timeout") from exc
    except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as exc:
        raise NoAnswerError(url, "connection") from exc
    except (httpcore.UnsupportedProtocol, UnicodeError, ValueError) as exc:
        raise NoAnswerError(url, "address") from exc
