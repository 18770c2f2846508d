"""Errors as problem documents of RFC 9457: one table from code to status, both languages, and what to do next.

A bug is answered as ``internal`` without a word about its insides. "Not found" and "not yours" are the same document.
"""

import errno
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import FairclaimError, InputError, RuleError, UnavailableError, UsageError
from fairclaim.web.errors import NoRoomError
from fairclaim.web.language import preferred_language

_LOG = logging.getLogger(__name__)
MEDIA_TYPE = "application/problem+json"
TYPES = "/api/v1/problems/"
"""Where each type of problem is explained; the code follows."""

FAMILIES: tuple[tuple[type[FairclaimError], int], ...] = (
    (UnavailableError, 503),
    (InputError, 422),
    (UsageError, 422),
    (RuleError, 409),
    (FairclaimError, 500),
)
"""Status of a code that has no row of its own, by who can mend it."""

STATUS: Mapping[str, int] = {
    # the caller
    "not-signed-in": 401,
    "not-allowed": 403,
    "conflict-of-interest": 403,
    "took-part": 403,
    "wrong-actor": 403,
    "not-found": 404,
    "not-there": 404,
    "too-many-requests": 429,
    # the door
    "wrong-credentials": 401,
    "step-up-needed": 403,
    "out-of-scope": 403,
    "cross-origin": 403,
    "login-taken": 409,
    "own-account": 409,
    "last-admin": 409,
    "link-expired": 410,
    "weak-password": 422,
    "role-mix": 422,
    "passkey-refused": 422,
    "too-many-attempts": 429,
    "sign-in-busy": 503,
    "identity-provider": 502,
    # the request
    "malformed": 422,
    "usage": 422,
    "cosignature-refused": 422,
    "amount": 422,
    "line": 422,
    "record": 422,
    "history": 422,
    "policy": 422,
    "cursor": 400,
    "key-missing": 400,
    "body-too-large": 413,
    "over-limit": 413,
    "method-not-allowed": 405,
    "unsupported-media-type": 415,
    "other-request": 422,
    "version": 412,
    # the file
    "input": 422,
    "not-readable": 422,
    "empty-file": 422,
    "unknown-format": 422,
    "broken-file": 422,
    "decode-timeout": 422,
    "erased": 410,
    "upload-unfinished": 409,
    "too-many-uploads": 409,
    # a check
    "no-claim-photo": 422,
    "too-much": 422,
    "not-yet": 409,
    "check-off": 503,
    "check-busy": 503,
    # the claim
    "rule": 409,
    "illegal-move": 409,
    "time-order": 409,
    "judge-first": 409,
    "not-blind": 409,
    "same-person": 409,
    "second-person": 409,
    "disagreement": 409,
    "judgement-missing": 409,
    "reasons-missing": 422,
    "names-buyer": 422,
    "grade-too-low": 422,
    "consent-missing": 409,
    "merchant-unheard": 409,
    "remedy": 422,
    "currency-mismatch": 422,
    "route": 409,
    "offer": 409,
    "clock": 409,
    "not-due": 409,
    "deadline-passed": 409,
    "consequence": 409,
    "stale-claim": 409,
    "stale-version": 409,
    "already-there": 409,
    "one-person": 409,
    "policy-move": 409,
    "lease-lost": 409,
    "no-task": 409,
    "already-claimed": 409,
    "exhibit-role": 422,
    "too-many-exhibits": 409,
    "open-claims": 409,
    "other-order": 409,
    "too-late": 409,
    "no-signed-copy": 409,
    "other-digest": 409,
    "letter-not-possible": 409,
    "second-look": 409,
    # the operator
    "unavailable": 503,
    "no-notary": 503,
    "calendar-range": 503,
    "no-address": 503,
    "pages-not-built": 503,
    "store-busy": 503,
    "store-full": 503,
    "store-lost": 503,
    "jobs-not-ready": 503,
    "provider-file": 422,
    "no-such-file": 404,
    "no-digest": 404,
    "no-film": 404,
    "no-such-tile": 404,
    "integrity": 500,
    "error": 500,
    "internal": 500,
}
"""Status of every code that is no matter of the family alone. 422 is also what the draft on ``Idempotency-Key`` (IETF httpapi)
asks for where a key comes again with another request."""

