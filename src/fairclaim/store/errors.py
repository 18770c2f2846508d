"""What can go wrong in the store, for callers of every engine alike.

::

    UnavailableError              the operator can mend it
    └── StoreError
        ├── StoreBusyError            store-busy           another writer holds it; try again
        ├── StoreFullError            store-full           the disk is full; nothing was written
        ├── StoreLostError            store-lost           no connection
        ├── MigrationsPendingError    migrations-pending   the schema is older than this program
        ├── NewerSchemaError          newer-schema         the schema is newer than this program
        ├── UnsafeRoleError           unsafe-role          this database role could see other tenants
        ├── KeyRingError              key-ring             a master key is missing or badly kept
        └── DamagedBlobError          damaged-blob         stored bytes are not what was stored
    UsageError                    the caller can mend it
    └── RefusedError
        ├── StaleVersionError         stale-version        somebody else moved the claim first
        ├── AlreadyThereError         already-there        a row of this name exists
        ├── NotThereError             not-there            no such row, or not this tenant's
        └── ErasedError               erased               the person's data was erased
"""

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UnavailableError, UsageError


class StoreError(UnavailableError):
    """The store cannot serve at the moment, or as it is set up."""

    code = "store"


class StoreBusyError(StoreError):
    """Another writer holds the database, or two writers wait for each other. Nothing was written; trying again helps."""

    code = "store-busy"

    def __init__(self) -> None:
        super().__init__(
            Bilingual(
                "数据库正忙，未写入任何内容。请稍后重试。", "The database is busy. Nothing was written; try again."
            )
        )


class StoreFullError(StoreError):
    """No space left. Nothing was written."""

    code = "store-full"

    def __init__(self) -> None:
        super().__init__(
            Bilingual(
                "存储空间已满，未写入任何内容。请清理磁盘后重试。",
                "The disk of the store is full. Nothing was written; make room and try again.",
            )
        )


class StoreLostError(StoreError):
    """The database does not answer, or the connection broke."""

    code = "store-lost"

    def __init__(self) -> None:
        super().__init__(
            Bilingual(
                "数据库没有应答或连接中断。请检查连接后重试。",
                "The database does not answer, or the connection broke. Check it and try again.",
            )
        )


class MigrationsPendingError(StoreError):
    """The schema is older than this program."""

    code = "migrations-pending"

    def __init__(self, *, found: str | None, wanted: str, command: str) -> None:
        super().__init__(
            Bilingual(
                f"数据库结构需要升级（现为 {found or '空'}，需要 {wanted}）。请运行：{command}",
                f"The database needs migrating (it is at {found or 'nothing'}, {wanted} is wanted). Run: {command}",
            )
        )
        self.found, self.wanted, self.command = found, wanted, command


class NewerSchemaError(StoreError):
    """The schema was made by a newer program."""

    code = "newer-schema"

    def __init__(self, *, found: str, wanted: str) -> None:
        super().__init__(
            Bilingual(
                f"数据库结构（{found}）比本程序（{wanted}）新。请升级 fairclaim。",
                f"The database's schema ({found}) is newer than this program's ({wanted}). Upgrade fairclaim.",
            )
        )
        self.found, self.wanted = found, wanted


class UnsafeRoleError(StoreError):
    """The database role would not be held to its tenant."""

    code = "unsafe-role"

    def __init__(self, role: str, why: Bilingual) -> None:
        super().__init__(
            Bilingual(
                f"数据库角色 {role} 不受租户隔离约束：{why.zh}。请使用普通角色连接。",
                f"Row-level security does not hold the database role {role}: {why.en}. Connect as an ordinary role.",
            )
        )
        self.role = role


class KeyRingError(StoreError):
    """A master key is missing, malformed or badly kept."""

    code = "key-ring"


class DamagedBlobError(StoreError):
    """Stored bytes are not those that were stored."""

    code = "damaged-blob"

    def __init__(self, address: str) -> None:
        super().__init__(
            Bilingual(
                f"存储的文件 {address} 与其摘要不符，请从备份恢复。",
                f"The stored file {address} does not match its digest. Restore it from a backup.",
            )
        )
        self.address = address


class RefusedError(UsageError):
    """The store did not do what was asked, and changed nothing."""

    code = "refused"


class StaleVersionError(RefusedError):
    """Somebody else moved the claim since it was read."""

    code = "stale-version"

    def __init__(self, *, claim: str, expected: int, found: int) -> None:
        super().__init__(
            Bilingual(
                f"申请 {claim} 已被更新（预期版本 {expected}，现为 {found}）。请重新读取后再试。",
                f"Claim {claim} has moved on (expected version {expected}, found {found}). Read it again.",
            )
        )
        self.claim, self.expected, self.found = claim, expected, found


class AlreadyThereError(RefusedError):
    """A row of this name exists, or another rule of the tables forbids the row."""

    code = "already-there"

    def __init__(self, what: str) -> None:
        super().__init__(
            Bilingual(f"已存在或不被允许：{what}。", f"Already there, or not allowed by the tables: {what}.")
        )
        self.what = what


class NotThereError(RefusedError):
    """No such row for this tenant; whether another tenant has it is not said."""

    code = "not-there"

    def __init__(self, what: str) -> None:
        super().__init__(Bilingual(f"没有找到：{what}。", f"Not found: {what}."))
        self.what = what


class ErasedError(RefusedError):
    """The person's data was erased and cannot be read or written any more."""

    code = "erased"

    def __init__(self, person: str) -> None:
        super().__init__(Bilingual(f"{person} 的个人信息已删除。", f"The personal data of {person} was erased."))
        self.person = person
