"""What the page *Check a photo* can refuse.

::

    UsageError
    └── NoClaimPhotoError    no-claim-photo    nothing to examine was handed in
    InputError
    └── TooMuchError         too-much          more or larger files than one check takes
    RuleError
    └── NotYetError          not-yet           the answer is not there yet
    UnavailableError
    ├── CheckOffError        check-off         the operator offers no such page
    └── CheckBusyError       check-busy        too many checks wait already
"""

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import InputError, RuleError, UnavailableError, UsageError


class NoClaimPhotoError(UsageError):
    """Nothing to examine was handed in."""

    code = "no-claim-photo"

    def __init__(self) -> None:
        super().__init__(
            Bilingual(
                "还没有要检查的照片。请至少放入一张索赔照片。",
                "There is no photo to check yet. Add at least one claim photo.",
            )
        )


class TooMuchError(InputError):
    """More or larger files than one check takes."""

    code = "too-much"


class NotYetError(RuleError):
    """The answer is not there yet."""

    code = "not-yet"

    def __init__(self) -> None:
        super().__init__(
            Bilingual("检查尚未结束，请稍候再取。", "The check has not ended yet. Come back for it in a moment.")
        )


class CheckOffError(UnavailableError):
    """The operator offers no such page."""

    code = "check-off"

    def __init__(self) -> None:
        super().__init__(
            Bilingual(
                "本站未开放“检验照片”页面（FAIRCLAIM_CHECK）。",
                "This desk does not offer the page “Check a photo” (FAIRCLAIM_CHECK).",
            )
        )


class CheckBusyError(UnavailableError):
    """Too many checks wait already."""

    code = "check-busy"

    def __init__(self, waiting: int) -> None:
        super().__init__(
            Bilingual(
                f"已有 {waiting} 项检查在排队，请几分钟后再来。",
                f"{waiting} checks wait already. Come back in a few minutes.",
            )
        )
        self.waiting = waiting
