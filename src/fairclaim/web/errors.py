"""What a request over HTTP can be refused for beyond the rules of the desk.

::

    UsageError
    ├── KeyMissingError          key-missing         this request needs an idempotency key
    └── CursorError              cursor              this cursor was not given out for this list
    UnavailableError
    └── NoRoomError              store-full          no room on the disk for an upload
    InputError
    └── BodyTooLargeError        body-too-large      the request holds more bytes than it may
    RuleError
    ├── VersionError             version             the claim is no longer as the caller saw it
    ├── FileErasedError          erased              the file was erased with its person
    ├── UploadUnfinishedError    upload-unfinished   some bytes of the upload have yet to come
    ├── TooManyUploadsError      too-many-uploads    the caller has as many open uploads as one may
    └── TooManyRequestsError     too-many-requests   too many requests in a short time
"""

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import InputError, RuleError, UnavailableError, UsageError


class KeyMissingError(UsageError):
    """The request needs an idempotency key."""

    code = "key-missing"

    def __init__(self) -> None:
        super().__init__(
            Bilingual(
                "此请求会产生款项或决定，须带 Idempotency-Key 请求头；重试时使用相同的键。",
                "This request makes money move or decides something: send the header Idempotency-Key, the same one when you retry.",
            )
        )


class CursorError(UsageError):
    """The cursor was not given out for this list."""

    code = "cursor"

    def __init__(self) -> None:
        super().__init__(
            Bilingual(
                "游标无效。请原样使用上一页返回的游标，或从头读取。",
                "This cursor was not given out for this list. Use the one of the page before as it is, or start anew.",
            )
        )


class BodyTooLargeError(InputError):
    """The request holds more bytes than it may."""

    code = "body-too-large"

    def __init__(self, limit_bytes: int) -> None:
        super().__init__(
            Bilingual(
                f"请求内容超过 {limit_bytes:,} 字节。大文件请使用断点续传。",
                f"The request holds more than {limit_bytes:,} bytes. Send large files as resumable uploads.",
            )
        )
        self.limit_bytes = limit_bytes


class VersionError(RuleError):
    """The claim is no longer as the caller saw it."""

    code = "version"

    def __init__(self) -> None:
        super().__init__(
            Bilingual(
                "申请已不是您看到的版本，未作任何改动。请重新读取后再试。",
                "The claim is no longer the version that you saw, and nothing was changed. Read it again, then decide anew.",
            )
        )


class FileErasedError(RuleError):
    """The file was erased with its person."""

    code = "erased"

    def __init__(self) -> None:
        super().__init__(
            Bilingual(
                "该内容已随个人信息一并删除，无法恢复。",
                "This was erased with its person's data and cannot be brought back.",
            )
        )


class NoRoomError(UnavailableError):
    """There is no room on the disk for what is being uploaded."""

    code = "store-full"

    def __init__(self) -> None:
        super().__init__(
            Bilingual(
                "存储空间已满，上传内容未能保存。请运维清理磁盘后重试。",
                "The disk is full, and the upload was not kept. Try again once the operator has made room.",
            )
        )


class UploadUnfinishedError(RuleError):
    """Some bytes of the upload have yet to come."""

    code = "upload-unfinished"

    def __init__(self, *, received: int, length: int | None) -> None:
        whole = length if length is not None else "?"
        super().__init__(
            Bilingual(
                f"上传未完成（已收到 {received}/{whole} 字节）。请续传后再添加。",
                f"The upload is not complete ({received} of {whole} bytes). Resume it, then attach it.",
            )
        )
        self.received, self.length = received, length


class TooManyRequestsError(RuleError):
    """Too many requests in a short time."""

    code = "too-many-requests"

    def __init__(self, retry_after_s: int) -> None:
        super().__init__(
            Bilingual(
                f"请求过于频繁，请 {retry_after_s} 秒后再试。", f"Too many requests; try again in {retry_after_s} s."
            )
        )
        self.retry_after_s = retry_after_s


class TooManyUploadsError(RuleError):
    """The caller has as many open uploads as one may."""

    code = "too-many-uploads"

    def __init__(self, limit: int) -> None:
        super().__init__(
            Bilingual(
                f"同时最多 {limit} 个上传，请先完成或结束一些。",
                f"There may be {limit} uploads at a time; finish or end some first.",
            )
        )
        self.limit = limit