_TITLES = {
    400: Bilingual("请求有误", "Bad request"),
    401: Bilingual("未登录", "Not signed in"),
    403: Bilingual("无权执行", "Not for you to do"),
    404: Bilingual("未找到", "Not found"),
    405: Bilingual("不支持此方法", "Method not allowed"),
    409: Bilingual("当前状态不允许", "Not as things stand"),
    410: Bilingual("已不存在", "Gone"),
    412: Bilingual("前提不成立", "Precondition failed"),
    413: Bilingual("内容过大", "Too large"),
    415: Bilingual("不支持的内容类型", "Unsupported media type"),
    422: Bilingual("内容无法接受", "Not acceptable as it is"),
    428: Bilingual("缺少前提", "Precondition required"),
    429: Bilingual("请求过多", "Too many requests"),
    500: Bilingual("内部错误", "Internal error"),
    501: Bilingual("未提供此功能", "Not offered"),
    502: Bilingual("对方服务异常", "Another service failed"),
    503: Bilingual("暂不可用", "Unavailable"),
}
_NEXT = {
    400: Bilingual("更正请求后重发。", "Correct the request and send it again."),
    401: Bilingual("登录，或发送有效的 API 密钥，再重试。", "Sign in or send a valid API key, then try again."),
    403: Bilingual("请由有此权限的人操作。", "Let somebody do it who may."),
    404: Bilingual("核对编号，以及登录的账号。", "Check the id, and as whom you are signed in."),
    405: Bilingual("按响应头 Allow 列出的方法重发。", "Use one of the methods in the header Allow."),
    409: Bilingual("重新读取申请，按其当前状态操作。", "Read the claim again and act on it as it stands."),
    410: Bilingual("不要重试；内容无法恢复。", "Do not retry; it cannot be brought back."),
    412: Bilingual("重新读取，用新的 ETag 重发。", "Read it again and send the new ETag."),
    413: Bilingual("分成较小的请求，或使用断点续传。", "Send less at once, or use a resumable upload."),
    415: Bilingual("使用接口文档列出的内容类型。", "Use a content type that the API's document names."),
    422: Bilingual(
        "按说明更正后，用新的幂等键重发。", "Correct what is named and send it under a new idempotency key."
    ),
    428: Bilingual("补上所缺的请求头后重发。", "Send it again with the header that is missing."),
    429: Bilingual("等待 Retry-After 指明的秒数后重试。", "Wait for the seconds in Retry-After, then try again."),
    500: Bilingual(
        "用同一幂等键重试；若仍失败，请把请求编号告知运维。",
        "Retry under the same idempotency key; if it fails again, tell the operator the request id.",
    ),
    501: Bilingual("按接口文档使用已有的功能。", "Use what the API's document offers."),
    502: Bilingual("稍后重试，或改用其他方式。", "Try later, or another way."),
    503: Bilingual("稍后用同一幂等键重试。", "Retry a little later, under the same idempotency key."),
}
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})
_GENERAL = {
    400: ("malformed", Bilingual("请求无法读取。", "The request cannot be read.")),
    404: ("not-found", Bilingual("没有找到，或您无权查看。", "Not found, or not yours to see.")),
    405: ("method-not-allowed", Bilingual("此地址不支持该方法。", "This address does not take this method.")),
    409: ("offset", Bilingual("续传位置与已收到的字节数不符。", "The offset is not where the received bytes end.")),
    410: ("expired", Bilingual("上传已过期，请重新开始。", "The upload has expired; start it anew.")),
    412: ("tus-version", Bilingual("须使用 tus 1.0.0。", "The version of tus must be 1.0.0.")),
    413: ("body-too-large", Bilingual("内容超过上限。", "There are more bytes than allowed.")),
    415: ("unsupported-media-type", Bilingual("不支持此内容类型。", "This content type is not taken here.")),
    503: ("unavailable", Bilingual("暂时无法处理，请稍后重试。", "This cannot be done now; try again later.")),
}
_MALFORMED = Bilingual(
    "请求的内容不符合要求，见 errors。", "The request is not as it should be; errors names each place."
)
_BUG = Bilingual(
    "服务器内部出错，已按请求编号记录。", "Something went wrong inside. It is on record under the request id."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What a client is told.

    Parameters
    ----------
    errors : sequence of mapping
        For a malformed request: ``pointer`` (where), ``code`` and ``message`` of each fault.
    """

    code: str
    status: int
    message: Bilingual
    errors: Sequence[Mapping[str, str]] = ()
    headers: Mapping[str, str] | None = None


def status_of(error: FairclaimError) -> int:
    """Return the status of an error: the row of its code, else that of its family."""
    row = STATUS.get(error.code)
    return row if row is not None else next(status for family, status in FAMILIES if isinstance(error, family))


def problem_of(error: FairclaimError) -> Problem:
    """Return what a client is told of an error; one that has ``retry_after_s`` tells it as ``Retry-After``."""
    status = status_of(error)
    headers: dict[str, str] = {}
    if status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    wait_s = getattr(error, "retry_after_s", None)
    if isinstance(wait_s, int):
        headers["Retry-After"] = str(wait_s)
    elif status == 503:
        headers["Retry-After"] = "5"
    return Problem(code=error.code, status=status, message=error.message, headers=headers)


def problem_body(problem: Problem, *, accepted: str | None, instance: str, request_id: str | None) -> dict[str, object]:
    """Return the document of RFC 9457; members beyond it: ``code``, ``messages``, ``next``, ``errors``, ``request_id``."""
    language = preferred_language(accepted)
    known = _known(problem.status)
    title, to_do = _TITLES[known], _NEXT[known]
    messages = problem.message.to_record()
    body: dict[str, object] = {
        "type": TYPES + problem.code,
        "title": title.to_record()[language],
        "status": problem.status,
        "detail": messages[language],
        "instance": instance,
        "code": problem.code,
        "messages": messages,
        "next": to_do.to_record(),
    }
    if problem.errors:
        body["errors"] = [dict(one) for one in problem.errors]
    if request_id is not None:
        body["request_id"] = request_id
    return body


def general_problem(status: int, *, headers: Mapping[str, str] | None = None) -> Problem:
    """Return what a client is told where the framework or the upload protocol refuses a request by its status alone."""
    code, message = _GENERAL.get(status) or (("internal", _BUG) if status >= 500 else _GENERAL[400])
    return Problem(code=code, status=status, message=message, headers=headers)


def malformed(error: RequestValidationError) -> Problem:
    """Return what a client is told of a request that is not as it should be."""
    errors = tuple(
        {
            "pointer": "/" + "/".join(str(part) for part in one["loc"]),
            "code": str(one["type"]),
            "message": str(one["msg"]),
        }
        for one in error.errors()
    )
    return Problem(code="malformed", status=422, message=_MALFORMED, errors=errors)


def next_step(status: int) -> Bilingual:
    """Return what a client should do after an answer of this status."""
    return _NEXT[_known(status)]


def respond(request: Request, problem: Problem) -> JSONResponse:
    """Return a problem as a response, in the client's language; the request's state keeps its code for who counts."""
    request.state.problem = problem.code
    accepted = request.headers.get("accept-language")
    body = problem_body(
        problem,
        accepted=accepted,
        instance=request.url.path,
        request_id=getattr(request.state, "request_id", None),
    )
    headers = {**(problem.headers or {}), "Content-Language": preferred_language(accepted), "Vary": "Accept-Language"}
    return JSONResponse(body, status_code=problem.status, headers=headers, media_type=MEDIA_TYPE)


def _known(status: int) -> int:
    """Return the status whose words fit, for one that has none of its own."""
    if status in _TITLES:
        return status
    return 500 if status >= 500 else 400


def explained(code: str) -> dict[str, object] | None:
    """Return what the address of a problem's type says; None for a code that is none of the table."""
    status = STATUS.get(code)
    if status is None:
        return None
    return {"code": code, "status": status, "title": _TITLES[status].to_record(), "next": _NEXT[status].to_record()}


def install(app: FastAPI) -> None:
    """Let every error of an application become a problem."""
    app.add_exception_handler(FairclaimError, _on_error)
    app.add_exception_handler(RequestValidationError, _on_malformed)
    app.add_exception_handler(HTTPException, _on_http)
    app.add_exception_handler(OSError, _on_system)
    app.add_exception_handler(Exception, _on_bug)


def _on_error(request: Request, error: Exception) -> JSONResponse:
    return respond(request, problem_of(error) if isinstance(error, FairclaimError) else _bug())


def _on_malformed(request: Request, error: Exception) -> JSONResponse:
    return respond(request, malformed(error) if isinstance(error, RequestValidationError) else _bug())


def _on_http(request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, HTTPException):
        return respond(request, _bug())
    return respond(request, general_problem(error.status_code, headers=error.headers))


def _on_system(request: Request, error: Exception) -> JSONResponse:
    """Answer for a disk that is full; whatever else the system refuses is a bug."""
    if getattr(error, "errno", None) in NO_ROOM:
        return respond(request, problem_of(NoRoomError()))
    return _on_bug(request, error)


def _on_bug(request: Request, error: Exception) -> JSONResponse:
    _LOG.error("request %s failed", getattr(request.state, "request_id", "-"), exc_info=error)
    return respond(request, _bug())


def _bug() -> Problem:
    return Problem(code="internal", status=500, message=_BUG)
